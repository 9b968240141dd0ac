"""The names of months and weekdays, apart from ``retrieval.language.dates``, whose patterns take time to compile."""

import re
from collections.abc import Iterable
from typing import TypeVar

from retrieval.language.arabic import fold

Key = TypeVar("Key")


def table(rows: dict[Key, str]) -> dict[str, Key]:
    """Folded name -> key; a row's names are separated by spaces, ``_`` is a space inside one."""
    return {fold(n.replace("_", " ")): key for key, names in rows.items() for n in names.split()}


def any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


MONTHS = table(
    {
        1: "يناير كانون_الثاني كانون_ثاني كانون_2 جانفي january jan",
        2: "فبراير شباط فيفري فيفيري february feb",
        3: "مارس آذار march mar",
        4: "أبريل نيسان أفريل april apr",
        5: "مايو أيار آيار مايس ماي may",
        6: "يونيو يونيه حزيران جوان june jun",
        7: "يوليو يوليه تموز جويلية جوييلية يوليوز july jul",
        8: "أغسطس آب أوت غشت august aug",
        9: "سبتمبر أيلول شتنبر september sept sep",
        10: "أكتوبر تشرين_الأول تشرين_أول تشرين_1 october oct",
        11: "نوفمبر تشرين_الثاني تشرين_ثاني تشرين_2 نونبر november nov",
        12: "ديسمبر كانون_الأول كانون_أول كانون_1 دجنبر december dec",
    }
)
WEEKDAYS = table(
    {
        0: "الاثنين monday mon",
        1: "الثلاثاء الثلثاء tuesday tue",
        2: "الأربعاء wednesday wed",
        3: "الخميس thursday thu",
        4: "الجمعة friday fri",
        5: "السبت saturday sat",
        6: "الأحد sunday sun",
    }
)
