"""Why something could not be done: a few words inside an error's sentence, in both languages."""

import errno
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reason:
    """The same few words twice. English where there are no Arabic ones, and in any third language."""

    ar: str
    en: str

    def say(self, language: str) -> str:
        return self.ar if language == "ar" and self.ar else self.en


READ_ONLY: Final = Reason("يُقرأ ولا يُكتب", "it is read-only")
NO_SPACE: Final = Reason("القرص ممتلئ", "no space is left on the disk")
FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # nothing more can be written
SPENT: Final = (*FULL, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)
# What the operating system says of itself is English.
_SYSTEM: Final = {
    errno.EACCES: "لا إذن",
    errno.EPERM: "لا إذن",
    errno.ENOENT: "لا ملف ولا مجلد بهذا الاسم",
    errno.EEXIST: "في مكانه ملف بهذا الاسم",
    errno.EISDIR: "مجلد لا ملف",
    errno.ENOTDIR: "ملف لا مجلد",
    errno.ENOSPC: NO_SPACE.ar,
    errno.EDQUOT: "بلغت حصتك من القرص",
    errno.EROFS: READ_ONLY.ar,
    errno.EIO: "خلل في القرص",
    errno.ELOOP: "رابط يدور على نفسه",
    errno.ENAMETOOLONG: "الاسم أطول من الحد",
    errno.EMFILE: "ملفات مفتوحة كثيرة",
    errno.ENOMEM: "لا ذاكرة",
    errno.EADDRINUSE: "مشغول",
    errno.EADDRNOTAVAIL: "عنوان ليس لهذا الجهاز",
}
_SQLITE: Final = {
    "SQLITE_CANTOPEN": "تعذّر فتحه",
    "SQLITE_READONLY": READ_ONLY.ar,
    "SQLITE_FULL": "القرص ممتلئ",
    "SQLITE_NOTADB": "ليس مكتبة",
    "SQLITE_CORRUPT": "معطوب",
    "SQLITE_BUSY": "تكتب فيه عملية أخرى",
    "SQLITE_IOERR": "خلل في القرص",
}


def of_system(error: OSError) -> Reason:
    """What the operating system says, without the path it says it of."""
    return Reason(_SYSTEM.get(error.errno or 0, ""), error.strerror or type(error).__name__)


def of_sqlite(error: BaseException | None) -> Reason:
    """What SQLite says; of *error*'s extended codes (``SQLITE_READONLY_DIRECTORY``) their kind."""
    kind = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    return Reason(_SQLITE.get(kind, ""), str(error))
