"""
Mutated files of every format, read as ``rawi ingest`` reads them: ``make fuzz-sources``.

    python -m tests.fuzz_sources [TIMES] [SEED]      2,000 times

Each is a whole file of some format with bytes flipped, cut, repeated or put in from another, or its
suffix changed. Counts exceptions, waits of over ten seconds for the next reading, and in the child that takes
documents apart, memory of over a gigabyte; status 1 if there was one.
"""

import gzip
import io
import json
import random
import resource
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

import docx

from bot.i18n.messages import explain
from retrieval.sources.reading import KINDS, read
from retrieval.types import Article

ROOT = Path(__file__).parents[1]
_SLOW, _LARGE = 10.0, 1_000_000  # seconds; kilobytes
_BATCH = 50  # files
_BODY = "افتتحت بلدية الزهراء مكتبة عامة في حي النهر، وقال رئيسها إن فيها عشرين ألف كتاب. "
_TEXT = f"مكتبة جديدة\n\n{_BODY}\n{_BODY * 3}\n"
_RECORD = {
    "title": "مكتبة",
    "text": _BODY,
    "outlet": "الزهراء",
    "date": "2023-04-02",
    "url": "https://z.example/1",
}
_FEED = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>الزهراء</title><item><title>مكتبة</title>"
    f"<link>https://z.example/1</link><c:encoded>{_BODY * 12}</c:encoded></item></channel></rss>"
)
_PAGE = f"<html><head><title>مكتبة</title></head><body><article><h1>مكتبة</h1><p>{_BODY * 3}</p></article></body></html>"


def whole():
    """A sound file of each format, by suffix."""
    table = f"title,text,outlet,date\nمكتبة,{_BODY.replace('،', ' ')},الزهراء,2023-04-02\n"
    record = json.dumps(_RECORD, ensure_ascii=False)
    texts = {
        ".txt": _TEXT,
        ".md": f"---\ntitle: مكتبة\npublished: 2023-04-02\n---\n\n{_BODY}\n",
        ".html": _PAGE,
        ".json": f"[{record}, {record}]",
        ".jsonl": f"{record}\n{record}\n",
        ".csv": table,
        ".tsv": table.replace(",", "\t"),
        ".rss": _FEED,
    }
    files = {suffix: text.encode() for suffix, text in texts.items()}
    files[".docx"] = _word()
    files[".pdf"] = (ROOT / "tests/retrieval/sources/pdfs/english.pdf").read_bytes()
    files[".jsonl.gz"] = gzip.compress(files[".jsonl"])
    files[".zip"] = _zipped({f"a{suffix}": raw for suffix, raw in files.items()})
    files[".tar.gz"] = _tarred({f"a{suffix}": raw for suffix, raw in files.items()})
    return files


def _word():
    document, made = docx.Document(), io.BytesIO()
    document.add_heading("مكتبة", 0)
    document.add_paragraph(_BODY)
    document.save(made)
    return made.getvalue()


def _zipped(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, raw in members.items():
            bundle.writestr(name, raw)
    return made.getvalue()


def _tarred(members):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as bundle:
        for name, raw in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            bundle.addfile(member, io.BytesIO(raw))
    return made.getvalue()


def mutated(raw, others, rng):
    """*raw* after one to four changes."""
    made = bytearray(raw)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(made) + 1)
        end = min(len(made), at + rng.randint(1, 200))
        match rng.randrange(6):
            case 0:
                made[at : at + 1] = rng.randbytes(1)
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end] * rng.choice((2, 20, 200))
            case 3:
                other = rng.choice(others)
                made[at:at] = other[: rng.randint(1, 500)]
            case 4:
                made[at:end] = rng.choice(
                    (b"\0", b"<", b"[", b"\xff", b'"', b"\n", b"&#x41;")
                ) * rng.choice((1, 300, 30_000))
            case 5:
                del made[at:]
    return bytes(made)


def main(times, seed=7):
    rng, files, found = random.Random(seed), whole(), Counter()
    others, longest = list(files.values()), 0.0
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, times, _BATCH):
            paths = []
            for number in range(first, min(first + _BATCH, times)):
                suffix = rng.choice(list(files))
                name = suffix if rng.random() < 0.9 else rng.choice(KINDS)
                paths.append(Path(folder, f"{number}{name}"))
                paths[-1].write_bytes(mutated(files[suffix], others, rng))
            longest = max(longest, _batch(paths, found))
            for path in paths:
                path.unlink()
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        f"{times} files: {found['articles']} articles, {found['rejections']} rejections, "
        f"{found['exceptions']} exceptions, longest wait {longest:.1f} s, child at most {largest // 1000} MB"
    )
    return int(bool(found["exceptions"] or longest > _SLOW or largest > _LARGE))


def _batch(paths, found):
    """Read *paths* one after another by one child, and count what comes; the longest wait for anything."""
    longest, began = 0.0, time.monotonic()
    try:
        for reading in read(*paths):
            longest = max(longest, time.monotonic() - began)
            began = time.monotonic()
            found["articles" if isinstance(reading, Article) else "rejections"] += 1
            assert isinstance(reading, Article) or (
                explain(reading, "ar") and explain(reading, "en")
            )
    except Exception as error:  # what is looked for
        found["exceptions"] += 1
        print(f"{paths[0].name} to {paths[-1].name}: {error!r:.300}")
    return longest


if __name__ == "__main__":
    sys.exit(main(*(map(int, sys.argv[1:]) if sys.argv[1:] else (2000,))))
