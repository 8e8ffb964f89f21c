"""Changes to a codebook are written into its file and logged with their reason; an undo puts the file back."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding, quote_import, undo
from reviewkit.actions.codebook import ChangedBook, Noted
from reviewkit.actions.who import Acting
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import of_book, replayed
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.quotes import quotes_table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Layout, MatrixLevel
from tests.codebooks import BOOK, CHANGES
from tests.folders import afresh, begin, decide, ready_to_code

WHY = Noted("we agreed")


def made(root: Path) -> OpenReview:
    """Two included studies and the codebook."""
    folder = begin(root / "review", people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    file(folder).write_text(BOOK, encoding="utf-8")
    folder.refresh()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return made(tmp_path)


def file(folder: OpenReview) -> Path:
    return folder.root / "codebooks" / "themes.yaml"


def text(folder: OpenReview) -> str:
    return file(folder).read_text(encoding="utf-8")


def change(folder: OpenReview, what: Change, who: str = "a", phase: int = 0) -> ChangedBook:
    return codebook.change(folder, who, what, Noted("we agreed", phase))


def tables(folder: OpenReview) -> list[bytes]:
    """The theme x study table in each layout, as bytes."""
    (matrix,) = folder.review.matrices.values()
    return [as_bytes(matrix_table(matrix, layout, labels("en")), "html") for layout in Layout]


def holds(folder: OpenReview) -> None:
    """The history of the codebook says what its file says."""
    review = afresh(folder)
    (book,) = review.facts.codebooks
    acts = of_book(review.facts.codebook_acts, book.name)
    if acts:
        assert replayed(acts) == book.said
    assert [problem for problem in review.problems if problem.code == "codebook-edited"] == []


def test_the_first_change_records_the_codebook_as_it_was_found(folder: OpenReview) -> None:
    before = folder.review.facts.codebooks[0].said
    done = change(folder, changes.rename("closeness", "Nearness"), phase=4)
    assert done.begun
    first, second = folder.review.facts.codebook_acts
    assert (first.op, second.op) == ("version", "rename")
    assert replayed([first]) == before
    assert (second.why, second.phase, second.by, second.ids) == ("we agreed", 4, "a", ("closeness",))
    assert text(folder) == BOOK.replace("label: Closeness", "label: Nearness")
    holds(folder)
    assert not change(folder, changes.retire("time")).begun


def test_a_change_needs_a_reason_and_must_change_something(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="Say why"):
        codebook.change(folder, "a", changes.retire("time"), Noted("  "))
    with pytest.raises(ReviewkitError, match="says so already"):
        change(folder, changes.rename("closeness", "Closeness"))
    with pytest.raises(ReviewkitError, match="parent 'nobody' of 'time' is not in the codebook"):
        change(folder, changes.move("time", "nobody"))
    with pytest.raises(ReviewkitError, match="is below closeness"):
        change(folder, changes.move("closeness", "knows_me"))
    assert text(folder) == BOOK
    assert folder.review.facts.codebook_acts == ()


def test_a_folder_of_version_0_2_is_upgraded_first(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 2\n", ""), encoding="utf-8")
    with pytest.raises(ReviewkitError, match="reviewkit upgrade"):
        change(folder, changes.retire("time"))
    assert text(folder) == BOOK


def test_a_change_by_hand_is_noticed_and_accepted_as_what_it_amounts_to(folder: OpenReview) -> None:
    change(folder, changes.retire("time"))
    edited = text(folder).replace("She knows me", "Knows me").replace("parent: closeness", "parent: trust")
    file(folder).write_text(edited, encoding="utf-8")
    folder.refresh()
    (problem,) = [one for one in folder.review.problems if one.code == "codebook-edited"]
    assert "2 changes by hand" in problem.message
    for refused in (
        lambda: change(folder, changes.restore("time")),
        lambda: undo.undo(folder, "a", [_last(folder)]),
    ):
        with pytest.raises(ReviewkitError, match="codebook accept --why"):
            refused()
    done = codebook.accept(folder, "b", Noted("wrote it in the file"))
    assert [(act.op, act.ids, act.by) for act in done.acts] == [
        ("rename", ("knows_me",), "b"),
        ("move", ("knows_me",), "b"),
    ]
    assert text(folder) == edited
    holds(folder)
    with pytest.raises(ReviewkitError, match="says so already"):
        codebook.accept(folder, "b", WHY)
    undo.undo(folder, "b", list(done.ids))
    assert text(folder) == edited.replace("Knows me", "She knows me").replace("parent: trust", "parent: closeness")
    holds(folder)


def test_a_change_by_hand_is_rejected_and_what_the_history_says_is_written(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="says so already"):
        codebook.reject(folder, "a", WHY)
    change(folder, changes.retire("time"))
    before = text(folder)
    file(folder).write_text(BOOK.replace("She knows me", "Knows me"), encoding="utf-8")  # as another copy had it
    codebook.reject(folder, "b", WHY)
    assert text(folder) == before
    holds(folder)


def test_accepting_a_codebook_without_history_begins_it(folder: OpenReview) -> None:
    done = codebook.accept(folder, "a", WHY)
    assert (done.begun, len(done.acts)) == (True, 1)
    assert text(folder) == BOOK
    holds(folder)


def _last(folder: OpenReview) -> str:
    return folder.review.facts.codebook_acts[-1].id


def test_an_undo_gives_back_the_bytes_of_the_file_and_so_does_its_undo(folder: OpenReview) -> None:
    done = change(folder, changes.split("knows_me", {"one": "One", "two": "Two"}, False))
    after = text(folder)
    back = undo.undo(folder, "a", [done.ids[-1]])
    assert text(folder) == BOOK
    holds(folder)
    undo.undo(folder, "a", list(back.ids))
    assert text(folder) == after
    holds(folder)


def test_anybody_undoes_with_a_note(folder: OpenReview) -> None:
    done = change(folder, changes.retire("time"))
    with pytest.raises(ReviewkitError, match="--note WHY"):
        undo.undo(folder, "b", [done.ids[-1]])
    undo.undo(folder, "b", [done.ids[-1]], "we need it")
    assert text(folder) == BOOK


def test_an_earlier_act_is_undone_alone_where_nothing_builds_on_it(folder: OpenReview) -> None:
    first = change(folder, changes.rename("closeness", "Nearness"))
    change(folder, changes.retire("time"))
    undo.undo(folder, "a", [first.ids[-1]])
    assert "label: Closeness" in text(folder)
    assert "status: retired" in text(folder)
    holds(folder)


def test_an_act_on_which_a_later_one_builds_is_not_undone_before_it(folder: OpenReview) -> None:
    first = change(folder, changes.create("calm", "Calm"))
    later = change(folder, changes.move("time", "calm"))
    before = text(folder)
    for event in (first.ids[0], first.ids[1]):
        with pytest.raises(ReviewkitError, match=f"reviewkit undo {later.ids[0]}"):
            undo.undo(folder, "a", [event])
    assert text(folder) == before
    undo.undo(folder, "a", [later.ids[0], first.ids[1]])
    assert folder.review.facts.codebooks[0].said == replayed(folder.review.facts.codebook_acts)
    undo.undo(folder, "a", [first.ids[0]])
    assert folder.review.facts.codebook_acts == ()
    assert "calm" not in text(folder)


def test_the_beginning_of_a_history_is_not_undone_before_what_came_after_it(folder: OpenReview) -> None:
    """Also where that names none of its codes: a code in use that was split gets two new ones beside it."""
    done = codebook.split(folder, "a", "closeness", {"near": "Near", "dear": "Dear"}, WHY)
    with pytest.raises(ReviewkitError, match=f"reviewkit undo {done.ids[1]}"):
        undo.undo(folder, "a", [done.ids[0]])
    holds(folder)
    undo.undo(folder, "a", list(done.ids))
    assert text(folder) == BOOK
    holds(folder)


def _coded(folder: OpenReview, code: str, count: int) -> None:
    for number in range(count):
        coding.add_quote(folder, "a", "berg" if number % 3 else "aas", f"Quote {number}", [code])


def test_a_merged_theme_brings_its_quotes_along_and_undo_gives_back_every_table(folder: OpenReview) -> None:
    _coded(folder, "closeness", 12)
    _coded(folder, "knows_me", 8)
    before = tables(folder)
    done = change(folder, changes.merge(["closeness"], "trust"))
    (matrix,) = folder.review.matrices.values()
    assert [theme.id for theme in matrix.themes] == ["trust"]
    assert sum(len(marks) for marks in matrix.evidence.values()) == 20
    undo.undo(folder, "a", [done.ids[-1]])
    assert tables(folder) == before
    assert text(folder) == BOOK


def test_the_quotes_of_a_split_theme_go_on_counting_until_each_was_given_to_a_new_one(folder: OpenReview) -> None:
    _coded(folder, "closeness", 9)
    before = tables(folder)
    done = codebook.split(folder, "a", "closeness", {"near": "Near", "dear": "Dear"}, WHY)
    (matrix,) = folder.review.matrices.values()
    assert sum(len(marks) for marks in matrix.evidence.values()) == 9
    (book,) = folder.review.facts.codebooks
    waiting = codebook.to_reassign(folder.review, book)
    assert [(one.code, one.into) for one in waiting] == [("closeness", ("near", "dear"))] * 9
    first = waiting[0].evidence
    undo.undo(folder, "a", [first.event])
    given = coding.add_quote(folder, "a", "aas", first.quote, ["near"])
    assert len(codebook.to_reassign(folder.review, book)) == 8
    with pytest.raises(ReviewkitError, match="near would no longer be in the codebook"):
        undo.undo(folder, "a", [done.ids[-1]])
    undo.undo(folder, "a", [given.id])
    coding.add_quote(folder, "a", "aas", first.quote, ["closeness"])
    undo.undo(folder, "a", [done.ids[-1]])
    assert text(folder) == BOOK
    assert codebook.to_reassign(folder.review, folder.review.facts.codebooks[0]) == ()
    assert tables(folder) == before


ALL_TABLES = [(ending, layout, level) for ending in FORMATS for layout in Layout for level in MatrixLevel]


def every_table(folder: OpenReview) -> dict[str, bytes]:
    """The theme x study table in every format, layout and level, and the quotes."""
    review, words = folder.review, labels("en")
    (book,) = review.facts.codebooks
    made = {
        f"{layout} {level}.{ending}": as_bytes(
            matrix_table(review.matrices_of("any", None, level)[book.name], layout, words), ending
        )
        for ending, layout, level in ALL_TABLES
    }
    made["quotes.csv"] = as_bytes(quotes_table(review.coded_quotes(book), False, words), "csv")
    return made


def counted(folder: OpenReview) -> list[str]:
    """The quotes that count for a code, each as often as it counts."""
    (matrix,) = folder.review.matrices_of("any", None, MatrixLevel.CODE).values()
    return sorted(one.quote for marks in matrix.evidence.values() for one in marks)


@pytest.fixture
def coded_200(folder: OpenReview) -> OpenReview:
    """200 quotes of two studies on four codes, from a table."""
    codes = ("closeness", "knows_me", "trust", "same_face")
    rows = [f"{('berg', 'aas')[n % 2]},Quote {n},{codes[n % 4]}\n" for n in range(200)]
    table = folder.root.parent / "quotes.csv"
    table.write_text("study,quote,code\n" + "".join(rows), encoding="utf-8")
    quote_import.import_quotes(folder, "a", table)
    return folder


@pytest.mark.thorough
def test_a_merge_of_200_quotes_leaves_none_uncounted_and_undo_gives_back_every_table(
    coded_200: OpenReview,
) -> None:
    folder = coded_200
    quotes = sorted(f"Quote {n}" for n in range(200))
    before = every_table(folder)
    assert counted(folder) == quotes
    first = change(folder, changes.merge(["closeness", "knows_me"], "trust"))
    assert counted(folder) == quotes
    assert every_table(folder) != before
    second = change(folder, changes.merge(["trust"], "same_face"))
    assert counted(folder) == quotes
    undo.undo(folder, "a", [second.ids[-1]])
    undo.undo(folder, "a", [first.ids[-1]])
    assert every_table(folder) == before
    assert text(folder) == BOOK


@pytest.mark.thorough
def test_a_split_of_200_quotes_leaves_none_uncounted_and_undo_gives_back_every_table(
    coded_200: OpenReview,
) -> None:
    """While the 50 quotes of the code that was split are given to the new ones, and when the old one is retired."""
    folder = coded_200
    quotes = sorted(f"Quote {n}" for n in range(200))
    before = every_table(folder)
    done = codebook.split(folder, "a", "closeness", {"near": "Near", "dear": "Dear"}, WHY)
    waiting = codebook.to_reassign(folder.review, folder.review.facts.codebooks[0])
    assert (len(waiting), counted(folder) == quotes) == (50, True)
    given = []
    for number, one in enumerate(waiting):
        new = ("near", "dear")[number % 2]
        given.append(coding.recode(folder, "a", one.evidence.event, [new], "read again").id)
    assert codebook.to_reassign(folder.review, folder.review.facts.codebooks[0]) == ()
    assert counted(folder) == quotes
    retired = change(folder, changes.retire("closeness"))
    assert counted(folder) == quotes
    undo.undo(folder, "a", [retired.ids[-1]])
    undo.undo(folder, "a", given)
    undo.undo(folder, "a", [done.ids[-1]])
    assert every_table(folder) == before
    assert text(folder) == BOOK
    holds(folder)


def test_a_code_that_nobody_used_is_retired_when_it_is_split(folder: OpenReview) -> None:
    codebook.split(folder, "a", "time", {"haste": "Haste", "calm": "Calm"}, WHY)
    codes = {code.id: code.status for code in folder.review.facts.codebooks[0].codes}
    assert (codes["time"], codes["haste"]) == ("retired", "active")
    with pytest.raises(ReviewkitError, match="at least two"):
        codebook.split(folder, "a", "trust", {"one": "One"}, WHY)


def test_of_several_codebooks_one_is_named(folder: OpenReview) -> None:
    (folder.root / "codebooks" / "other.yaml").write_text("codes: {time: Time}\n", encoding="utf-8")
    folder.refresh()
    with pytest.raises(ReviewkitError, match="--codebook"):
        change(folder, changes.retire("time"))
    codebook.change(folder, "a", changes.retire("time"), Noted("why", book="other"))
    assert text(folder) == BOOK
    with pytest.raises(ReviewkitError, match="there is no codebook 'third'"):
        codebook.change(folder, "a", changes.retire("time"), Noted("why", book="third"))


@pytest.mark.thorough
@any_of(st.lists(st.one_of(CHANGES, st.integers(0, 20)), min_size=1, max_size=6))
@settings(deadline=None, max_examples=25)
def test_any_changes_and_undos_leave_a_file_that_says_what_its_history_says(done: "list[Change | int]") -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = made(Path(place))
        for one in done:
            known = folder.review.facts.codebook_acts
            try:
                if not isinstance(one, int):
                    change(folder, one)
                elif known:
                    undo.undo(folder, "a", [known[one % len(known)].id])
            except ReviewkitError:
                pass
            folder = open_review(folder.root)
            holds(folder)


def test_a_change_that_a_crash_cut_off_after_the_file_was_written_is_finished_by_repeating_it(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(folder, changes.retire("time"))
    before = text(folder)
    merge = changes.merge(["trust"], "closeness")
    with monkeypatch.context() as cut:
        cut.setattr(Acting, "log", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            change(folder, merge)
    folder.refresh()
    assert text(folder) != before
    with pytest.raises(ReviewkitError, match="codebook reject --why"):
        change(folder, changes.restore("time"))
    (act,) = change(folder, merge).acts
    assert (act.op, act.ids, act.into) == ("merge", ("trust",), ("closeness",))
    assert [one for one in folder.review.problems if one.code == "codebook-edited"] == []
    undo.undo(folder, "a", [_last(folder)])
    assert text(folder) == before
