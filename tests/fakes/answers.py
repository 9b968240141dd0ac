"""Made-up answers of any text and length, and what Telegram would hold against their posts."""

import re

from hypothesis import strategies as st

from bot.i18n.messages import date_in_words, say
from bot.presentation.as_json import answer_json, how_json
from bot.presentation.as_text import in_turn, standing
from bot.telegram.api.markup import entities as sent_entities
from bot.telegram.api.markup import keyboard
from bot.telegram.messages.answers import answer_posts, draft_posts
from bot.telegram.messages.cards import source_post, why_post
from bot.telegram.messages.posts import beginning, plain_posts
from bot.telegram.messages.texts import MOST, MOST_ENTITIES, cleaned, units
from bot.types import Answer, Citation, Claim, Written
from retrieval.types import Article, Dated, Hit, Passage, Place, Source
from tests.fakes.archives import prose
from tests.fakes.botapi.keyboards import inline_keyboard
from tests.fakes.botapi.refusals import Refused
from tests.fakes.botapi.text import accepted
from tests.fakes.texts import ANYTHING, NEWS

MARKUP = st.lists(
    st.sampled_from(
        [
            *("<b>", "</b>", "<a href='https://t.me'>", "&lt;", "5 < 6 & 7", "<br>", "<!--", "</"),
            *("*", "**غامق**", "_", "__", "`", "```py", "~~", "||", "[نص](https://a.b)", "\\", "!"),
            *("/start", "/forget@rawi_test_bot", "@rawi_test_bot", "#وسم", "$USD", "12:30", "t.me"),
            *("[1]", "[2][3]", "[1][1]", " [4] ", "[", "]", "[٣]", "[999]", "s:1:1", "Apple", "نصّ"),
            *("\n", "\n\n", " ", "\u200f", "\u200e\u200f", "\u202e", "\u2067", "\ue000", "\u00a0"),
            *(
                "😀",
                "👩‍👩‍👧‍👦",
                "🇮🇶",
                "👍🏽",
                "e\u0301\u033f",
                "\u2800",
                "\ufffc",
                "𐍈",
                "https://a.b/خبر",
            ),
        ]
    ),
    max_size=40,
).map("".join)
# What fills messages in other ways than prose: links, nothing to see, letters of many code points.
_CROWDS = st.sampled_from(
    [
        *(
            "[1]" * 400,
            "[1] " * 1500,
            "[1]\n" * 300,
            "\u2800" * 9000,
            "\u3000\n" * 5000,
            "😀" * 5000,
        ),
        *(
            "👩‍👩‍👧‍👦" * 1000,
            "e\u0301" * 5000,
            "\u064b" * 5000,
            "نص\n" * 3000,
            "Apple [1]\n" * 900,
            "\ufeff",
        ),
    ]
)
TEXTS = st.one_of(
    _CROWDS,
    NEWS,
    MARKUP,
    ANYTHING,
    st.text(max_size=60),
    st.tuples(
        st.one_of(NEWS, MARKUP, ANYTHING, st.text(min_size=1, max_size=20)),
        st.sampled_from(["", " ", "\n", ". "]),
        st.integers(2, 2000),
    ).map(lambda told: ((told[0] + told[1]) * told[2])[:12_000]),
    st.builds(prose, st.integers(0, 50), st.integers(1, 60), st.integers(1, 120)),
)
_URLS = st.sampled_from(
    [
        *(None, "https://example.org/news/1", "http://example.org/خبر?a=1#b", "ftp://a.b/c"),
        *("javascript:alert(1)", "http://localhost/x", "http://127.0.0.1/", "https://a b.c", ""),
        *("https://[::1]/", "https://user@evil.com/", "https://x", "https://a.b" + "/c" * 2000),
    ]
)
_NAMES = st.one_of(NEWS, MARKUP, st.text(max_size=40), st.just("خبر طويل " * 200))
_DATES = st.sampled_from(
    [Dated(), Dated("2024-01-25", "day", "printed"), Dated("2021", "year", "inferred")]
)


@st.composite
def _sources(draw):
    places = draw(st.integers(0, 2)) * draw(st.sampled_from([1, 1, 40]))
    title, outlet, url = draw(_NAMES), draw(st.none() | _NAMES), draw(_URLS)
    also = tuple(Place("p", title, outlet, None, url, None) for _ in range(places))
    return Source("id", title, outlet, date=draw(_DATES), url=url, also_in=also)


@st.composite
def _citations(draw, number):
    """A citation and the article it quotes."""
    source, text = draw(_sources()), draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    quote = text[start : start + draw(st.sampled_from([20, 200, 5000]))]
    answer = draw(st.sampled_from([None, (0, len(quote) // 2)]))
    return Citation(number, Passage(source, 0, text), quote, start, answer), Article(
        source, text, ""
    )


@st.composite
def answers(draw):
    """An answer of any kind, and the articles it cites by number."""
    language = draw(st.sampled_from(["ar", "ar", "en"]))
    quoted = [draw(_citations(number)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    if quoted and draw(st.integers(0, 9)) == 0:
        quoted *= 40
    citations = [citation for citation, _ in quoted]
    texts = draw(st.lists(TEXTS, min_size=1, max_size=4))
    texts += [f"قال: «{citation.quote}» [{citation.number}]" for citation in citations]
    lead = draw(st.one_of(st.just(""), NEWS, MARKUP))
    claims = tuple(Claim(text, (1,), 0.5, lead) for text in texts)
    answer = Answer(
        "0123456789abcdef" * 2,
        draw(TEXTS),
        draw(TEXTS),
        language,
        draw(st.sampled_from(["answered", "answered", "refused", "failed"])),
        None,
        "extractive",
        draw(st.sampled_from(["\n", " ", "\n\n"])).join(texts),
        claims=claims,
        citations=tuple(citations),
        as_of=draw(st.sampled_from([None, "2024-01-25"])),
        independent_sources=len(citations),
        nearest=tuple(draw(st.lists(_sources(), max_size=3))),
        considered=tuple(Hit(citation.passage, 1.0) for citation in citations),
        rulings=tuple(Written(text, (), "dropped", "number") for text in texts[:1]),
    )
    return answer, {citation.number: article for citation, article in quoted}


def complaints(answer, articles):
    """Everything wrong with how *answer* would be posted; ``[]`` is what one wants."""
    language = answer.language
    whole, draft = answer_posts(answer, "ar"), draft_posts(answer.claims, language)
    stored = answer_json(answer) | {"how": how_json(answer)}
    cited = [
        source_post(one, article, language, link="https://t.me/rawi?start=1f")
        for one in stored["citations"][:3]
        for article in (articles[one["number"]], None)
    ]
    every = [
        *whole,
        *draft,
        *map(beginning, whole),
        *cited,
        why_post(stored, language),
        *plain_posts(answer.text),
    ]
    found = [wrong for post in every for wrong in _refused(post)]
    said = len(answer.citations) == 1 and date_in_words(answer.as_of, language) in answer.text
    below = [*standing(answer)] if answer.citations and not said else []
    if answer.nearest and not answer.citations:
        below = [say("nearest", language)]
    if letters(whole) != squeezed("\n".join([in_turn(answer), *below])):
        found.append("the answer is not whole")
    if letters(plain_posts(answer.text)) != squeezed(answer.text):
        found.append("the text is not whole")
    told = [line for claim in answer.claims for line in (claim.lead, claim.text)]
    if letters(draft) not in (drafted := squeezed("\n".join(told)), f"{drafted}…"):
        found.append("the draft is not whole")
    return found


def _refused(post):
    """What the server would refuse in a post, or keep otherwise than it was sent."""
    entities = [one.to_dict() for one in sent_entities(post)]
    rows = keyboard(post).to_dict()["inline_keyboard"] if post.rows else []
    try:
        kept = accepted(post.text, entities)
        inline_keyboard({"inline_keyboard": rows})
    except Refused as refused:
        yield refused.description
        return
    if kept != (post.text, entities):
        yield "kept otherwise than it was sent"
    if units(post.text) > MOST or len(post.entities) > MOST_ENTITIES:
        yield "too much for one message"
    if any(len(row) > 8 for row in rows):
        yield "a row too wide to be shown"
    if any(one.url is not None and not one.url.startswith("http") for one in post.entities):
        yield "a link to nowhere"


def letters(posts):
    """What can be read in *posts*, joined."""
    return squeezed("\n".join(post.text for post in posts))


def squeezed(text):
    """*text* without white space, bullets of lists, and what cannot be seen."""
    unseen = "[\\s•\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]"
    return re.sub(unseen, "", cleaned(text))
