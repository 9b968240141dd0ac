"""Whether the answer is in the language it was asked in, quotations aside."""

from bot.evaluation.layers.seen import Found, Seen
from retrieval.language.arabic import arabic_share
from retrieval.reasons import Reason


def asked(_: Seen) -> bool:
    return True


def failures(seen: Seen) -> Found:
    """Another language, said or used."""
    answer = seen.answer
    wanted = seen.case.language or ("ar" if arabic_share(seen.case.question) >= 0.5 else "en")
    if answer.language != wanted:
        yield Reason(
            f"لغته {answer.language} لا {wanted}", f"is in {answer.language}, not {wanted}"
        )
    own = answer.text
    for citation in answer.citations:
        for part in (citation.quote, citation.passage.source.outlet, citation.passage.source.title):
            own = own.replace(part, " ") if part else own
    if any(map(str.isalpha, own)) and ("ar" if arabic_share(own) >= 0.5 else "en") != wanted:
        yield Reason(f"كلامه ليس بلغة {wanted}", f"its own words are not in {wanted}")


def note(seen: Seen) -> str:
    return seen.answer.language
