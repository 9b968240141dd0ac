"""Other providers than OpenAI: how they are opened and asked, and what is said when that fails."""

import json
import os

import pytest

from bot.generation.model import Request
from bot.generation.providers import options
from tests.conftest import ROOT
from tests.fakes.integration import integration

GROQ = {
    "package": "langchain_groq",
    "kind": "ChatGroq",
    "key": "GROQ_API_KEY",
    "address": "GROQ_API_BASE",
}
GOOGLE = {
    "package": "langchain_google_genai",
    "kind": "ChatGoogleGenerativeAI",
    "key": "GOOGLE_API_KEY",
    "address": "GOOGLE_GEMINI_BASE_URL",
    "field": "max_output_tokens",
}


@pytest.fixture(name="doctor")
def _doctor(rawi, tmp_path):
    """What the doctor says of the model, with *integrations* installed and *file* for a ``.env``."""

    def doctor(llm, file="", **env):
        (tmp_path / ".env").write_text(file, encoding="utf-8")
        path = os.pathsep.join((str(ROOT), str(tmp_path / "lib")))
        done = rawi("doctor", "--json", RAWI_LLM=llm, PYTHONPATH=path, RAWI_LANG="en", **env)
        (check,) = [one for one in json.loads(done.stdout)["checks"] if one["name"] == "model"]
        assert not done.stderr
        return check

    return doctor


@pytest.mark.parametrize(("id", "package"), [("groq:x", GROQ), ("google_genai:x", GOOGLE)])
def test_what_env_holds_reaches_the_library(doctor, tmp_path, id, package):
    """
    Its key and its address, with the timeout and the limit under the names the class knows.
    """
    log = integration(tmp_path / "lib", **package)
    check = doctor(id, f"{package['key']}=k-file\n{package['address']}=http://mine\n")

    assert check == {"name": "model", "ok": True, "detail": f"{id} replies"}
    assert json.loads(log.read_text()) == {
        "key": "k-file",
        "address": "http://mine",
        "timeout": 10.0,
        "limit": 200,
        "temperature": 0.0,
        "roles": ["system", "human"],
    }


def test_a_strangers_file_redirects_nothing(doctor, tmp_path):
    """
    The key is the environment's: no request is made at all, and both languages say why.
    """
    log = integration(tmp_path / "lib", **GROQ)
    check = doctor("groq:x", "GROQ_API_BASE=http://stranger\n", GROQ_API_KEY="k-mine")

    assert not check["ok"] and "GROQ_API_BASE stands in .env" in check["detail"]
    assert not log.exists()


def test_a_missing_key_is_named_as_the_library_names_it(doctor, tmp_path):
    """
    And a missing package with the command that installs it into this very Python.
    """
    integration(tmp_path / "lib", **GROQ)

    assert "Put one in GROQ_API_KEY" in doctor("groq:x")["detail"]
    missing = doctor("bedrock_converse:x")["detail"]
    assert "-m pip install langchain-aws" in missing


def test_options_are_what_each_class_knows():
    """
    Seconds, whole seconds or milliseconds, under its own name; nothing is retried below.
    """
    assert options("anthropic", 10.0) == {"timeout": 10.0, "max_retries": 0}
    assert options("openrouter", 10.0) == {"timeout": 10_000, "max_retries": 0}
    assert options("ollama", 10.0) == {"client_kwargs": {"timeout": 10.0}}


@pytest.mark.parametrize(
    ("provider", "sent"),
    [
        ("anthropic", {"max_tokens": 9, "temperature": 0.0}),
        ("mistralai", {"max_tokens": 9, "temperature": 0.0}),
        ("google_genai", {"max_output_tokens": 9, "temperature": 0.0}),
        ("ollama", {"options": {"num_ctx": 10_240, "num_predict": 9, "temperature": 0.0}}),
        ("deepseek", {"max_tokens": 9, "temperature": 0.0, "stream_usage": True}),
        ("openai", {"max_tokens": 9, "stream_usage": True}),
    ],
)
def test_each_is_asked_in_its_own_words(provider, sent):
    """
    As seen on a loopback wire with the real libraries.
    """
    assert Request(provider).arguments(9) == sent


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        ("'temperature' must be the default (1) for this model.", ["temperature"]),
        ("_astream() got an unexpected keyword argument 'temperature'", ["temperature"]),
        ("System role not supported", ["system"]),
        ("Conversation roles must alternate user/assistant/user/assistant/...", ["system"]),
        ("Developer instruction is not enabled for models/x", ["system"]),
        ("Unrecognized request argument supplied: stream_options", ["stream_options"]),
        ("Unexpected role 'system' in the request", ["system"]),
        ("max_output_tokens is not supported", ["max_tokens"]),
        ("This model is overloaded", []),
        ("The system is not ready", []),
    ],
)
def test_what_was_refused_is_understood(words, left_out):
    """
    Once: what is left out already is not blamed again.
    """
    request = Request("anthropic")

    assert request.without(words) == bool(left_out)
    assert request.left_out == left_out
    assert not request.without(words)
