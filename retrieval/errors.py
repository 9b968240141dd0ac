"""
What can go wrong, on purpose. ``exit_code`` is what the command line returns.

InputRejected (1): one input cannot become articles, the others go on. UsageError (2): the reader asked for
something that cannot be done. ServiceError (4): Rawi itself cannot work now; what can have happened to what
is stored stands in ``retrieval.damages``.
"""

from functools import partial

from retrieval.masking import masked
from retrieval.reasons import Reason


class RawiError(Exception):
    """
    Base of every error Rawi raises deliberately.

    Each kind has one sentence per language, ``ar`` and ``en``: what happened to which thing,
    then what to do. ``facts`` fill its braces; a Reason among them speaks the sentence's language.
    A key among them, typed where another thing belongs, is not said.
    """

    exit_code = 4
    ar = "تعذّر إتمام الطلب الآن. حاول بعد قليل."
    en = "The request could not be completed now. Try again shortly."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.say("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """By its facts, on the way to another process."""
        return partial(type(self), **self.facts), ()

    def say(self, language: str) -> str:
        """The sentence in *language* (``ar`` or ``en``)."""
        template: str = self.en if language == "en" else self.ar
        said = {
            name: fact.say(language) if isinstance(fact, Reason) else fact
            for name, fact in self.facts.items()
        }
        return masked(template.format(**said))


class InputRejected(RawiError):
    """One input cannot become articles. ``path`` names it."""

    exit_code = 1


class NotFound(InputRejected):
    ar = "لا يوجد ملف أو مجلد بهذا الاسم: {path}. تحقّق من المسار."
    en = "No such file or folder: {path}. Check the path."


class NotReadable(InputRejected):
    ar = "تعذّرت قراءة {path} ({why}). تحقّق من صلاحيات الملف."
    en = "{path} could not be read ({why}). Check the file's permissions."


class EmptyFile(InputRejected):
    ar = "الملف فارغ: {path}. ضع فيه نص المقال ثم أعد المحاولة."
    en = "The file is empty: {path}. Put the article's text in it and try again."


class BinaryFile(InputRejected):
    ar = "الملف ليس نصاً: {path}. حوّله إلى نص أو Markdown أو JSON."
    en = "The file is not text: {path}. Convert it to text, Markdown or JSON."


class NoText(InputRejected):
    ar = "لا يبقى في {path} نص مقال بعد حذف الزوائد. تحقّق من محتواه."
    en = "Nothing of an article is left in {path} once the boilerplate is removed. Check its content."


class Garbled(InputRejected):
    ar = "حروف {path} لا تؤلّف كلمات: حُفظ بترميز خاطئ، أو تكذب خطوطه. احفظه من مصدره ثانيةً بترميز UTF-8."
    en = "The letters of {path} make no words: it was saved in a wrong encoding, or its fonts lie. Save it from its source again, as UTF-8."


class NoArticles(InputRejected):
    ar = "لا مقالات في المجلد {path}. الأنواع المقروءة: {kinds}."
    en = "No articles in the folder {path}. Kinds that can be read: {kinds}."


class UnknownKind(InputRejected):
    ar = "نوع الملف غير معروف: {path}. الأنواع المقروءة: {kinds}."
    en = "Unknown kind of file: {path}. Kinds that can be read: {kinds}."


class TooLarge(InputRejected):
    ar = "الملف أكبر من الحد: {path} ({megabytes} م.ب، والحد {limit} م.ب). قسّمه."
    en = "The file is over the limit: {path} ({megabytes} MB, limit {limit} MB). Split it."


class BadAddress(InputRejected):
    ar = (
        "لا يقرأ راوي هذا العنوان: {path} ({why}). أعطه رابطاً عاماً مثل https://site.example/news/1."
    )
    en = "Rawi does not read this address: {path} ({why}). Give it a public one, like https://site.example/news/1."


class PrivateAddress(InputRejected):
    ar = "يقود {path} إلى شبكة خاصة ({host})، وراوي لا يقرأ إلا ما نُشر للعموم. احفظ الصفحة ملفَّ HTML وأعطه الملف."
    en = "{path} leads into a private network ({host}); Rawi reads only what is public. Save the page as an HTML file and give it that."


class Unwelcome(InputRejected):
    ar = "يطلب الموقع في robots.txt ألا تقرأ البرامج {path}. احفظ الصفحة ملفَّ HTML وأعطه الملف."
    en = "The site asks programs in its robots.txt not to read {path}. Save the page as an HTML file and give it that."


class NotFetched(InputRejected):
    ar = "تعذّر جلب {path} ({why}). تحقّق من الرابط ثم أعد المحاولة، أو احفظ الصفحة ملفَّ HTML."
    en = "{path} could not be fetched ({why}). Check the link and try again, or save the page as an HTML file."


class PageTooLarge(InputRejected):
    ar = "ما في {path} أكبر من الحد ({limit:g} م.ب). احفظ نص المقال في ملف وأعطه الملف."
    en = "What {path} holds is over the limit ({limit:g} MB). Save the article's text in a file and give it that."


class TooCostly(InputRejected):
    ar = "لم يُفكَّك {path} في حدود الوقت والذاكرة. احفظ نص المقال في ملف وأعطه الملف."
    en = "{path} could not be taken apart within bounds of time and memory. Save the article's text in a file and give it that."


class UnreadablePdf(InputRejected):
    ar = "لا نص يُقرأ في {path}: حروفه لا تُردّ إلى أصلها، أو هو مقفل أو معطوب. أعطِ راوي نص المقال في ملف."
    en = "{path} has no text that can be read: its letters cannot be told, or it is locked or broken. Give Rawi the article's text in a file."


class ScannedPdf(InputRejected):
    ar = "صفحات {path} صور بلا نص. استخرج نصها أولاً ببرنامج للتعرّف على الحروف، مثل ocrmypdf -l ara، ثم أعطِ راوي الملف الذي يخرج منه."
    en = "The pages of {path} are images without text. Have their letters recognised first, by ocrmypdf -l ara+eng for example, and give Rawi the file that comes out."


class BundleRefused(InputRejected):
    ar = "لم يُفكّ {path} ({why}). فكّه بنفسك وأعطِ راوي المجلد."
    en = "{path} was not unpacked ({why}). Unpack it yourself and give Rawi the folder."


class FieldsUnread(InputRejected):
    """The articles were read; ``fields`` were not, and a person may want to rename one."""

    exit_code = 0
    ar = "قُرئ {path} دون هذه الحقول: {fields}. أسماء الحقول المفهومة في «rawi ingest --help»."
    en = "{path} was read without these fields: {fields}. `rawi ingest --help` lists the names understood."


class NoEntries(InputRejected):
    ar = "لا مواد في الخلاصة {path}. تحقّق من أنها RSS أو Atom."
    en = "The feed {path} has no entries. Check that it is RSS or Atom."


class BadEntry(InputRejected):
    """``number`` counts from 1."""

    ar = "المادة {number} من الخلاصة {path} بلا نص كامل ولا رابط يُقرأ. أعطِ راوي رابط المقال نفسه."
    en = "Entry {number} of the feed {path} has neither its full text nor a link to read. Give Rawi the article's own link."


class LongFeed(InputRejected):
    ar = "في الخلاصة {path} أكثر من {limit} مادة، قُرئ أولها. أعطِ راوي روابط البقية إن أردتها."
    en = "The feed {path} has more than {limit} entries; the first were read. Give Rawi the links of the rest if you want them."


class SourceSpent(InputRejected):
    ar = "بلغ المصدر حدّه من الوقت أو الحجم قبل {path}. تُقرأ بقيته في المرة التالية."
    en = "The source reached its limit of time or size before {path}. The rest is read next time."


class BadLine(InputRejected):
    """``line`` counts from 1; ``field`` is ``-`` when the line is no JSON object at all."""

    ar = "السطر {line} من {path} غير صالح، الحقل {field}: {why}. صحّح السطر وأعد المحاولة."
    en = "Line {line} of {path} is not valid, field {field}: {why}. Mend the line and try again."


class UsageError(RawiError):
    """The reader asked for something that cannot be done."""

    exit_code = 2


class EmptyQuestion(UsageError):
    ar = "السؤال فارغ. اكتب سؤالاً."
    en = "The question is empty. Write a question."


class QuestionTooLong(UsageError):
    ar = "السؤال أطول من الحد (عدد حروفه {length}، والحد {limit}). اختصره."
    en = "The question is too long ({length} characters, limit {limit}). Shorten it."


class UnknownArticle(UsageError):
    ar = "لا مقال بهذا المعرّف: {id}. تعرض «rawi sources» المعرّفات كلها."
    en = "No article has this id: {id}. `rawi sources` lists them all."


class BadDate(UsageError):
    ar = "التاريخ غير مفهوم: {date}. اكتبه هكذا: 2024-01-25."
    en = "Not a date: {date}. Write it like this: 2024-01-25."


class BackwardDates(UsageError):
    ar = "يبدأ المدى ({since}) بعد أن ينتهي ({until}). بدّل بين --since و--until."
    en = "The range begins ({since}) after it ends ({until}). Swap --since and --until."


class ServiceError(RawiError):
    """Rawi itself cannot work now."""


class HomeUnusable(ServiceError):
    ar = "تعذّرت القراءة أو الكتابة في مجلد راوي {path} ({why}). اختر مجلداً آخر بالخيار --home."
    en = "Rawi's folder {path} cannot be read or written ({why}). Choose another with --home."


class SystemRefused(ServiceError):
    ar = "لم يعطِ النظام راوي ما يلزمه ({why}). وفّر مساحة على القرص أو ذاكرة، أو ارفع الحد (ulimit -n، ulimit -v)، ثم أعد المحاولة."
    en = "The system refused Rawi what it needs ({why}). Free space on the disk or memory, or raise the limit (ulimit -n, ulimit -v), then try again."


class LibraryTooNew(ServiceError):
    ar = "كُتبت المكتبة {path} بإصدار أحدث من راوي (مخطط {found}، وهذا الإصدار يعرف {known}). حدّث راوي."
    en = "The library {path} was written by a later Rawi (schema {found}; this one knows {known}). Update Rawi."


class LibraryTooOld(ServiceError):
    ar = "كُتبت المكتبة {path} بإصدار تجريبي قديم من راوي (مخطط {found}، وهذا الإصدار يعرف {known}). أدخل المقالات من جديد في مجلد آخر (--home)."
    en = "The library {path} was written by an early trial of Rawi (schema {found}; this one knows {known}). Ingest the articles anew into another folder (--home)."


class HomeNotEmpty(ServiceError):
    ar = "ليس المجلد {path} فارغاً، ولا تُستعاد النسخة الاحتياطية إلا في مجلد فارغ. اختر مجلداً آخر بالخيار --home."
    en = "The folder {path} is not empty, and a backup is only restored into an empty one. Choose another with --home."


class BackupUnwritable(ServiceError):
    ar = "تعذّرت كتابة النسخة الاحتياطية {path} ({why}). يلزم مجلد موجود يُكتب فيه ويتسع لمثلَي المكتبة."
    en = "The backup {path} could not be written ({why}). Its folder must exist, be writable and hold twice the library."


class BackupUnreadable(ServiceError):
    ar = "لا تُستعاد النسخة الاحتياطية {path} ({why}). لم يتغيّر شيء؛ جرّب نسخة أقدم."
    en = "The backup {path} cannot be restored ({why}). Nothing was changed; try an older one."


class LibraryBusy(ServiceError):
    ar = "تكتب عملية أخرى في {path} الآن ({holder}). انتظر حتى تنتهي ثم أعد المحاولة."
    en = "Another process is writing to {path} now ({holder}). Wait for it to end, then try again."


class EmbedderMismatch(ServiceError):
    ar = "بُنيت الفهارس بالنموذج {stored} والنموذج المضبوط هو {configured}. اضبط RAWI_EMBEDDER={stored} أو شغّل «rawi rebuild --embed»."
    en = "The indexes were built with {stored}, but {configured} is configured. Set RAWI_EMBEDDER={stored}, or run `rawi rebuild --embed`."


class EmbedderFailed(ServiceError):
    ar = "تعذّر حساب المتجهات بالنموذج {model}: الخادم {why}. تحقّق من RAWI_EMBEDDER وOPENAI_BASE_URL وOPENAI_API_KEY."
    en = "The model {model} made no vectors: of its server, {why}. Check RAWI_EMBEDDER, OPENAI_BASE_URL and OPENAI_API_KEY."


class DatabaseUnreachable(ServiceError):
    ar = "تعذّر العمل مع قاعدة البيانات {path} ({why}). شغّل خادمها، أو صحّح RAWI_DATABASE_URL."
    en = "The database {path} could not be used ({why}). Start its server, or correct RAWI_DATABASE_URL."


class DriverMissing(ServiceError):
    ar = "الحزمة {package} غير مثبّتة. ثبّتها: pip install 'rawi[{extra}]'."
    en = "The package {package} is not installed. Install it: pip install 'rawi[{extra}]'."


class BackupElsewhere(UsageError):
    ar = "المكتبة في PostgreSQL: انسخها بأداة pg_dump واستعدها بأداة pg_restore، ثم شغّل «rawi rebuild»."
    en = "The library is in PostgreSQL: back it up with pg_dump and bring it back with pg_restore, then run `rawi rebuild`."


class ChromaUnreachable(ServiceError):
    ar = "تعذّر الاتصال بخادم Chroma. شغّله، أو صحّح RAWI_CHROMA_URL أو احذفه."
    en = "The Chroma server could not be reached. Start it, or correct or unset RAWI_CHROMA_URL."
