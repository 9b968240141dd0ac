"""
Results as one page that needs nothing else: cases by layers, filters, quotations in their articles.

The page asks for nothing from anywhere, which its policy also forbids; what articles and answers
say reaches it as data and is only ever shown as text.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

from bot.evaluation.baseline import Baseline, Difference, Json, compared
from bot.evaluation.reading import read_json
from bot.evaluation.results import Result
from bot.evaluation.summary import summed
from bot.i18n.catalogue import Language, catalogue
from bot.presentation.as_json import fields
from retrieval.reasons import Reason

_FOLDER = Path(__file__).with_name("page")
_SCRIPTS = ("dom.js", "charts.js", "detail.js", "matrix.js")
_CERTIFIED = ("n", "true", "false", "false_shown", "false_shown_upper95")


def as_page(
    results: Sequence[Result],
    language: Language,
    *,
    before: Baseline | None = None,
    certificate: Mapping[str, Any] | None = None,
) -> str:
    """
    The page, in *language*.

    before: a baseline to show the difference to.
    certificate: what ``rawi certify --json`` printed.
    """
    style = (_FOLDER / "page.css").read_text("utf-8")
    script = "".join((_FOLDER / name).read_text("utf-8") for name in _SCRIPTS)
    data = _data(results, language, before) | {"certificate": certificate}
    return Template((_FOLDER / "page.html").read_text("utf-8")).substitute(
        lang=language,
        dir="rtl" if catalogue(language).rtl else "ltr",
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        script=script,
        # No markup can end the element that holds the data.
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


def _data(results: Sequence[Result], language: Language, before: Baseline | None) -> Json:
    told = summed(results, language)
    difference = compared(told, before) if before is not None else Difference()
    changes = {id: kind for kind, ids in difference.kinds for id in ids}
    old = {id: one["text"] for id, one in (before or {}).items()}
    return {
        "words": {
            key: sentence
            for key, sentence in catalogue(language).sentences.items()
            if key.startswith(("report_", "layer_"))
        },
        "layers": [{"layer": layer, **counts} for layer, counts in told["layers"].items()],
        "cases": [
            {**one, **_shown(result)}
            | {"change": changes.get(one["id"]), "before": old.get(one["id"])}
            for result, one in zip(results, told["results"], strict=True)
        ],
        "articles": {
            id: {
                "title": article.source.title,
                "outlet": article.source.credit,
                "published": article.source.date.iso,
                "text": article.text,
            }
            for result in results
            for id, article in result.articles.items()
        },
        "compared": before is not None,
        "gone": list(difference.gone),
    }


def _shown(result: Result) -> Json:
    return {
        **fields(result.case, "turns outcome"),
        "mode": result.answer.mode,
        "outcomes": result.outcomes,
        "citations": [
            fields(one, "number start end") | {"article": id}
            for one in result.answer.citations
            if (id := one.passage.source.id) in result.articles
        ],
    }


def read_certificate(path: Path) -> dict[str, Any]:
    """What ``rawi certify --json`` printed, without its items. Raises BadFile."""
    wanted = Reason("not what rawi certify --json printed")
    return read_json(path, lambda found: {name: found[name] for name in _CERTIFIED}, wanted)
