"""A text is described without a format."""

from reviewkit.render.document import Document, Section


def test_a_text_without_sections_is_a_text() -> None:
    assert Document("T", (), ()).sections == ()
    assert Section("H").tables == ()
