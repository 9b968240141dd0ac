"""How an answer was reached, as text for people; pure."""

from collections.abc import Iterator

from bot.i18n.catalogue import Language
from bot.i18n.messages import date_in_words, say
from bot.presentation.as_json import Json
from bot.presentation.as_text import headline_of
from retrieval.types import credited

_HIGH, _EVEN, _LOW = 0.9, 0.5, 0.1  # confidences


def why_text(answer: Json, language: Language, *, scores: bool = True) -> str:
    """
    How a kept answer was reached.

    scores: name each passage and how well it matched; else each article once.
    """
    how = answer["how"]
    lines = [say("why_question", language, question=answer["standalone"])]
    if answer["status"] == "answered":
        lines.append(say(f"why_{answer['mode']}", language))
    elif answer["status"] == "nearest":
        lines.append(say("why_nearest", language))
    else:
        lines.append(say("why_refused", language, reason=answer["text"]))
    if how.get("confidence") is not None:
        sure = sureness(how["confidence"], language)
        sure += f" ({how['confidence']:.2f})" if scores else ""
        lines.append(say("why_confidence", language, confidence=sure))
    lines += ["", say("why_considered", language)]
    lines += _considered(how["considered"], language, scores=scores)
    if how["sentences"]:
        lines += ["", say("why_sentences", language)]
        for sentence in how["sentences"]:
            lines += _ruling_lines(sentence, language)
    return "\n".join(lines)


def _considered(passages: list[Json], language: Language, *, scores: bool) -> Iterator[str]:
    headlines = [_brief_headline(one["article"], language) for one in passages]
    if not scores:
        yield from (f"• {headline}" for headline in dict.fromkeys(headlines))
        return
    for rank, (headline, one) in enumerate(zip(headlines, passages, strict=True), 1):
        yield f"{rank}. {headline}"
        yield f"    {one['passage_id']} · {one['score']:.3f}"


def _brief_headline(article: Json, language: Language) -> str:
    outlet = credited(article["outlet"], article.get("host"))
    date = date_in_words(article["published"], language)
    return headline_of(article["title"], outlet, date, language)


def _ruling_lines(sentence: Json, language: Language) -> Iterator[str]:
    """One sentence of the model's, and what decided about it."""
    outcome = sentence.get("outcome") or "dropped"  # answers of versions before have none
    yield say(f"sentence_{outcome}", language, text=sentence["text"])
    reason = say(f"because_{sentence['why']}", language) if "outcome" in sentence else ""
    if reason:
        yield say("why_because", language, reason=reason, detail=sentence["detail"]).rstrip()


def sureness(confidence: float, language: Language) -> str:
    """
    A confidence, 0 to 1, in a word.

    >>> [sureness(one, "en") for one in (0.97, 0.6, 0.3, 0.01)]
    ['high', 'fair', 'low', 'very low']
    """
    words = {_HIGH: "high", _EVEN: "fair", _LOW: "low", 0.0: "very_low"}
    return say(
        next(f"sure_{word}" for least, word in words.items() if confidence >= least), language
    )
