"""A Markdown file taken apart: the YAML fields at its head, and its text. Runs confined."""

import re
from typing import Any

import yaml

from retrieval.reasons import Reason
from retrieval.sources.keys import own_names
from retrieval.sources.records import Flaw, Spot, articles
from retrieval.types import Article

_OPENS = re.compile(r"---[ \t]*\n")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
_WRAPPED = re.compile(r"^(?!#)(.{49,}[^\s.؟!:])\n(?=[^\s#>*+|\d-])", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+|(?<![ \t])[ \t]++#++$", re.MULTILINE)

NOT_FIELDS = Reason("not fields with values")
OPEN = Reason("no closing ---")


def markdown(text: str, spot: Spot) -> list[Article]:
    """The articles of *text*, whose fields may stand at its head. Raises Flaw, Garbled or NoText."""
    fields, text = _front_matter(text)
    text = _HEADING.sub("", _WRAPPED.sub(r"\1 ", text))
    return articles(own_names(fields) | {"text": text}, spot)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The YAML fields at the head of *text*, and what comes after them."""
    if not _OPENS.match(text):
        return {}, text
    block = _FRONT_MATTER.match(text)
    line, why = 1, OPEN
    if block:
        try:
            fields = yaml.safe_load(block[1] or "") or {}
            if isinstance(fields, dict):
                return fields, text[block.end() :]
            why = NOT_FIELDS
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 1
            problem = getattr(error, "problem", None) or error
            why = Reason("not valid YAML: {detail}", {"detail": str(problem)})
    raise Flaw("front matter", why, line)
