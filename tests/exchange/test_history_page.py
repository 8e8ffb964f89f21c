"""A search history that was saved as a web page becomes rows with tabs."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.history_page import plain


def test_cells_are_between_tabs_and_lines_within_them_stay() -> None:
    assert plain("<table><tr><td>S1</td><td>a &amp; b<br>c</td></tr><tr><td>S2</td></tr></table>") == (
        "S1\ta & b\nc\t\nS2\t\n"
    )


def test_what_no_reader_sees_is_left_out() -> None:
    assert (
        plain("<html><head><title>T</title></head><style>x</style><script>y</script><p>seen</p>").strip() == "seen"
    )


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>S1<td>a<br>b<tr><td>S2</table>",
        "<head><title>T</title><meta x><style>x</style><table><tr><td>S1<td>a<br>b<tr><td>S2",
        "<html><table><tr><td>S1</td><td>a<!-- c --><br>b</td></tr></table></html><html><table><tr><td>S2</table>",
        "<table><tr><td>S1<td>a<select><option>Sort</select><br>b<tr><td>S2</table>",
    ],
)
def test_a_page_with_errors_in_it_is_read_as_browsers_show_it(page: str) -> None:
    assert [line.split("\t") for line in plain(page).strip().splitlines()] == [["S1", "a"], ["b", ""], ["S2"]]


@pytest.mark.parametrize("piece", ["<a ", "</", "<!--", "<?", '<a b="', "<![", "&#"])
def test_pieces_of_elements_without_end_take_no_time(piece: str) -> None:
    plain("<table>" + piece * 50_000)


def test_a_page_that_cannot_be_read_whole_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="web page: its elements lie in each other more than 2,000 deep"):
        plain("<div>" * 3_000 + "S1")


def test_text_that_browsers_show_as_it_is_keeps_its_lines_and_blanks() -> None:
    page = "<html><p>a\nb</p><pre>S1  nurse*  7\nS2  <b>x</b>  5</pre>c  d</html>"
    assert plain(page).splitlines() == ["a b", "S1  nurse*  7", "S2  x  5", "c d"]


def test_text_in_a_cell_that_browsers_show_as_it_is_is_the_text_of_the_cell() -> None:
    page = (
        "<table><tr><td>1<td> <pre>a\nb</pre><td>90<tr><td><pre>2</pre><td>x<pre>c  d\n</pre> e<br><td>7</table>"
    )
    assert plain(page) == "1\ta\nb\t90\t\n2\tx\nc  d\n\ne\t7\t\n"
