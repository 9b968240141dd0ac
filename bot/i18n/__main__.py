"""
Print a catalogue for a further language, each sentence with its English to translate.

``python -m bot.i18n fr > bot/i18n/fr.po``
"""

import sys

import polib
from babel import Locale
from babel.messages.plurals import get_plural

from bot.i18n.catalogue import FOLDER


def blank(language: str) -> polib.POFile:
    """
    A catalogue with nothing translated; ``language`` is a code of CLDR's.

    What stands in English in the code (errors, reasons, what argparse and the system say) is taken from
    the Arabic one.
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
    name = new.find("language_name")
    assert name is not None
    name.msgstr = Locale.parse(language).display_name or ""
    return new


if __name__ == "__main__":
    print(blank(sys.argv[1]))
