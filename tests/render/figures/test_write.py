"""Every format by its name, and the same bytes each time."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.png import as_png
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.figures.write import FORMATS, as_bytes
from tests.render.samples import flow_of

FLOW = flow_drawing(flow_grid(flow_of(), labels("en")))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_drawing_gives_the_same_bytes_in_every_format(name: str) -> None:
    assert as_bytes(FLOW, name) == as_bytes(FLOW, name)


def test_each_format_is_what_its_own_writer_writes() -> None:
    assert as_bytes(FLOW, "svg") == as_svg(FLOW).encode()
    assert as_bytes(FLOW, "png", 72) == as_png(FLOW, 72)


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(
        ReviewkitError, match=r"cannot be written as 'gif'; there are: svg, png, pdf, pptx, docx, drawio"
    ):
        as_bytes(FLOW, "gif")
