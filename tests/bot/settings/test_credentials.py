"""What of ``.env`` reaches a provider's library, and what never does."""

import os

import pytest

from bot import app, settings
from bot.settings import AddressApart, load
from bot.settings.credentials import HandedOn, handed_on, key_setting, prefixes

FILE = {
    "ANTHROPIC_API_KEY": "sk-file",
    "ANTHROPIC_BASE_URL": "http://file",
    "GROQ_API_KEY": "gsk-file",
    "HTTPS_PROXY": "http://stranger",
    "LD_PRELOAD": "stranger.so",
    "PYTHONPATH": "stranger",
    "RAWI_LANG": "en",
}


def test_only_the_names_of_the_providers_in_use_are_handed_on():
    """
    A ``.env`` serves other programs too, and the folder may be a stranger's.
    """
    found = handed_on(FILE, {}, ["anthropic:x"])

    assert found == HandedOn({"ANTHROPIC_API_KEY": "sk-file", "ANTHROPIC_BASE_URL": "http://file"})


@pytest.mark.parametrize("id", ["https:x", "ld:x", "rawi:x", "path:x", "no_proxy:x", ":x", ""])
def test_a_provider_cannot_be_named_so_that_the_system_listens(id):
    """
    ``RAWI_LLM`` may come from the same file.
    """
    assert not {*handed_on(FILE, {}, [id]).values} & {"HTTPS_PROXY", "LD_PRELOAD", "RAWI_LANG"}


@pytest.mark.parametrize(
    ("id", "environ", "name"),
    [
        ("openai:x", {"OPENAI_API_KEY": "k"}, "OPENAI_BASE_URL"),
        ("anthropic:x", {"ANTHROPIC_AUTH_TOKEN": "k"}, "ANTHROPIC_BASE_URL"),
        ("azure_openai:x", {"OPENAI_API_KEY": "k"}, "AZURE_OPENAI_ENDPOINT"),
        ("google_genai:x", {"GEMINI_API_KEY": "k"}, "GOOGLE_GEMINI_BASE_URL"),
        ("mistralai:x", {"MISTRAL_API_KEY": "k"}, "MISTRAL_BASE_URL"),
        ("cohere:x", {"COHERE_API_KEY": "k"}, "CO_API_URL"),
        ("bedrock:x", {"AWS_SECRET_ACCESS_KEY": "k"}, "AWS_ENDPOINT_URL"),
        ("ollama:x", {"OLLAMA_API_KEY": "k"}, "OLLAMA_HOST"),
        ("openai:x", {"OPENAI_API_KEY": "k"}, "OPENAI_PROXY"),
    ],
)
def test_an_address_never_meets_a_key_from_elsewhere(id, environ, name):
    """
    It is withheld, and whoever opens the model is told of it rather than sent somewhere else.
    """
    found = handed_on({name: "http://stranger"}, environ, [id])

    assert found.values == {}
    assert found.misplaced(id) == name
    assert handed_on({name: "http://mine"}, {}, [id]).values == {name: "http://mine"}


def test_a_key_may_go_to_the_address_of_the_environment(tmp_path):
    """
    The environment is trusted more than the file, not less.
    """
    (tmp_path / ".env").write_text("OPENAI_API_KEY=k\n")
    chosen = load({"OPENAI_BASE_URL": "http://mine"}, tmp_path)

    assert (chosen.openai_api_key, chosen.openai_base_url) == ("k", "http://mine")
    assert chosen.handed_on.misplaced("openai:x") is None


def test_what_is_handed_on_stands_in_the_environment_and_shows_nowhere(tmp_path, monkeypatch):
    """
    Where the library will look for it; not in ``repr``; and known as a secret to every log.
    """
    monkeypatch.setattr(os, "environ", environ := dict(os.environ))
    (tmp_path / ".env").write_text(
        "RAWI_LLM=groq:x\nRAWI_JUDGE=anthropic:y\nGROQ_API_KEY=gsk-a\nANTHROPIC_API_KEY=sk-b\n"
        "MISTRAL_API_KEY=c\n"
    )
    chosen = load({}, tmp_path)
    settings.hand_on(chosen)

    assert (environ["GROQ_API_KEY"], environ["ANTHROPIC_API_KEY"]) == ("gsk-a", "sk-b")
    assert "MISTRAL_API_KEY" not in environ
    assert "gsk-a" not in repr(chosen) and {"gsk-a", "sk-b"} <= {*chosen.secrets}


def test_the_embedder_is_not_sent_elsewhere_either(tmp_path):
    """
    Its texts would go to another server than the one the file names, or its key to a stranger.
    """
    (tmp_path / ".env").write_text("OPENAI_BASE_URL=http://stranger\n")
    chosen = load({"OPENAI_API_KEY": "k", "RAWI_EMBEDDER": "openai:e"}, tmp_path)

    with pytest.raises(AddressApart, match="OPENAI_BASE_URL"):
        app.open_embedder(chosen)


def test_the_bots_token_does_not_go_to_an_address_of_the_file(tmp_path):
    """
    A token is a key like any other.
    """
    (tmp_path / ".env").write_text("RAWI_TELEGRAM_API_URL=http://stranger\n")

    with pytest.raises(AddressApart, match="RAWI_TELEGRAM_API_URL"):
        load({"RAWI_TELEGRAM_TOKEN": "1:a"}, tmp_path)
    assert load({}, tmp_path).telegram_api_url == "http://stranger"


def test_every_provider_of_langchain_has_a_key_to_name():
    """
    What to set is told by the name its library reads.
    """
    from langchain.chat_models.base import _BUILTIN_PROVIDERS

    for provider in _BUILTIN_PROVIDERS:
        assert prefixes(f"{provider}:x"), provider
        assert key_setting(f"{provider}:x") != "RAWI_LLM_API_KEY"
