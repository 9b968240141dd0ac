"""The prompts are files; what they ask for is what the code gives."""

import re
from pathlib import Path

import pytest

import prompts
from bot.generation.citation_parser import NO_ANSWER

FOLDER = Path(prompts.__file__).parent
GIVEN = {
    "answer": {"nonce", "sources", "numbers", "question", "today"},
    "understand": {"turns", "question"},
    "judge": {"nonce", "cases"},
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", GIVEN)
def test_a_prompt_wants_what_it_is_given(name, language):
    """
    The variables in the text are those the code fills, and the comment on top names them all.
    """
    top = (FOLDER / f"{name}.{language}.md").read_text("utf-8").partition("-->")[0]

    assert prompts.variables(name, language) == GIVEN[name]
    assert all(variable in top for variable in GIVEN[name])


def test_every_file_is_known_and_exists_in_both_languages():
    """
    No prompt lies about unused, none is missing in a language.
    """
    found = {path.name for path in FOLDER.glob("*.md")}

    assert found == {f"{name}.{language}.md" for name in GIVEN for language in ("ar", "en")}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", GIVEN)
def test_rules_and_material_are_apart(name, language):
    """
    The rules are the system's, everything from outside is in the reader's turn.
    """
    values = {variable: f"«{variable}»" for variable in GIVEN[name] - {"nonce", "today"}}
    rest = {"nonce": "a7f3", "today": "2024-05-02"}
    given = values | {n: rest[n] for n in rest.keys() & GIVEN[name]}
    (system, rules), (human, material) = prompts.messages(name, language, **given)

    assert (system, human) == ("system", "human")
    assert not any(value in rules for value in values.values())
    assert all(value in material for value in values.values() if value != "«numbers»")
    assert not re.search(r"\$\w", rules + material)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_sentinel_is_the_one_the_parser_knows(language):
    """
    What the prompt tells a model to write when there is no answer is what is read as that.
    """
    assert NO_ANSWER in (FOLDER / f"answer.{language}.md").read_text("utf-8")


def test_a_missing_and_a_superfluous_value_are_errors():
    """
    Neither is left out in silence.
    """
    with pytest.raises(KeyError):
        prompts.messages("understand", "ar", turns="")
    with pytest.raises(TypeError, match="topic"):
        prompts.messages("understand", "ar", turns="", question="", topic="")


def test_a_value_is_not_read_for_variables():
    """
    An article that holds ``$question`` or ``${nonce}`` is shown to the model as it is.
    """
    (_, (_, text)) = prompts.messages("understand", "en", turns="$question ${nonce}", question="x")

    assert "$question ${nonce}" in text
