"""The languages of the interface say the same things, all of them, and nothing besides."""

import ast
import os
import shutil
import string
import subprocess
import sys
from functools import cache

import polib
import pytest
from babel import Locale

from bot.i18n.catalogue import FOLDER, catalogue, languages
from retrieval.errors import NotFound, UnknownArticle
from tests.conftest import ROOT

BASE = "en"


@cache
def entries(language):
    """The catalogue of *language* as translators see it, by context and key."""
    return {(e.msgctxt, e.msgid): e for e in polib.pofile(str(FOLDER / f"{language}.po"))}


def keyed(language):
    return {key for context, key in entries(language) if context is None}


def forms(entry):
    """What *entry* says, in each of its plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def braces(text):
    """
    >>> sorted(braces("{count} of {limit:g}"))
    ['count', 'limit']
    """
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@cache
def spoken_in_code():
    """Keys given to ``say`` as they stand, all other strings, and what f-strings begin with."""
    said, strings, beginnings = set(), set(), set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(node.values[0].value)
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0] if node.args else None
                if name == "say" and isinstance(first, ast.Constant):
                    said.add(first.value)
                if name == "startswith" and isinstance(first, ast.Tuple):
                    beginnings |= {one.value for one in first.elts if isinstance(one, ast.Constant)}
    return said, strings, tuple(b for b in beginnings if b.endswith("_"))


def test_every_key_in_the_code_is_in_the_catalogues():
    """
    What is said by its key can be said.
    """
    said, _, _ = spoken_in_code()

    assert said - keyed(BASE) == set()


def test_every_key_of_the_catalogues_is_in_the_code():
    """
    No sentence is translated for nothing.
    """
    _, strings, beginnings = spoken_in_code()
    used = {key for key in keyed(BASE) if key in strings or key.startswith(beginnings)}

    assert keyed(BASE) - used == set()


@pytest.mark.parametrize("language", languages())
def test_no_key_is_missing_or_too_many(language):
    """
    Every language has the keys of the English catalogue, each once, none of them empty.
    """
    file = polib.pofile(str(FOLDER / f"{language}.po"), check_for_duplicates=True)

    assert keyed(language) == keyed(BASE)
    assert [e.msgid for e in file if not all(form.strip() for form in forms(e))] == []
    assert [e.msgid for e in file if e.fuzzy or e.obsolete] == []


@pytest.mark.parametrize("language", languages())
def test_placeholders_are_the_english_ones(language):
    """
    A sentence has the same braces in every language; a form for one number may leave its count out.
    """
    found = {}
    for key, entry in entries(language).items():
        if entry.msgctxt is None:
            expected = set().union(*map(braces, forms(entries(BASE)[key])))
            least = expected - {"count"} if entry.msgid_plural else expected
            wrong = [text for text in forms(entry) if not least <= braces(text) <= expected]
            if wrong or bool(expected) != ("python-brace-format" in entry.flags):
                found[entry.msgid] = wrong

    assert found == {}


@pytest.mark.parametrize("language", languages())
def test_every_plural_form_is_there_and_chosen_as_cldr_has_it(language):
    """
    As many forms as the header says, one for each of CLDR's categories, and the right one chosen.
    """
    header = polib.pofile(str(FOLDER / f"{language}.po")).metadata["Plural-Forms"]
    count = int(header.partition("nplurals=")[2].partition(";")[0])
    spoken = catalogue(language)
    category = Locale.parse(spoken.locale).plural_form
    chosen = {(spoken.form(n), category(n)) for n in range(1000)}

    assert {key: len(some) for key, some in spoken.plurals.items() if len(some) != count} == {}
    assert len(chosen) == count == len(dict(chosen))


def errors():
    """The English of every error and reason in the code."""
    found = set()
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "retrieval").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Assign(targets=[ast.Name(id="en")], value=ast.Constant(value=english)):
                    found.add(english)
                case ast.Call(func=ast.Name(id="Reason"), args=[ast.Constant(value=english), *_]):
                    found.add(english)
    return found


@pytest.mark.parametrize("language", languages())
def test_sentences_that_are_english_in_the_code_keep_their_places(language):
    """
    What argparse and errors fill in stays where they can fill it; every language but English has all.
    """
    english = [e for e in entries(language).values() if e.msgctxt]
    for entry in english:
        sentence, translated = entry.msgid, entry.msgstr
        places = [part.split(")")[0] for part in sentence.split("%(")[1:]]
        assert all(f"%({place})" in translated for place in places if place != "type")
        assert ("%s" in sentence, "%r" in sentence) == ("%s" in translated, "%r" in translated)
        if entry.msgctxt == "error":  # a detail that is English may be left out
            assert braces(sentence) - {"detail"} <= braces(translated) <= braces(sentence)

    argparse = {e.msgid for e in entries("ar").values() if e.msgctxt == "argparse"}
    owed = {"en": set()}.get(language, argparse | errors())
    assert {e.msgid for e in english if e.msgctxt != "system"} == owed


def test_a_further_language_is_one_file(tmp_path):
    """
    The command prints every key with its English and the language's own plural forms. Rawi speaks the
    language once the file is there, and English where it is not translated yet.
    """
    for package in ("bot", "retrieval", "prompts"):
        shutil.copytree(ROOT / package, tmp_path / package)

    def printed(*args, **environ):
        environ = {**os.environ, "RAWI_HOME": str(tmp_path / "home"), **environ}
        done = subprocess.run(
            [sys.executable, "-m", *args], cwd=tmp_path, env=environ, capture_output=True
        )
        return (done.stdout + done.stderr).decode()

    french = polib.pofile(printed("bot.i18n", "fr"))

    assert {e.msgid for e in french if e.msgctxt is None} == keyed(BASE)
    assert NotFound.en in {e.msgid for e in french if e.msgctxt == "error"}
    assert french.find("language_name").msgstr == "français"
    assert french.find("courtesy_goodbye").comment == "Goodbye."
    assert len(french.find("articles").msgstr_plural) == 2

    french.find("help_show").msgstr = "montrer un article"
    french.find(UnknownArticle.en).msgstr = "Aucun article {id}."
    french.save(str(tmp_path / "bot/i18n/fr.po"))
    shown = printed("bot.cli.main", "--help", RAWI_LANG="fr")
    assert "montrer un article" in shown and "ask one question" in shown
    assert "Aucun article x." in printed(
        "bot.cli.main", "show", "x", LC_ALL="fr_FR.UTF-8", RAWI_LANG=""
    )
    assert "The archive is empty" in printed("bot.cli.main", "sources", RAWI_LANG="fr")
    assert "ar, en, fr" in printed("bot.cli.main", "sources", RAWI_LANG="de")
