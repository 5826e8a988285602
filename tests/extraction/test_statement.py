"""The id of a statement: a hash of what it says."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.statement import statement_id

LISTS = st.lists(st.lists(st.text(), max_size=3).map(tuple), max_size=3).map(tuple)


@given(st.lists(st.text(), min_size=5, max_size=5), st.integers(), LISTS)
def test_what_is_hashed_is_a_list_in_json(
    said: list[str], start: int, named: tuple[tuple[str, ...], ...]
) -> None:
    article, actor, initiative, stance, quote = said
    key = json.dumps([*said, start, named])
    expected = hashlib.sha256(key.encode()).hexdigest()[:16]
    assert statement_id(article, actor, initiative, stance, quote, start, named) == expected
