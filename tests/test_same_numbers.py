"""One number, wherever it is printed: flow, status, tables, matrix and JSON agree for anything that people did."""

import html
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import progress, screening
from reviewkit.errors import Place
from reviewkit.locales import labels
from reviewkit.model import (
    Code,
    Codebook,
    Coding,
    Decision,
    DuplicateVerdict,
    Facts,
    Mark,
    Protocol,
    Retrieval,
    Segment,
    Study,
)
from reviewkit.render import json as shapes
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.studies import studies_table
from reviewkit.review import Review
from reviewkit.words import BoxId, Layout, OtherArm, State
from tests.builders import Stages, decision, protocol, record, records
from tests.test_prisma import IDS, SOURCES, fetched, pairs, plans, votes

BOOK = Codebook(
    "themes",
    "Themes",
    "1",
    "en",
    (
        Code("trust", "theme", {"en": "Trust"}, aliases=("faith",)),
        Code("power", "theme", {"en": "Power"}),
        Code("face", "code", {"en": "Face"}, parent="power"),
        Code("faith", "theme", {"en": "Faith"}, status="retired"),
        Code("belief", "code", {"en": "Belief"}, parent="faith"),
        Code("loose", "code", {"en": "Loose"}),
    ),
)
KEYS = ("berg2020", "berg2020b", "berg2020c")  # of studies that are proposed
studies = st.lists(
    st.builds(
        lambda key, named: Study(key, f"Study {key}", tuple(named)),
        st.sampled_from(["berg", "aas", "lunde"]),
        st.lists(st.sampled_from([*IDS, "gone-0001"]), max_size=3, unique=True),
    ),
    max_size=3,
    unique_by=lambda study: study.key,
).map(tuple)

marks = st.builds(
    Mark,
    st.sampled_from([*(code.id for code in BOOK.codes), "unknown"]),
    st.sampled_from(["supports", "qualifies", "contradicts"]),
)
codings = st.lists(
    st.builds(
        lambda coder, study, state, quoted, whole: Coding(
            coder, study, state, tuple(Segment("words", "4", (mark,)) for mark in quoted), tuple(whole), Place("x")
        ),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["berg", "aas", "lunde", "gone", *KEYS]),
        st.sampled_from(["in-progress", "done", "done-nothing-found"]),
        st.lists(marks, max_size=3),
        st.lists(marks, max_size=3),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda coding: (coding.coder, coding.study),
).map(tuple)


def review_of(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    named: tuple[Study, ...],
    coded: tuple[Coding, ...] = (),
) -> Review:
    return Review(
        Facts(
            plan,
            SOURCES,
            records=records(*(record(one, authors=("Berg, K",), year=2020) for one in IDS)),
            verdicts=tuple(verdicts),
            decisions=tuple(decisions),
            retrievals=tuple(retrievals),
            studies=named,
            codebooks=(BOOK,),
            codings=coded,
        )
    )


@given(plans, votes, pairs, fetched, studies)
def test_every_number_is_the_same_wherever_it_is_printed(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    named: tuple[Study, ...],
) -> None:
    review = review_of(plan, decisions, verdicts, retrievals, named)
    flow, now, words = review.flow, progress.progress(review), labels("en")
    states = [outcome.state for outcome in review.outcomes.values()]

    included = [study.key for study in review.included_studies]
    assert len(set(included)) == len(included)
    (matrix,) = review.matrices.values()
    assert (
        flow.n(BoxId.NEW_STUDIES)
        == now.included_studies
        == len(studies_table(review.included_studies, words).rows)
        == len(matrix.studies)
        == len(matrix_table(matrix, Layout.GRID, words).rows)
        == len(shapes.matrix(matrix, ())["studies"])
        == len(included)
    )
    assert flow.n(BoxId.NEW_REPORTS) == now.included_reports == states.count(State.INCLUDED)
    reports = {review.report_of[one] for study in review.included_studies for one in study.records if one in IDS}
    assert {report for report, outcome in review.outcomes.items() if outcome.state is State.INCLUDED} <= reports

    assert now.conflicts == states.count(State.CONFLICT)
    listed, closed = review.conflicts_for(""), review.conflicts_closed_to("")
    assert len(listed) + sum(closed.values()) == now.conflicts + now.reasons_differ
    every = screening.conflicts("", review.outcomes, review.protocol)
    assert sum(not conflict.only_reasons for conflict in every) == now.conflicts
    assert sum(conflict.only_reasons for conflict in every) == now.reasons_differ
    excluded = sum(flow.n(box) for box in flow.excluded_boxes()) + flow.n(BoxId.ONGOING) + flow.n(BoxId.AWAITING)
    assert excluded == states.count(State.EXCLUDED)
    waiting = sum(box.n for box in flow.unfinished)
    assert waiting == sum(states.count(state) for state in (State.WAITING, State.CONFLICT, State.SOUGHT))

    shown = shapes.flow(flow, ())["boxes"]
    assert {name: box["n"] for name, box in shown.items()} == {name: box.n for name, box in flow.boxes.items()}


@given(st.lists(st.sampled_from(IDS), min_size=3, unique=True), pairs, studies, codings)
def test_every_number_of_the_matrix_is_the_same_in_both_layouts_and_in_json(
    kept: list[str], verdicts: list[DuplicateVerdict], named: tuple[Study, ...], coded: tuple[Coding, ...]
) -> None:
    plan = protocol(Stages.ONE, OtherArm.POOLED, 1, False)
    decisions = [decision("a", one, "include", "screening") for one in kept]
    review = review_of(plan, decisions, verdicts, [], named, coded)
    (matrix,) = review.matrices.values()
    words, missing = labels("en"), review.missing(review.included_studies, matrix)
    told = shapes.matrix(matrix, (), missing)
    grid, listed = matrix_table(matrix, Layout.GRID, words), matrix_table(matrix, Layout.LIST, words)

    themes = [theme.id for theme in matrix.themes]
    assert themes == ["trust", "power"]
    per_theme = [told["studies_per_theme"][theme] for theme in themes]
    found = {
        study: [told["cells"][study][theme] in ("present", "contradicted") for theme in themes]
        for study in told["studies"]
    }
    assert per_theme == [sum(row[column] for row in found.values()) for column in range(2)]
    assert told["marks"] == sum(per_theme)

    # The grid: marks, the sum of each row, and the sums below; with signs for people, and with digits for programs.
    assert grid.foot == ("Total", *map(str, per_theme), str(told["marks"]))
    for rows, signs in ((grid.rows, ("●", "◐")), (grid.plain_rows, ("1", "contradicted"))):
        assert [[cell in signs for cell in row[1:-1]] for row in rows] == list(found.values())
        assert [row[-1] for row in rows] == [str(sum(row)) for row in found.values()]
    # The list: as many studies below each theme as its last row says.
    assert listed.foot == tuple(f"n = {n}" for n in per_theme)
    assert [sum(bool(row[column]) for row in listed.rows) for column in range(2)] == per_theme
    # A cell that is not assessed is one of a study that is not coded to the end, wherever that is said.
    assert len(told["missing"]["not_coded"]) == len(missing.not_coded) == len(matrix.unfinished)
    assert {study for study, row in told["cells"].items() if "not-assessed" in row.values()} <= set(
        told["missing"]["not_coded"]
    )
    assert told["finished"] is not missing.anything
    for study, row in told["evidence"].items():
        for theme, behind in row.items():
            assert bool(behind) == (told["cells"][study][theme] in ("present", "contradicted"))


@given(plans, votes, pairs, fetched, studies)
def test_the_figure_and_its_alternative_text_have_every_number_of_the_flow(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    named: tuple[Study, ...],
) -> None:
    flow = review_of(plan, decisions, verdicts, retrievals, named).flow
    words = labels("en")
    grid = flow_grid(flow, words)
    svg = re.sub(r"<(title|desc)\b.*?</\1>", "", as_svg(flow_drawing(grid)), flags=re.DOTALL)
    drawn = html.unescape(" ".join(re.sub(r"<[^>]*>", "", svg).split()))
    shown = [box for name, box in flow.boxes.items() if box.n and not name.startswith("waiting.")]
    for text in (grid.description, drawn):
        printed = Counter(re.findall(r"\(n = (\d+)\)", text.replace("\u00a0", " ")))
        for n, boxes in Counter(str(box.n) for box in shown).items():
            assert printed[n] >= boxes, (n, [box.id for box in shown if str(box.n) == n])
