"""What every command is handed: its options, the settings, and where to print."""

import argparse
import json
import sys
import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from bot import app
from bot.i18n.catalogue import Language, catalogue, languages
from bot.i18n.messages import explain, say
from bot.presentation.bidi import Screen
from bot.settings import Settings
from retrieval.errors import BackwardDates, RawiError, SystemRefused
from retrieval.reasons import SPENT, Reason, of_system
from retrieval.types import Filters


@dataclass(frozen=True, slots=True)
class Context:
    """One run of the program."""

    args: argparse.Namespace
    settings: Settings
    screen: Screen

    @classmethod
    def of(cls, args: argparse.Namespace, settings: Settings) -> "Context":
        """``--home`` wins over the settings; a language nobody chose is the archive's."""
        if args.home is not None:
            settings = replace(settings, home=args.home.expanduser().absolute())
        found = None if settings.language_chosen else app.language_of_archive(settings)
        if found and found in languages():
            settings = replace(settings, language=found)
        rtl, terminal = catalogue(settings.language).rtl, settings.terminal
        screen = Screen(sys.stdout, mode=getattr(args, "bidi", "auto"), rtl=rtl, terminal=terminal)
        return cls(args, settings, screen)

    @property
    def language(self) -> Language:
        return self.settings.language

    @property
    def filters(self) -> Filters:
        """What the options let through. Raises BackwardDates."""
        args = self.args
        if args.since and args.until and args.since > args.until:
            raise BackwardDates(since=args.since, until=args.until)
        return Filters(args.since, args.until, args.outlet, args.lang)

    def say(self, name: str, /, **facts: object) -> None:
        self.screen.print(say(name, self.language, **facts))

    def warn(self, error: Exception) -> None:
        """One sentence beside the answers, for whoever runs Rawi."""
        self.remark(describe_error(error, self.language)[0])

    def remark(self, sentence: str) -> None:
        """The same, of what is no error."""
        rtl = catalogue(self.language).rtl
        screen = Screen(sys.stderr, rtl=rtl, terminal=self.settings.terminal)
        screen.print(say("error", self.language, sentence=sentence))

    def output(self, text: str, value: object) -> None:
        """*value* as JSON if that was asked for, else *text*."""
        if self.args.json:
            self.json(value)
        else:
            self.screen.print(text)

    def json(self, value: object) -> None:
        """*value* on a line of its own, at once."""
        print(json.dumps(value, ensure_ascii=False), flush=True)


def describe_error(error: Exception, language: Language) -> tuple[str, int]:
    """
    One sentence for a reader, and the exit status.

    What was not raised on purpose is told by its kind and place; never by its message, which may
    quote an article, a question or a key.
    """
    if isinstance(error, RawiError):
        return " ".join(explain(error, language).split()), error.exit_code
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in SPENT):
        why = of_system(error) if isinstance(error, OSError) else Reason("no memory")
        return describe_error(SystemRefused(why=why), language)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    kind = (
        explain(of_system(error), language) if isinstance(error, OSError) else type(error).__name__
    )
    what = f"{kind}, {Path(frame.filename).name}:{frame.lineno}"
    return say("unexpected", language, what=what), RawiError.exit_code
