"""A review as it was: the moment that a name means, and what agreements said then."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import agreements, codebook, coding, past, undo
from reviewkit.actions.codebook import Noted
from reviewkit.actions.dated import dated
from reviewkit.actions.past import Past
from reviewkit.actions.who import acting
from reviewkit.coding import Cell
from reviewkit.errors import ReviewkitError
from reviewkit.store.open_review import OpenReview
from reviewkit.timeline import Gap, NotKnown
from reviewkit.words import Choice
from tests.codebooks import BOOK
from tests.folders import begin, decide, kept, ready_to_code

WHY = Noted("we agreed")
BOOK_FILE = "codebooks/themes.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """In March: decisions (the 1st), a quote (the 2nd), a merge (the 3rd), version 2 and a quote (the 4th)."""
    return kept("past", tmp_path / "review", _make)


def _make(root: Path) -> None:
    with dated("2026-03-01T09:00"):
        folder = begin(root, people=1)
        ready_to_code(folder, "berg", "aas")
        (root / BOOK_FILE).write_text(BOOK, encoding="utf-8")
        folder.refresh()
        for record in (1, 2):
            decide(folder, "a", record, "y")
    with dated("2026-03-02T09:00"):
        coding.add_quote(folder, "a", "berg", "Near", ["closeness"])
        coding.finish_study(folder, "a", "berg", "done")
    with dated("2026-03-03T09:00"):
        codebook.change(folder, "a", changes.merge(["closeness"], "trust"), WHY)
    with dated("2026-03-04T09:00"):
        codebook.change(folder, "a", changes.version("2"), WHY)
        codebook.change(folder, "a", changes.create("calm", "Calm", "theme"), WHY)
    with dated("2026-03-04T10:00"):
        coding.add_quote(folder, "a", "aas", "Calm", ["calm"])


def found(shown: Past) -> dict[str, list[str]]:
    """The studies of each theme."""
    (matrix,) = shown.review.matrices.values()
    return {theme.id: [study.key for study in matrix.studies_with(theme)] for theme in matrix.themes}


def test_the_table_at_each_moment(folder: OpenReview) -> None:
    def at(asked: str) -> dict[str, list[str]]:
        return found(past.as_of(folder, asked))

    assert at("2026-03-01") == {"trust": [], "closeness": []}
    assert at("2026-03-02") == {"trust": [], "closeness": ["berg"]}
    assert at("2026-03-03") == {"trust": ["berg"]}
    assert at("2") == {"trust": ["berg"]}
    assert at("2026-03-04") == at("2026-05-01") == {"trust": ["berg"], "calm": ["aas"]}
    (merge, version, create) = folder.review.facts.codebook_acts[1:]
    assert at(merge.id) == at(version.id) == {"trust": ["berg"]}
    assert at(create.id) == {"trust": ["berg"], "calm": []}
    first = folder.review.facts.coding_acts[0]
    assert at(first.id) == {"trust": [], "closeness": ["berg"]}


def test_a_study_that_was_not_coded_then_is_not_assessed_and_the_table_was_a_draft(folder: OpenReview) -> None:
    (matrix,) = past.as_of(folder, "2026-03-02").review.matrices.values()
    assert [study.key for study in matrix.unfinished] == ["aas"]
    assert {cell for (_, study), cell in matrix.cells.items() if study == "aas"} == {Cell.NOT_ASSESSED}


def test_the_moment_is_named_with_the_changes_since_the_version(folder: OpenReview) -> None:
    day, version = past.as_of(folder, "2026-03-04").then, past.as_of(folder, "2").then
    assert (day.is_day, day.changes, day.gaps) == (True, 1, ())
    assert (version.is_day, version.changes) == (False, 0)
    assert past.as_of(folder, "2026-03-03").then.changes == 1


def test_the_codings_of_now_under_an_earlier_codebook(folder: OpenReview) -> None:
    shown = past.under_version(folder.review, "1")
    assert found(shown) == {"trust": [], "closeness": ["berg"]}
    assert (shown.then.under, shown.then.later) == (True, ("calm",))
    assert [one for one in shown.review.problems if one.code == "unknown-code"] == []
    assert found(past.under_version(folder.review, "2")) == {"trust": ["berg"]}


@pytest.mark.parametrize("show", [past.as_of, lambda folder, asked: past.under_version(folder.review, asked)])
def test_what_no_moment_is_called_names_those_that_are(folder: OpenReview, show: object) -> None:
    with pytest.raises(ReviewkitError, match=r"'nine' is no version of the codebook, no day .* Versions: 1, 2"):
        show(folder, "nine")  # type: ignore[operator]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    for day in (tomorrow, "9999-12-31"):
        with pytest.raises(ReviewkitError, match=f"{day} is in the future"):
            show(folder, day)  # type: ignore[operator]


def test_one_of_several_codebooks_is_named_for_a_version_and_none_for_a_day(folder: OpenReview) -> None:
    (folder.root / "codebooks" / "other.yaml").write_text("codes: {time: Time}\n", encoding="utf-8")
    folder.refresh()
    with pytest.raises(ReviewkitError, match="--codebook"):
        past.as_of(folder, "2")
    assert past.as_of(folder, "2", "themes").then.changes == 0
    shown = past.as_of(folder, "2026-03-03")
    assert set(shown.review.matrices) == {"themes", "other"}
    assert shown.then.gaps == (Gap(NotKnown.CODEBOOK, ("codebooks/other.yaml",)),)


def test_an_id_that_version_0_2_gave_twice_means_no_moment(folder: OpenReview) -> None:
    for kind in ("coding", "screening"):
        line = '{"id": "b-1", "do": "undo", "at": "2026-03-05T09:00:00Z", "by": "b", "event": "x"}\n'
        (folder.root / kind / "b.jsonl").write_text(line, encoding="utf-8")
    folder.refresh()
    with pytest.raises(ReviewkitError, match=r"b-1 is the id of 2 acts .*b\.jsonl"):
        past.as_of(folder, "b-1")


def test_what_was_undone_later_is_there(folder: OpenReview) -> None:
    merge = folder.review.facts.codebook_acts[1]
    create = folder.review.facts.codebook_acts[3]
    quote = folder.review.facts.coding_acts[-1]
    with dated("2026-03-05T09:00"):
        undo.undo(folder, "a", [quote.id])
        undo.undo(folder, "a", [create.id])
        undo.undo(folder, "a", [merge.id])
    assert found(past.as_of(folder, "2026-03-04")) == {"trust": ["berg"], "calm": ["aas"]}
    assert found(past.as_of(folder, "2026-03-05")) == {"trust": [], "closeness": ["berg"]}


def test_studies_and_protocol_are_those_of_then(folder: OpenReview) -> None:
    """Also which report belongs to which study, which is in no act but in the log of agreements."""
    studies = folder.root / "studies.yaml"
    studies.write_text(studies.read_text(encoding="utf-8").replace("Study 1", "Berg (2025)"), encoding="utf-8")
    review = folder.root / "review.yaml"
    review.write_text(review.read_text(encoding="utf-8") + "coders_per_study: 2\n", encoding="utf-8")
    folder.refresh()
    with dated("2026-03-06T09:00"), acting(folder, "a"):
        pass
    then, now = (past.as_of(folder, day).review for day in ("2026-03-05", "2026-03-06"))
    assert [study.citation for study in then.included_studies] == ["Study 1", "Study 2"]
    assert [study.citation for study in now.included_studies] == ["Berg (2025)", "Study 2"]
    assert (then.protocol.coders, now.protocol.coders) == (1, 2)


def test_before_any_log_files_are_as_they_are_first_known_and_that_is_said(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text(
        "later: {citation: Later, records: [cinahl-0003]}\n", encoding="utf-8"
    )
    folder.refresh()
    with dated("2026-03-06T09:00"), acting(folder, "a"):
        pass
    shown = past.as_of(folder, "2026-02-01")
    assert {study.key for study in shown.review.facts.studies} == {
        "berg",
        "aas",
    } or shown.review.facts.studies == ()
    assert NotKnown.FILE in {gap.what for gap in shown.then.gaps}
    assert Gap(NotKnown.CODEBOOK, (BOOK_FILE,)) in shown.then.gaps
    assert past.as_of(folder, "2026-03-01").then.gaps == ()


def test_a_codebook_without_history_is_as_its_file_was_last_noticed(folder: OpenReview) -> None:
    """Its older text is in the log of agreements, and one that is gone now is there again."""
    other = folder.root / "codebooks" / "other.yaml"
    for day, text in (("05", "codes: {time: Time}\n"), ("06", "codes: {time: Haste}\n"), ("07", "")):
        if text:
            other.write_text(text, encoding="utf-8")
        else:
            other.unlink()
        folder.refresh()
        with dated(f"2026-03-{day}T09:00"), acting(folder, "a"):
            pass

    def label(day: str) -> str:
        books = {one.name: one for one in past.as_of(folder, day).review.facts.codebooks}
        return books["other"].codes[0].label("en") if "other" in books else ""

    assert [label(f"2026-03-{day}") for day in ("04", "05", "06", "07")] == ["", "Time", "Haste", ""]
    assert past.as_of(folder, "2026-03-06").then.gaps == ()


def test_codings_in_files_and_changes_by_hand_are_named(folder: OpenReview) -> None:
    hand = folder.root / "coding" / "b" / "aas.yaml"
    hand.parent.mkdir()
    hand.write_text("coder: b\nstudy: aas\nstate: done\nsegments: []\n", encoding="utf-8")
    book = folder.root / BOOK_FILE
    book.write_text(book.read_text(encoding="utf-8").replace("label: Calm", "label: Quiet"), encoding="utf-8")
    folder.refresh()
    shown = past.as_of(folder, "2026-03-04")
    assert set(shown.then.gaps) == {
        Gap(NotKnown.CODINGS, ("coding/b/aas.yaml",)),
        Gap(NotKnown.EDITED, (BOOK_FILE,)),
    }
    assert "calm" in found(shown)


def test_decisions_are_those_of_then(folder: OpenReview) -> None:
    with dated("2026-03-05T09:00"):
        decide(folder, "a", 2, "n", "")
    assert [one.choice for one in past.as_of(folder, "2026-03-04").review.facts.decisions] == [Choice.INCLUDE] * 2
    assert len(past.as_of(folder, "2026-03-04").review.included_studies) == 2
    assert len(folder.review.included_studies) == 1


def test_a_file_that_could_not_be_read_then_is_as_it_is_now(folder: OpenReview) -> None:
    studies = folder.root / "studies.yaml"
    whole = studies.read_text(encoding="utf-8")
    for day, text in (("05", "berg: [\n"), ("06", whole)):
        studies.write_text(text, encoding="utf-8")
        folder.refresh()
        with dated(f"2026-03-{day}T09:00"):
            agreements.notice(folder, "a")
    assert {study.key for study in past.as_of(folder, "2026-03-05").review.facts.studies} == {"berg", "aas"}
