"""The page with results: what it holds, and what it does in a real browser."""

import asyncio
import json
import re
from dataclasses import replace

import pytest

from bot.evaluation.baseline import read_baseline, written
from bot.evaluation.cases import Facts
from bot.evaluation.reading import BadFile
from bot.evaluation.report import as_page, read_certificate
from bot.evaluation.summary import summed
from bot.types import Citation
from tests.fakes import cases
from tests.fakes.browser import ABSENT, PROGRAM, browser
from tests.fakes.cases import ANSWERED, QUOTE, REFUSED, case, found

NASTY = "</script><img src=x onerror=alert(1)><b>&"
LETTERS = "😀 "  # two of JavaScript's code units, one code point
SHIFTED = replace(
    ANSWERED,
    text=f"{ANSWERED.text} {NASTY} وهذا كلام عربي طويل يأتي بعد العلامات فيبيّن لغة الجواب كله",
    citations=(Citation(1, replace(ANSWERED.citations[0].passage, start=2), QUOTE, 2),),
)
CERTIFICATE = {
    "n": 20,
    "true": {"kept": 4, "judged": 5, "quoted": 1, "dropped": 0},
    "false": {"kept": 0, "judged": 1, "quoted": 6, "dropped": 3},
    "false_shown": 0.1,
    "false_shown_upper95": 0.28,
}


@pytest.fixture(name="results")
def _results(monkeypatch):
    """One that holds, one with markup in its article, one that fails, one that refuses well."""
    article = replace(cases.ARTICLES["bridge-7f3a"], text=f"{LETTERS}{QUOTE}\n{NASTY}")
    monkeypatch.setitem(cases.ARTICLES, "bridge-7f3a", article)
    return [
        found(case("cost", facts=Facts(all=(2500,)), tags=("money",)), SHIFTED),
        found(case("harbour", article=("harbour",), tags=("work",)), SHIFTED),
        found(case("wish", severity="wish"), REFUSED),
        found(case("none", outcome="refused"), REFUSED),
    ]


@pytest.fixture(name="before")
def _before(results, tmp_path):
    """A baseline in which ``harbour`` passed, ``wish`` failed and ``cost`` said something else."""
    file = tmp_path / "before.json"
    file.write_text(written(summed(results, "en")), "utf-8")
    before = read_baseline(file)
    before["harbour"] = before["harbour"] | {"passed": True, "failed": []}
    before["cost"] |= {"digest": "other", "text": "بحسب الصباح: «بلغت 900 دينار»"}
    before["old"] = before["none"]
    return before


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_page_is_whole_and_markup_in_it_inert(results, before, language, direction):
    """
    One file with a policy that lets nothing out; what articles say cannot leave its place.
    """
    page = as_page(results, language, before=before, certificate=CERTIFICATE)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert page.count("</script>") == 2 and "<img" not in page
    assert not re.search(r"\b(?:src|href|@import|url)\s*[=(]", page.replace("src=x onerror", ""))
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert data["cases"][0]["text"].count(NASTY) == 1
    assert [one["change"] for one in data["cases"]] == ["changed", "failing", None, None]
    assert all(data["words"].values())


def test_the_same_results_are_the_same_page(results):
    assert as_page(results, "ar") == as_page(results, "ar")


@pytest.mark.parametrize("content", [None, "{", "[]", '{"n": 5}'])
def test_a_broken_certificate_is_a_sentence(tmp_path, content):
    file = tmp_path / "certificate.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(BadFile):
        read_certificate(file)


def test_a_certificate_is_read(tmp_path):
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps({**CERTIFICATE, "items": [1, 2]}), "utf-8")
    assert read_certificate(file) == CERTIFICATE


async def _looked_at(page, folder):
    """What happens to the page in a browser, step by step."""
    told = {"pictures": {}}
    async with browser(folder) as chromium:
        await chromium.size(1280, 900)
        await chromium.open(page)
        rows = "[...document.querySelectorAll('tbody tr')].map((row) => row.dataset.id)"

        async def choose(id, value):
            change = "dispatchEvent(new Event('change'))"
            await chromium.run(f"(e => {{ e.value = '{value}'; e.{change} }})(byId('{id}'))")
            return await chromium.run(rows)

        told["all"] = await chromium.run(rows)
        told["failed"] = await choose("state", "failed")
        told["failing"] = await choose("state", "failing")
        await choose("state", "all")
        told["layer"] = await choose("layer", "evidence")
        await choose("layer", "")
        told["tag"] = await choose("tag", "money")
        await choose("tag", "")
        told["pictures"]["matrix"] = await chromium.picture()
        await chromium.press("/")
        for letter in "none":
            await chromium.press(letter)
        told["search"] = await chromium.run(rows)
        await chromium.run("byId('search').value = ''; wanted.text = ''; draw();")
        await chromium.press("Escape")
        for _ in range(3):
            await chromium.press("j")
        await chromium.press("Enter")
        told["open"] = await chromium.run("byId('detail').hidden")
        told["shown"] = await chromium.run("opened.id")
        told["marks"] = await chromium.run(
            "[...document.querySelectorAll('mark')].map((one) => one.firstChild.textContent)"
        )
        told["old"] = await chromium.run(
            "[...document.querySelectorAll('del')].map((one) => one.textContent).join('')"
        )
        told["injected"] = await chromium.run(
            "document.querySelectorAll('#detail img, #detail b b').length"
        )
        told["text"] = await chromium.run("document.querySelector('.text').textContent")
        told["pictures"]["detail"] = await chromium.picture()
        await chromium.press("ArrowUp")
        told["next"] = await chromium.run("opened.id")
        await chromium.press("Escape")
        told["closed"] = await chromium.run("byId('detail').hidden")
        told["focus"] = await chromium.run("document.activeElement.dataset.id")
        await chromium.size(380, 800)
        told["spill"] = await chromium.run(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        told["pictures"]["narrow"] = await chromium.picture()
        told["charts"] = await chromium.run("document.querySelectorAll('.card svg').length")
        told["complaints"] = list(chromium.complaints)
        told["requests"] = [one for one in chromium.requests if not one.startswith("file:")]
        await chromium.run("new Image().src = 'https://example.org/x.png'")
        while not chromium.complaints:
            await chromium.run("0")
        told["refused"] = chromium.complaints
    return told


@pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_in_a_real_browser(results, before, language, tmp_path):
    """
    Filters, keys, highlights and differences work; nothing is complained of or asked for.
    """
    page = tmp_path / "report.html"
    page.write_text(as_page(results, language, before=before, certificate=CERTIFICATE), "utf-8")
    told = asyncio.run(_looked_at(page, tmp_path))

    for name, png in told["pictures"].items():  # for whoever wants to look at them
        (tmp_path / f"{name}.png").write_bytes(png)
    assert told["all"] == ["harbour", "wish", "cost", "none"]
    assert told["failed"] == ["harbour", "wish"]
    assert told["failing"] == told["layer"] == ["harbour"]
    assert (told["tag"], told["search"]) == (["cost"], ["none"])
    assert (told["open"], told["shown"], told["next"]) == (False, "cost", "wish")
    assert told["marks"] == [QUOTE]
    assert "900" in told["old"]
    assert told["text"].startswith(LETTERS) and NASTY in told["text"]
    assert told["injected"] == 0
    assert (told["closed"], told["focus"]) == (True, "wish")
    assert told["spill"] <= 0
    assert told["charts"] == 4
    assert (told["complaints"], told["requests"]) == ([], [])
    assert "Content Security Policy" in told["refused"][0]
