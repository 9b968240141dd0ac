"""Keys and tokens, known by their looks, taken out of what is printed or stored. Pure."""

import re

# OpenAI's and its kin's, Anthropic's, Google's, Groq's, xAI's, Hugging Face's, AWS's, GitHub's, GitLab's, Slack's, a
# web token's, Telegram's.
KEY = re.compile(
    r"(?<![\w-])(?:(?:sk|pk|rk|gsk|xai|pplx|nvapi|r8)[-_][\w-]{16,}|AIza[\w-]{30,}|hf_\w{20,}|gh[a-z]_\w{20,}"
    r"|AKIA[A-Z\d]{16}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{16,}|eyJ[\w-]{5,}\.[\w.-]{10,}|\d{5,}:[\w-]{20,})"
)

# Letters and digits as no word has them, a UUID, and what AWS draws.
_MIXED = r"(?=[a-z\d{0}]*[A-Z])(?=[A-Z\d{0}]*[a-z])(?=[A-Za-z{0}]*\d)[A-Za-z\d{0}]"
_DRAWN = re.compile(
    rf"(?<![A-Za-z\d])(?:[A-Za-z\d]{{24,}}|{_MIXED.format('')}{{16,}}"
    r"|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})"
    rf"|(?<![A-Za-z\d+/]){_MIXED.format('+/')}{{40,}}"
)


def may_be_key(name: str) -> bool:
    """
    Whether *name*, which should be a short one, looks drawn at random.

    >>> may_be_key("5ec2e75ec2e7deadbeefdeadbeef0123"), may_be_key("meta-llama/Llama-3.3-70B-Instruct-Turbo")
    (True, False)
    >>> may_be_key("openai:pZqbVnMkQwLtY/R8NEFOH/cQyTgjDZYAbmnopqLF")
    True
    """
    return bool(KEY.search(name) or _DRAWN.search(name))


def masked(text: str) -> str:
    """
    *text* without its keys.

    >>> masked("use sk-proj-0123456789abcdefghij, please"), masked("ask-the-reader-in-the-morning")
    ('use ***, please', 'ask-the-reader-in-the-morning')
    """
    return KEY.sub("***", text)
