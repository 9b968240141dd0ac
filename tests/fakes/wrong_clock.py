"""
Nine commands, run as on a machine whose clock says SECONDS: what asks Python for the time gets that.

    python -m tests.fakes.wrong_clock SECONDS HOME FOLDER
"""

import importlib
import sys
import time


def main(seconds, home, folder):
    time.time = lambda: float(seconds)
    for name in [*sys.modules]:  # what was imported before may have kept the right clock
        if name.split(".")[0] in ("bot", "retrieval"):
            del sys.modules[name]
    embedder = importlib.import_module("tests.fakes.archives").WordEmbedder
    importlib.import_module("bot.app").open_embedder = lambda settings: embedder()
    rawi = importlib.import_module("bot.cli.main").main
    for command in (
        *(["ingest", folder], ["ask", "كم بلغ عدد سكان الرملة؟"], ["latest"], ["sources"]),
        *(
            ["follow"],
            ["show", "news"],
            ["doctor", "--deep"],
            ["backup", f"{home}.zip"],
            ["rebuild"],
        ),
    ):
        print("status", command[0], rawi(["--home", home, *command]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
