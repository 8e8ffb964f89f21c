"""A mark counts once, for the code that it is called now; what is below a code is counted apart from its own."""

from pathlib import Path

from reviewkit.actions import codebook, coding
from reviewkit.actions.codebook import Noted
from reviewkit.code_use import CodeUse, uses
from reviewkit.codebook_changes import merge
from reviewkit.errors import Place
from reviewkit.model import Code, Codebook, Coding, Mark, Segment
from reviewkit.store.open_review import OpenReview
from tests.page.coded import begun


def used(folder: OpenReview) -> dict[str, CodeUse]:
    review = folder.review
    return dict(uses(review.facts.codebooks[0], review.facts.codings))


def test_marks_on_quotes_and_on_studies_count_and_those_below_apart(tmp_path: Path) -> None:
    folder = begun(tmp_path / "review")
    coding.add_quote(folder, "a", "berg", "trusted each other", ["trust", "knows_me"])
    coding.add_quote(folder, "a", "aas", "know the house", ["knows_me"])
    coding.mark_study(folder, "a", "aas", "knows_me")
    assert used(folder) == {
        "trust": CodeUse(1, 1, 3, 2),
        "knows_me": CodeUse(3, 2, 0, 2),
        "time": CodeUse(),
    }


def test_the_marks_of_a_code_follow_it_when_it_is_merged(tmp_path: Path) -> None:
    folder = begun(tmp_path / "review")
    coding.add_quote(folder, "a", "berg", "Time was short", ["time"])
    codebook.change(folder, "a", merge(["time"], "trust"), Noted("the same"))
    assert used(folder)["trust"] == CodeUse(1, 1, 0, 1)
    assert used(folder)["time"] == CodeUse()


def test_a_circle_of_parents_and_another_codebook_do_not_count() -> None:
    codes = (Code("a", "code", {}, parent="b"), Code("b", "code", {}, parent="a"))
    book = Codebook("themes", "", "1", "en", codes)
    segments = (Segment("words", "", (Mark("a"), Mark("gone"))),)
    mine = Coding("kari", "berg", "done", segments, (), Place(""))
    other = Coding("kari", "aas", "done", segments, (), Place(""), codebook="others")
    assert uses(book, [mine, other]) == {"a": CodeUse(1, 1, 0, 1), "b": CodeUse(0, 0, 1, 1)}
