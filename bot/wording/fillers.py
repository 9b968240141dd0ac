"""Words that say nothing of the matter: of grammar, of the calendar, of fluent padding; pure."""

from collections.abc import Sequence

from bot.wording.polarity import NEGATORS
from bot.wording.quantity import quantities
from bot.wording.tokens import date_at
from retrieval.language.arabic import STOPWORDS
from retrieval.language.arabic import words as folded

FUNCTION = (
    STOPWORDS
    | frozenset(
        folded(
            """أيضا كذلك فيما بينما إذ حين كان كانوا يكونوا كونه كونها نحو حوالي قرابة زهاء تقريبا عن فإن فإنه وإن
        وأن بأن بأنه بأنها لأن لأنه لأنها وأنه وأنها وأنهم أنهم إنهم بأنهم وإنها وإنه هؤلاء أولئك تلك ذاك نفسه نفسها عبر
        لذلك لذا هكذا منهم بينهم بينها بينهما لنا لي عنه عنها عنهم إليه إليها معه معها معهم فقد وهم أما إما بما لما ممن
        ثمة حيال إزاء تجاه بشأن شأن صدد إطار سياق جانب جهة جهته جهتها ناحية ناحيته مما والتي والذي والذين وما
        وفق وفقا حسب بحسب نقلا قوله قولها بقوله بقولها تم جرى يجري بات لقد وإلى وعن ومع وبين ولكنها ولكنه لكنه لكنها
        غير أكثر من
        he she they we you any his her their our him them us who whom there here into onto than then so
        if but while when will would can could may might shall should must about around out off up over this is was
        also according per via amid upon among between through during al el ibn bin mr mrs ms dr s t ll ve re d
        that own such both each other of no not never nor neither"""
        )
    )
) - frozenset(
    folded("قبل بعد ضد منذ خلال كل بعض said before after since against all some most under down")
)
# What a fluent sentence adds without saying more.
LIGHT = frozenset(
    folded(
        """قام قامت يقوم تقوم قاموا تعرض تعرضت يتعرض تتعرض أسفر أسفرت أدى أدت جاء جاءت يأتي تأتي شهد شهدت يشهد تشهد حصل حصلت
        حدث وقع وقعت وقوع يجري تجري أجرى أجرت تمثل تمثلت خلال أثناء تحت وضع أوضاع سبق سبيل هناك لدى تولى ثم
        عملية عمل أمر مجال شكل بشكل صورة بصورة نوع طريق مدينة بلدة منطقة دولة شخص أشخاص
        عدد عددهم عددها خبر تقرير نبأ مصدر مصادر وكالة صحيفة موقع كلام تصريح تصريحات بيان حديث حديثه وقت حين
        يقع تقع يوجد توجد نفس ذات مشيرا مضيفا موضحا مؤكدا لافتا وذلك جديد جديدا مجددا خاص حالي حالية حاليا راهن
        person people group city town country area number time way moreover however meanwhile
        addition additionally furthermore currently statement report article news source well
        situation take takes took place took make makes made keep keeps kept come comes came get gets got give gives gave
        hold holds held undergo suffer suffers suffered face faces faced during carried carry under
        matter fact case go went lie lies lying located situated""",
    )
)
_CALENDAR = frozenset(folded("يوم عام سنة شهر ويوم وعام يومي day year month"))  # before a date


def fills(words: Sequence[str], at: int) -> bool:
    """Whether the word at *at* says nothing of the matter, or is read as what it does to another."""
    word, before = words[at], words[max(0, at - 1)]
    if before == "علي" and word in ("بعد", "يد", "ايدي"):  # at a distance of, by the hand of
        return True
    if word in _CALENDAR and date_at(words[min(at + 1, len(words) - 1)]) is not None:
        return True
    return (
        word in FUNCTION
        or word.removeprefix("و") in FUNCTION
        or word in NEGATORS
        or bool(quantities([word]))
        or (len(word) == 1 and word.isascii())
    )
