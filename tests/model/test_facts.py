"""A review about which nobody wrote anything but its title has no facts, and facts do not change."""

from dataclasses import FrozenInstanceError, fields

import pytest

from reviewkit.model import Facts, Protocol


def test_only_the_protocol_is_needed() -> None:
    facts = Facts(Protocol("T"))
    empty = {field.name: getattr(facts, field.name) for field in fields(facts) if field.name != "protocol"}
    assert {name for name, value in empty.items() if value} == set()


def test_two_reviews_share_no_records() -> None:
    assert Facts(Protocol("T")).records is not Facts(Protocol("T")).records


def test_facts_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Facts(Protocol("T")).decisions = ()  # type: ignore[misc]
