"""What people name is found, and what is nothing or several things is said."""

from dataclasses import replace

import pytest

from reviewkit.errors import Place, ReviewkitError
from reviewkit.model import Coding, Import, Mark, Segment, Study
from reviewkit.review import Review
from reviewkit.trace import Named, Seen, acts_named, named, quotes_named
from tests.builders import decision
from tests.trace.test_chain import coded_review

QUOTED = Coding(
    "a",
    "berg",
    "done",
    (Segment("We trust  each other", "2", (Mark("trust"),), place=Place("coding/a/berg.yaml", 3)),),
    (),
    Place("coding/a/berg.yaml", 1),
)


@pytest.fixture
def seen() -> Seen:
    return Seen(coded_review(QUOTED), "a")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["medline-0001"], "record:medline-0001"),
        (["report:medline-0001"], "record:medline-0001"),
        (["berg"], "study:berg"),
        (["screened"], "box:screened"),
        (["id.databases.medline"], "box:id.databases.medline"),
        (["trust"], "theme:themes/trust"),
        (["theme:trust"], "theme:themes/trust"),
        (["open-door"], "code:themes/open-door"),
        (["trust", "berg"], "cell:themes/trust/berg"),
        (["berg", "trust"], "cell:themes/trust/berg"),
        (["cell:themes/trust/berg"], "cell:themes/trust/berg"),
        (["medline"], "source:medline"),
        (["12"], "number:12"),
        (["1 502"], "number:1502"),
        (["1,502"], "number:1502"),
        (["1\u00a0502"], "number:1502"),
        (["quote:TRUST each"], "coding/a/berg.yaml:3"),
    ],
)
def test_what_is_named_is_found(words: list[str], name: str, seen: Seen) -> None:
    assert named(seen, words).name == name


@pytest.mark.parametrize(
    "words", [["nothing"], ["record:nothing"], ["trust", "nobody"], ["open-door", "berg"], ["1.5"], [""], ["box:"]]
)
def test_what_is_nothing_is_said_with_what_can_be_named(words: list[str], seen: Seen) -> None:
    with pytest.raises(ReviewkitError, match=r"Nothing in this review is called .* Name a record \(cinahl-0017\)"):
        named(seen, words)


def test_what_is_several_things_is_said_with_the_name_of_each() -> None:
    facts = coded_review().facts
    studies = (replace(facts.studies[0], key="trust"), *facts.studies[1:])
    seen = Seen(Review(replace(facts, studies=studies)), "a")
    with pytest.raises(ReviewkitError, match=r"'trust' names several things. .* study:trust, theme:themes/trust"):
        named(seen, ["trust"])
    assert named(seen, ["study:trust"]) == Named("study", ("trust",))


def test_words_of_a_quote_find_it_and_a_short_text_is_no_quote(seen: Seen) -> None:
    assert [one.name for one in quotes_named(seen, ["trust each other"])] == ["coding/a/berg.yaml:3"]
    assert quotes_named(seen, ["trust"]) == ()


def test_an_id_that_several_logs_have_is_told_apart_by_the_kind_of_log() -> None:
    facts = coded_review().facts
    imported = Import("medline", 1, "x.ris", "", id="a-1", place=Place("searches/imports/a.jsonl", 1))
    decided = replace(decision("a", "medline-0001", "include"), id="a-1", place=Place("screening/a.jsonl", 1))
    review = Review(replace(facts, imports=(imported,), decisions=(decided,)))
    assert len(acts_named(review, "a-1")) == 2
    assert acts_named(review, "screening/a-1") == (decided,)
    with pytest.raises(ReviewkitError, match=r"event:searches/imports/a-1, event:screening/a-1"):
        named(Seen(review, "a"), ["a-1"])


def test_a_study_that_no_file_names_is_found_as_its_record() -> None:
    facts = coded_review().facts
    seen = Seen(Review(replace(facts, studies=())), "a")
    assert any(isinstance(one, Study) and one.key == "medline-0001" for one in seen.review.included_studies)
    assert named(seen, ["medline-0001"]).what == "record"
