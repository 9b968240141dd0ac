"""Three reports on a bridge, and what a scripted model may write about them."""

import math
import re

from retrieval.types import Dated
from tests.fakes.archives import article, ingested
from tests.fakes.openai_server import Reply

QUESTION = "كم بلغت كلفة جسر المدينة الجديد؟"
COST = "بلغت كلفة جسر المدينة الجديد 300 مليون دينار"
OPENING = "افتُتح جسر المدينة الجديد يوم 25 يناير 2024"
ENGINEER = "قال المهندس سامي حداد إن الجسر يتحمّل الزلازل القوية"
FALSE = "بلغت كلفة جسر المدينة الجديد 900 مليون دينار"
WHEAT = "أعلنت الوزارة تثبيت أسعار القمح في الجنوب."
NOWHERE = "فاز منتخب كرة السلة على ضيفه بفارق عشرين نقطة"
ELSEWHERE = "أعلنت الوزارة رفع أسعار القمح في الشمال"
ARTICLES = (
    article(
        "a",
        id="bridge",
        title="افتتاح جسر المدينة الجديد",
        outlet="الغد",
        date=Dated("2024-01-25", "day", "metadata"),
        text=f"{OPENING}. {COST}. {ENGINEER}.",
    ),
    article(
        "b",
        id="wheat",
        title="أسعار القمح",
        outlet="الأمس",
        date=Dated("2023-05", "month", "metadata"),
        text=f"{WHEAT} وقال التجار إن المحصول جيد هذا العام.",
    ),
    article(
        "c",
        id="ferry",
        title="توقف العبّارات",
        outlet="الساحل",
        date=Dated("2024-02-01", "day", "metadata"),
        text="توقفت العبّارات عن العمل بعد افتتاح جسر المدينة الجديد. ولم تُعرف كلفة تعويض أصحابها.",
    ),
)  # fmt: skip


def built(archive):
    """*archive* with the reports in it."""
    ingested(archive, *ARTICLES)
    return archive


def number_of(request, words):
    """Under which number a request gives the source that holds *words*."""
    text = request["messages"][-1]["content"]
    fences = re.findall(r"<<SRC (\d+) (\w+)>>(.*?)<<END \1 \2>>", text, re.DOTALL)
    return next(int(number) for number, _, inside in fences if words in inside)


def citing(*sentences, tail="", cut=False, **how):
    """
    A reply of *sentences*, each with the number of the source that holds the bridge's cost.

    tail: what follows them, without a full stop. cut: the connection is torn down after it.
    """

    def reply(request):
        number = number_of(request, COST)
        text = " ".join([*(f"{sentence} [{number}]." for sentence in sentences), tail])
        end = 1 + math.ceil(len(text) / 4) if cut else None
        return Reply(text, cut=end, **how)

    return reply
