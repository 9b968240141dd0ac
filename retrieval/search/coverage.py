"""What share of a question's words each sentence of a passage holds, weighed by their idf. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.language.arabic import stem
from retrieval.language.lexicon import Group, Holding
from retrieval.language.terms import consonants
from retrieval.search.weights import SAME_ROOT
from retrieval.types import Passage


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Words to be looked for in texts as ``stored_terms`` writes them.

    forms: of each its stem, its consonants, and its share of the weight of all, 0 to 1.
    """

    forms: tuple[tuple[str, str, float], ...]

    @classmethod
    def of(cls, idf: Mapping[str, float]) -> "Wanted":
        total = sum(idf.values())
        return cls(
            tuple(
                (f" {stem(word)} ", f" ={consonants(word)} ", weight / total)
                for word, weight in idf.items()
            )
        )

    def shares(self, terms: str) -> tuple[float, ...]:
        """
        Of the weight of words, what each sentence holds or the title with it, 0 to 1.

        A word is held by its stem, or at a discount by its consonants.
        terms: of the title, then of each sentence, a line each.
        """
        here = [form for form in self.forms if form[0] in terms or form[1] in terms]
        title, *sentences = terms.split("\n")
        return tuple(
            sum(
                weight if one in found else SAME_ROOT * weight if core in found else 0.0
                for one, core, weight in here
            )
            for found in (title + sentence for sentence in sentences)
        )


def translated_coverage(passage: Passage, idf: dict[Group, float]) -> tuple[float, ...]:
    """For each sentence with the title: the idf share of an English question's words it speaks of."""
    total = sum(idf.values())
    title = passage.source.title
    held = [Holding.of(f"{title} {sentence}") for sentence in passage.sentences]
    return tuple(
        sum(weight for group, weight in idf.items() if one.has(group)) / total for one in held
    )
