"""The options of the command line, in the interface language."""

import argparse
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from bot.i18n.catalogue import Language, catalogue
from bot.i18n.messages import say
from bot.settings import address
from retrieval.errors import BadDate
from retrieval.language.arabic import spelt

_ONE = argparse.ArgumentParser


def parser(language: Language) -> argparse.ArgumentParser:
    """Usage errors leave through SystemExit with status 2, after one sentence."""
    _translate_argparse(language)

    def text(name: str) -> str:
        return say(name, language)

    top = _Parser(prog="rawi", description=text("about"), allow_abbrev=False)
    top.add_argument("--home", type=_folder, metavar="DIR", help=text("help_home"))
    top.add_argument("--version", action=_Version, nargs=0, help=text("help_version"))
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, *groups: Callable[[_Group, _Text], None]) -> _Group:
        one = commands.add_parser(
            name, help=text(f"help_{name}"), description=text(f"help_{name}"), allow_abbrev=False
        )
        # Also after the command; SUPPRESS keeps it from hiding one given before.
        one.add_argument(
            "--home", type=_folder, metavar="DIR", default=argparse.SUPPRESS, help=text("help_home")
        )
        for group in groups:
            group(one, text)
        return one

    ingest = command("ingest", _json, _bidi)
    ingest.add_argument("source", nargs="+", metavar="SOURCE", help=text("help_source"))
    ingest.add_argument(
        "--engine", choices=("local", "ray"), default="local", help=text("help_engine")
    )
    ingest.add_argument(
        "--workers", type=_positive, default=2, metavar="N", help=text("help_workers")
    )
    command("search", _question, _json, _bidi, _filters).add_argument(
        "-k", type=_positive, default=10, metavar="N", help=text("help_k")
    )
    command("ask", _question, _json, _bidi, _filters).add_argument(
        "--why", action="store_true", help=text("help_why")
    )
    command("latest", _topic, _json, _bidi, _filters)
    command("timeline", _topic, _json, _bidi, _filters)
    verify = command("verify", _json, _bidi, _filters)
    verify.add_argument("text", nargs="*", type=_typed, metavar="TEXT", help=text("help_text"))
    verify.add_argument("--jsonl", action="store_true", help=text("help_jsonl_texts"))
    command("chat", _bidi)
    command("telegram").add_argument(
        "--metrics", type=_listen, metavar="[HOST:]PORT", help=text("help_metrics")
    )
    sources = command("sources", _json, _bidi, _filters)
    sources.add_argument("--topic", type=_typed, metavar="TOPIC", help=text("help_about"))
    sources.add_argument("--page", type=_positive, metavar="N", help=text("help_page"))
    sources.add_argument("--rejected", action="store_true", help=text("help_rejected"))
    follow = command("follow", _json, _bidi)
    follow.add_argument("url", nargs="*", type=_typed, metavar="URL", help=text("help_url"))
    for name in ("watch", "due", "stop"):
        follow.add_argument(f"--{name}", action="store_true", help=text(f"help_follow_{name}"))
    command("show", _id, _json, _bidi).add_argument(
        "--versions", action="store_true", help=text("help_versions")
    )
    command("remove", _id, _json, _bidi).add_argument(
        "--copies", action="store_true", help=text("help_copies")
    )
    _check(command("check", _json, _bidi), text)
    certify = command("certify", _json, _bidi)
    certify.add_argument("file", nargs="*", type=Path, metavar="FILE", help=text("help_pairs"))
    certify.add_argument("--judge", type=_judge, metavar="JUDGE", help=text("help_judge"))
    command("feedback", _json, _bidi).add_argument(
        "--as-cases",
        nargs="?",
        const=Path("-"),
        type=Path,
        metavar="FILE",
        help=text("help_as_cases"),
    )
    command("doctor", _json, _bidi).add_argument(
        "--deep", action="store_true", help=text("help_deep")
    )
    for name in ("backup", "restore"):
        command(name, _json, _bidi).add_argument(
            "file", type=Path, metavar="FILE", help=text(f"help_{name}_file")
        )
    command("rebuild", _json, _bidi).add_argument(
        "--embed", action="store_true", help=text("help_embed")
    )
    command("calibrate", _json, _bidi).add_argument(
        "--undo", action="store_true", help=text("help_undo")
    )
    return top


_Text = Callable[[str], str]
_Group = argparse.ArgumentParser


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


def _json(one: _Group, text: _Text) -> None:
    one.add_argument("--json", action="store_true", help=text("help_json"))


def _bidi(one: _Group, text: _Text) -> None:
    one.add_argument(
        "--bidi", choices=("auto", "on", "off"), default="auto", help=text("help_bidi")
    )


def _check(one: _Group, text: _Text) -> None:
    one.add_argument("file", nargs="+", type=Path, metavar="FILE", help=text("help_file"))
    one.add_argument("--new", action="store_true", help=text("help_new"))
    one.add_argument("--tag", action="append", metavar="TAG", help=text("help_tag"))
    for name, file in (
        ("report", "F.html"),
        ("certificate", "F.json"),
        ("junit", "F.xml"),
        ("summary", "F.md"),
        ("baseline", "F"),
        ("cassette", "F"),
    ):
        one.add_argument(f"--{name}", type=Path, metavar=file, help=text(f"help_{name}"))
    one.add_argument("--update-baseline", action="store_true", help=text("help_update_baseline"))
    one.add_argument("--live", action="store_true", help=text("help_live"))


def _question(one: _Group, text: _Text) -> None:
    one.add_argument(
        "question", nargs="*", type=_typed, metavar="QUESTION", help=text("help_question")
    )
    one.add_argument("--jsonl", action="store_true", help=text("help_jsonl"))


def _topic(one: _Group, text: _Text) -> None:
    count = "+" if one.prog.endswith(" timeline") else "*"
    one.add_argument("topic", nargs=count, type=_typed, metavar="TOPIC", help=text("help_topic"))


def _id(one: _Group, text: _Text) -> None:
    one.add_argument("id", type=_typed, metavar="ID", help=text("help_id"))


def _filters(one: _Group, text: _Text) -> None:
    for name in ("since", "until"):
        one.add_argument(f"--{name}", type=day, metavar="DATE", help=text(f"help_{name}"))
    one.add_argument("--outlet", type=_typed, metavar="NAME", help=text("help_outlet"))
    one.add_argument("--lang", choices=("ar", "en"), help=text("help_lang"))


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


def _folder(text: str) -> Path:
    if not text.strip():  # an unset variable in a script, which must not mean this very folder
        raise ValueError
    return Path(text)


def _listen(text: str) -> tuple[str, int]:
    return address("--metrics", text)


def _judge(text: str) -> str:
    if not re.fullmatch(r"off|scripted:(?:0?\.\d+|[01])|[\w]+:\S+", text):
        raise ValueError
    return text


def _positive(text: str) -> int:
    if not re.fullmatch(r"0*[1-9]\d{0,5}", text):
        raise ValueError
    return int(text)


def _translate_argparse(language: Language) -> None:
    """Let argparse look its own sentences up in Rawi's catalogue instead of gettext's."""
    spoken = catalogue(language).translations
    vars(argparse)["_"] = lambda sentence: spoken.get(sentence, sentence)
