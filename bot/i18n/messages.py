"""A sentence of the interface in the language of whoever reads it."""

from datetime import date

from bot.i18n.catalogue import SOURCE, Language, catalogue, languages
from retrieval.errors import RawiError
from retrieval.reasons import Reason


def say(key: str, language: Language, /, **values: object) -> str:
    """
    The sentence *key* in *language*, its braces filled from *values*.

    One that counts takes the form that its ``count`` asks for; what is not translated yet is English.

    >>> [say("articles", "ar", count=n) for n in (1, 2, 7, 11, 100)]
    ['مقال واحد', 'مقالان', '7 مقالات', '11 مقالاً', '100 مقال']
    >>> say("passages", "en", count=1), say("passages", "en", count=0)
    ('1 passage', '0 passages')
    """
    spoken = catalogue(language)
    if key not in spoken.sentences and key not in spoken.plurals:  # one that counts
        spoken = catalogue(SOURCE)
    if key in spoken.plurals:
        count = values["count"]
        assert isinstance(count, int)
        return spoken.plurals[key][spoken.form(count)].format(**values)
    return spoken.sentences[key].format(**values)


def explain(what: RawiError | Reason, language: Language) -> str:
    """
    What an error or a reason says, in *language* as far as it is translated.

    >>> explain(RawiError(), "en")
    'The request could not be completed now. Try again shortly.'
    """
    known = catalogue(language).translations
    return what.said(lambda english: known.get(english, english))


def in_each_language(error: RawiError) -> dict[Language, str]:
    """What *error* says, by language, for readers of whom none is there yet."""
    return {language: explain(error, language) for language in languages()}


def quoted(text: str, language: Language) -> str:
    """
    *text* in the language's quotation marks, or in its other ones if it holds those itself.

    >>> quoted("ارتفع السعر", "ar"), quoted("قال: «لن نغادر»", "ar"), quoted("Rise", "en")
    ('«ارتفع السعر»', '“قال: «لن نغادر»”', '“Rise”')
    """
    marks = say("quotation", language, text="")
    within = any(mark in text for mark in marks)
    return say("quotation_of_quotation" if within else "quotation", language, text=text)


def date_in_words(iso: str | None, language: Language) -> str:
    """
    An ISO date as far as it is known.

    >>> date_in_words("2024-01-25", "ar"), date_in_words("2021-06", "en"), date_in_words("2020", "ar")
    ('25 يناير 2024', 'June 2021', '2020')
    >>> date_in_words(None, "ar")
    'بلا تاريخ'
    """
    if iso is None:
        return say("undated", language)
    if len(iso) == 4:
        return iso
    from babel.dates import format_date, format_skeleton  # 40 ms, when there is a date to write

    locale = catalogue(language).locale
    if len(iso) == 7:
        return format_skeleton("yMMMM", date.fromisoformat(f"{iso}-01"), locale=locale)
    return format_date(date.fromisoformat(iso), "long", locale=locale)
