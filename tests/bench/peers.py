"""
What other programs came to on the same data, measured once beside Rawi.

Their own documented way of retrieval with sources over Chroma, with the same embedder; their
programs are no part of this project, so ``make bench`` repeats the rows and does not measure them.
"""

from typing import Any, Final

PEERS: Final[dict[str, Any]] = {
    "what": "700 paragraphs of XQuAD-ar and ARCD as text files, without titles; 400 Arabic and 200 English questions.",
    "date": "2026-11-25",
    "command": "a script of each program's own quick start, over the same files",
    "names": ("LangChain", "LlamaIndex hybrid", "Rawi"),
    "rows": {
        "Arabic: R@1 / R@5 / R@10": (
            "71.5 / 92.8 / 94.8",
            "74.5 / 95.0 / 97.0",
            "84.8 / 96.5 / 97.8",
        ),
        "Arabic: MRR@10": ("80.7", "83.4", "90.1"),
        "English → Arabic: R@1 / R@5 / R@10": (
            *("70.0 / 92.5 / 96.0", "67.0 / 88.0 / 93.0", "88.0 / 97.5 / 97.5"),
        ),
        "English → Arabic: MRR@10": ("80.1", "74.8", "92.0"),
        "cold start, s wall / s CPU / MB": (
            "2.13 / 2.75 / 154",
            "4.45 / 5.44 / 281",
            "1.57 / 1.98 / 153",
        ),
        "warm question, p50 / p95 ms wall": ("24.6 / 39.9", "29.9 / 127", "47.8 / 68.6"),
        "ingest, s CPU / peak MB": ("308 / 499", "447 / 473", "483 / 321"),
    },
}
