"""A search history that was saved as a web page becomes rows with tabs."""

from reviewkit.exchange.history_page import is_page, plain
from tests.exchange import histories


def test_what_is_a_page_is_known() -> None:
    assert is_page(histories.EBSCO_PAGE)
    assert is_page("<?xml version='1.0'?>\n<html>")
    assert not is_page(histories.EBSCO_TABS)


def test_cells_are_between_tabs_and_lines_within_them_stay() -> None:
    assert plain("<table><tr><td>S1</td><td>a &amp; b<br>c</td></tr><tr><td>S2</td></tr></table>") == (
        "S1\ta & b\nc\t\nS2\t\n"
    )


def test_what_no_reader_sees_is_left_out() -> None:
    assert (
        plain("<html><head><title>T</title></head><style>x</style><script>y</script><p>seen</p>").strip() == "seen"
    )
