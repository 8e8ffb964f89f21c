"""Quotes and codes are logged for studies and codes that are known, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding, texts, undo
from reviewkit.actions.codebook import Noted
from reviewkit.errors import ReviewkitError
from reviewkit.model import Coding, Mark, Quoted, Recoding
from reviewkit.store.open_review import OpenReview, open_review
from tests.extract.pages import LOREM
from tests.folders import begin, decide, files_of, ready_to_code, temporary


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


def test_the_same_code_on_a_study_twice_is_logged_once(folder: OpenReview) -> None:
    first = coding.mark_study(folder, "a", "berg", "trust", "throughout")
    again = coding.mark_study(folder, "a", "berg", "trust", "a second click")
    assert (again.id, again.already, first.already) == (first.id, True, False)
    assert not coding.mark_study(folder, "a", "berg", "trust", "not always", "qualifies").already
    assert not coding.mark_study(folder, "b", "berg", "trust").already


def test_a_quote_as_long_as_an_article_is_logged_and_said_to_be_long(folder: OpenReview) -> None:
    article = "We trust each other. " * 1000
    done = coding.add_quote(folder, "a", "berg", article, ["trust"])
    assert (
        f"This quote has 20999 characters. If that is more than you meant: reviewkit undo {done.id}"
        in done.notices
    )


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


# -- quotes in the full texts

SAID = "We asked 12 nurses in home care."
TEXT = f"<html><p>{SAID}</p><p>{LOREM}</p></html>".encode()
LOST = "Nobody has ever written this sentence anywhere"


@pytest.fixture
def with_text(folder: OpenReview) -> OpenReview:
    """The first study has a full text."""
    texts.attach(folder, "a", "cinahl-0001", "berg.html", TEXT)
    return folder


def codes_of_problems(folder: OpenReview) -> list[str]:
    """The problems that somebody sees who has not seen the folder before."""
    found = open_review(folder.root).answers().problems
    return [one.code for one in found if one.code.startswith(("quote", "recode"))]


def test_a_quote_is_logged_with_its_place_in_the_text(with_text: OpenReview) -> None:
    done = coding.add_quote(with_text, "a", "berg", "12 nurses\nin home", ["trust"], "1", construct="result")
    (segment,) = found(afresh_folder(with_text)).segments
    (text,) = with_text.review.texts_of["cinahl-0001"]
    assert segment.found == Quoted("12 nurses\nin home", text.sha256, "We asked ", segment.found.suffix, 1, 9)  # type: ignore[union-attr]
    assert (segment.construct, done.notices) == ("result", ())
    assert codes_of_problems(with_text) == []


def afresh_folder(folder: OpenReview) -> OpenReview:
    return open_review(folder.root)


@pytest.mark.parametrize(
    ("page", "notices"),
    [
        ("1", []),
        ("2", ["the quote was found at number 1, not 2"]),
        ("p. 412", ["the quote was found at number 1, not 412"]),
        ("iv", []),
        ("4-5", []),
        ("", []),
    ],
)
def test_a_wrong_page_is_reported_and_kept_as_it_was_given(
    with_text: OpenReview, page: str, notices: list[str]
) -> None:
    done = coding.add_quote(with_text, "a", "berg", SAID, ["trust"], page)
    (segment,) = found(with_text).segments
    assert (list(done.notices), segment.page) == (notices, page)
    assert segment.found is not None
    assert segment.found.part == 1


def test_a_lost_quote_is_refused_or_kept_and_then_a_problem(with_text: OpenReview) -> None:
    before = files_of(with_text.root)
    with pytest.raises(ReviewkitError, match="None of the full texts of berg has these words"):
        coding.add_quote(with_text, "a", "berg", LOST, ["trust"])
    assert files_of(with_text.root) == before
    done = coding.add_quote(with_text, "a", "berg", LOST, ["trust"], keep_lost=True)
    assert found(with_text).segments[0].found is None
    assert codes_of_problems(with_text) == ["quote-lost"]
    coding.remove(with_text, "a", done.id)
    assert codes_of_problems(with_text) == []


def test_a_changed_quote_is_logged_with_its_text_and_is_a_problem(with_text: OpenReview) -> None:
    done = coding.add_quote(with_text, "a", "berg", SAID.replace("12", "13"), ["trust"])
    assert done.notices == (f"the text has other words there: '{SAID.rstrip('.')}'",)
    (segment,) = found(with_text).segments
    assert segment.found is not None
    assert (segment.found.part, segment.found.start) == (1, -1)
    assert codes_of_problems(with_text) == ["quote-changed"]


def test_a_quote_that_was_logged_before_its_text_came_is_looked_for_by_check(folder: OpenReview) -> None:
    for words in (SAID, LOST):
        done = coding.add_quote(folder, "a", "berg", words, ["trust"])
        assert done.notices == ("there is no full text of berg that can be read, so the quote was not looked for",)
    assert codes_of_problems(folder) == []
    texts.attach(folder, "a", "cinahl-0001", "berg.html", TEXT)
    assert codes_of_problems(folder) == ["quote-lost"]


def test_a_quote_of_a_text_that_was_replaced_is_looked_for_in_the_new_one(with_text: OpenReview) -> None:
    coding.add_quote(with_text, "a", "berg", SAID, ["trust"])
    (old,) = with_text.review.texts_of["cinahl-0001"]
    undo.undo(with_text, "a", [old.id])
    (with_text.root / old.path).unlink()
    texts.attach(with_text, "a", "cinahl-0001", "new.html", f"<html><p>{LOREM}</p><p>{SAID}</p></html>".encode())
    assert codes_of_problems(with_text) == []
    (new,) = with_text.review.texts_of["cinahl-0001"]
    undo.undo(with_text, "a", [new.id])
    texts.attach(with_text, "a", "cinahl-0001", "newer.html", f"<html><p>{LOREM}</p></html>".encode())
    assert codes_of_problems(with_text) == ["quote-lost"]


def test_a_text_that_cannot_be_read_makes_no_quote_lost(with_text: OpenReview) -> None:
    coding.add_quote(with_text, "a", "berg", LOST, ["trust"], keep_lost=True)
    (text,) = with_text.review.texts_of["cinahl-0001"]
    (with_text.root / text.path).unlink()
    assert codes_of_problems(with_text) == []


# -- other codes, and removing


def test_a_quote_gets_other_codes_and_those_it_had_are_kept(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    second = coding.recode(folder, "a", first.id, ["time", "time"], " about time ", "qualifies")
    third = coding.recode(folder, "a", first.id, ["trust", "time"], "both after all", "supports")
    (segment,) = found(afresh_folder(folder)).segments
    assert segment.marks == (Mark("trust"), Mark("time"))
    assert segment.recoded == (
        Recoding((Mark("trust"),), "about time", second.id, "a"),
        Recoding((Mark("time", "qualifies"),), "both after all", third.id, "a"),
    )
    undo.undo(folder, "a", [second.id])
    (segment,) = found(folder).segments
    assert segment.recoded == (Recoding((Mark("trust"),), "both after all", third.id, "a"),)


def test_a_quote_that_goes_back_to_a_code_that_was_split_says_that_one_of_the_new_ones_is_to_be_chosen(
    folder: OpenReview,
) -> None:
    quote = coding.add_quote(folder, "a", "berg", "words", ["trust"]).id
    codebook.split(folder, "a", "trust", {"staff": "Staff", "kin": "Kin"}, Noted("two things"))
    assert coding.recode(folder, "a", quote, ["staff"], "it is this").notices == ()
    back = coding.recode(folder, "a", quote, ["trust"], "after all")
    other = coding.add_quote(folder, "a", "berg", "other words", ["trust", "time"])
    for said, event in ((back.notices, quote), (other.notices, other.id)):
        assert [str(one) for one in said if "split" in one] == [
            "trust was split into staff, kin. Choose one of these for the quote: "
            f"reviewkit code recode {event} --code CODE --why WHY"
        ]


def test_a_retired_code_is_given_to_nothing_new_and_one_that_a_quote_has_can_stay(folder: OpenReview) -> None:
    quote = coding.add_quote(folder, "a", "berg", "words", ["time"]).id
    codebook.change(folder, "a", changes.retire("time"), Noted("in no study"))
    again = coding.add_quote(folder, "a", "berg", "words", ["time"])  # a command that is repeated after a crash
    assert (again.id, again.already) == (quote, True)
    with pytest.raises(ReviewkitError, match="reviewkit codebook restore time"):
        coding.add_quote(folder, "a", "berg", "other words", ["trust", "time"])
    with pytest.raises(ReviewkitError, match="reviewkit codebook restore time"):
        coding.mark_study(folder, "a", "berg", "time")
    assert coding.recode(folder, "a", quote, ["time", "trust"], "both").id
    coding.recode(folder, "a", quote, ["trust"], "not that")
    with pytest.raises(ReviewkitError, match="reviewkit codebook restore time"):
        coding.recode(folder, "a", quote, ["time"], "after all")


def test_a_merged_code_is_given_as_what_it_became(folder: OpenReview) -> None:
    codebook.change(folder, "a", changes.merge(["time"], "trust"), Noted("one thing"))
    assert coding.add_quote(folder, "a", "berg", "words", ["time"]).id


def test_undoing_the_last_recoding_gives_back_the_codes_before(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    before = folder.review.facts.codings[0].segments
    second = coding.recode(folder, "a", first.id, ["time"], "why")
    undo.undo(folder, "a", [second.id])
    assert folder.review.facts.codings[0].segments == before


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["trust", "time"]), min_size=1, max_size=3), min_size=1, max_size=4))
def test_however_often_a_quote_is_recoded_the_last_codes_count_and_all_others_are_kept(
    codes: list[list[str]],
) -> None:
    with temporary() as root:
        folder = begin(root, people=1)
        ready_to_code(folder, "berg")
        decide(folder, "a", 1, "y")
        first = coding.add_quote(folder, "a", "berg", "words", codes[0])
        history = [tuple(map(Mark, dict.fromkeys(codes[0])))]
        for given_codes in codes[1:]:
            coding.recode(folder, "a", first.id, given_codes, "why")
            marks = tuple(map(Mark, dict.fromkeys(given_codes)))
            history += [marks] if marks != history[-1] else []
        (segment,) = found(afresh_folder(folder)).segments
        assert [*(one.before for one in segment.recoded), segment.marks] == history


def test_the_same_codes_again_change_nothing(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    before = files_of(folder.root)
    assert coding.recode(folder, "a", first.id, ["trust"], "why").already
    assert files_of(folder.root) == before


def test_only_its_coder_recodes_or_removes_a_quote_with_a_reason_and_known_codes(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    before = files_of(folder.root)
    refused: list[tuple[str, Callable[[], object]]] = [
        ("coding by a, which only a can change", lambda: coding.recode(folder, "b", first.id, ["time"], "why")),
        ("coding by a, which only a can change", lambda: coding.remove(folder, "b", first.id)),
        ("No coded quote has the id 'a-none-1'", lambda: coding.recode(folder, "a", "a-none-1", ["time"], "why")),
        ("No coded quote has the id ''", lambda: coding.remove(folder, "a", "")),
        ("Say why the quote", lambda: coding.recode(folder, "a", first.id, ["time"], " ")),
        ("No codebook has the code 'tme'", lambda: coding.recode(folder, "a", first.id, ["tme"], "why")),
    ]
    for said, act in refused:
        with pytest.raises(ReviewkitError, match=said):
            act()
    assert files_of(folder.root) == before


def test_a_removed_quote_stays_in_the_log_and_comes_back_with_its_recodings(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    mark = coding.mark_study(folder, "a", "berg", "time")
    coding.recode(folder, "a", first.id, ["time"], "why")
    whole = folder.review.facts.codings
    removed = coding.remove(folder, "a", first.id, "not about it")
    assert found(folder).segments == ()
    (gone,) = folder.review.facts.taken_back
    assert (gone.act.id, gone.undo.note) == (first.id, "not about it")
    assert codes_of_problems(folder) == []
    undo.undo(folder, "a", [removed.id])
    assert folder.review.facts.codings == whole
    coding.remove(folder, "a", mark.id)
    assert found(folder).study_marks == ()


def test_a_recoding_of_a_quote_that_is_not_here_is_a_problem(folder: OpenReview) -> None:
    first = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    coding.recode(folder, "a", first.id, ["time"], "why")
    log = folder.root / "coding" / "a.jsonl"
    log.write_text(log.read_text().replace(first.id + '", "codes"', 'a-other-1", "codes"'))
    assert "recode-of-nothing" in codes_of_problems(folder)


def test_each_code_of_a_quote_has_a_relation_of_its_own(folder: OpenReview) -> None:
    marks = (Mark("trust", "contradicts"), Mark("time"))
    done = coding.add(folder, "a", coding.NewQuote("berg", "some words", marks))
    assert found(folder).segments[0].marks == marks
    coding.recode_as(folder, "a", done.id, (Mark("trust"), Mark("time", "qualifies")), "read again")
    assert found(folder).segments[0].marks == (Mark("trust"), Mark("time", "qualifies"))


def test_a_quote_without_a_code_is_refused(folder: OpenReview) -> None:
    done = coding.add_quote(folder, "a", "berg", "words", ["trust"])
    before = files_of(folder.root)
    for refused in (
        lambda: coding.add(folder, "a", coding.NewQuote("berg", "other words", ())),
        lambda: coding.recode_as(folder, "a", done.id, (), "none fits"),
    ):
        with pytest.raises(ReviewkitError, match="at least one code"):
            refused()
    assert files_of(folder.root) == before


def test_a_quote_that_contradicts_still_does_with_a_code_that_its_own_was_split_into(folder: OpenReview) -> None:
    done = coding.add_quote(folder, "a", "berg", "words", ["trust"], relation="contradicts")
    codebook.split(folder, "a", "trust", {"faith": "Faith", "hope": "Hope"}, Noted("two things"))
    coding.recode(folder, "a", done.id, ["faith", "time"], "it is this one")
    (segment,) = found(folder).segments
    assert segment.marks == (Mark("faith", "contradicts"), Mark("time"))


def test_a_code_keeps_its_relation_when_a_quote_gets_another_code_beside_it(folder: OpenReview) -> None:
    done = coding.add_quote(folder, "a", "berg", "words", ["trust"], relation="contradicts")
    coding.recode(folder, "a", done.id, ["trust", "time"], "time too")
    assert found(folder).segments[0].marks == (Mark("trust", "contradicts"), Mark("time"))
    coding.recode(folder, "a", done.id, ["trust", "time"], "neither", "qualifies")
    assert found(folder).segments[0].marks == (Mark("trust", "qualifies"), Mark("time", "qualifies"))
