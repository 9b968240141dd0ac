"""A chat as one text, for snapshots: who said what, with keyboards, entities and marks visible."""

from tests.fakes.botapi.text import utf16

_MARKS = {
    "\u200e": "⟨LRM⟩",
    "\u200f": "⟨RLM⟩",
    "\u200c": "⟨ZWNJ⟩",
    "\u2066": "⟨LRI⟩",
    "\u2067": "⟨RLI⟩",
    "\u2068": "⟨FSI⟩",
    "\u2069": "⟨PDI⟩",
}


def transcript(chats, chat, thread=None):
    """
    What happened in *chat*, or in one of its topics, each message as it stands now.

    A message is ``name: text``, further lines indented; then an entity a line (``·``) and a row of
    buttons a line (``|``). ``>`` is a button pressed, ``!`` a notice shown for it, ``-`` a message
    that was deleted.
    """
    lines = []
    for kind, detail, where in chats.events[chat]:
        if thread not in (None, where):
            continue
        if kind == "message":
            lines += _message(chats.message(chat, detail))
        else:
            lines.append(f"{'>' if kind == 'pressed' else '!'} {visible(detail)}")
    return "\n".join(lines)


def _message(message):
    if message is None:
        yield "- deleted"
        return
    text = message.get("text") or message.get("caption") or ""
    name = message["from"]["first_name"]
    attached = f"[{message['document']['file_name']}] " if "document" in message else ""
    first, *rest = f"{attached}{visible(text)}".split("\n")
    yield f"{name}: {first}"
    yield from (f"    {line}".rstrip() for line in rest)
    for entity in message.get("entities", []) if message["from"]["is_bot"] else []:
        yield f"  · {_entity(entity, text)}"
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield "  | " + " | ".join(visible(button["text"]) for button in row)


def _entity(entity, text):
    start, end = entity["offset"], entity["offset"] + entity["length"]
    units = text.encode("utf-16-le")
    covered = " ".join(units[2 * start : 2 * end].decode("utf-16-le").split())
    if utf16(covered) > 40:
        covered = f"{covered[:20]} … {covered[-20:]}"
    url = f" {entity['url']}" if "url" in entity else ""
    return f"{entity['type']} «{visible(covered)}»{url}"


def visible(text):
    """
    *text* with its direction marks spelt out.

    >>> visible("Apple \\u200f[1]")
    'Apple ⟨RLM⟩[1]'
    """
    for mark, name in _MARKS.items():
        text = text.replace(mark, name)
    return text
