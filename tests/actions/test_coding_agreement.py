"""Agreement on codings: of what was coded apart where the team codes independently; else what reviewing came to."""

from pathlib import Path

import pytest

from reviewkit.actions import coding, undo
from reviewkit.actions.coding_agreement import agreement_on_codings
from reviewkit.coding import Cell
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.words import MatrixLevel, Team
from tests.actions.test_coding_review import ready, say


def code(folder: OpenReview, who: str, study: str, *codes: str, state: str = "done") -> list[str]:
    """Somebody codes a study with a quote for each code, and says how far they are."""
    made = [coding.add_quote(folder, who, study, f"{who} on {one}", [one]).id for one in codes]
    coding.finish_study(folder, who, study, state)
    return made


@pytest.fixture
def apart(tmp_path: Path) -> OpenReview:
    """A team that codes independently: a and b have both finished berg, a alone aas."""
    folder = ready(tmp_path / "review", "independent")
    code(folder, "a", "berg", "trust", "time")
    code(folder, "b", "berg", "trust")
    code(folder, "a", "aas", "time")
    return folder


def test_people_who_coded_independently_are_compared_on_what_both_have_finished(apart: OpenReview) -> None:
    found = agreement_on_codings(apart.review, "a")
    assert found.independent is not None
    assert (found.team, found.why_not, found.differ) == (Team.INDEPENDENT, None, ())
    assert ([one.key for one in found.independent.studies], found.not_compared) == (["berg"], ("aas",))
    assert (found.independent.everything.units, found.independent.everything.alike) == (2, 1)
    (unit,) = found.independent.disagreements
    assert unit.said == {"a": Cell.PRESENT, "b": Cell.NOT_FOUND}
    assert [one.quote for one in unit.evidence["a"]] == ["a on time"]


def test_what_is_coded_reviewed_or_undone_once_it_is_open_changes_no_number(apart: OpenReview) -> None:
    before = agreement_on_codings(apart.review, "").independent
    late = coding.add_quote(apart, "b", "berg", "b on time after all", ["time"]).id
    mine = next(one for one in apart.review.facts.codings if (one.coder, one.study) == ("a", "berg")).segments
    say(apart, "b", mine[0].event, "adjust", "time")
    say(apart, "a", late, "agree")
    coding.recode(apart, "a", mine[1].event, ["trust"], "no")
    undo.undo(apart, "a", [mine[1].event])
    assert agreement_on_codings(apart.review, "").independent == before
    assert agreement_on_codings(apart.review, "").reviewed.reviewed == 2


def test_somebody_who_is_still_at_a_study_is_told_how_much_is_hidden_and_nothing_else(apart: OpenReview) -> None:
    coding.add_quote(apart, "c", "berg", "c on trust", ["trust"])
    found = agreement_on_codings(apart.review, "c")
    assert found.independent is not None
    assert (found.independent.disagreements, found.hidden) == ((), 1)
    assert found.independent.everything.alike == 1
    assert [one.coder for one in found.adjusted] == []
    assert found.reviewed.segments == 1


def test_a_coding_in_a_file_has_no_time_and_is_named(apart: OpenReview) -> None:
    path = apart.root / "coding" / "b" / "aas.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("state: done\nsegments:\n  - {quote: words, codes: [trust]}\n", encoding="utf-8")
    apart.refresh()
    found = agreement_on_codings(apart.review, "")
    assert (found.in_files, found.not_compared) == (("aas",), ("aas",))


def test_a_person_whose_id_changed_is_one_person(apart: OpenReview) -> None:
    path = apart.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  - id: a\n", "  - id: anna\n    earlier_ids: [a]\n"), encoding="utf-8")
    apart.refresh()
    found = agreement_on_codings(apart.review, "").independent
    assert found is not None
    assert found.people == ("anna", "b")


@pytest.mark.parametrize(
    ("team", "why"),
    [
        ("sequential", "one person codes and others review what they see"),
        ("collaborative", "people code together"),
        ("", "does not say that people code independently"),
    ],
)
def test_a_team_that_does_not_code_independently_gets_no_coefficient_but_what_came_of_it(
    tmp_path: Path, team: str, why: str
) -> None:
    folder = ready(tmp_path / "review", team)
    first, second = code(folder, "a", "berg", "trust", "time")
    code(folder, "b", "berg", "trust")
    say(folder, "b", first, "agree")
    say(folder, "b", second, "adjust", "trust")
    found = agreement_on_codings(folder.review, "")
    assert found.independent is None
    assert why in str(found.why_not)
    assert "Braun & Clarke 2021" in str(found.why_not)
    assert (found.reviewed.segments, found.reviewed.agree, found.reviewed.adjust) == (3, 1, 1)
    assert found.by_code["time"].adjust == 1
    assert [one.segment.event for one in found.adjusted] == [second]
    assert found.differ == ()
    undo.undo(folder, "b", [found.adjusted[0].segment.recoded[0].event])
    (unit,) = agreement_on_codings(folder.review, "", level=MatrixLevel.CODE).differ
    assert unit.said == {"a": Cell.PRESENT, "b": Cell.NOT_FOUND}


def test_a_codebook_has_to_be_there_and_known(apart: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="there is no codebook 'others'"):
        agreement_on_codings(apart.review, "", "others")
