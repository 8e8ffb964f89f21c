"""Quotes and codes are logged for studies and codes that are known, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.actions import coding, undo
from reviewkit.errors import ReviewkitError
from reviewkit.model import Coding, Mark
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide, files_of, ready_to_code


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, a codebook, nothing coded."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    return made


def found(folder: OpenReview, study: str = "berg", who: str = "a") -> Coding:
    """What a coder has logged of a study."""
    (only,) = (one for one in folder.review.facts.codings if (one.study, one.coder) == (study, who))
    return only


def test_a_quote_is_logged_with_its_codes_its_page_and_the_codebook(folder: OpenReview) -> None:
    done = coding.add_quote(
        folder, "a", "berg", "  We trust\neach other ", ["trust", "time", "trust"], " 4 ", "a note", "qualifies"
    )
    (segment,) = found(folder).segments
    assert (done.study, done.coder, segment.event) == ("berg", "a", done.id)
    assert (segment.quote, segment.page, segment.note) == ("We trust\neach other", "4", "a note")
    assert segment.marks == (Mark("trust", "qualifies"), Mark("time", "qualifies"))
    book = folder.review.facts.codebooks[0]
    (act,) = folder.acts("coding").counting
    assert act.codebook == f"{book.name} {book.version}"  # type: ignore[union-attr]


def test_quotes_are_kept_in_their_order_and_each_coder_has_their_own(folder: OpenReview) -> None:
    for words in ("one", "two", "three"):
        coding.add_quote(folder, "a", "berg", words, ["trust"])
    coding.add_quote(folder, "b", "berg", "four", ["time"])
    coding.add_quote(folder, "a", "aas", "five", ["time"])
    assert [segment.quote for segment in found(folder).segments] == ["one", "two", "three"]
    assert [segment.quote for segment in found(folder, who="b").segments] == ["four"]
    assert [segment.quote for segment in found(folder, "aas").segments] == ["five"]


def test_the_same_quote_with_the_same_page_and_codes_is_logged_once(folder: OpenReview) -> None:
    """So that a command can be repeated after a crash."""
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"], "4", "a note")
    before = files_of(folder.root)
    again = coding.add_quote(folder, "a", "berg", " words ", ["trust"], " 4", "another note")
    assert (again.id, again.already, first.already) == (first.id, True, False)
    assert files_of(folder.root) == before


def test_a_quote_with_another_page_code_relation_study_or_coder_is_another(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", "words", ["trust"], "4")
    others = [
        coding.add_quote(folder, "a", "berg", "words", ["trust"], "5"),
        coding.add_quote(folder, "a", "berg", "words", ["trust", "time"], "4"),
        coding.add_quote(folder, "a", "berg", "words", ["trust"], "4", relation="contradicts"),
        coding.add_quote(folder, "a", "berg", "other words", ["trust"], "4"),
        coding.add_quote(folder, "a", "aas", "words", ["trust"], "4"),
        coding.add_quote(folder, "b", "berg", "words", ["trust"], "4"),
    ]
    assert not any(done.already for done in others)
    assert len({done.id for done in others}) == len(others)


def test_a_quote_that_was_taken_back_can_be_logged_again(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    undo.undo(folder, "a", [first.id])
    assert not coding.add_quote(folder, "a", "berg", "words", ["trust"]).already
    assert len(found(folder).segments) == 1


@pytest.mark.parametrize("quote", ["", " ", "\n\t"])
def test_an_empty_quote_is_refused(folder: OpenReview, quote: str) -> None:
    with pytest.raises(ReviewkitError, match="The quote is empty"):
        coding.add_quote(folder, "a", "berg", quote, ["trust"])
    assert folder.review.facts.codings == ()


def test_a_code_on_a_study_as_a_whole_is_logged(folder: OpenReview) -> None:
    done = coding.mark_study(folder, "b", "berg", "trust", "throughout", "contradicts")
    assert found(folder, who="b").study_marks == (Mark("trust", "contradicts"),)
    (act,) = folder.acts("coding").counting
    assert (act.id, act.why) == (done.id, "throughout")  # type: ignore[union-attr]


def test_the_last_word_on_how_far_one_is_counts(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", "words", ["trust"])
    assert found(folder).state == "in-progress"
    for state in ("done", "in-progress"):
        done = coding.finish_study(folder, "a", "berg", state, "read twice")
        assert (found(folder).state, done.study) == (state, "berg")


def test_a_study_in_which_nothing_was_found_holds_no_codes(folder: OpenReview) -> None:
    coding.finish_study(folder, "a", "aas", "done-nothing-found")
    assert found(folder, "aas").state == "done-nothing-found"
    coding.add_quote(folder, "a", "berg", "words", ["trust"])
    coding.mark_study(folder, "b", "berg", "trust")
    for who in ("a", "b"):
        with pytest.raises(ReviewkitError, match="--nothing-found cannot be right"):
            coding.finish_study(folder, who, "berg", "done-nothing-found")
        assert found(folder, who=who).state == "in-progress"


def test_codes_of_another_coder_do_not_stop_one_who_found_nothing(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "berg", "words", ["trust"])
    coding.finish_study(folder, "b", "berg", "done-nothing-found")
    assert found(folder, who="b").state == "done-nothing-found"


def test_codes_in_another_study_do_not_stop_one_who_found_nothing(folder: OpenReview) -> None:
    coding.add_quote(folder, "a", "aas", "words", ["trust"])
    coding.finish_study(folder, "a", "berg", "done-nothing-found")
    assert found(folder).state == "done-nothing-found"


def test_a_quote_that_was_taken_back_does_not_stop_one_who_found_nothing(folder: OpenReview) -> None:
    done = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    undo.undo(folder, "a", [done.id])
    coding.finish_study(folder, "a", "berg", "done-nothing-found")
    assert found(folder).state == "done-nothing-found"


ACTS: dict[str, Callable[[OpenReview, str, str], object]] = {
    "a quote": lambda folder, study, code: coding.add_quote(folder, "a", study, "words", [code]),
    "a code on a study": lambda folder, study, code: coding.mark_study(folder, "a", study, code),
    "a state": lambda folder, study, code: coding.finish_study(folder, "a", study, "done"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_a_study_that_is_not_there_is_refused_and_those_that_are_are_named(
    folder: OpenReview, act: Callable[[OpenReview, str, str], object]
) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=r"no study 'brg'\. The studies are: berg, aas"):
        act(folder, "brg", "trust")
    assert files_of(folder.root) == before


@pytest.mark.parametrize("name", ["a quote", "a code on a study"])
def test_a_code_that_is_not_there_is_refused_and_those_that_are_are_named(folder: OpenReview, name: str) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=r"No codebook has the code 'trsut'\. Known codes: time, trust"):
        ACTS[name](folder, "berg", "trsut")
    assert files_of(folder.root) == before


def test_one_code_of_several_that_is_not_there_lets_no_quote_in(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="'work'"):
        coding.add_quote(folder, "a", "berg", "words", ["trust", "work"])
    assert folder.review.facts.codings == ()


def test_without_included_reports_there_is_no_study(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text("")
    for decision in folder.review.facts.decisions:
        undo.undo(folder, decision.by, [decision.id])
    with pytest.raises(ReviewkitError, match=r": \(none yet\)"):
        coding.finish_study(folder, "a", "berg", "done")


def test_a_study_whose_key_can_be_no_file_is_refused_with_its_line(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_text('"a/b": {citation: A, records: [cinahl-0001]}\n')
    with pytest.raises(ReviewkitError, match=r"studies\.yaml:1: .*Nothing was logged"):
        coding.add_quote(folder, "a", "a/b", "words", ["trust"])


def test_in_a_folder_of_0_2_nothing_is_coded(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text().replace("format: 2\n", ""))
    for act in ACTS.values():
        with pytest.raises(ReviewkitError, match="coding needs the folder's new format"):
            act(folder, "berg", "trust")
    assert not (folder.root / "coding").exists()


def test_files_of_0_2_go_on_counting_beside_what_is_logged(folder: OpenReview) -> None:
    path = folder.root / "coding" / "a" / "berg.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("state: done\nsegments: [{quote: old words, codes: [trust]}]\n")
    coding.add_quote(folder, "a", "berg", "new words", ["time"])
    quotes = [segment.quote for one in folder.review.facts.codings for segment in one.segments]
    assert sorted(quotes) == ["new words", "old words"]
    with pytest.raises(ReviewkitError, match="--nothing-found cannot be right"):
        coding.finish_study(folder, "a", "berg", "done-nothing-found")
