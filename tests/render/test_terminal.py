"""Answers in the terminal: every number there, nothing wider than the screen, nothing of strangers that acts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.balance import checks
from reviewkit.locales import labels, languages
from reviewkit.model import Highlight
from reviewkit.prisma import Flow
from reviewkit.render import terminal
from reviewkit.render.figures.flow import flow_grid
from reviewkit.render.tables.table import Table
from reviewkit.safe import plain
from reviewkit.words import OtherArm
from tests.builders import Stages, record
from tests.render.samples import EXPECTED, GRID, HOSTILE, HOSTILE_NAME, LONG_NAME, flow_of, flows, tables

EVIL = "\x1b]0;gone\x07\x1b[31m\x9b2J\u202eevil"
BERG = record(
    "cinahl-0017",
    title="Trust at home",
    authors=("Berg, A", "Åås, B"),
    year=2020,
    journal="Nursing",
    volume="12",
    issue="3",
    pages="1-9",
    doi="10.1/x",
    abstract="Trust matters.",
)


# The flow


@given(flows(), st.sampled_from(languages()))
@settings(max_examples=40)
def test_every_box_of_the_grid_is_drawn_with_its_numbers(flow: Flow, language: str) -> None:
    grid = flow_grid(flow, labels(language))
    shown = terminal.flow(grid)
    assert shown.count("┌") == shown.count("└") == len(grid.boxes)
    numbers = [
        re.findall(r"\(n = ([^)]*)\)", line.text.replace("\u00a0", " "))
        for box in grid.boxes
        for line in box.lines
    ]
    for number in (of_line[-1] for of_line in numbers if of_line):
        assert number in shown.replace("\u00a0", " ")


@given(flows())
@settings(max_examples=40)
def test_frames_are_straight_and_no_line_is_wider_than_two_boxes(flow: Flow) -> None:
    lines = terminal.flow(flow_grid(flow, labels("en"))).splitlines()
    assert max(map(len, lines[1:])) <= 44 + 46 + 5
    for line in lines:
        if line.startswith("┌"):
            assert line[43] == "┐"


def test_boxes_that_an_arrow_joins_in_the_figure_are_joined_here() -> None:
    grid = flow_grid(flow_of(OtherArm.POOLED), labels("en"))
    row_of = {box.id: box.row for box in grid.boxes}
    across = [1 for start, end in grid.arrows if row_of[start] == row_of[end]]
    assert terminal.flow(grid).count("──▶") == len(across)


def test_other_methods_stand_below_where_they_are_kept_separate() -> None:
    shown = terminal.flow(flow_grid(flow_of(), labels("en")))
    assert shown.index("Total studies") < shown.index("Records identified from other methods")


@pytest.mark.parametrize("stages", list(Stages))
@pytest.mark.parametrize("other", list(OtherArm))
def test_a_number_is_not_torn_from_its_n(other: OtherArm, stages: Stages) -> None:
    shown = terminal.flow(flow_grid(flow_of(other, stages, LONG_NAME), labels("en")))
    assert shown.count("(n = ") == shown.count("(n")


def test_notes_and_the_mark_of_a_draft_are_printed() -> None:
    shown = terminal.flow(flow_grid(flow_of(), labels("en"), draft=True, notes=["Adapted by us."]))
    assert "DRAFT" in shown.splitlines()[0]
    assert shown.splitlines()[-1] == "Adapted by us."


def test_names_of_strangers_do_not_act_in_the_flow() -> None:
    shown = terminal.flow(flow_grid(flow_of(name=f"\x1b[31m{HOSTILE_NAME}"), labels("en"), notes=["\x1b[2J"]))
    assert "\x1b" not in shown


def test_golden_flow() -> None:
    shown = terminal.flow(flow_grid(flow_of(), labels("en")))
    assert shown + "\n" == (EXPECTED / "flow-two-separate.txt").read_text(encoding="utf-8")


# Tables


def test_a_table_has_its_caption_above_and_its_notes_below() -> None:
    lines = terminal.table(GRID, 100).splitlines()
    assert lines[0] == GRID.caption
    assert lines[-1] == GRID.notes[0]
    assert any("Berg (2020)" in line and line.count("●") == 2 for line in lines)
    assert any(line.split() == list(GRID.foot) for line in lines)


def test_escapes_and_markup_are_shown_as_they_are() -> None:
    shown = terminal.table(HOSTILE, 100)
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown


@given(tables(), st.integers(0, 200))
@settings(max_examples=25)
def test_a_table_is_no_wider_than_the_terminal(table: Table, width: int) -> None:
    body = terminal.table(Table("", table.head, table.rows), width)
    assert "\x1b" not in body
    assert all(len(line) <= max(width, 40) for line in body.splitlines())


# Sums


def test_a_sum_that_does_not_hold_is_marked() -> None:
    flow = flow_of()
    lines = terminal.proofs(checks(flow)).splitlines()
    assert len(lines) == len(checks(flow))
    assert {line.split()[0] for line in lines} <= {"ok", "WRONG"}
    for line, proof in zip(lines, checks(flow), strict=True):
        assert line.startswith("ok" if proof.holds else "WRONG")
        assert proof.sentence in line
        assert ("left side" in line) is not proof.holds


# Records


def test_a_record_has_its_title_authors_place_abstract_and_keywords() -> None:
    assert terminal.record(BERG, ("nurses", "trust"), 80).splitlines() == [
        "Trust at home",
        "Berg, A; Åås, B",
        "Nursing 2020 12(3) 1-9",
        "https://doi.org/10.1/x",
        "",
        "Trust matters.",
        "",
        "Keywords: nurses; trust",
    ]


def test_a_record_of_which_nothing_is_known_says_so() -> None:
    assert terminal.record(record("x-0001"), (), 80) == "(no title)\n\n(no abstract)"
    assert terminal.short(record("x-0001")) == "x-0001  ? ?  (no title)"


@pytest.mark.parametrize("width", [40, 90, 200])
@pytest.mark.parametrize("in_colour", [False, True])
def test_nothing_of_a_record_is_cut_and_no_line_is_wider_than_the_window(width: int, in_colour: bool) -> None:
    abstract = "\n".join(f"PART {n}: " + " ".join(f"word{n}x{m}" for m in range(300)) for n in range(3))
    entry = record("x-0001", authors=tuple(f"Name{n}, A" for n in range(60)), abstract=abstract)
    words = Highlight(("word1x299",))
    shown = terminal.record_in_colour(entry, (), width, words) if in_colour else terminal.record(entry, (), width)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert " ".join(bare.split()) == " ".join(f"(no title) {'; '.join(entry.authors)} {abstract}".split())
    assert max(map(len, bare.splitlines())) <= width
    assert [line for line in bare.splitlines() if line.startswith("PART")] != []


def test_highlighted_words_differ_by_more_than_their_colour() -> None:
    shown = terminal.record_in_colour(BERG, ("home care",), 80, Highlight(("trust",), ("home",)))
    assert "\x1b[1;4;32mTrust\x1b[0m at \x1b[4;35mhome\x1b[0m" in shown
    assert "\x1b[1;4;32mTrust\x1b[0m matters." in shown
    assert "Keywords: \x1b[4;35mhome\x1b[0m care" in shown


@pytest.mark.parametrize("field", ["title", "abstract", "journal"])
def test_nothing_of_strangers_acts_beside_our_own_colours(field: str) -> None:
    entry = record("x-0001", **{field: f"{EVIL} [bold]x[/bold] trust"})
    shown = terminal.record_in_colour(entry, (EVIL,), 80, Highlight(("trust",)))
    bare = re.sub(r"\x1b\[(1;4;32|0)m", "", shown)
    assert plain(bare) == bare
    assert "[bold]x[/bold]" in " ".join(bare.split())
    assert plain(terminal.record(entry, (EVIL,), 80)) == terminal.record(entry, (EVIL,), 80)


def test_a_record_in_one_line() -> None:
    assert terminal.short(BERG) == "cinahl-0017  Berg 2020  Trust at home"
    assert "\x1b" not in terminal.short(record("x-0001", title="\x1b[31mred"))


def test_two_records_side_by_side_show_what_agrees_and_what_differs() -> None:
    other = record("medline-0003", title="TRUST at home", authors=("Berg, A",), year=2021, journal="Nursing")
    lines = terminal.side_by_side(BERG, other).splitlines()
    assert lines[0].split() == ["cinahl-0017", "medline-0003"]
    marks = {line[4:13].strip(): line[0] for line in lines[1:] if line[4:13].strip()}
    assert marks["title"] == "="
    assert marks["year"] == marks["authors"] == "≠"
    assert marks["doi"] == marks["abstract"] == " "
    assert "pmid" not in marks


def test_the_longest_name_of_a_field_is_set_off_from_what_it_holds() -> None:
    numbers = [record(name, title="Trust", identifiers=(f"trial:{name}",)) for name in ("a-1", "b-1")]
    line = terminal.side_by_side(*numbers).splitlines()[-1]
    assert line.split() == ["≠", "identifiers", "‹trial:a-1›", "‹trial:b-1›"]


def test_words_that_only_one_record_has_are_marked() -> None:
    first, second = (
        record(name, title=title) for name, title in (("a-1", "Trust at home"), ("b-1", "Trust in homes"))
    )
    line = terminal.side_by_side(first, second).splitlines()[1]
    assert "Trust ‹at home›" in line
    assert "Trust ‹in homes›" in line


@given(st.text(max_size=300), st.text(max_size=300))
def test_fields_side_by_side_hold_nothing_that_acts(left: str, right: str) -> None:
    shown = terminal.side_by_side(record("a-1", title=left), record("b-1", title=right))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", shown)


def test_no_word_of_a_table_is_cut_where_the_terminal_has_room_for_all_of_them() -> None:
    head = ("Themes", "of these also contradicted", "Studies without it", "Gone without")
    rows = (("Kompetanseutvikling og organisatorisk stabilitet " * 3, "0", "7", "Andersson et al. (2022)"),)
    content = Table("", head, rows)
    words = {word for cell in (*head, *rows[0]) for word in cell.split()}
    needed = sum(
        max(len(word) for word in f"{one} {two}".split()) + 3 for one, two in zip(head, rows[0], strict=True)
    )
    for width in (needed, needed + 1, 100, 300):
        shown = terminal.table(content, width)
        assert words <= set(shown.split())
        assert max(map(len, shown.splitlines())) <= width
    assert "contradicted" not in terminal.table(content, needed - 10)  # too narrow: cut, and nothing is lost
