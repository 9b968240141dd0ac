"""The options of the command line, in the interface language."""

import argparse
import os
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from bot.i18n.catalogue import Language, catalogue
from bot.i18n.messages import say
from bot.settings import address
from retrieval.errors import BadDate
from retrieval.language.arabic import spelt


def parser(language: Language) -> argparse.ArgumentParser:
    """Usage errors leave through SystemExit with status 2, after one sentence."""
    _translate_argparse(language)
    about = say("about", language)
    top = _Parser(prog="rawi", description=about, allow_abbrev=False)
    _add(top, (_HOME, _option("--version", action=_Version, nargs=0)), language)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, options in _COMMANDS.items():
        about = say(f"help_{name}", language)
        one = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        _add(one, (_HOME_AGAIN, *options), language)
    return top


_Option = tuple[str, str, dict[str, Any]]  # its name, that of its help, what argparse is told of it


def _option(name: str, metavar: str | None = None, *, help: str = "", **facts: Any) -> _Option:
    """Its help is called after it, unless another *help* is named."""
    called = help or name.lstrip("-").replace("-", "_")
    return name, f"help_{called}", facts | ({"metavar": metavar} if metavar else {})


def _flag(name: str, help: str = "") -> _Option:
    return _option(name, help=help, action="store_true")


def _add(to: argparse.ArgumentParser, options: Iterable[_Option], language: Language) -> None:
    for name, help, facts in options:
        to.add_argument(name, help=say(help, language), **facts)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence; the usage is what ``--help`` is for."""

    def print_usage(self, file: object = None) -> None:
        """Nothing."""

    def error(self, message: str) -> NoReturn:
        """Leave with *message* and where the usage is."""
        template = vars(argparse)["_"]("%(message)s. See: %(prog)s --help")
        self.exit(2, f"rawi: {template}\n" % {"message": message, "prog": self.prog})


class _Version(argparse.Action):
    """Looks the version up only when it is asked for; argparse's own wants it at start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # 20 ms

        print(f"rawi {version('rawi')}")
        parser.exit()


def day(text: str) -> str:
    """
    An ISO day, checked. Raises BadDate.

    >>> day("٢٠٢٤-٠١-٢٥")
    '2024-01-25'
    """
    parts = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
    try:
        return date(*(int(part) for part in parts.groups())).isoformat()  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        raise BadDate(date=text) from None


def _typed(argument: str) -> str:
    """What was typed: Arabic is UTF-8 even where the locale takes its bytes for something else."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return spelt(argument)


def _matching(pattern: str, read: Callable[[str], Any] = str) -> Callable[[str], Any]:
    """What *read* makes of a text, which must be one of *pattern*."""

    def value(text: str) -> Any:
        if not re.fullmatch(pattern, text):
            raise ValueError
        return read(text)

    return value


_positive = _matching(r"0*[1-9]\d{0,5}", int)
# Blank is an unset variable in a script, which must not mean this very folder.
_folder = _matching(r"(?s:.*\S.*)", Path)
_judge = _matching(r"off|scripted:(?:0?\.\d+|[01])|[\w]+:\S+")


def _translate_argparse(language: Language) -> None:
    """Let argparse look its own sentences up in Rawi's catalogue instead of gettext's."""
    spoken = catalogue(language).translations
    vars(argparse)["_"] = lambda sentence: spoken.get(sentence, sentence)


_HOME = _option("--home", "DIR", type=_folder)
# Also after the command; SUPPRESS keeps it from hiding one given before.
_HOME_AGAIN = _option("--home", "DIR", type=_folder, default=argparse.SUPPRESS)
_BIDI = _option("--bidi", choices=("auto", "on", "off"), default="auto")
_SHOWN = (_flag("--json"), _BIDI)
_FOUND = (
    *_SHOWN,
    _option("--since", "DATE", type=day),
    _option("--until", "DATE", type=day),
    _option("--outlet", "NAME", type=_typed),
    _option("--lang", choices=("ar", "en")),
)
_QUESTION = (_option("question", "QUESTION", nargs="*", type=_typed), _flag("--jsonl"))
_ID = _option("id", "ID", type=_typed)
# The options of each command, in the order of its ``--help``.
_COMMANDS: dict[str, tuple[_Option, ...]] = {
    "ingest": (
        *_SHOWN,
        _option("source", "SOURCE", nargs="+"),
        _option("--engine", choices=("local", "ray"), default="local"),
        _option("--workers", "N", type=_positive, default=2),
    ),
    "search": (*_QUESTION, *_FOUND, _option("-k", "N", type=_positive, default=10)),
    "ask": (*_QUESTION, *_FOUND, _flag("--why")),
    "latest": (_option("topic", "TOPIC", nargs="*", type=_typed), *_FOUND),
    "timeline": (_option("topic", "TOPIC", nargs="+", type=_typed), *_FOUND),
    "verify": (
        *_FOUND,
        _option("text", "TEXT", nargs="*", type=_typed),
        _flag("--jsonl", "jsonl_texts"),
    ),
    "chat": (_BIDI,),
    "telegram": (_option("--metrics", "[HOST:]PORT", type=partial(address, "--metrics")),),
    "sources": (
        *_FOUND,
        _option("--page", "N", type=_positive),
        _flag("--rejected"),
    ),
    "follow": (
        *_SHOWN,
        _option("url", "URL", nargs="*", type=_typed),
        *(_flag(f"--{name}", f"follow_{name}") for name in ("watch", "due", "stop")),
    ),
    "show": (_ID, *_SHOWN, _flag("--versions")),
    "remove": (_ID, *_SHOWN, _flag("--copies")),
    "check": (
        *_SHOWN,
        _option("file", "FILE", nargs="+", type=Path),
        _flag("--new"),
        _option("--report", "F.html", type=Path),
        _option("--certificate", "F.json", type=Path),
        _option("--junit", "F.xml", type=Path),
        _option("--summary", "F.md", type=Path),
        _option("--baseline", "F", type=Path),
        _option("--cassette", "F", type=Path),
        _flag("--update-baseline"),
        _flag("--live"),
    ),
    "certify": (
        *_SHOWN,
        _option("file", "FILE", nargs="*", type=Path, help="pairs"),
        _option("--judge", "JUDGE", type=_judge),
    ),
    "feedback": (
        *_SHOWN,
        _option("--as-cases", "FILE", nargs="?", const=Path("-"), type=Path),
    ),
    "doctor": (*_SHOWN, _flag("--deep")),
    "backup": (*_SHOWN, _option("file", "FILE", type=Path, help="backup_file")),
    "restore": (*_SHOWN, _option("file", "FILE", type=Path, help="restore_file")),
    "rebuild": (*_SHOWN, _flag("--embed")),
    "calibrate": (*_SHOWN, _flag("--undo")),
}
