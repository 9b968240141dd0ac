"""A quotation in its place in an article. Pure."""

from bot.presentation.as_json import Json
from bot.telegram.messages.texts import cleaned, units
from retrieval.language.sentences import sentences
from retrieval.types import Article

_LONGEST_QUOTE = 2400  # UTF-16 units
_LONGEST_SHOWN_TWICE = 1000  # of a quote that is shown again in its context
_CONTEXT = 400  # code points on each side of a quote


def around(citation: Json, article: Article | None) -> tuple[str, str, str]:
    """What stands before a quotation, the quotation, and what stands after it."""
    quote = cleaned(citation["quote"])
    start, end = citation["start"], citation["end"]
    if units(quote) > _LONGEST_QUOTE:
        return "", f"{quote[: _LONGEST_QUOTE // 2]}…", ""
    alone = units(quote) > _LONGEST_SHOWN_TWICE
    if alone or article is None or article.text[start:end] != citation["quote"]:
        return "", quote, ""
    spans = sentences(article.text)
    first = min((a for a, _ in spans if start - _CONTEXT <= a <= start), default=start)
    last = max((b for _, b in spans if end <= b <= end + _CONTEXT), default=end)
    whole = cleaned(article.text[first:last])
    at = whole.find(quote, len(cleaned(article.text[first:start])))
    around = (whole[:at], whole[at + len(quote) :]) if at >= 0 else ("", "")
    before, after = map(_one_break, around)
    before = f"… {before}" if first and before else before
    return before, quote, f"{after} …" if after and last < len(article.text.rstrip()) else after


def _one_break(text: str) -> str:
    """*text*, beside a quotation, with one line break where a paragraph begins or ends."""
    inner = text.strip()
    if not inner:
        return "\n" if "\n" in text else text
    before, _, after = text.partition(inner)
    return inner.join("\n" if "\n" in space else space for space in (before, after))
