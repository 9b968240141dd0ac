"""What the engines under the indexes throw, told as Rawi's own errors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from retrieval.damages import IndexUnreadable
from retrieval.errors import HomeUnusable, RawiError, ServiceError, SystemRefused
from retrieval.reasons import NO_SPACE, READ_ONLY, Reason

_FULL = ("no space left", "disk is full", "disk full", "os error 28", "enospc", "sqlite_full")

# Of open files, memory and threads.
_SPENT = (
    "too many open files",
    "os error 24",
    "allocate",
    "out of memory",
    "os error 12",
    "os error 11",
)


@contextmanager
def calling(told: Callable[[BaseException], ServiceError]) -> Iterator[None]:
    """
    Let whatever an engine throws be raised as what *told* makes of it.

    Both engines are Rust: on a damaged file they may panic, which Python hears as a BaseException
    that no ``except Exception`` would stop.
    """
    try:
        yield
    except RawiError:
        raise
    except Exception as error:
        raise told(error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise told(error) from error


def unreadable(index: str, home: object, error: BaseException) -> ServiceError:
    """What is wrong with *index*, a folder's own, when its engine throws *error*."""
    said = str(error).lower()
    if "readonly" in said:  # sound, but Chroma reads nothing where it cannot write
        return HomeUnusable(path=home, why=READ_ONLY)
    if any(sign in said for sign in _FULL):
        return HomeUnusable(path=home, why=NO_SPACE)
    if isinstance(error, MemoryError) or any(sign in said for sign in _SPENT):
        return SystemRefused(why=Reason("", str(error)[:200] or "out of memory"))
    return IndexUnreadable(index=index, why=Reason("معطوب", str(error)[:200]))
