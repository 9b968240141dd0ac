"""
What can go wrong, on purpose. ``exit_code`` is what the command line returns.

InputRejected (1): one input cannot become articles, the others go on. UsageError (2): the reader asked for
something that cannot be done. ServiceError (4): Rawi itself cannot work now; what can have happened to what
is stored stands in ``retrieval.damages``.
"""

from collections.abc import Callable
from functools import partial

from retrieval.masking import masked
from retrieval.reasons import Reason


class RawiError(Exception):
    """
    Base of every error Rawi raises deliberately.

    Each kind has one sentence, ``en``: what happened to which thing, then what to do. ``facts`` fill
    its braces, or those of its translation; a Reason among them is translated as well. A key among
    them, typed where another thing belongs, is not said.
    """

    exit_code = 4
    en = "The request could not be completed now. Try again shortly."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.said())

    def __reduce__(self) -> tuple[object, ...]:
        """By its facts, on the way to another process."""
        return partial(type(self), **self.facts), ()

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The sentence; *translate* knows that of another language."""
        facts = {
            name: fact.said(translate) if isinstance(fact, Reason) else fact
            for name, fact in self.facts.items()
        }
        return masked(translate(self.en).format(**facts))


class InputRejected(RawiError):
    """One input cannot become articles. ``path`` names it."""

    exit_code = 1


class NotFound(InputRejected):
    en = "No such file or folder: {path}. Check the path."


class NotReadable(InputRejected):
    en = "{path} could not be read ({why}). Check the file's permissions."


class EmptyFile(InputRejected):
    en = "The file is empty: {path}. Put the article's text in it and try again."


class BinaryFile(InputRejected):
    en = "The file is not text: {path}. Convert it to text, Markdown or JSON."


class NoText(InputRejected):
    en = "Nothing of an article is left in {path} once the boilerplate is removed. Check its content."


class Garbled(InputRejected):
    en = "The letters of {path} make no words: it was saved in a wrong encoding, or its fonts lie. Save it from its source again, as UTF-8."


class NoArticles(InputRejected):
    en = "No articles in the folder {path}. Kinds that can be read: {kinds}."


class UnknownKind(InputRejected):
    en = "Unknown kind of file: {path}. Kinds that can be read: {kinds}."


class TooLarge(InputRejected):
    en = "The file is over the limit: {path} ({megabytes} MB, limit {limit} MB). Split it."


class BadAddress(InputRejected):
    en = "Rawi does not read this address: {path} ({why}). Give it a public one, like https://site.example/news/1."


class PrivateAddress(InputRejected):
    en = "{path} leads into a private network ({host}); Rawi reads only what is public. Save the page as an HTML file and give it that."


class Unwelcome(InputRejected):
    en = "The site asks programs in its robots.txt not to read {path}. Save the page as an HTML file and give it that."


class NotFetched(InputRejected):
    en = "{path} could not be fetched ({why}). Check the link and try again, or save the page as an HTML file."


class PageTooLarge(InputRejected):
    en = "What {path} holds is over the limit ({limit:g} MB). Save the article's text in a file and give it that."


class TooCostly(InputRejected):
    en = "{path} could not be taken apart within bounds of time and memory. Save the article's text in a file and give it that."


class UnreadablePdf(InputRejected):
    en = "{path} has no text that can be read: its letters cannot be told, or it is locked or broken. Give Rawi the article's text in a file."


class ScannedPdf(InputRejected):
    en = "The pages of {path} are images without text. Have their letters recognised first, by ocrmypdf -l ara+eng for example, and give Rawi the file that comes out."


class BundleRefused(InputRejected):
    en = "{path} was not unpacked ({why}). Unpack it yourself and give Rawi the folder."


class FieldsUnread(InputRejected):
    """The articles were read; ``fields`` were not, and a person may want to rename one."""

    exit_code = 0
    en = "{path} was read without these fields: {fields}. `rawi ingest --help` lists the names understood."


class NoEntries(InputRejected):
    en = "The feed {path} has no entries. Check that it is RSS or Atom."


class BadEntry(InputRejected):
    """``number`` counts from 1."""

    en = "Entry {number} of the feed {path} has neither its full text nor a link to read. Give Rawi the article's own link."


class LongFeed(InputRejected):
    en = "The feed {path} has more than {limit} entries; the first were read. Give Rawi the links of the rest if you want them."


class SourceSpent(InputRejected):
    en = "The source reached its limit of time or size before {path}. The rest is read next time."


class BadLine(InputRejected):
    """``line`` counts from 1; ``field`` is ``-`` when the line is no JSON object at all."""

    en = "Line {line} of {path} is not valid, field {field}: {why}. Mend the line and try again."


class UsageError(RawiError):
    """The reader asked for something that cannot be done."""

    exit_code = 2


class EmptyQuestion(UsageError):
    en = "The question is empty. Write a question."


class QuestionTooLong(UsageError):
    en = "The question is too long ({length} characters, limit {limit}). Shorten it."


class UnknownArticle(UsageError):
    en = "No article has this id: {id}. `rawi sources` lists them all."


class BadDate(UsageError):
    en = "Not a date: {date}. Write it like this: 2024-01-25."


class BackwardDates(UsageError):
    en = "The range begins ({since}) after it ends ({until}). Swap --since and --until."


class ServiceError(RawiError):
    """Rawi itself cannot work now."""


class HomeUnusable(ServiceError):
    en = "Rawi's folder {path} cannot be read or written ({why}). Choose another with --home."


class SystemRefused(ServiceError):
    en = "The system refused Rawi what it needs ({why}). Free space on the disk or memory, or raise the limit (ulimit -n, ulimit -v), then try again."


class LibraryTooNew(ServiceError):
    en = "The library {path} was written by a later Rawi (schema {found}; this one knows {known}). Update Rawi."


class LibraryTooOld(ServiceError):
    en = "The library {path} was written by an early trial of Rawi (schema {found}; this one knows {known}). Ingest the articles anew into another folder (--home)."


class HomeNotEmpty(ServiceError):
    en = "The folder {path} is not empty, and a backup is only restored into an empty one. Choose another with --home."


class BackupUnwritable(ServiceError):
    en = "The backup {path} could not be written ({why}). Its folder must exist, be writable and hold twice the library."


class BackupUnreadable(ServiceError):
    en = "The backup {path} cannot be restored ({why}). Nothing was changed; try an older one."


class LibraryBusy(ServiceError):
    en = "Another process is writing to {path} now ({holder}). Wait for it to end, then try again."


class EmbedderMismatch(ServiceError):
    en = "The indexes were built with {stored}, but {configured} is configured. Set RAWI_EMBEDDER={stored}, or run `rawi rebuild --embed`."


class EmbedderFailed(ServiceError):
    en = "The model {model} made no vectors: of its server, {why}. Check RAWI_EMBEDDER, OPENAI_BASE_URL and OPENAI_API_KEY."


class DatabaseUnreachable(ServiceError):
    en = "The database {path} could not be used ({why}). Start its server, or correct RAWI_DATABASE_URL."


class DriverMissing(ServiceError):
    en = "The package {package} is not installed. Install it: pip install 'rawi[{extra}]'."


class BackupElsewhere(UsageError):
    en = "The library is in PostgreSQL: back it up with pg_dump and bring it back with pg_restore, then run `rawi rebuild`."


class ChromaUnreachable(ServiceError):
    en = "The Chroma server could not be reached. Start it, or correct or unset RAWI_CHROMA_URL."
