"""ZIP and tar files: what is in them, and what they cannot do."""

import gzip
import io
import tarfile
import zipfile
from io import BytesIO

import pytest

from retrieval.errors import BundleRefused, TooLarge, UnknownKind
from retrieval.sources import bundles
from retrieval.sources.bundles import BOMB, BROKEN, COSTLY, DEEP, LOCKED, MANY
from retrieval.types import Article
from tests.retrieval.sources.test_datasets import BODY
from tests.retrieval.sources.test_reading import PAGE, read


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return made.getvalue()


def tarred(members, mode="w:gz"):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as bundle:
        for name, content in members.items():
            member = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            raw = content.encode() if isinstance(content, str) else content
            member.size = len(raw)
            bundle.addfile(member, io.BytesIO(raw))
    return made.getvalue()


FILES = {
    "news/a.txt": PAGE,
    "news/b.csv": f"title,text\nب,{BODY}\n",
    "README.md": "x",
    "news/Thumbs.db": "x",
    ".x/c.txt": "x",
}


@pytest.mark.parametrize("kind", ["zip", "tar", "tgz", "tar.gz", "tar.bz2", "tar.xz"])
def test_the_files_in_a_bundle(put, kind):
    """
    Are read as they would be out of it; what folders pass over is passed over; ids and places hold its name.
    """
    mode = {"tar": "w", "tgz": "w:gz"}.get(kind, "w:" + kind[-3:].strip("."))
    path = put(f"export.{kind}", zipped(FILES) if kind == "zip" else tarred(FILES, mode))
    first, second = read(path)

    assert (first.source.id, first.source.path) == ("a", str(path / "news/a.txt"))
    assert (second.source.id, second.origin) == ("b-2", str(path / "news/b.csv"))


def test_one_file_packed_alone(put):
    """
    Data sets come as ``articles.jsonl.gz``; what is too large or broken inside says so.
    """
    line = f'{{"title": "ب", "text": "{BODY}"}}\n'.encode()
    path = put("news.jsonl.gz", gzip.compress(line))
    [article] = read(path)
    bomb, broken = put("b.txt.gz", gzip.compress(bytes(30_000_000))), put("c.txt.gz", b"\x1f\x8bx")

    assert article.source.path == str(path / "news.jsonl")
    assert [type(one) for one in read(bomb, broken)] == [BundleRefused, BundleRefused]


def test_names_that_lead_out_and_links(put):
    """
    A name is only a label: nothing outside is read or written. Links are passed over.
    """
    link = tarfile.TarInfo("etc.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    path = put("a.tar", tarred({"../../up.txt": PAGE, link: ""}, "w"))
    [article] = read(path)

    assert article.source.path == str(path / "up.txt")
    assert not (path.parent.parent / "up.txt").exists()


def test_bundles_in_bundles(put):
    """
    Two deep they are read, three deep not.
    """
    two = zipped({"two.zip": zipped({"a.txt": PAGE})})
    assert isinstance(next(iter(read(put("one.zip", two)))), Article)
    [rejection] = read(put("zero.zip", zipped({"one.zip": two})))
    assert rejection.facts["why"] == DEEP


def test_bombs(put, monkeypatch):
    """
    Unpacking stops where it passes its bounds in number, in bytes or in ratio.
    """
    zeros = b"\0" * 15_000_000
    [rejection] = read(put("a.zip", zipped({"a.txt": zeros})))
    assert rejection.facts["why"] == BOMB
    header = tarfile.TarInfo("a.txt")
    header.pax_headers = {"comment": "x" * 15_000_000}
    [rejection] = read(put("b.tgz", tarred({header: PAGE})))
    assert rejection.facts["why"] in (BOMB, BROKEN)
    [rejection] = read(put("c.tar", tarred({"a.txt": b"x" * 20_000_001}, "w")))
    assert isinstance(rejection, TooLarge)
    monkeypatch.setattr(bundles, "_MEMBERS", 2)
    raw = BytesIO(zipped({f"{n}.txt": PAGE for n in range(3)}))
    assert [*bundles.members(raw, "d.zip")][2:] == [("", 0, MANY)]


def test_broken_and_locked_members(put):
    """
    One that cannot be unpacked does not stop the others.
    """
    raw = zipped({"a.txt": PAGE, "b.txt": PAGE + "ثم"}, zipfile.ZIP_STORED)
    spoilt = raw.replace("المزارعون".encode(), "المزارعين".encode(), 1)
    rejection, article = read(put("a.zip", spoilt))
    assert (rejection.facts["why"], article.source.id) == (BROKEN, "b")
    locked = bytearray(zipped({"a.txt": PAGE}))
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    [rejection] = read(put("b.zip", bytes(locked)))
    assert rejection.facts["why"] == LOCKED
    [rejection] = read(put("c.zip", raw[: len(raw) // 2]))
    assert rejection.facts["why"] == BROKEN
    assert isinstance(next(iter(read(put("d.zip", zipped({"a.exe": b"MZ"}))))), UnknownKind)
    assert isinstance(rejection, BundleRefused)


def test_a_broken_member_of_a_zip_loses_no_other(put):
    """
    Not even where its own header is broken, before its bytes.
    """
    rejection, article = read(put("a.zip", b"XXXX" + zipped({"a.txt": PAGE, "b.txt": PAGE})[4:]))
    assert (rejection.facts["why"], article.source.id) == (BROKEN, "b")


def header(kind, body):
    """A header of a tar that says more of the next member."""
    member = tarfile.TarInfo("p")
    member.type, member.size = kind, len(body)
    return member.tobuf() + body + b"\0" * (-len(body) % 512)


HOSTILE = {
    "digits": header(b"x", b"1" * 200_000),  # the library takes their square
    "names": header(b"L", b"a" * 10) * 5_000,  # calls itself for each
    "facts": header(b"g", b"11 a=bcdef\n") * 5_000,
    "torn": tarred({"b.txt": PAGE}, "w")[:1024] + b"x" * 1024,  # no end, but no header either
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_tar_is_one_rejection(put, kind):
    """
    Whatever it does to the library that opens it, with its reason; what stands beside it is read.
    """
    put("news/b.tar", HOSTILE[kind] + b"\0" * 1024)
    put("news/c.txt", PAGE)
    *_, rejection, article = read(put("news/a.txt", PAGE).parent)

    assert (rejection.facts["why"], article.source.id) == (BROKEN, "c")


def test_a_bundle_that_takes_too_long_is_given_up(put, monkeypatch):
    """
    The process that unpacks it is stopped; what stands beside it is read.
    """
    monkeypatch.setattr(bundles, "_SECONDS", 1)
    raw = header(b"x", b"1" * 8_000) + tarred({"a.exe": ""}, "w")[:512]
    put("news/b.tar", raw * 1_000)
    put("news/c.txt", PAGE)
    *_, rejection, article = read(put("news/a.txt", PAGE).parent)

    assert (rejection.facts["why"], article.source.id) == (COSTLY, "c")
