"""
``pytest --rawi-home HOME my.yaml``: every case of the file is a test of its own.

Pytest loads this with every run of every project it is installed beside, so nothing of Rawi is
imported before a home is named.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.app import Opened
    from bot.evaluation.cases import Case

_OPENED: pytest.StashKey[Opened] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "the archive that answers the cases of the YAML files named"
    group = parser.getgroup("rawi", "cases put to a news archive")
    group.addoption("--rawi-home", type=Path, metavar="HOME", help=told)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Files of cases that are named themselves; a folder's other YAML may be anything."""
    named = file_path.suffix in (".yaml", ".yml", ".json") and parent.session.isinitpath(file_path)
    if named and parent.config.getoption("--rawi-home"):
        return CaseFile.from_parent(parent, path=file_path)
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    if _OPENED in config.stash:
        config.stash[_OPENED].close()


class CaseFile(pytest.File):
    """One file of cases."""

    def collect(self) -> Iterator[CaseItem]:
        from bot.evaluation.reading import read_cases
        from retrieval.errors import RawiError

        try:
            cases = read_cases(self.path)
        except RawiError as error:
            raise self.CollectError(str(error)) from None
        for case in cases:
            yield CaseItem.from_parent(self, name=case.id, case=case)


class CaseItem(pytest.Item):
    """One case. Its tags are keywords for ``-k``; a wish that fails is expected to."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self._case = case
        self.extra_keyword_matches.update(case.tags)
        if case.severity == "wish":
            self.add_marker(pytest.mark.xfail(reason="a wish", strict=False))

    def runtest(self) -> None:
        from bot.evaluation.running import check
        from retrieval.errors import RawiError

        try:
            opened = _opened(self.config)
            result = asyncio.run(check(opened.rawi, self._case, opened.archive.library.articles))
        except RawiError as error:
            pytest.fail(str(error), pytrace=False)
        self.user_properties.append(("blamed", result.blamed or ""))
        if not result.passed:
            told = [f"? {turn}" for turn in self._case.turns]
            told.append(f"{result.answer.status}: {result.answer.text}")
            told += [f"✗ {layer}: {why}" for layer, why in result.wrong("en")]  # as pytest is
            pytest.fail("\n".join(told), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._case.line - 1, self.name


def _opened(config: pytest.Config) -> Opened:
    """The archive of ``--rawi-home``, opened for the first case and closed after the last."""
    if _OPENED not in config.stash:
        from dataclasses import replace

        from bot import app, settings

        home = config.getoption("--rawi-home").expanduser().absolute()
        config.stash[_OPENED] = app.open_rawi(replace(settings.load(), home=home))
    return config.stash[_OPENED]
