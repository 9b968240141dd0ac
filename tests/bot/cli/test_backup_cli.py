"""A home in one file and back, as an operator types it."""

import json
import re

BRIDGE = "افتتاح الجسر الجديد\n\nافتتح رئيس البلدية الجسر الجديد صباح الأحد بعد عامين من العمل."
MARKET = "توسعة السوق\n\nتبدأ توسعة السوق المغطى في الخريف بكلفة مليوني دينار."
QUESTIONS = ("متى افتتح الجسر الجديد؟", "كم كلفة توسعة السوق؟", "من فاز بالبطولة؟")


def test_backed_up_restored_and_examined(rawi, tmp_path):
    """
    The restored home proves sound in every look, and its answers are the other's to the byte.
    """
    news = tmp_path / "news"
    news.mkdir()
    (news / "bridge.txt").write_text(BRIDGE, "utf-8")
    (news / "market.txt").write_text(MARKET, "utf-8")
    rawi("ingest", news)
    made = rawi("backup", tmp_path / "all.zip", "--json")
    assert json.loads(made.stdout)["articles"] == 2

    done = rawi("restore", tmp_path / "all.zip", "--json", home=tmp_path / "again")
    assert done.returncode == 0, done.stderr.decode()
    refused = rawi("restore", tmp_path / "all.zip", home=tmp_path / "again", RAWI_LANG="en")
    assert refused.returncode == 4 and b"not empty" in refused.stderr
    lines = "\n".join(json.dumps({"id": one, "question": one}) for one in QUESTIONS).encode()
    here, there = (
        rawi("ask", "--jsonl", home=tmp_path / home, stdin=lines).stdout
        for home in ("home", "again")
    )
    # How long each took is all that may differ.
    here, there = (re.sub(rb'"ms": \{.*?\}', b"", answers) for answers in (here, there))
    assert here == there and here.count(b"\n") == len(QUESTIONS)
    deep = rawi("doctor", "--deep", "--json", home=tmp_path / "again")
    assert deep.returncode == 0, deep.stdout.decode()
    assert {"database", "articles", "vectors", "words", "answers"} <= {
        check["name"] for check in json.loads(deep.stdout)["checks"]
    }


def test_what_an_update_replaced_is_kept(rawi, tmp_path):
    """
    ``show --versions`` tells what an article was.
    """
    (file := tmp_path / "market.txt").write_text(MARKET, "utf-8")
    rawi("ingest", file)
    file.write_text(MARKET.replace("الخريف", "الربيع"), "utf-8")
    rawi("ingest", file)

    versions = json.loads(rawi("show", "market", "--versions", "--json").stdout)
    assert [one["number"] for one in versions] == [1] and "الخريف" in versions[0]["text"]
