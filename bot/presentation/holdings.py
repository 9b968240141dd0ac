"""What an archive holds, in words: how many articles, from when to when, from whom. Pure."""

from collections import Counter
from collections.abc import Sequence

from bot.i18n.catalogue import Language
from bot.i18n.messages import date_in_words, say
from retrieval.types import Source

_OUTLETS = 30  # named one by one


def coverage(sources: Sequence[Source], language: Language) -> str:
    """How many articles there are, from when to when, and from whom."""
    if not sources:
        return say("nothing_yet", language)
    lines = [say("holdings", language, articles=say("articles", language, count=len(sources)))]
    if days := sorted(source.date.iso for source in sources if source.date.iso):
        first, last = (date_in_words(day, language) for day in (days[0], days[-1]))
        lines.append(say("dates", language, first=first, last=last))
    outlets = Counter(source.credit or say("no_outlet", language) for source in sources)
    ranked = sorted(outlets.items(), key=lambda one: (-one[1], one[0]))
    lines += [f"• {say('count', language, name=name, count=n)}" for name, n in ranked[:_OUTLETS]]
    if len(ranked) > _OUTLETS:
        lines.append(say("and_more", language, count=len(ranked) - _OUTLETS))
    return "\n".join(lines)
