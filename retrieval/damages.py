"""What can have happened to what is stored. None is mended by waiting."""

from retrieval.errors import HomeUnusable, ServiceError


class LibraryLost(ServiceError):
    en = "The library {path} is gone or empty, while the indexes still point to articles it held. Bring a backup back with `rawi restore` into a new folder, or ingest the articles anew into another one (--home)."


class LibraryDamaged(HomeUnusable):
    en = "The library {path} is damaged ({why}). Bring a backup back with `rawi restore` into a new folder."


class IndexDamaged(ServiceError):
    en = "The {index} index does not agree with the library ({found} instead of {expected}). Run `rawi rebuild`; nothing will be lost."


class IndexUnreadable(IndexDamaged):
    en = "The {index} index cannot be opened ({why}). Run `rawi rebuild`; nothing will be lost."


class IndexForeign(IndexDamaged):
    en = "The {index} index was written for another home. Run `rawi rebuild`; nothing will be lost."


class ArticleDamaged(ServiceError):
    en = "The article {ids} has changed on disk since it was filed, so nothing is quoted from it. Ingest its source once more with `rawi ingest`, or restore a backup."


class PassagesDamaged(ServiceError):
    en = "Passages or vectors of the article {ids} have changed on disk or are gone. Run `rawi rebuild`, which makes them anew; nothing will be lost."


class AnswersDamaged(ServiceError):
    en = "Stored answers quote what their articles do not hold: {ids}. New answers are not affected; for the old ones restore a backup."


class EntriesDamaged(ServiceError):
    en = "Some of what was kept of conversations and choices has changed on disk and is left out: {ids}. Questions are answered without it; to have it again restore a backup."


class ArticlesUnfinished(ServiceError):
    en = "Articles not yet fully indexed: {count}. Run any `rawi ingest`; it finishes them."


# What no patience mends: somebody has to do what the sentence says.
DAMAGES = (IndexDamaged, LibraryDamaged, LibraryLost, ArticleDamaged, PassagesDamaged)
