import pytest

from willing.extraction.ways import Group, group_of, ways_of

LISTED = {"kind": group_of(["troops", "boots .. ground"])}


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("send troops", [(("send",), 1), (("troops",), 1)]),
        ("send .. troops", [(("send",), 1), (("troops",), 4)]),
        ("send its? (own big)? ... troops", [(("send",), 1), (("troops",), 10)]),
        ("(give up|stop) troops", [(("give", "stop"), 2), (("troops",), 2)]),
        ("no <name> troops", [(("no",), 1), (("troops",), 2)]),
        ("send <kind> soon", [(("send",), 1), (("troops", "ground"), 5), (("soon",), 5)]),
        ("not send~", [(("not", "never", "cannot", "'t"), 1), (("send*",), 1)]),
    ],
)
def test_groups_in_order_with_the_words_that_may_stand_between(
    pattern: str, groups: list[tuple[tuple[str, ...], int]]
) -> None:
    (way,) = ways_of(pattern, LISTED)
    assert way == tuple(Group(*group) for group in groups)


def test_a_list_with_a_phrase_that_tells_nothing_tells_nothing() -> None:
    assert group_of(["troops", "<name>"]).hints == ()
    assert ways_of("send <some>", {"some": group_of(["<name>"])}) == ((Group(("send",), 1),),)
