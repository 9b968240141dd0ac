"""What of a search is about the matter searched for."""

import pytest

from bot.extraction.matter import _field


@pytest.mark.parametrize(
    ("having", "others", "field"),
    [
        ([0.36, 0.34, 0.28], [0.40, 0.30], True),  # «الرياضة»: matches that never say so
        ([0.31, 0.24, 0.21], [0.18, 0.17], False),  # a country: what is near it names it
        ([0.14, 0.13], [0.22], False),  # near in meaning alone, and not near enough
        ([], [0.30], True),
        ([], [0.27], False),
        ([], [], False),
    ],
)
def test_what_is_of_a_field_need_not_say_its_name(having, others, field):
    """
    Of a name, the nearest articles have it; of a field, others are among the nearest.
    """
    assert _field(having, others) == field
