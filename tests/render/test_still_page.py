"""What pages without a script share."""

from reviewkit.render.still_page import head_of_page


def test_the_title_of_a_page_stays_text() -> None:
    head = head_of_page("</title><script>", "p { margin: 0 }")
    assert "<title>&lt;/title&gt;&lt;script&gt;</title>" in head
    assert "<style>p { margin: 0 }</style>" in head
