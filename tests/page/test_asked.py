"""What a browser asks, as plain values."""

from reviewkit.page.asked import Asked


def test_values_come_without_spaces_around_them_and_the_last_counts() -> None:
    asked = Asked(form={"title": ["a", " b "], "empty": [" "]})
    assert asked.text("title") == "b"
    assert asked.text("empty") == ""
    assert asked.text("missing", "x") == "x"


def test_lists_and_lines_leave_out_what_is_empty() -> None:
    asked = Asked(form={"key": ["a", " ", "b"], "text": ["one\r\n\n  two  \n"]})
    assert asked.texts("key") == ("a", "b")
    assert asked.texts("missing") == ()
    assert asked.lines("text") == ("one", "two")
    assert asked.lines("missing") == ()


def test_the_query_is_asked_by_name() -> None:
    assert Asked(query={"page": "2"}).wanted("page", "1") == "2"
    assert Asked().wanted("page", "1") == "1"
