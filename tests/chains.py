"""
Score chains of report on labelled sentences: ``python -m tests.chains FILE [FIRST] [LAST]``.

Each line: ``{"outlet","text","sentence","chain":[{"role","name"}]}``. A link is right where its role
is and one name ends with the other, words compared by spelling: with a title before it, or by
the surname alone, a person is the same. What stands behind a comma of a name is no difference: whoever
labels takes «سامي عوض، مدير المرفأ» now whole, now without the apposition, and both name one person.
Two of one role are one link that names both. The outlet, which is always known, is counted apart.
"""

import argparse
import json
import re
from collections import Counter
from itertools import product, starmap
from pathlib import Path

from bot.extraction.chains import chain
from retrieval.language.arabic import words
from retrieval.language.sentences import sentences


def scored(lines):
    """Links ours, theirs and right, without the outlet, and outlets right; with what differs."""
    found, wrong = Counter(), []
    for line in lines:
        text = line["text"][: line["text"].find(line["sentence"])]
        before = [text[start:end] for start, end in sentences(text)]
        ours = {
            one.role: one.name
            for one in chain(line["sentence"], before=before, outlet=line["outlet"])
        }
        theirs: dict[str, str] = {}
        for one in line["chain"]:
            theirs[one["role"]] = f"{theirs.get(one['role'], '')} {one['name']}".strip()
        found["outlets"] += same(ours.pop("outlet", ""), theirs.pop("outlet", ""))
        right = {role for role in ours.keys() & theirs.keys() if same(ours[role], theirs[role])}
        found.update(ours=len(ours), theirs=len(theirs), right=len(right), sentences=1)
        found["equal"] += sum(words(ours[role]) == words(theirs[role]) for role in right)
        if len(right) < max(len(ours), len(theirs)):
            wrong.append((line, ours, theirs))
    return found, wrong


def same(one, other):
    return any(starmap(_ends, product(_parts(one), _parts(other))))


def _parts(name):
    """The words of a name whole, and of what commas part in it; what brackets hold is another of its names."""
    bare = re.sub(r"\([^()]*\)", " ", name)
    return [_bare(words(part)) for part in (bare, *re.split("[،,]", bare))]


def _ends(mine, their):
    shortest = min(len(mine), len(their))
    return bool(shortest) and mine[-shortest:] == their[-shortest:]


def _bare(name):
    """The words of a name without «the», and without the «and» between two."""
    parts = [word for word in name if word not in ("and", "و")]
    return parts[1:] if parts[:1] == ["the"] else parts


def scored_file(path, first=0, last=None):
    with Path(path).open(encoding="utf-8") as file:
        return scored([json.loads(line) for line in file][first:last])


def main(path, first=0, last=None, *, verbose=False):
    found, wrong = scored_file(path, first, last)
    for line, ours, theirs in wrong * verbose:
        print(f"{line['sentence']}\n   ours {ours}\n   gold {theirs}")
    print(
        f"{found['sentences']} sentences, {found['theirs']} links beside the outlet: "
        f"precision {100 * found['right'] / max(1, found['ours']):.1f} %, "
        f"recall {100 * found['right'] / max(1, found['theirs']):.1f} %, "
        f"{found['equal']} of {found['right']} to the letter; outlets right {found['outlets']}"
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.chains", description=__doc__)
    options.add_argument("file")
    options.add_argument("first", nargs="?", type=int, default=0)
    options.add_argument("last", nargs="?", type=int)
    options.add_argument("--verbose", action="store_true", help="print what differs")
    args = options.parse_args()
    main(args.file, args.first, args.last, verbose=args.verbose)
