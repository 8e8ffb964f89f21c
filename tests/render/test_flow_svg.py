"""The figure: every number in it, nothing outside its box, the same bytes each time."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.entered import Counts, counted
from reviewkit.errors import Place, ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render import flow_svg, terminal
from reviewkit.render.flow_grid import Line, grid
from reviewkit.words import OtherArm, Stages
from tests.conftest import REPOSITORY

SVG = "{http://www.w3.org/2000/svg}"
EXPECTED = REPOSITORY / "tests" / "expected"


def sample(other: OtherArm = OtherArm.SEPARATE, stages: Stages = Stages.TWO, name: str = "CINAHL") -> Flow:
    """One set of numbers for every variant and every writer."""
    full = Counts(
        Place("c"),
        sought=19,
        not_retrieved=1,
        assessed=18,
        reports_excluded=15,
        report_reasons={"Wrong population": 15},
    )
    two = stages is Stages.TWO
    counts = Counts(
        Place("c"),
        other,
        stages,
        {"databases": {name: 113, "MEDLINE": 1273}, "registers": {"A register": 4}, "other": {"Websites": 19}},
        automation=5,
        screened=1285,
        excluded=1199,
        reasons={} if two else {"Wrong population": 1100, "Wrong publication type or language of publication": 90},
        sought=86 if two else None,
        not_retrieved=2 if two else None,
        assessed=84 if two else None,
        reports_excluded=69 if two else None,
        report_reasons={"Wrong population": 60, "Wrong study design": 9} if two else {},
        studies=17,
        reports=18,
        other=full if other is OtherArm.SEPARATE else None,
        previous=(10, 12),
    )
    return counted(counts)[0]


variants = pytest.mark.parametrize("other", list(OtherArm))
stages_too = pytest.mark.parametrize("stages", list(Stages))


@variants
@stages_too
@pytest.mark.parametrize("language", languages())
def test_every_number_stands_in_the_figure_and_in_its_description(
    other: OtherArm, stages: Stages, language: str
) -> None:
    flow = sample(other, stages)
    drawn = grid(flow, labels(language))
    root = ET.fromstring(flow_svg.svg(drawn))
    shown = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")).replace("\u00a0", " ")
    described = (root.findtext(f"{SVG}desc") or "").replace("\u00a0", " ")
    hidden = {"id", "rm"} if other is OtherArm.SEPARATE else set()
    for box in flow.boxes.values():
        if box.id in hidden or (box.id.startswith("other.rm") and not box.n):
            continue
        if stages is Stages.ONE and box.id.startswith("other.") and box.id != "other.identified":
            continue  # one stage has no retrieval of its own
        if box.id.startswith("other.identified") and other is OtherArm.POOLED:
            continue
        number = labels(language).count(box.n).replace("\u00a0", " ")
        assert number in shown, box.id
        assert number in described, box.id


@variants
@stages_too
def test_no_line_is_wider_than_its_box_and_no_boxes_overlap(other: OtherArm, stages: Stages) -> None:
    long_name = "A database with a very long name, such as people give when they mean several at once"
    drawn = grid(sample(other, stages, long_name), labels("en"))
    boxes, _, _, width = flow_svg._placed(drawn)
    for box in boxes.values():
        assert box.x + flow_svg.BOX_WIDTH <= width
        for line in box.lines:
            right = flow_svg.PADDING + line.inset + fonts.width(line.text, flow_svg.SIZE, line.bold)
            assert right <= flow_svg.BOX_WIDTH - flow_svg.PADDING + 0.01
    placed = list(boxes.values())
    for number, one in enumerate(placed):
        for two in placed[number + 1 :]:
            apart = one.x != two.x or one.bottom < two.y or two.bottom < one.y
            assert apart, (one.cell.id, two.cell.id)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=1, max_size=200), st.booleans())
def test_wrapping_loses_no_letter_and_keeps_numbers_whole(text: str, indent: bool) -> None:
    line = Line(f"{text} (n\u00a0=\u00a01\u00a0294)", indent=indent)
    pieces = flow_svg.wrapped(line, 200)
    assert "".join(piece.text for piece in pieces).replace(" ", "") == line.text.replace(" ", "")
    assert all(fonts.width(piece.text, flow_svg.SIZE) + piece.inset <= 200 for piece in pieces)
    assert "(n\u00a0=\u00a01\u00a0294)" in pieces[-1].text


def test_the_same_flow_gives_the_same_bytes() -> None:
    drawn = grid(sample(), labels("nb"))
    assert flow_svg.svg(drawn) == flow_svg.svg(grid(sample(), labels("nb")))
    assert flow_svg.png(drawn, 72) == flow_svg.png(drawn, 72)


def test_a_png_has_the_size_that_was_asked_for() -> None:
    small, large = (flow_svg.png(grid(sample(), labels("en")), dpi) for dpi in (96, 192))
    widths = [int.from_bytes(data[16:20], "big") for data in (small, large)]
    assert widths[1] == 2 * widths[0]
    with pytest.raises(ReviewkitError, match="choose from 36 to 1200"):
        flow_svg.png(grid(sample(), labels("en")), 100_000)


def test_names_of_strangers_do_not_act_in_the_figure() -> None:
    text = flow_svg.svg(grid(sample(name='<script>alert("x")</script> & "more"'), labels("en")))
    root = ET.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert "alert" in "".join(root.itertext())


def test_letters_that_the_font_lacks_are_named() -> None:
    with pytest.raises(ReviewkitError, match=r"the font of the figure has no 中 \(U\+4E2D\), 文"):
        flow_svg.svg(grid(sample(name="中文数据库"), labels("en")))


def test_every_label_can_be_drawn() -> None:
    for language in languages():
        assert fonts.missing("".join(labels(language).words.values()).replace("●", "").replace("◐", "")) == ""


def test_a_draft_is_marked() -> None:
    assert "DRAFT" in flow_svg.svg(grid(sample(), labels("en"), draft=True))
    assert "DRAFT" not in flow_svg.svg(grid(sample(), labels("en")))


@pytest.mark.parametrize("name", ["flow-two-separate.svg", "flow-one-pooled.svg", "flow-two-separate.txt"])
def test_golden_figures(name: str) -> None:
    """Open tests/expected/flow-*.svg in a browser: this is how the figure should look."""
    if "one" in name:
        drawn = grid(sample(OtherArm.POOLED, Stages.ONE), labels("nb"))
    else:
        drawn = grid(sample(), labels("en"))
    made = flow_svg.svg(drawn) if name.endswith("svg") else terminal.flow(drawn) + "\n"
    assert made == (EXPECTED / name).read_text(encoding="utf-8")
