"""The limits of what comes from outside: what people have is let in, and no zip lets in more than a file of its own."""

from reviewkit import limits


def test_what_people_have_is_let_in() -> None:
    a_record = 3_000  # bytes, with an abstract
    assert 100_000 * a_record < limits.EXPORT
    assert 20_000 * a_record < limits.MEMBER
    assert limits.PART > 20_000_000  # a thesis of 1,000 pages
    assert limits.FORM > 20_000_000  # 1,000 studies of 100 fields


def test_a_part_is_never_allowed_more_than_all_parts() -> None:
    assert limits.MEMBER <= limits.UNPACKED <= limits.EXPORT
    assert limits.PART <= limits.DOCUMENT
    assert limits.DATABASE_TEXT <= limits.DATABASE_ALL <= limits.DATABASE
