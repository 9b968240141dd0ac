"""
The command line: ``rawi COMMAND``. The one place where errors end.

Nothing heavy is imported before the command that needs it runs.
"""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from bot import settings
from bot.cli.context import Context, describe_error
from bot.cli.options import parser
from bot.i18n.catalogue import catalogue
from bot.i18n.messages import say
from bot.presentation.bidi import Screen

# The modules of this package, and the functions in them that are commands.
_COMMANDS = {
    "archive": ("sources", "show", "remove"),
    "ask": ("search", "ask", "latest", "timeline", "verify", "telegram"),
    "upkeep": ("backup", "restore", "rebuild", "calibrate"),
    "cases": ("feedback",),
    **{name: (name,) for name in ("certify", "chat", "check", "doctor", "follow", "ingest")},
}
_MODULES = {command: f"bot.cli.{module}" for module, some in _COMMANDS.items() for command in some}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit status."""
    # Importing Chroma makes objects by the hundred thousand and garbage of none of them: looking
    # for it every 700 objects is a tenth of what a question costs.
    gc.set_threshold(50_000, 20, 20)
    os.umask(0o077)  # readers' questions stand in what is written
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started this; its number must be taken
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - until the end
        if reconfigure := getattr(getattr(sys, name), "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")
    _silence_engines()
    language = settings.likely_language()
    terminal: Mapping[str, str] = {}
    try:
        chosen = settings.load()
        language, terminal = chosen.language, chosen.terminal
        args = parser(language).parse_args(argv)
        command: Callable[[Context], int] = getattr(
            import_module(_MODULES[args.command]), args.command
        )
        status = command(Context.of(args, chosen))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read has seen enough; the flush at exit must not complain either.
        _give_up_output()
        return 0
    except Exception as error:
        if isinstance(
            error, OSError
        ):  # standard output's perhaps: what waits is not written at exit
            _give_up_output()
        sentence, status = describe_error(error, language)
        screen = Screen(sys.stderr, rtl=catalogue(language).rtl, terminal=terminal)
        screen.print(say("error", language, sentence=sentence))
    return status


def _give_up_output() -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _silence_engines() -> None:
    """
    Let nothing but Rawi write on standard error.

    The engines of the indexes are Rust, whose panic over a damaged file prints lines of its own;
    what they say is in the error that Python gets.
    """
    with suppress(OSError, ValueError):
        if sys.stderr.fileno() == 2:
            own = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="replace", buffering=1)
            os.dup2(os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC), 2)
            sys.stderr = own


if __name__ == "__main__":
    sys.exit(main())
