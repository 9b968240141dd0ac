"""A sentence and what stands around it, as the checks of what it lacks read it; pure."""

from dataclasses import dataclass
from functools import cached_property

from bot.extraction.matching import Bag


@dataclass(frozen=True)
class Scene:
    """
    text: the sentence. here: its words. before: those of the sentence before it.
    title: those of its article's title. around: those of its whole passage and the title.
    rarity: of each word asked about in the archive, 0 (in every passage) to 1 (in none).
    """

    text: str
    here: Bag
    before: Bag
    title: Bag
    around: Bag
    rarity: dict[str, float]

    @cached_property
    def near(self) -> Bag:
        """What the sentence can lean on: itself, the one before it and the title."""
        return self.here + self.before + self.title

    @property
    def arabic(self) -> bool:
        return not all(word.isascii() for word in self.here.words)
