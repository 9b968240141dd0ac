"""A home in one file and back, as an operator types it."""

import json


def test_backed_up_restored_and_examined(rawi, tmp_path):
    """
    The restored home proves sound in every look, and answers to the byte as the other one does;
    only a confidence may move in its third digit where an index still counts what was updated.
    """
    news = tmp_path / "news"
    news.mkdir()
    (news / "bridge.txt").write_text(
        "افتتاح الجسر الجديد\n\nافتتح رئيس البلدية الجسر الجديد صباح الأحد بعد عامين من العمل.",
        "utf-8",
    )
    (news / "market.txt").write_text(
        "توسعة السوق\n\nتبدأ توسعة السوق المغطى في الخريف بكلفة مليوني دينار.", "utf-8"
    )
    rawi("ingest", news)
    (news / "market.txt").write_text(
        "توسعة السوق\n\nتبدأ توسعة السوق المغطى في الربيع بكلفة ثلاثة ملايين دينار.", "utf-8"
    )
    rawi("ingest", news)
    versions = json.loads(rawi("show", "market", "--versions", "--json").stdout)
    assert [one["number"] for one in versions] == [1] and "الخريف" in versions[0]["text"]
    made = rawi("backup", tmp_path / "all.zip", "--json")
    assert json.loads(made.stdout)["articles"] == 2

    done = rawi("restore", tmp_path / "all.zip", "--json", home=tmp_path / "again")
    assert done.returncode == 0, done.stderr.decode()
    refused = rawi("restore", tmp_path / "all.zip", home=tmp_path / "again", RAWI_LANG="en")
    assert refused.returncode == 4 and b"not empty" in refused.stderr
    deep = rawi("doctor", "--deep", "--json", home=tmp_path / "again")
    assert deep.returncode == 0, deep.stdout.decode()
    assert {"database", "articles", "vectors", "words", "answers"} <= {
        check["name"] for check in json.loads(deep.stdout)["checks"]
    }
    asked = [
        json.loads(rawi("ask", "متى افتتح الجسر الجديد؟", "--json", home=tmp_path / home).stdout)
        for home in ("home", "again")
    ]
    for answer in asked:
        answer.pop("ms")
        answer.pop("id")
        answer["confidence"] = round(answer["confidence"], 1)
    assert asked[0] == asked[1]
