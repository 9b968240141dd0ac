"""What readings are called: no two things have one name."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.places import of_part, of_record

_TEXT = st.text(st.sampled_from('ab1#/-:["],\\ '), min_size=1, max_size=8)
_NAMES = _TEXT.map("/{}.md".format)
_IDS = st.text(st.sampled_from('ab1#/-:["],\\ \n'), min_size=1, max_size=8)
_RECORDS = st.tuples(_IDS, st.none() | _TEXT | _NAMES, _NAMES)
_NUMBERS = st.integers(1, 20)


@given(st.sets(_RECORDS, max_size=4), st.sets(st.tuples(_NAMES, _NUMBERS), max_size=4), _NUMBERS)
def test_no_two_things_have_one_name(records, numbered, number):
    """
    An id is its outlet's, or its file's; beside them numbered records, and a page's further articles.
    """
    owned = {(id, outlet, None if outlet else name) for id, outlet, name in records}
    places = [of_record(id, outlet=outlet, name=name) for id, outlet, name in owned]
    places += [f"{name}#{number}" for name, number in numbered]
    every = {*places, *(of_part(place, 1 + number) for place in places)}

    assert len(every) == 2 * (len(owned) + len(numbered))
