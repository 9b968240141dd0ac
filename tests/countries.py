"""
The countries of the world as CLDR names them, in Arabic and English, a line each.

``python -m tests.countries > retrieval/language/data/countries.tsv`` makes the file anew after Babel
has been raised. It is kept as a file because Babel takes 30 ms to import, for a table that changes
once in years.
"""

import re

from babel import Locale

# No countries: accents to test with, all the world, an economic zone, what is left over.
_NONE = frozenset({"XA", "XB", "ZZ", "EZ", "QO", "UN", "EU"})


def lines() -> list[str]:
    arabic, english = Locale("ar").territories, Locale("en").territories
    return [
        f"{code}\t{_plain(arabic[code])}\t{_plain(name)}"
        for code, name in sorted(english.items())
        if re.fullmatch("[A-Z]{2}", code) and code not in _NONE and code in arabic
    ]


def _plain(name: str) -> str:
    """A name without what stands in brackets after it."""
    return re.sub(r" *\(.*", "", name)


if __name__ == "__main__":
    print("\n".join(lines()))
