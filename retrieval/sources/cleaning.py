"""
A page of news as copied off the web, cut into its articles; pure, knows no files.

What a site puts around an article goes; what it says about the article (outlet, agency, dateline,
day) becomes facts; the paragraphs that stay are never touched. When in doubt a line stays.

The tables come first; a newsroom adds its own phrases there. Spelling variants, harakat and
punctuation do not matter, ``|`` separates phrases, and ``…`` stands for the rest of the line.
"""

import re
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise

from retrieval.language import dates
from retrieval.language.arabic import words
from retrieval.types import UNDATED, Article, Source

# Lines that belong to the site.
NOISE = """
    TT | إعلان | إعلانات | اخر الاخبار | الرئيسية | Advertisement
    طباعة | حفظ | استمع | استمع إلى المقال | نسخ الرابط | تم نسخ الرابط | Print | Copy link
    شارك | مشاركة | شارك الخبر | شارك المقال | شاركها | شارك هذا … | Share | Share this …
    فيسبوك | تويتر | واتساب | تيليجرام | تلغرام | Facebook | Twitter | WhatsApp | Telegram | Email
    تابعونا على … | تابعنا على … | تابعوا آخر الأخبار … | Follow us on …
    اشترك الآن | اشترك في النشرة … | اشترك في نشرتنا … | Subscribe to our … | Sign up for our …
    اترك تعليقا | اترك ردا | أضف تعليقا | إلغاء الرد | التعليقات | لا توجد تعليقات
    لن يتم نشر عنوان بريدك … | الحقول الإلزامية مشار إليها … | احفظ اسمي بريدي …
    Leave a comment | Leave a reply | Your email address will not be published …
    Required fields are marked … | Save my name email …
    Sorry you need to enable JavaScript … | Please enable JavaScript … | JavaScript is disabled …
    نستخدم ملفات تعريف الارتباط … | يستخدم هذا الموقع ملفات … | هذا الموقع يستخدم ملفات …
    We use cookies … | This site uses cookies … | This website uses cookies …
    Accept | Accept all | Accept cookies | Accept all cookies
    جميع الحقوق محفوظة … | All rights reserved …
    يحتوي هذا القسم على المقالات … | يحتوي هذا القسم على المقلات …
"""

# What introduces links to other articles, on a line of its own or with the link after it.
LINKS = """
    اقرأ المزيد … | اقرأ أيضا … | اقرأوا أيضا … | شاهد أيضا … | قد يهمك أيضا … | قد يعجبك أيضا …
    المزيد | المزيد من الأخبار | أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | مقالات ذات صلة
    مواضيع متعلقة | الأكثر قراءة
    Read more … | Read also … | Also read … | See also … | You may also like | Most read
    Related articles | Related stories | Related news | More news | More on this story
"""

# What stands above a summary.
SUMMARY = "ملخص | الملخص | Summary | In brief"

# A label, and the field of Source that it fills.
FACTS = {"المصدر": "outlet", "source": "outlet", "بقلم": "author", "الكاتب": "author"}

# Wire services, by the ways they sign. The first way is the one shown.
AGENCIES = """
    أ ف ب | فرانس برس | وكالة الصحافة الفرنسية | AFP
    رويترز | Reuters
    أ.ب | أسوشيتد برس | AP | Associated Press
    د ب أ | dpa
    إ ب أ | EPA
    الأناضول | وكالة الأناضول | Anadolu
    شينخوا | Xinhua
    سبوتنيك | Sputnik
    نوفوستي | RIA Novosti
    تاس | TASS
    بلومبرغ | Bloomberg
    واس
    وام | WAM
    كونا | KUNA
    قنا
    بترا
    واع
    سانا | SANA
    وفا | WAFA
    أ ش أ
    وات | وكالة تونس إفريقيا للأنباء
    واج
    UPI
"""

# Who else signs photographs, and what a source line may say besides a name.
PHOTOGRAPHERS = """غيتي | غيتي إيميجز | جيتي | Getty | Getty Images | أرشيفية | أرشيف | صورة أرشيفية
    الشرق الأوسط | مواقع التواصل | وسائل التواصل | فيسبوك | تويتر | إكس | الإنترنت | متداولة"""
NAMELESS = "وكالات | الوكالات | متابعات | مواقع | صحف | agencies"

# Where a line of its own like «بغداد – اسم الموقع» begins.
CITIES = """بغداد | دمشق | بيروت | عمان | القاهرة | الرياض | جدة | الدوحة | أبوظبي | دبي | الكويت
    المنامة | مسقط | صنعاء | عدن | الخرطوم | طرابلس | بنغازي | تونس | الجزائر | الرباط | نواكشوط
    القدس | رام الله | غزة | البصرة | الموصل | أربيل | حلب | إدلب | واشنطن | نيويورك | لندن | باريس
    برلين | موسكو | كييف | أنقرة | إسطنبول | طهران | بروكسل | جنيف | فيينا | روما | مدريد | بكين
    Baghdad | Damascus | Beirut | Amman | Cairo | Riyadh | Doha | Dubai | Jerusalem | Gaza | Tunis
    Washington | New York | London | Paris | Berlin | Moscow | Kyiv | Ankara | Istanbul | Tehran"""


def _key(text: str) -> str:
    return " ".join(words(text))


def _keys(table: str) -> frozenset[str]:
    return frozenset(_key(phrase) for phrase in re.split(r"[|\n]", table)) - {""}


def _lines(table: str) -> re.Pattern[str]:
    """What the key of a line matches in full if *table* holds the line."""
    phrases = [(_key(p), "( .*)?" if "…" in p else "") for p in re.split(r"[|\n]", table)]
    return re.compile("|".join(re.escape(key) + rest for key, rest in phrases if key))


_NOISE, _LINKS, _SUMMARY = _lines(NOISE), _lines(LINKS), _keys(SUMMARY)
_AGENCY = {key: row.split("|")[0].strip() for row in AGENCIES.split("\n") for key in _keys(row)}
_PHOTOGRAPHERS, _NAMELESS, _CITIES = _keys(PHOTOGRAPHERS), _keys(NAMELESS), _keys(CITIES)
_FACTS = {_key(label): field for label, field in FACTS.items()}
_SIGNED = re.compile(r"\(([^()]{2,40})\)\s*$")
_BETWEEN_NAMES = re.compile(r"[-–—/+&،,|]| عبر | via ")
_CREDITED = re.compile(r"\s+[/–—|-]\s+|\s*[/–—]\s*|\s*:\s*(?=«)")
_WIRED = re.compile(r"([^()–—]{0,40}?)\s*\(([^()]{2,30})\)\s*[-–—:ـ]")
_SENTENCE_END = re.compile(r"(?<!\.)\.$")  # a headline may end in «؟», «!» or an ellipsis
_TITLE = range(3, 26)  # words
_LINK = range(6, 26)  # words; shorter ones may be sub-headings
_REPEAT = 8  # filled lines within which a title comes again
_BODY = 20  # words of running text that make an article


def articles_in(page: str, known: Source, place: str, *, today: date) -> list[Article]:
    """
    The articles of *page*, in order; none if no text is left.

    known: what is known from elsewhere; the page only fills its gaps. An empty title is a gap.
        Its title, author and date are those of the first article.
    place, and the id of *known*, are the first article's; the second one's end in ``-2``.
    today: bounds the years that a date without one may be given.
    """
    lines = [line.strip() for line in page.split("\n")]
    found: list[Article] = []
    for start, end in pairwise([*_starts(lines), len(lines)]):
        source = known
        if found:
            id = f"{known.id}-{len(found) + 1}"
            source = replace(known, id=id, title="", author=None, date=UNDATED)
        source, text = _article([line for line in lines[start:end] if line], source, today)
        if text:
            found.append(Article(source, text, f"{place}-{len(found) + 1}" if found else place))
    return found


def _starts(lines: list[str]) -> list[int]:
    """
    Where the articles of a page begin.

    A headline that comes again within a few lines starts an article if «TT» stands between or a
    gap before it. A page is only cut where running text stands on both sides.
    """
    starts = [0]
    filled = [i for i, line in enumerate(lines) if line]
    keys = [_key(lines[i]) for i in filled]
    before = [0, *accumulate(map(_running_words, lines))]
    for n in range(1, len(filled)):
        here, key, ahead = filled[n], keys[n], keys[n + 1 : n + 1 + _REPEAT]
        if (
            key in ahead[1:]
            and len(key.split()) in _TITLE
            and not _SENTENCE_END.search(lines[here])
            and not _signers(lines[here])
            and ("tt" in ahead[: ahead.index(key)] or here - filled[n - 1] > 3)
            and before[here] - before[starts[-1]] >= _BODY
            and before[-1] - before[here] >= _BODY
        ):
            starts.append(here)
    return starts


def _running_words(line: str) -> int:
    return len(words(line)) if dates.is_paragraph(line) else 0


def _article(lines: list[str], source: Source, today: date) -> tuple[Source, str]:
    """One article of stripped, filled *lines*: its facts and its text."""
    lines = _without_summary(lines)
    lines = _without_links([line for line in lines if not _NOISE.fullmatch(_key(line))])
    lines, facts = _without_labels(lines, source)
    lines, photo_agency = _without_captions(lines)
    title = source.title or _title(lines)
    body = [line for line in lines if _key(line) != _key(title)]
    body = body if body or source.title else lines
    lines, byline = _without_dateline(body, source.outlet or facts.get("outlet"))
    day = dates.published([title, *lines], today=today)
    lines = _without_stamps(lines)
    facts = {"agency": photo_agency} | facts | byline
    known = replace(
        source,
        title=title,
        date=source.date if source.date.iso else day,
        outlet=source.outlet or facts.get("outlet"),
        author=source.author or facts.get("author"),
        agency=source.agency or facts.get("agency"),
        dateline=source.dateline or facts.get("dateline"),
    )
    return known, "\n\n".join(lines)


def _without_summary(lines: list[str]) -> list[str]:
    """Drop the label of a summary, and what stands below it if the article says it again."""
    for i, line in enumerate(lines):
        if _key(line) in _SUMMARY:
            below, text = lines[i + 1 : i + 2], lines[i + 2 :]
            said = any(_repeats(below[0], other) for other in text)
            return lines[:i] + lines[i + 1 + said :]
    return lines


def _repeats(line: str, other: str) -> bool:
    """Whether *other* holds 0.8 or more of the three-word runs of *line*."""
    runs, others = ({*zip(w, w[1:], w[2:], strict=False)} for w in (words(line), words(other)))
    return bool(runs) and len(runs & others) >= 0.8 * len(runs)


def introduces_links(text: str) -> bool:
    """Whether *text* is a label such as «اقرأ أيضاً»."""
    return _LINKS.fullmatch(_key(text)) is not None


def _without_links(lines: list[str]) -> list[str]:
    """Drop links to other articles: one after its label, or headlines below the label."""
    kept: list[str] = []
    before = i = 0
    tail = next((n for n in reversed(range(len(lines))) if not _is_headline(lines[n], 1)), -1) + 1
    while i < len(lines):
        key = _key(lines[i])
        i += 1
        if not (_LINKS.fullmatch(key) and len(key.split()) < _LINK.stop):
            kept.append(lines[i - 1])
            before += _running_words(lines[i - 1])
        elif before >= _BODY and i >= tail:
            break
        elif before >= _BODY and len(key.split()) <= 3:
            while i < len(lines) and _is_headline(lines[i], _LINK.start):
                i += 1
    return kept


def _is_headline(line: str, shortest: int) -> bool:
    return shortest <= len(words(line)) < _LINK.stop and line[-1] not in ".؟!:"


def _without_labels(lines: list[str], source: Source) -> tuple[list[str], dict[str, str | None]]:
    """
    Take out lines such as «المصدر: عنب بلدي»; what they say, by the field it fills.

    A line that says otherwise than *source* already does is news, and stays.
    """
    kept: list[str] = []
    facts: dict[str, str | None] = {}
    for line in lines:
        label, colon, value = line.partition(":")
        field = _FACTS.get(_key(label))
        if not (field and colon and 0 < len(words(value)) <= 6 and not value.endswith(".")):
            kept.append(line)
            continue
        names = [name.strip() for name in re.split(r"[+،,|/&]", value)]
        names = [name for name in names if _key(name) not in _NAMELESS]
        agencies = [name for name in names if _key(name) in _AGENCY]
        known = words(getattr(source, field) or "")
        same = any(set(words(name)) <= set(known) for name in names)
        if known and names and not agencies and not same:
            kept.append(line)
            continue
        if field == "outlet" and agencies:
            facts["agency"] = _AGENCY[_key(agencies[0])]
        facts[field] = next((name for name in names if name not in agencies), None)
    return kept, facts


def _signers(line: str) -> set[str]:
    """
    The keys of who signed a caption; empty for any other line.

    >>> sorted(_signers("جنود في القاعدة (أرشيفية - رويترز)"))
    ['ارشيفيه', 'رويترز']
    """
    signed = _SIGNED.search(line)
    names = {_key(name) for name in _BETWEEN_NAMES.split(signed[1])} if signed else set()
    return names & (_AGENCY.keys() | _PHOTOGRAPHERS)


def _without_captions(lines: list[str]) -> tuple[list[str], str | None]:
    """
    Drop what stands below a photograph: signed, or printed twice in a row; and say who signed.

    A last line that is signed once may be the end of the text, so it stays.
    """
    kept: list[str] = []
    agency = None
    keys = [_key(line) for line in lines]
    for i, line in enumerate(lines):
        signers = _signers(line)
        agency = agency or next((_AGENCY[name] for name in signers if name in _AGENCY), None)
        ahead, again = keys[i : i + 1] == keys[i + 1 : i + 2], keys[i : i + 1] == keys[i - 1 : i]
        if ahead and i:
            caption = bool(signers) or not line.endswith((".", "؟", "!"))
        else:
            caption = bool(signers) and len(words(line)) <= 40 and i + 1 < len(lines)
        if not again and not caption:
            kept.append(line)
    return kept, agency


def _title(lines: list[str]) -> str:
    """The first line, or its first words if it is no headline."""
    first = lines[0] if lines else ""
    if len(first.split()) < _TITLE.stop and not _SENTENCE_END.search(first):
        return first
    return " ".join(first.split()[:12]) + "…"


def _without_dateline(
    lines: list[str], outlet: str | None
) -> tuple[list[str], dict[str, str | None]]:
    """
    Where the text was written and for whom, as it says above or at the head of its first paragraph.

    A line of its own is taken out; a paragraph that opens with «واشنطن (رويترز) -» stays whole.
    """
    for i, line in enumerate(lines[:3]):
        if credits := _credits(line, outlet):
            return lines[:i] + lines[i + 1 :], credits
        wired = _WIRED.match(line)
        if wired and _key(wired[2]) in _AGENCY:
            printed = dates.find(wired[1])
            city = wired[1][: printed[0].start if printed else None].strip(" ،,")
            return lines, {"dateline": city or None, "agency": _AGENCY[_key(wired[2])]}
        if dates.is_paragraph(line):
            break
    return lines, {}


def _credits(line: str, outlet: str | None) -> dict[str, str | None]:
    """
    City, writer and outlet of a line that says no more than them; empty for any other.

    >>> _credits("بغداد – صوت السهل", None), _credits("تل الواحة / سمر الحاج / الأناضول", None)
    ({'dateline': 'بغداد', 'outlet': 'صوت السهل'}, {'dateline': 'تل الواحة', 'author': 'سمر الحاج', 'agency': 'الأناضول'})
    """
    city, *writer = (part.strip(' «»"') for part in _CREDITED.split(line))
    who = _key(last := writer.pop() if writer else "")
    short = len(writer) < 2 and all(0 < len(words(part)) <= 4 for part in (city, *writer, last))
    ours = who in _AGENCY or who == _key(outlet or "")
    if not (short and (ours or (not writer and _key(city) in _CITIES))):
        return {}
    by = {"agency": _AGENCY[who]} if who in _AGENCY else {"outlet": last}
    return {"dateline": city, **({"author": writer[0]} if writer else {}), **by}


def _without_stamps(lines: list[str]) -> list[str]:
    """Drop the lines that only hold a day, above the text and below it."""
    head = next((i for i, line in enumerate(lines) if dates.is_paragraph(line)), len(lines))
    edges = {*range(head), len(lines) - 1}
    rest = [line for i, line in enumerate(lines) if i not in edges or not dates.is_stamp(line)]
    return rest or lines
