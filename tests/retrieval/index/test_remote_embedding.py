"""An embedder behind OpenAI's protocol: batches, faults, and an archive moved to it and back."""

import numpy as np
import pytest

from bot.i18n.messages import explain
from retrieval.errors import EmbedderFailed, EmbedderMismatch
from retrieval.index.archive import Archive
from retrieval.index.remote_embedding import RemoteEmbedder
from tests.conftest import run
from tests.fakes.embeddings_server import KEY, MODEL, EmbeddingsServer, refusal

ARTICLE = """---
title: افتتاح جسر المنارة
outlet: صحيفة الضفة
published: 2023-05-04
---

افتتحت بلدية المنارة يوم الخميس جسراً جديداً للمشاة فوق النهر. وبلغت كلفة الجسر أربعة ملايين دينار.
"""


@pytest.fixture(name="server")
def _server():
    server = EmbeddingsServer()
    yield server
    server.close()


@pytest.fixture(name="embedder")
def _embedder(server, tmp_path):
    return RemoteEmbedder(MODEL, folder=tmp_path, key=KEY, base_url=server.base_url)


def test_rows_come_in_the_order_of_the_texts_however_many(embedder, server):
    """
    A server may answer in any order, and takes only so many texts at once.
    """
    texts = [f"النص رقم {number}" for number in range(150)]
    rows = embedder.passages(texts)

    assert rows.shape == (150, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    expected = [server.vector(text) for text in texts]
    assert all(
        row @ one / np.linalg.norm(one) > 0.999 for row, one in zip(rows, expected, strict=True)
    )
    assert [len(request["input"]) for request in server.requests] == [64, 64, 22]


def test_an_empty_text_has_a_vector_too(embedder):
    """
    The server refuses an empty text; what has no letters is asked for as a space.
    """
    assert embedder.passages(["", "نص"]).shape == (2, 384)


def test_a_busy_server_is_asked_again_as_it_wishes(embedder, server):
    """
    429 and 500 pass; the pause is the server's.
    """
    server.faults += [refusal(429, "slow down", **{"retry-after-ms": "1"})] * 2
    server.faults += [refusal(500, "oops", **{"retry-after-ms": "1"})]

    assert embedder.question("سؤال").shape == (384,)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (refusal(401, "Incorrect API key provided: sk-secret"), "refused the key"),
        (refusal(404, "no such model"), "does not know this model"),
        (refusal(400, "no"), "refused the request"),
        ((200, {}, {"object": "list", "data": [], "model": MODEL}), "makes no sense"),
        ((200, {}, {"surprise": 1}), "makes no sense"),
    ],
)
def test_a_failing_server_is_one_sentence_without_its_words(embedder, server, fault, why):
    """
    A server's message may quote a key or a text; none of it is said.
    """
    server.faults.append(fault)
    with pytest.raises(EmbedderFailed) as failed:
        embedder.passages(["نص"])

    assert why in explain(failed.value, "en")
    assert "sk-" not in explain(failed.value, "en") + explain(failed.value, "ar")


def test_a_server_that_is_not_there_is_named_so(tmp_path, server):
    """
    Nothing listens where the settings point.
    """
    server.close()
    embedder = RemoteEmbedder(MODEL, folder=tmp_path, key=KEY, base_url=server.base_url)
    embedder._client.max_retries = 0

    with pytest.raises(EmbedderFailed, match="does not answer"):
        embedder.question("سؤال")


def test_another_model_by_the_same_name_is_noticed(embedder, server):
    """
    Vectors of another length cannot stand beside those that are kept.
    """
    assert embedder.means.passages.shape == (384,)
    server.dimension = 100

    with pytest.raises(EmbedderMismatch):
        embedder.question("سؤال")


def test_means_are_measured_once(embedder, server, tmp_path):
    """
    They are kept beside the archive, and cost one process nothing that another paid for.
    """
    before = embedder.means
    asked = len(server.requests)
    again = RemoteEmbedder(MODEL, folder=tmp_path, key=KEY, base_url=server.base_url)

    assert np.array_equal(again.means.wholes, before.wholes)
    assert len(server.requests) == asked


def test_an_archive_moves_to_a_server_and_back(tmp_path, server):
    """
    ``rebuild --embed`` moves it; until then the other embedder is a sentence with the remedy.
    """
    home = tmp_path / "home"
    (tmp_path / "bridge.md").write_text(ARTICLE, "utf-8")
    remote = {
        "RAWI_EMBEDDER": f"openai:{MODEL}",
        "OPENAI_BASE_URL": server.base_url,
        "OPENAI_API_KEY": KEY,
        "RAWI_LANG": "en",
    }
    question = ("search", "كم بلغت كلفة الجسر؟", "--json")

    assert run("ingest", tmp_path / "bridge.md", home=home, **remote).returncode == 0
    assert "أربعة ملايين" in run(*question, home=home, **remote).stdout.decode()
    other = run(*question, home=home, RAWI_LANG="en")
    assert (other.returncode, b"rawi rebuild --embed" in other.stderr) == (4, True)
    assert run("rebuild", "--embed", home=home).returncode == 0
    assert "أربعة ملايين" in run(*question, home=home).stdout.decode()
    assert run("rebuild", "--embed", home=home, **remote).returncode == 0
    assert "أربعة ملايين" in run(*question, home=home, **remote).stdout.decode()
    with_home = Archive(home, RemoteEmbedder(MODEL, folder=home))
    with_home.check_embedder()
    with_home.close()
