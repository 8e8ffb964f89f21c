"""A drawing as shapes that people edit: every word once, in its order, in the box that it belongs to."""

import pytest

from reviewkit import fonts
from reviewkit.render.figures.drawing import Anchor, Drawing, Text
from reviewkit.render.figures.office import SIDES, Block, Connector, pieces
from reviewkit.words import BoxId
from tests.office import ALL_SHAPES, FIGURES, flow_figure, squeezed
from tests.render.samples import flow_of


def drawing(*shapes: Text) -> Drawing:
    return Drawing("test", 400, 200, "", "", shapes, 13, "#1a1a1a", "#ffffff")


def words_of(made: Drawing) -> list[str]:
    blocks = [piece for piece in pieces(made) if isinstance(piece, Block) and piece.words]
    return [one.text for block in blocks if block.words for one in block.words.paragraphs]


@pytest.mark.parametrize("name", FIGURES)
def test_every_word_of_a_drawing_is_there_once_and_in_its_order(name: str) -> None:
    made = FIGURES[name]()
    assert squeezed("".join(words_of(made))) == squeezed("".join(fonts.composed(one.text) for one in made.texts()))


@pytest.mark.parametrize("name", FIGURES)
def test_every_shape_is_there_and_boxes_have_their_ids_as_names(name: str) -> None:
    made = FIGURES[name]()
    found = pieces(made)
    blocks = [piece for piece in found if isinstance(piece, Block)]
    assert [block.name for block in blocks if block.name in made.boxes] == list(made.boxes)
    lines = [piece for piece in found if isinstance(piece, Connector) and not piece.has_head]
    arrows = [piece for piece in found if isinstance(piece, Connector) and piece.has_head]
    assert len(arrows) == len(made.arrows)
    assert len(lines) + len(arrows) + len(blocks) == len(found)


@pytest.mark.parametrize("name", FIGURES)
def test_an_arrow_is_glued_where_it_touches_its_boxes(name: str) -> None:
    made = FIGURES[name]()
    blocks = {piece.name: piece for piece in pieces(made) if isinstance(piece, Block)}
    for arrow, piece in zip(
        made.arrows, [p for p in pieces(made) if isinstance(p, Connector) and p.has_head], strict=True
    ):
        for glue, box, point in (
            (piece.start, arrow.start, arrow.points[0]),
            (piece.end, arrow.end, arrow.points[-1]),
        ):
            if box not in made.boxes:
                assert glue is None
                continue
            assert glue is not None
            block = blocks[glue.box]
            assert glue.box == box
            assert (*SIDES, *block.sites)[glue.site] == glue.at
            assert abs(block.x + glue.at[0] * block.width - point[0]) < 0.6
            assert abs(block.y + glue.at[1] * block.height - point[1]) < 0.6


def test_a_line_that_was_wrapped_is_one_paragraph_again() -> None:
    made = flow_figure(flow_of())
    blocks = {piece.name: piece for piece in pieces(made) if isinstance(piece, Block)}
    removed = blocks[BoxId.REMOVED].words
    assert removed is not None
    assert [one.text for one in removed.paragraphs] == [
        "Records removed before screening (n\u00a0=\u00a0105)",
        "Duplicate records (n\u00a0=\u00a0100)",
        "Marked as ineligible by automation tools (n\u00a0=\u00a05)",
    ]
    assert [one.bold for one in removed.paragraphs] == [True, False, False]
    assert [(one.left, one.first) for one in removed.paragraphs] == [(0, 0), (12, 12), (22, 12)]


def test_a_word_that_was_cut_is_whole_again() -> None:
    assert words_of(drawing(Text("half", 5, 10), Text("way", 5, 27, joint=""))) == ["halfway"]


def test_lines_below_each_other_in_small_letters_are_one_block_and_labels_are_not() -> None:
    notes = pieces(drawing(*(Text(str(n), 16, 100 + 15 * n, size=11) for n in range(3))))
    assert [len(one.words.paragraphs) for one in notes if isinstance(one, Block) and one.words] == [3]
    labels = pieces(drawing(*(Text(str(n), 16, 100 + 17 * n) for n in range(3))))
    assert len(labels) == 3


@pytest.mark.parametrize(
    ("anchor", "left", "right"), [(Anchor.START, 0.0, 1.0), (Anchor.MIDDLE, 0.5, 0.5), (Anchor.END, 1.0, 0.0)]
)
def test_words_alone_lie_around_their_point(anchor: Anchor, left: float, right: float) -> None:
    (level,) = pieces(drawing(Text("words", 200, 100, anchor=anchor)))
    (upwards,) = pieces(drawing(Text("words", 200, 100, anchor=anchor, angle=-90)))
    assert isinstance(level, Block)
    assert isinstance(upwards, Block)
    wide = level.width
    assert wide > fonts.width("words", 13)
    assert (level.x, level.x + wide) == pytest.approx((200 - left * wide, 200 + right * wide))
    assert level.y < 100 < level.y + level.height
    assert (upwards.y + wide, upwards.y) == pytest.approx((100 + left * wide, 100 - right * wide))
    assert upwards.x < 200 < upwards.x + upwards.width


def test_slanted_words_begin_at_their_point() -> None:
    (one,) = pieces(drawing(Text("words", 200, 100, angle=-45)))
    assert isinstance(one, Block)
    middle = (one.x + one.width / 2, one.y + one.height / 2)
    assert (one.angle, middle[0] > 200, middle[1] < 100) == (-45, True, True)
    assert (middle[0] - 200) ** 2 + (middle[1] - 100) ** 2 < one.width**2 / 4 + one.height**2


def test_a_label_in_the_middle_of_a_bar_is_its_own_words_and_one_beside_it_is_not() -> None:
    blocks = [piece for piece in pieces(ALL_SHAPES) if isinstance(piece, Block)]
    bar = next(block for block in blocks if block.name == "bar")
    assert bar.words is None
    assert [block.name for block in blocks if block.words and "Phase" in block.words.paragraphs[0].text] == [
        "text"
    ]
    phases = [
        block for block in pieces(flow_figure(flow_of())) if isinstance(block, Block) and block.name == "bar"
    ]
    assert [block.words.paragraphs[0].text for block in phases if block.words] == [
        "Identification",
        "Screening",
        "Included",
    ]
    assert all(block.words and block.words.is_upwards and block.words.is_central for block in phases)


@pytest.mark.parametrize("name", FIGURES)
def test_words_fit_their_shapes_with_a_little_room(name: str) -> None:
    made = FIGURES[name]()
    for piece in pieces(made):
        if not isinstance(piece, Block) or not piece.words or piece.words.is_upwards or piece.words.is_central:
            continue
        left, top, right, _ = piece.words.inset
        for one in piece.words.paragraphs:
            if not piece.words.is_wrapped:
                assert fonts.width(one.text, one.size, one.bold) <= piece.width - left - right
        if piece.fill:
            lines = [line for box in made.boxes.values() if box.id == piece.name for line in box.lines]
            assert top + len(lines) * piece.words.leading <= piece.height + 4
