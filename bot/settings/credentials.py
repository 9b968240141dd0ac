"""
Which lines of ``.env`` reach the library of a model's provider, as if they stood in the environment. Pure.

Only names of the providers in use do, and none beside a key that comes from the environment: whoever
leaves a ``.env`` in a folder could have that key sent to an address of his own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# What the names of a provider begin with where that is not the provider's own name, by the words
# of its id. The first is that of its key.
_PREFIXES = {
    "azure": ("AZURE", "OPENAI"),  # AzureChatOpenAI takes OPENAI_API_KEY as well
    "bedrock": ("AWS", "BEDROCK"),
    "cohere": ("COHERE", "CO"),
    "google": ("GOOGLE", "GEMINI"),
    "huggingface": ("HF", "HUGGINGFACEHUB", "HUGGINGFACE"),
    "ibm": ("WATSONX", "IBM"),
    "mistralai": ("MISTRAL",),
    "perplexity": ("PPLX", "PERPLEXITY"),
}
_KEYS = {  # not PREFIX_API_KEY
    "AWS": "AWS_ACCESS_KEY_ID",
    "AZURE": "AZURE_OPENAI_API_KEY",
    "HF": "HF_TOKEN",
    "WATSONX": "WATSONX_APIKEY",
}
_ADDRESSES = {"AZURE": "AZURE_OPENAI_ENDPOINT", "OLLAMA": "OLLAMA_HOST"}  # not PREFIX_BASE_URL
# What the system, Python and every library read; ``RAWI_LLM`` may name no provider but one of them.
_NOT_PROVIDERS = (
    *("ALL", "CURL", "DYLD", "FTP", "GIT", "HOME", "HTTP", "HTTPS", "LANG", "LC", "LD", "NO"),
    *("PATH", "PIP", "PYTHON", "RAWI", "REQUESTS", "SSL", "TLS"),
)
_SECRET = re.compile(r"KEY|TOKEN|SECRET|CREDENTIAL|PASSWORD|AUTH")
_ADDRESS = re.compile(r"URL|BASE|ENDPOINT|HOST|PROXY|SERVER|ADDRESS")


@dataclass(frozen=True, slots=True)
class HandedOn:
    """
    values: from ``.env``, for the providers' libraries.
    withheld: names left out of ``.env`` because the provider's key comes from the environment.
    """

    values: Mapping[str, str]
    withheld: tuple[str, ...] = ()

    def misplaced(self, id: str) -> str | None:
        """A withheld name that says where the provider of *id* is reached, if there is one."""
        own = prefixes(id)
        return next(
            (name for name in self.withheld if _of(name, own) and _ADDRESS.search(name)), None
        )


def prefixes(id: str) -> tuple[str, ...]:
    """
    What the settings of the provider in a model's *id* begin with, that of its key first.

    >>> prefixes("anthropic:x"), prefixes("azure_openai:x"), prefixes("google_genai:x")[0]
    (('ANTHROPIC',), ('AZURE', 'OPENAI'), 'GOOGLE')
    """
    provider = id.partition(":")[0].lower()
    found = (one for word in provider.split("_") for one in _PREFIXES.get(word, (word.upper(),)))
    return tuple(dict.fromkeys(one for one in found if one and one not in _NOT_PROVIDERS))


def key_setting(id: str) -> str:
    """
    Where the key of a model's provider is set.

    >>> key_setting("openai:x"), key_setting("mistralai:x"), key_setting("huggingface:x")
    ('OPENAI_API_KEY', 'MISTRAL_API_KEY', 'HF_TOKEN')
    """
    first = next(iter(prefixes(id)), "RAWI_LLM")
    return _KEYS.get(first, f"{first}_API_KEY")


def address_setting(id: str) -> str:
    """
    Where the address of a model's provider is set.

    >>> address_setting("openai:x"), address_setting("ollama:x")
    ('OPENAI_BASE_URL', 'OLLAMA_HOST')
    """
    first = next(iter(prefixes(id)), "RAWI_LLM")
    return _ADDRESSES.get(first, f"{first}_BASE_URL")


def handed_on(file: Mapping[str, str], environ: Mapping[str, str], ids: Iterable[str]) -> HandedOn:
    """What of *file*, the names that ``.env`` alone sets, reaches the providers of the models *ids*."""
    ids = tuple(ids)
    keyed = [id for id in ids if any(secrets(environ, [id]))]
    withheld = tuple(name for name in file if any(_of(name, prefixes(id)) for id in keyed))
    ours = {one for id in ids for one in prefixes(id)}
    left = {n: value for n, value in file.items() if _of(n, ours) and n not in withheld}
    return HandedOn(left, withheld)


def secrets(values: Mapping[str, str], ids: Iterable[str]) -> Iterator[str]:
    """The keys among *values* of the providers of the models *ids*."""
    own = {one for id in ids for one in prefixes(id)}
    return (value for name, value in values.items() if _of(name, own) and _SECRET.search(name))


def _of(name: str, prefixes: Iterable[str]) -> bool:
    return name.partition("_")[0] in prefixes
