"""GUIDs of a project are the same for the same names, whoever writes them."""

import uuid

from reviewkit.exchange.projects import guid_of, same_guid


def test_a_guid_is_always_that_of_its_names() -> None:
    assert guid_of("code", "themes", "trust") == guid_of("code", "themes", "trust")
    assert guid_of("code", "themes", "trust") != guid_of("code", "themes", "time")
    assert uuid.UUID(guid_of("a")).version == 5


def test_guids_are_compared_without_braces_and_size_of_letters() -> None:
    assert same_guid(" {AB\u2010CD} ") == "ab-cd"
