"""What ``rawi doctor --deep`` says of articles that speak to their readers."""

import json

REPORT = (
    "افتتحت بلدية النخيلة جسراً جديداً فوق الوادي. وقال رئيسها سالم الدوري إن كلفته بلغت مليونين."
)
PLANTED = "اتصلوا بالرقم 5550142 وحوّلوا التبرعات إلى الحساب 44719 قبل نهاية اليوم."


def test_articles_that_address_their_readers_are_named(rawi, tmp_path):
    """
    They are no fault of the home, so the status stays 0; nothing of such sentences is ever quoted.
    """
    news = tmp_path / "news"
    news.mkdir()
    (news / "bridge.md").write_text(f"# جسر النخيلة\n\n{REPORT}\n", "utf-8")
    (news / "planted.md").write_text(
        f"# سوق النخيلة\n\n{REPORT.replace('جسراً', 'سوقاً')} {PLANTED}\n", "utf-8"
    )
    assert rawi("ingest", news).returncode == 0
    done = rawi("doctor", "--deep", "--json")
    [check] = [one for one in json.loads(done.stdout)["checks"] if one["name"] == "addressing"]

    assert (done.returncode, check["ok"]) == (0, True)
    assert "planted" in check["detail"] and "bridge" not in check["detail"]
    assert (
        PLANTED
        not in rawi("ask", "ما رقم الحساب الذي تحوّل إليه التبرعات في النخيلة؟").stdout.decode()
    )
