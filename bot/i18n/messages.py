"""Every sentence of the interface, in Arabic and English; errors carry their own."""

from typing import Final

from retrieval.types import Language

# name: (Arabic, English). Braces are filled by ``say``.
TABLE: Final[dict[str, tuple[str, str]]] = {
    # --- an answer ---
    "according": (
        "بحسب {outlet} ({date}): {quote} [{number}]",
        "According to {outlet} ({date}): {quote} [{number}]",
    ),
    "according_title": (
        "في خبر بعنوان «{title}» ({date}): {quote} [{number}]",
        "In a report headlined “{title}” ({date}): {quote} [{number}]",
    ),
    "accounts": ("في هذا أكثر من رواية:", "There is more than one account of this:"),
    "another_account": ("وفي رواية أخرى:", "Another account:"),
    "answering": ("وعمّا سُئل عنه:", "On what was asked:"),
    "fallback": (
        "تعذّرت صياغة الجواب الآن، فهذه نصوص الأخبار كما نُشرت:",
        "The answer could not be written out just now; these are the reports' own words:",
    ),
    "fallback_after": (
        "انقطعت صياغة الجواب هنا، وهذه نصوص الأخبار كما نُشرت:",
        "The writing broke off here; these are the reports' own words:",
    ),
    "broken_off": (
        "انقطعت صياغة الجواب هنا.",
        "The writing broke off here.",
    ),
    "no_match": ("لم أجد في الأرشيف شيئاً عن هذا.", "I found nothing about this in the archive."),
    "not_answered": (
        "في الأرشيف أخبار قريبة من هذا، لكن لا جواب فيها عن السؤال.",
        "The archive has related reports, but none that answers the question.",
    ),
    "not_answered_lacking": (
        "في الأرشيف أخبار قريبة من هذا، لكن لا جواب فيها عن السؤال: لم يرد فيها ذكر «{lack}» على هذا الوجه.",
        "The archive has related reports, but none that answers the question: they do not speak of “{lack}” in this way.",
    ),
    "out_of_range": (
        "لا أخبار في الأرشيف ضمن هذه الحدود (التاريخ أو الجهة أو اللغة).",
        "The archive has no reports within these limits (date, outlet or language).",
    ),
    "sources": ("المصادر:", "Sources:"),
    "nearest": ("أقرب العناوين في الأرشيف:", "The nearest headlines in the archive:"),
    "headline": ("{title} — {outlet}، {date}", "{title} — {outlet}, {date}"),
    "also_in": ("نُشر أيضاً في: {places}", "Also published in: {places}"),
    "no_outlet": ("جهة غير مذكورة", "outlet not given"),
    "undated": ("بلا تاريخ", "undated"),
    "inferred": ("{date} (تاريخ مستنتَج)", "{date} (inferred)"),
    "unsure": (
        "هذا أقرب ما في الأرشيف إلى السؤال، وليس مؤكداً أنه جوابه.",
        "This is the closest the archive comes to the question; that it is the answer is not certain.",
    ),
    "as_of": ("أحدث المصادر المستشهَد بها: {date}.", "Newest source cited: {date}."),
    "independent": ("مصادر مستقلة: {count}.", "Independent sources: {count}."),
    "comma": ("، ", ", "),
    # --- the same in Telegram ---
    "why_button": ("لماذا؟", "Why?"),
    "read_article": ("اقرأ الخبر كاملاً", "Read the whole article"),
    "gone": ("لم يعد هذا الخبر في الأرشيف.", "This article is no longer in the archive."),
    # --- how an answer was reached ---
    "why_question": ("السؤال كما فُهم: {question}", "The question as understood: {question}"),
    "why_extractive": (
        "الجواب: نصوص حرفية اختيرت من الأخبار.",
        "The answer: verbatim sentences chosen from the reports.",
    ),
    "why_generated": (
        "الجواب: صاغه نموذج، وفُحصت كل جملة قبل عرضها.",
        "The answer: written by a model; every sentence was checked before it was shown.",
    ),
    "why_fallback": (
        "الجواب: نصوص حرفية من الأخبار، لأن الصياغة تعذّرت أو لم يصمد نصفها.",
        "The answer: the reports' own words, because the writing failed or not half of it held.",
    ),
    "why_refused": ("لا جواب: {reason}", "No answer: {reason}"),
    "why_confidence": (
        "الثقة بأن الأرشيف يجيب: {confidence}",
        "Confidence that the archive answers: {confidence}",
    ),
    "sure_high": ("عالية", "high"),
    "sure_fair": ("متوسطة", "fair"),
    "sure_low": ("منخفضة", "low"),
    "sure_very_low": ("منخفضة جداً", "very low"),
    "why_considered": ("المقاطع التي نُظر فيها:", "Passages considered:"),
    "why_sentences": ("ما كتبه النموذج:", "What the model wrote:"),
    "why_kept": ("✓ {text}", "✓ {text}"),
    "why_repaired": ("✓ (صُحّح رقم المصدر) {text}", "✓ (source number corrected) {text}"),
    "why_dropped": ("✗ {text}", "✗ {text}"),
    "why_checks": (
        "    نجحت: {checks} — السند {support}",
        "    passed: {checks} — support {support}",
    ),
    "why_failed": ("    لم تنجح: {check} {detail}", "    failed: {check} {detail}"),
    "nothing_to_explain": (
        "لا جواب محفوظاً لشرحه بعد.",
        "There is no answer to explain yet.",
    ),
    "check_of_echo": ("ليست سؤالاً ولا صدى السؤال", "neither a question nor its echo"),
    "check_of_range": ("رقم المصدر", "source number"),
    "check_of_quote": ("حرفية الاقتباس", "verbatim quotation"),
    "check_of_number": ("الأرقام", "numbers"),
    "check_of_date": ("التواريخ", "dates"),
    "check_of_name": ("الأسماء", "names"),
    "check_of_outlet": ("الجهة", "outlet"),
    "check_of_speaker": ("المتحدث", "speaker"),
    "check_of_polarity": ("النفي والإثبات", "denial and affirmation"),
    "check_of_roles": ("الفاعل والمفعول", "who did what to whom"),
    "check_of_quantity": ("المقدار", "quantity"),
    "check_of_tense": ("الزمن", "tense"),
    "check_of_support": ("السند في النص", "support in the text"),
    "check_of_form": ("نثر بلا روابط ولا رموز", "prose without links or markup"),
    "check_of_language": ("لغة السؤال", "the question's language"),
    "check_of_repeated": ("لم تُقَل من قبل", "not said before"),
    "check_of_belonging": ("من صلب الخبر", "part of the report"),
    "check_of_judge": ("رأي ثانٍ من النموذج", "the model's second opinion"),
    # --- an article in full ---
    "id": ("المعرّف: {value}", "Id: {value}"),
    "outlet": ("الجهة: {value}", "Outlet: {value}"),
    "author": ("الكاتب: {value}", "Author: {value}"),
    "published": ("النشر: {value}", "Published: {value}"),
    "agency": ("الوكالة: {value}", "Agency: {value}"),
    "dateline": ("مكان الخبر: {value}", "Dateline: {value}"),
    "url": ("الرابط: {value}", "Link: {value}"),
    "path": ("الملف: {value}", "File: {value}"),
    # --- the archive ---
    "empty_archive": (
        "الأرشيف فارغ. أضف مقالات هكذا: rawi ingest FOLDER",
        "The archive is empty. Add articles with: rawi ingest FOLDER",
    ),
    "holdings": ("في الأرشيف {articles}.", "The archive holds {articles}."),
    "no_hits": (
        "لا مقطع في الأرشيف يطابق هذا البحث.",
        "No passage in the archive matches this search.",
    ),
    "added": ("أُضيف", "Added"),
    "updated": ("حُدِّث", "Updated"),
    "unchanged": ("بلا تغيير", "Unchanged"),
    "duplicate": ("مكرَّر", "Duplicate"),
    "rejected": ("مرفوض", "Rejected"),
    "count": ("{name}: {count}", "{name}: {count}"),
    "copy": ("مكرَّر: {id} نسخة من {same_as}", "Duplicate: {id} is a copy of {same_as}"),
    "and_more": ("… وغيرها: {count}", "… and {count} more"),
    "more_strange": (
        "مرفوض: ملفات أخرى من أنواع غير معروفة، وعددها {count}.",
        "Rejected: {count} more files of unknown kinds.",
    ),
    "refused": ("مرفوض: {reason}", "Rejected: {reason}"),
    "not_added": ("لم يُضف شيء. {reason}", "Nothing was added. {reason}"),
    "removed": ("حُذف: {headline}", "Removed: {headline}"),
    "rebuilt": (
        "أُعيد بناء الفهرسين من المكتبة: {passages}.",
        "Both indexes were rebuilt from the library: {passages}.",
    ),
    "calibrated": (
        "من الآن لا يُجاب إذا نزلت الثقة عن {least}. من {questions} سؤال من الأرشيف نفسه يُمتنع عن {false}٪ ومقالها"
        " فيه، وعن {true}٪ إذا حُجب.",
        "From now on nothing is answered at a confidence below {least}. Of {questions} questions from the archive"
        " itself, {false}% are refused with their article in place, {true}% when it is held out.",
    ),
    "reading": ("قراءة المقالات", "Reading articles"),
    "rebuilding": ("إعادة بناء الفهرسين", "Rebuilding the indexes"),
    # --- the chat ---
    "greeting": (
        "أنا راوي. أجيب من {articles}، وأذكر مصدر كل جملة وتاريخها.",
        "I am Rawi. I answer from {articles}, and name the source and date of every sentence.",
    ),
    "example": (
        "اكتب سؤالك، مثلاً: ما تفاصيل {title}؟ وللمساعدة: /help",
        "Write your question, for example: What happened in {title}? For help: /help",
    ),
    "chat_help": (
        "اكتب سؤالك واضغط Enter، ويمكنك أن تتابع بسؤال مثل «ومتى حدث ذلك؟».\n"
        "/sources مصادر الجواب الأخير كاملة\n"
        "/why كيف تُوصِّل إلى الجواب الأخير\n"
        "/new محادثة جديدة، تُنسى أسئلتها السابقة\n"
        "/help هذه المساعدة\n"
        "/quit خروج",
        "Write a question and press Enter; you can follow it up with one like “And when?”.\n"
        "/sources shows the sources of the last answer in full\n"
        "/why shows how the last answer was reached\n"
        "/new starts a new conversation and forgets the last one\n"
        "/help shows this help\n"
        "/quit leaves",
    ),
    "no_sources": ("لا جواب ذا مصادر بعد.", "There is no answer with sources yet."),
    "new_chat": (
        "محادثة جديدة. نسيت ما سبق.",
        "A new conversation. What came before is forgotten.",
    ),
    "unknown_command": (
        "لا أمر بهذا الاسم: {command}. الأوامر: {commands}.",
        "There is no command {command}. The commands: {commands}.",
    ),
    "prompt": ("› ", "› "),
    "cancelled": ("أُلغي.", "Cancelled."),
    "goodbye": ("إلى اللقاء.", "Goodbye."),
    "working": ("لحظة…", "One moment…"),
    # --- the bot ---
    "searching": ("أبحث في الأرشيف…", "Searching the archive…"),
    "details": ("ما تفاصيل {title}؟", "What happened in {title}?"),
    "nothing_yet": ("الأرشيف فارغ الآن. عُد بعد حين.", "The archive is empty now. Come back later."),
    "bot_help": (
        "اكتب سؤالك عن الأخبار، ويمكنك أن تتابع بسؤال مثل «ومتى حدث ذلك؟»، أو أن تردّ على جواب قديم.\n"
        "الأزرار [1] [2] … تحت الجواب تعرض كل اقتباس في موضعه، و«لماذا؟» تبيّن كيف وصلتُ إلى الجواب.\n"
        "في المجموعات أجيب إذا ذُكر اسمي أو رُدّ عليّ.\n\n{commands}",
        "Write a question about the news; follow it up with one like “And when?”, or reply to an older answer.\n"
        "The buttons [1] [2] … under an answer show each quotation in its place; “Why?” shows how I got there.\n"
        "In groups I answer when my name is mentioned or I am replied to.\n\n{commands}",
    ),
    "bot_about": (
        "اسأل أرشيف الأخبار: لكل جملة نصُّها كما نُشر، وجهتها، وتاريخها.",
        "Ask a news archive: every sentence with the words, outlet and date it rests on.",
    ),
    "command_start": ("من أنا، وثلاثة أسئلة", "who I am, and three questions"),
    "command_help": ("المساعدة", "help"),
    "command_new": ("محادثة جديدة", "a new conversation"),
    "command_sources": ("مصادر الجواب الأخير", "sources of the last answer"),
    "command_coverage": ("ما في الأرشيف", "what the archive holds"),
    "command_lang": ("لغة الواجهة", "language of the interface"),
    "command_forget": ("امحُ كل ما حُفظ عني", "erase all that is kept of me"),
    "command_stop": ("أوقف الجواب", "stop the answer"),
    "command_add": ("أدخل ملفاً أو رابطاً في الأرشيف", "put a file or a link into the archive"),
    "command_remove": ("احذف مقالاً بمعرّفه", "remove an article by its id"),
    "command_stats": ("حجم الأرشيف", "how large the archive is"),
    "dates": ("من {first} إلى {last}.", "From {first} to {last}."),
    "choose_language": ("اختر لغة الواجهة:", "Choose the language of the interface:"),
    "language_chosen": ("لغة الواجهة العربية.", "The interface is in English."),
    "forgotten": (
        "مُحي كل ما حُفظ من أسئلتك وأجوبتها وتقييماتك. الرسائل الظاهرة هنا تحذفها أنت.",
        "All that was kept of your questions, answers and feedback is erased. Messages shown here are yours to delete.",
    ),
    "courtesy_greeting": ("أهلاً بك. اسألني عن الأخبار.", "Hello. Ask me about the news."),
    "courtesy_thanks": ("على الرحب والسعة.", "You are welcome."),
    "no_question": ("أقرأ النص وحده. اكتب سؤالك.", "I read text only. Write your question."),
    "no_question_here": (
        "اكتب سؤالك بعد اسمي في الرسالة نفسها، أو اذكرني ردّاً على رسالة فيها سؤال.",
        "Write your question after my name in the same message, or mention me in reply to one.",
    ),
    "too_many": (
        "عندي من هذه المحادثة ثلاثة أسئلة تنتظر. أعد سؤالك بعد أن أجيب عنها.",
        "Three questions of this chat are waiting. Ask again when they are answered.",
    ),
    "budget_used": (
        "بلغت حدّ الأسئلة المسموح. عُد بعد نحو {minutes} د.",
        "You have reached the limit of questions. Come back in about {minutes} min.",
    ),
    "too_late": (
        "تأخرتُ عن سؤالك ومضى وقته؛ أعتذر. اسأله ثانيةً إن كنت لا تزال تريد جوابه.",
        "I am sorry: I got to your question too late. Ask it again if you still want the answer.",
    ),
    "not_allowed": ("هذا البوت لمن أُذن لهم فقط.", "This bot is only for those it was opened to."),
    "stopped": ("أوقفتُ الجواب.", "Stopped."),
    "nothing_to_stop": ("لا جواب قيد الكتابة.", "No answer is being written."),
    "expired": (
        "لم يعد هذا الجواب محفوظاً. اسأل من جديد.",
        "This answer is no longer kept. Ask again.",
    ),
    "feedback_kept": ("شكراً على رأيك.", "Thank you for telling."),
    # --- the doctor ---
    "ok": ("سليم", "ok"),
    "problem": ("خلل", "problem"),
    "check": ("{state} · {name}: {detail}", "{state} · {name}: {detail}"),
    "check_home": ("المجلد", "home"),
    "check_library": ("المكتبة", "library"),
    "check_embedder": ("نموذج التضمين", "embedder"),
    "check_indexes": ("الفهرسان", "indexes"),
    "check_unfinished": ("أعمال لم تكتمل", "unfinished work"),
    "check_model": ("النموذج", "model"),
    "check_terminal": ("اتجاه الكتابة", "text direction"),
    "home_ok": ("{path} يُقرأ ويُكتب", "{path} can be read and written"),
    "library_ok": (
        "المخطط {schema}، {articles}، {copies}، {passages}",
        "schema {schema}, {articles}, {copies}, {passages}",
    ),
    "indexes_ok": ("يطابقان المكتبة", "they agree with the library"),
    "model_ok": ("{model} يردّ", "{model} replies"),
    "unfinished_none": ("لا شيء", "none"),
    "terminal_line": (
        "يجب أن تُقرأ من اليمين: «قالت BBC [1] إن 3.5% …»؛ وإلا فاستعمل --bidi on",
        "this must read from the right: «قالت BBC [1] إن 3.5% …»; if not, use --bidi on",
    ),
    # --- errors that have no kind of their own ---
    "unexpected": (
        "خطأ غير متوقع ({what}). شغّل «rawi doctor» ثم أعد المحاولة.",
        "Unexpected error ({what}). Run `rawi doctor`, then try again.",
    ),
    "error": ("راوي: {sentence}", "rawi: {sentence}"),
    "no_json": ("ليس JSON صالحاً", "not valid JSON"),
    "no_object": ("ليس كائن JSON", "not a JSON object"),
    "missing": ("مفقود", "missing"),
    "not_text": ("ليس نصاً", "not a text"),
    "not_positive": ("ليس عدداً صحيحاً موجباً", "not a positive whole number"),
    # --- help of the command line ---
    "about": (
        "اسأل أرشيف الأخبار: كل جملة في الجواب بنصها ومصدرها وتاريخها.",
        "Ask a news archive: every sentence shows the words, outlet and date it rests on.",
    ),
    "help_home": ("مجلد راوي (أو RAWI_HOME)", "Rawi's folder (or RAWI_HOME)"),
    "help_version": ("اعرض رقم الإصدار", "show the version"),
    "help_json": ("اطبع JSON", "print JSON"),
    "help_jsonl": (
        "اقرأ أسئلة من الدخل، كائن JSON في كل سطر، وأجب عن كل سطر بسطر",
        "read questions from standard input, a JSON object a line; answer each with a line",
    ),
    "help_bidi": (
        "ترتيب الحروف العربية للطرفية: auto (تلقائي) أو on أو off",
        "arrange Arabic letters for the terminal: auto, on or off",
    ),
    "help_since": ("من هذا اليوم، مثل 2024-01-25", "from this day on, such as 2024-01-25"),
    "help_until": ("إلى هذا اليوم", "up to this day"),
    "help_outlet": ("من هذه الجهة وحدها", "from this outlet only"),
    "help_lang": (
        "من المقالات التي بهذه اللغة وحدها: ar أو en",
        "from articles in this language only: ar or en",
    ),
    "help_k": ("عدد المقاطع", "how many passages"),
    "help_source": (
        "ملف أو مجلد أو رابط صفحة أو خلاصة RSS",
        "a file, a folder, or the link of a page or a feed",
    ),
    "help_question": ("السؤال", "the question"),
    "help_why": (
        "اشرح كيف تُوصِّل إلى الجواب؛ وبلا سؤال: إلى آخر جواب",
        "explain how the answer was reached; without a question, the last one",
    ),
    "help_id": ("معرّف المقال كما يعرضه sources", "an article's id, as `sources` shows it"),
    "help_file": ("ملف أسئلة وأجوبة", "a file of questions and answers"),
    "help_report": ("اكتب تقريراً بصيغة HTML هنا", "write an HTML report here"),
    "help_baseline": ("قارن بنتائج سابقة", "compare with earlier results"),
    "help_embed": ("أعد حساب المتجهات أيضاً", "compute the vectors again as well"),
    "help_ingest": ("أدخل مقالات في الأرشيف", "put articles into the archive"),
    "help_search": ("اعرض المقاطع الأقرب إلى سؤال", "show the passages nearest to a question"),
    "help_ask": ("اسأل سؤالاً واحداً", "ask one question"),
    "help_chat": ("حادِث الأرشيف", "converse with the archive"),
    "help_telegram": ("شغّل بوت تلغرام", "run the Telegram bot"),
    "help_metrics": (
        "اعرض عدّادات Prometheus على هذا المنفذ",
        "expose Prometheus counters on this port",
    ),
    "help_sources": ("اعرض مقالات الأرشيف", "list the articles of the archive"),
    "help_show": ("اعرض مقالاً كاملاً", "show one article in full"),
    "help_remove": ("احذف مقالاً", "remove an article"),
    "help_check": ("شغّل أسئلة ثابتة الأجوبة", "run fixed question–answer pairs"),
    "help_doctor": ("هل كل شيء سليم؟", "is everything in order?"),
    "help_calibrate": (
        "عايِر حدّ الامتناع عن الجواب على هذا الأرشيف",
        "fit to this archive when Rawi refuses to answer",
    ),
    "help_rebuild": ("أعد بناء الفهرسين من المكتبة", "restore both indexes from the library"),
}

# What argparse itself says, by its own English.
ARGPARSE: Final[dict[str, str]] = {
    "usage: ": "الاستعمال: ",
    "positional arguments": "المعطيات",
    "options": "الخيارات",
    "show this help message and exit": "اعرض هذه المساعدة",
    "%(message)s. See: %(prog)s --help": "%(message)s. للمساعدة: %(prog)s --help",
    "the following arguments are required: %s": "معطيات ناقصة: %s",
    "unrecognized arguments: %s": "معطيات غير معروفة: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "قيمة غير معروفة: %(value)r (اختر من: %(choices)s)"
    ),
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "قيمة غير صالحة: %(value)r",
    "expected one argument": "تنقصه قيمة",
    "expected at least one argument": "تنقصه قيمة واحدة على الأقل",
    "not allowed with argument %s": "لا يجتمع مع %s",
    "ignored explicit argument %r": "لا يقبل القيمة %r",
}

# singular, dual, plural for 3–10, accusative for 11–99; English singular and plural.
NOUNS: Final[dict[str, tuple[str, str, str, str, str, str]]] = {
    "article": ("مقال", "مقالان", "مقالات", "مقالاً", "article", "articles"),
    "copy": ("نسخة", "نسختان", "نسخ", "نسخةً", "copy", "copies"),
    "passage": ("مقطع", "مقطعان", "مقاطع", "مقطعاً", "passage", "passages"),
}

_MONTHS: Final = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "en": "January February March April May June July August September October November December",
}


def say(name: str, language: Language, /, **facts: object) -> str:
    """The sentence *name* in *language*, its braces filled from *facts*."""
    arabic, english = TABLE[name]
    return (english if language == "en" else arabic).format(**facts)


def quoted(text: str, language: Language) -> str:
    """
    *text* in the language's quotation marks, or in the other's if it holds those itself.

    >>> quoted("ارتفع السعر", "ar"), quoted("قال: «لن نغادر»", "ar"), quoted("Rise", "en")
    ('«ارتفع السعر»', '“قال: «لن نغادر»”', '“Rise”')
    """
    arabic = (language == "ar") ^ any(mark in text for mark in ("«»" if language == "ar" else "“”"))
    return f"«{text}»" if arabic else f"“{text}”"


def counted(count: int, noun: str, language: Language) -> str:
    """
    *count* things, agreeing with their number.

    >>> [counted(n, "article", "ar") for n in (1, 2, 7, 11, 100)]
    ['مقال واحد', 'مقالان', '7 مقالات', '11 مقالاً', '100 مقال']
    >>> counted(1, "copy", "ar"), counted(2, "copy", "ar"), counted(101, "copy", "ar")
    ('نسخة واحدة', 'نسختان', '101 نسخة')
    >>> counted(1, "passage", "en"), counted(0, "passage", "en")
    ('1 passage', '0 passages')
    """
    one, two, few, many, singular, plural = NOUNS[noun]
    if language == "en":
        return f"{count} {singular if count == 1 else plural}"
    if count in (1, 2):
        return two if count == 2 else f"{one} {'واحدة' if one.endswith('ة') else 'واحد'}"
    tail = count % 100
    return f"{count} {few if 3 <= tail <= 10 else many if tail > 10 else one}"


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
    year, *rest = iso.split("-")
    words = [_MONTHS[language].split()[int(rest[0]) - 1]] if rest else []
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join([*words, year])
