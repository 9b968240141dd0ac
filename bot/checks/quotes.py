"""Whether words between quotation marks stand in the source; pure."""

from bot.checks.alignment import Alignment

_LONG = 4  # words of a quotation that is no name, letters of a word that has endings


def quotes(found: Alignment) -> str | None:
    """Every word between quotation marks stands in the window, in that order, however it is spelt."""
    if found.foreign:
        long = [quote for quote in found.sentence.quotes if len(quote) > _LONG]
        return " ".join(long[0]) if long else None
    text = f" {' '.join(_uninflected(r.plain) for r in found.window.readings)} "
    return next(
        (" ".join(q) for q in found.sentence.quotes if f" {_uninflected(q)} " not in text), None
    )


def _uninflected(quoted: list[str]) -> str:
    """Words without the ending an Arabic sentence gives to what it quotes: «تصعيدا» for «تصعيد»."""
    return " ".join(word.removesuffix("ا") if len(word) > _LONG else word for word in quoted)
