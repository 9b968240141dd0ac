"""What a model writes to some questions, and a judge that cannot be fooled but about numbers."""

from bot.verification.judge import Choice

# By a stretch of the question: the draft. Without marks; the gate finds what each rests on.
DRAFTS = {
    "رحلة القطار": "تستغرق الرحلة 50 دقيقة.",
    "العيادة المتنقلة": "العيادة المتنقلة التي سيّرتها وزارة الصحة تجوب قرى الوادي.",
    "متفرجا": "ملأ المدرجات 29400 من محبي الكرة.",
    "بكأس المدن": "خسر فريق النسور كأس المدن أمام فريق المرفأ.",
    "محطة الربوة": "دفعت هيئة المياه مبلغاً كبيراً لقاء تنقية مياه الربوة.",
}
# By a stretch of the sentence: what the window that states it holds. Of all others it says no.
STATED = {"تجوب قرى الوادي": "عيادة متنقلة", "ملأ المدرجات": "19400"}


class ScriptedModel:
    """Writes the draft of the question that stands in the prompt."""

    name = "scripted:writer"
    left_out = ()

    async def ready(self):
        """Nothing to do."""

    async def stream(self, messages, *, most, meter=None):
        asked = messages[-1][1]
        yield next((draft for part, draft in DRAFTS.items() if part in asked), "NO_ANSWER")


class HonestJudge:
    """Knows which window states a sentence; it misses only that a number is another."""

    name = "scripted:judge"

    async def ready(self):
        """Nothing to do."""

    async def choose(self, cases, *, meter=None):
        return [_chosen(case) for case in cases]


class YesJudge(HonestJudge):
    """Says yes to everything."""

    name = "scripted:yes"

    async def choose(self, cases, *, meter=None):
        return [Choice((1,)) for _ in cases]


def _chosen(case):
    stated = next((held for part, held in STATED.items() if part in case.sentence), None)
    windows = range(len(case.windows))
    return Choice(tuple(n + 1 for n in windows if stated and stated in case.windows[n])[:1])
