"""Ids of records are the source and the position in its exports, counting or not."""

from reviewkit.model import Export
from reviewkit.model.records import UNDERSTOOD
from tests.builders import record


def test_the_ids_of_an_export_go_on_from_its_first() -> None:
    export = Export("cinahl", "x.ris", "", ids="cinahl", first=9999, records=2)
    assert export.record_ids() == ("cinahl-9999", "cinahl-10000")
    assert export.unread_ids() == ()


def test_a_file_that_cannot_be_read_keeps_its_ids_and_none_counts() -> None:
    export = Export("cinahl", "x.ris", "", ids="cinahl", first=3, unread=2)
    assert export.record_ids() == ()
    assert export.unread_ids() == ("cinahl-0003", "cinahl-0004")


def test_what_is_understood_of_a_record_is_there_to_be_read() -> None:
    empty = record("x-0001")
    assert all(hasattr(empty, name) for name in UNDERSTOOD)
