"""What a model writes over the sample archive, through the whole of Rawi."""

import pytest

from tests.writing.drafts import own
from tests.writing.replay import counts, replayed


@pytest.mark.parametrize("judge", [None, "strong"])
def test_nothing_true_is_lost_and_nothing_false_is_shown(seeds, judge):
    """
    Without a judge in the source's words, with one in the model's; never as a failure.
    """
    drafts = own()
    found = counts(drafts, replayed(seeds, drafts, judge=judge))

    for one in found.values():
        assert one["false kept"] == one["false judged"] == 0
        assert one["true dropped"] == one["true unread"] == 0
        assert one["mode fallback"] == one["mode extractive"] == 0
        if judge:
            assert one["true kept"] + one["true judged"] == one["true"]
