"""
Print a catalogue for a further language, each sentence with its English to translate.

``python -m bot.i18n fr > bot/i18n/fr.po``
"""

import ast
import sys

import polib
from babel import Locale
from babel.messages.plurals import get_plural

from bot.i18n.catalogue import FOLDER

_ROOT = FOLDER.parents[1]


def errors() -> set[str]:
    """The English of every error and reason in the code."""
    found = set()
    for path in [*_ROOT.glob("bot/**/*.py"), *_ROOT.glob("retrieval/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Assign(
                    targets=[ast.Name(id="en")], value=ast.Constant(value=str(english))
                ):
                    found.add(english)
                case ast.Call(
                    func=ast.Name(id="Reason"), args=[_, ast.Constant(value=str(english))]
                ):
                    found.add(english)
    return found


def blank(language: str) -> polib.POFile:
    """
    A catalogue with nothing translated; ``language`` is a code of CLDR's.

    Of what stands in English in the code, argparse's sentences come from the Arabic one, errors' and
    their reasons' from the classes themselves.
    """
    plural = get_plural(language)
    new = polib.POFile()
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
    }
    for entry in polib.pofile(str(FOLDER / "en.po")):
        forms = dict.fromkeys(range(plural.num_plurals), "") if entry.msgid_plural else {}
        english = entry.msgstr or " / ".join(entry.msgstr_plural.values())
        new.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr_plural=forms,
                comment="\n".join(filter(None, (entry.comment, english))),
                flags=entry.flags,
            )
        )
    for entry in polib.pofile(str(FOLDER / "ar.po")):
        if entry.msgctxt:
            entry.msgstr = ""
            new.append(entry)
    for english in sorted(errors()):
        new.append(polib.POEntry(msgid=english, msgctxt="error", flags=["python-brace-format"]))
    name = new.find("language_name")
    assert name is not None
    name.msgstr = Locale.parse(language).display_name or ""
    return new


if __name__ == "__main__":
    print(blank(sys.argv[1]))
