"""What can have happened to what is stored. None is mended by waiting."""

from retrieval.errors import HomeUnusable, ServiceError


class LibraryLost(ServiceError):
    ar = "المكتبة {path} مفقودة أو فارغة، وما زالت الفهارس تشير إلى مقالات كانت فيها. استعد نسخة احتياطية بالأمر «rawi restore» في مجلد جديد، أو أدخل المقالات من جديد في مجلد آخر (--home)."
    en = "The library {path} is gone or empty, while the indexes still point to articles it held. Bring a backup back with `rawi restore` into a new folder, or ingest the articles anew into another one (--home)."


class LibraryDamaged(HomeUnusable):
    ar = "المكتبة {path} معطوبة ({why}). استعد نسخة احتياطية بالأمر «rawi restore» في مجلد جديد."
    en = "The library {path} is damaged ({why}). Bring a backup back with `rawi restore` into a new folder."


class IndexDamaged(ServiceError):
    ar = "لا يطابق فهرس {index} المكتبة ({found} بدل {expected}). شغّل «rawi rebuild»، ولن يضيع شيء."
    en = "The {index} index does not agree with the library ({found} instead of {expected}). Run `rawi rebuild`; nothing will be lost."


class IndexUnreadable(IndexDamaged):
    ar = "لا يُفتح فهرس {index} ({why}). شغّل «rawi rebuild»، ولن يضيع شيء."
    en = "The {index} index cannot be opened ({why}). Run `rawi rebuild`; nothing will be lost."


class IndexForeign(IndexDamaged):
    ar = "كُتب فهرس {index} لمجلد آخر غير هذا. شغّل «rawi rebuild»، ولن يضيع شيء."
    en = "The {index} index was written for another home. Run `rawi rebuild`; nothing will be lost."


class ArticleDamaged(ServiceError):
    ar = "تغيّر على القرص المقال {ids} بعد حفظه، فلا يُقتبس منه. أدخله من مصدره مرة أخرى بالأمر «rawi ingest»، أو استعد نسخة احتياطية."
    en = "The article {ids} has changed on disk since it was filed, so nothing is quoted from it. Ingest its source once more with `rawi ingest`, or restore a backup."


class PassagesDamaged(ServiceError):
    ar = "تغيّرت مقاطع المقال {ids} أو متجهاته على القرص أو ضاعت. شغّل «rawi rebuild» فيصنعها من جديد، ولن يضيع شيء."
    en = "Passages or vectors of the article {ids} have changed on disk or are gone. Run `rawi rebuild`, which makes them anew; nothing will be lost."


class AnswersDamaged(ServiceError):
    ar = "في أجوبة محفوظة اقتباس لا يوجد في مقاله: {ids}. لا تتأثر الأجوبة الجديدة؛ إن أردت القديمة فاستعد نسخة احتياطية."
    en = "Stored answers quote what their articles do not hold: {ids}. New answers are not affected; for the old ones restore a backup."


class EntriesDamaged(ServiceError):
    ar = "تغيّر على القرص بعض ما حُفظ من محادثات وإعدادات فأُهمل: {ids}. يجيب راوي من دونه؛ إن أردته فاستعد نسخة احتياطية."
    en = "Some of what was kept of conversations and choices has changed on disk and is left out: {ids}. Questions are answered without it; to have it again restore a backup."


class ArticlesUnfinished(ServiceError):
    ar = "مقالات لم تكتمل فهرستها: {count}. شغّل أي أمر «rawi ingest» فيُكملها."
    en = "Articles not yet fully indexed: {count}. Run any `rawi ingest`; it finishes them."


# What no patience mends: somebody has to do what the sentence says.
DAMAGES = (IndexDamaged, LibraryDamaged, LibraryLost, ArticleDamaged, PassagesDamaged)
