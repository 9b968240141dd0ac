"""What a bot asked the server, with its parameters as they were sent."""

import json
import time
from dataclasses import dataclass, field

from tests.fakes.botapi.refusals import bad

# Sent as JSON inside a form.
_OBJECTS = frozenset(
    {
        *("reply_markup", "entities", "caption_entities", "reply_parameters", "commands", "scope"),
        *("link_preview_options", "allowed_updates", "results", "reaction", "button"),
    }
)


@dataclass(slots=True)
class Call:
    """
    One call of a method.

    method: as it was spelt. name: in lower case, as it is looked up.
    files: file name and bytes by the field they came in.
    at: when it came, in seconds of the monotonic clock.
    result: what the method gave; None when it was refused or had no effect.
    refusal: why it was refused. fault: what went wrong with it.
    """

    method: str
    params: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)
    result: object = None
    refusal: object = None
    fault: object = None

    @property
    def name(self):
        return self.method.lower()

    def text(self, name):
        """A string; ``""`` when it was not sent."""
        value = self.params.get(name)
        return "" if value is None else str(value)

    def number(self, name):
        """A whole number; 0 when it was not sent or is none."""
        try:
            return int(self.params.get(name) or 0)
        except ValueError:
            return 0

    def flag(self, name):
        return str(self.params.get(name, "")).lower() in ("true", "1")

    def object(self, name):
        """Decoded JSON; None when it was not sent. Raises Refused."""
        value = self.params.get(name)
        if name in _OBJECTS and isinstance(value, str):
            try:
                return json.loads(value) if value else None
            except ValueError:
                raise bad(f"can't parse {name} JSON object") from None
        return value

    @property
    def ok(self):
        """Whether it took effect, and was told so."""
        return self.refusal is None and self.fault is None

    @property
    def chat(self):
        """The chat it is for, or None."""
        return self.number("chat_id") or None
