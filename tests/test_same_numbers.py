"""One number, wherever it is printed: flow, status, tables, matrix and JSON agree for anything that people did."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit import progress, screening
from reviewkit.locales import labels
from reviewkit.model import Code, Codebook, Decision, DuplicateVerdict, Facts, Protocol, Retrieval, Study
from reviewkit.render import json as shapes
from reviewkit.render.figures.flow import flow_grid
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.studies import studies_table
from reviewkit.review import Review
from reviewkit.words import BoxId, Layout, State
from tests.builders import record, records
from tests.test_prisma import IDS, SOURCES, fetched, pairs, plans, votes

BOOK = Codebook("themes", "Themes", "1", "en", (Code("trust", "theme", {"en": "Trust"}),))
studies = st.lists(
    st.builds(
        lambda key, named: Study(key, f"Study {key}", tuple(named)),
        st.sampled_from(["berg", "aas", "lunde"]),
        st.lists(st.sampled_from([*IDS, "gone-0001"]), max_size=3, unique=True),
    ),
    max_size=3,
    unique_by=lambda study: study.key,
).map(tuple)


def review_of(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    named: tuple[Study, ...],
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


@given(plans, votes, pairs, fetched, studies)
def test_the_figure_and_its_alternative_text_have_every_number_of_the_flow(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    named: tuple[Study, ...],
) -> None:
    flow = review_of(plan, decisions, verdicts, retrievals, named).flow
    text = flow_grid(flow, labels("en")).description
    for name, box in flow.boxes.items():
        if box.n and not name.startswith("waiting."):
            assert f"(n = {box.n})" in text, name
