"""Keys and tokens, known by their looks, taken out of what is printed or stored. Pure."""

import re

# OpenAI's and its kin's, Anthropic's, Google's, Groq's, xAI's, Hugging Face's, AWS's, GitHub's, Telegram's.
KEY = re.compile(
    r"(?<![\w-])(?:(?:sk|pk|rk|gsk|xai|pplx|nvapi|r8)[-_][\w-]{16,}|AIza[\w-]{30,}|hf_\w{20,}|gh[a-z]_\w{20,}"
    r"|AKIA[A-Z\d]{16}|\d{5,}:[\w-]{20,})"
)


def masked(text: str) -> str:
    """
    *text* without its keys.

    >>> masked("use sk-proj-0123456789abcdefghij, please"), masked("ask-the-reader-in-the-morning")
    ('use ***, please', 'ask-the-reader-in-the-morning')
    """
    return KEY.sub("***", text)
