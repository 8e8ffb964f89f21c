"""Which table or flow a file is, in which language, and whose ids are behind it."""

from pathlib import Path

import pytest

from reviewkit.actions.compare import compare
from reviewkit.compared import Standing
from reviewkit.locales import labels
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.pptx import as_pptx
from reviewkit.store.open_review import open_review
from tests.conftest import Command


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_number_of_the_flow_has_the_ids_of_its_boxes(example: Path, language: str) -> None:
    opened = open_review(example)
    flow = opened.answers().flow
    (example / "f.pptx").write_bytes(as_pptx(flow_drawing(flow_grid(flow, labels(language)))))
    found = compare(opened, example / "f.pptx")
    assert (found.what, found.language, found.is_equal, found.counts[Standing.EQUAL]) == (
        "flow",
        language,
        True,
        21,
    )
    for entry in found.entries:
        assert entry.ours is not None
        assert entry.ours.members is not None
        assert len(entry.ours.members) == entry.ours.value
        assert set(entry.ours.members) == {one for box in entry.ours.of for one in flow.named(box).members or ()}


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (("matrix",), "matrix"),
        (("matrix", "--layout", "grid"), "matrix"),
        (("sources",), "sources"),
        (("searches",), "searches"),
        (("chart", "table"), "studies"),
    ],
)
def test_a_table_is_known_by_its_columns(example: Path, rk: Command, command: tuple[str, ...], what: str) -> None:
    assert rk(*command, "-o", "t.csv").status == 0
    found = compare(open_review(example), example / "t.csv")
    assert (found.what, found.is_equal) == (what, True)


def test_cells_of_the_grid_have_the_key_of_their_study(example: Path, rk: Command) -> None:
    rk("matrix", "--layout", "grid", "-o", "t.csv")
    opened = open_review(example)
    keys = {(study.key,) for study in opened.review.included_studies}
    found = compare(opened, example / "t.csv")
    behind = {entry.ours.members for entry in found.entries if entry.ours and entry.ours.members}
    assert behind == keys
