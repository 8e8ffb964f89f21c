"""Every number that a part prints is in its JSON, and every number of its JSON is printed, for anything people did."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import blind
from reviewkit.actions.protocol_changes import history
from reviewkit.automation import automation
from reviewkit.contributions import contributions
from reviewkit.locales import labels, languages
from reviewkit.model import Coding, Decision, DuplicateVerdict, Protocol, Retrieval, Study
from reviewkit.render.report.part import Given, Made
from reviewkit.render.report.parts import PARTS
from reviewkit.render.tables.table import Table
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, words_of
from tests.test_prisma import fetched, pairs, plans, votes
from tests.test_same_numbers import codings, review_of, studies

IN_WORDS = ("results", "excluded", "included", "yield", "contributions", "automation", "changes")
_NAMES = re.compile(
    r"PRISMA \d+|CEE, \d+|\(\d{4}\w?\)|berg\d+\w?|[a-z]+-\d{4}|reviewkit [\d.]+|\d+\.\d+\.\d+|CRediT"
)


def printed(made: Made) -> set[int]:
    """The numbers in the sentences of a part."""
    said = [
        block.text for block in made.section.content() if not isinstance(block, Table) and hasattr(block, "text")
    ]
    text = _NAMES.sub("", " ".join(said)).replace("\u00a0", "")
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)}


def is_printed(number: int, made: Made, language: str) -> bool:
    words = words_of(made.section).replace("\u00a0", " ")
    forms = {str(number), labels(language).number(number).replace("\u00a0", " ")}
    return any(re.search(rf"(?<!\d){re.escape(form)}(?!\d)", words) for form in forms)


@pytest.mark.thorough
@given(plans, votes, pairs, fetched, studies, codings, st.sampled_from(languages()))
def test_the_numbers_of_each_part_are_those_of_its_json(
    plan: Protocol,
    decisions: list[Decision],
    verdicts: list[DuplicateVerdict],
    retrievals: list[Retrieval],
    named: tuple[Study, ...],
    coded: tuple[Coding, ...],
    language: str,
) -> None:
    review = review_of(plan, decisions, verdicts, retrievals, named, coded)
    facts = review.facts
    changes = history(facts, language)
    whole = Given(
        review,
        labels(language),
        matrix=next(iter(review.matrices.values())),
        done=contributions(facts, changes.changes),
        automation=automation(facts),
        history=changes,
    )
    for name, part in PARTS.items():
        made = part(whole)
        if name in IN_WORDS:
            assert printed(made) <= set(made.numbers.values()), (name, words_of(made.section))
    for box, n in PARTS["flow"](whole).numbers.items():
        assert review.flow.boxes[box].n == n  # type: ignore[index]
    results = PARTS["results"](whole)
    for key, n in results.numbers.items():
        assert is_printed(n, results, language) or n == 0, (key, n)
        if key in review.flow.boxes:
            assert review.flow.boxes[key].n == n  # type: ignore[index]
    included = PARTS["included"](whole).numbers
    assert included == {"studies": review.flow.n("new.studies"), "reports": review.flow.n("new.reports")}  # type: ignore[arg-type]


def test_every_number_of_the_example_is_printed_in_each_language() -> None:
    for language in languages():
        found = given_of(EXAMPLE, language)
        for name, part in PARTS.items():
            made = part(found)
            if name == "flow":  # it has boxes that only the sums need
                drawn = re.findall(r"\(n = ([\d ,]+)\)", words_of(made.section).replace("\u00a0", " "))
                assert {int(re.sub("[ ,]", "", one)) for one in drawn} <= set(made.numbers.values())
                continue
            missing = {key: n for key, n in made.numbers.items() if n and not is_printed(n, made, language)}
            assert not missing, (name, language, missing)


def test_a_view_changes_the_numbers_as_it_changes_what_is_shown() -> None:
    found = given_of(EXAMPLE)
    alone = replace(found, view=blind.chart_view(found.review, "b"))
    assert PARTS["charting"](alone).numbers == PARTS["charting"](found).numbers
