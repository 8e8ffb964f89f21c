"""What pages without a script share."""

from reviewkit.render.still_page import head_of_page, safe


def test_a_text_is_neither_markup_nor_the_end_of_an_attribute() -> None:
    assert safe('<b> & "\x1b') == "&lt;b&gt; &amp; &quot;\ufffd"


def test_the_title_of_a_page_stays_text() -> None:
    head = head_of_page("</title><script>", "p { margin: 0 }")
    assert "<title>&lt;/title&gt;&lt;script&gt;</title>" in head
    assert "<style>p { margin: 0 }</style>" in head
