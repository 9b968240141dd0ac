"""``rawi follow`` and ``rawi sources --rejected`` as they are typed."""

import json
from contextlib import closing

from retrieval.following.followed import DeadLetter, Followed, Following
from retrieval.index.library import Library


def test_what_is_followed_is_listed_and_stopped(rawi, tmp_path):
    """
    A source that cannot be read stays followed, with when it is visited next; stopped, it is gone.
    """
    url = "http://127.0.0.1/feed"
    assert "rawi follow URL" in rawi("follow").stdout.decode()
    assert rawi("follow", url, RAWI_LANG="en").returncode == 1
    [listed] = json.loads(rawi("follow", "--json").stdout)
    assert (listed["url"], listed["failures"]) == (url, 1)
    assert listed["due"] - listed["visited"] == 1800
    assert json.loads(rawi("follow", "--stop", url, "--json").stdout) == {"unfollowed": [url]}
    assert json.loads(rawi("follow", "--json").stdout) == []


def test_dead_letters_are_shown(rawi, tmp_path):
    """
    Each with its reason in the reader's language.
    """
    with closing(Library(tmp_path / "home")) as library:
        following = Following(library.journal)
        source = following.add("https://site.example/feed")
        why = {"ar": "لا نص فيها.", "en": "It has no text."}
        letter = DeadLetter("https://site.example/1", source.url, why, 1e9)
        following.save(Followed(source.url, due=2e9), [letter], [])
    assert "It has no text." in rawi("sources", "--rejected", RAWI_LANG="en").stdout.decode()
    [shown] = json.loads(rawi("sources", "--rejected", "--json", RAWI_LANG="ar").stdout)
    assert (shown["path"], shown["why"]) == (letter.path, why["ar"])
