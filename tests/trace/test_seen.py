"""What traces look up in a review, as one person may see it."""

from reviewkit.trace import Seen
from tests.builders import decision, protocol
from tests.test_prisma import IDS, review
from tests.trace.test_chain import coded_review


def test_what_others_decided_is_hidden_until_one_has_decided_and_the_stage_is_over() -> None:
    found = review(protocol(), [decision("a", IDS[0], "exclude")], [], [])
    assert [Seen(found, who).is_hidden(IDS[0]) for who in ("a", "b", "")] == [False, True, True]
    done = review(protocol(), [decision(who, one, "exclude") for one in IDS for who in ("a", "b")], [], [])
    assert not any(Seen(done, who).is_hidden(IDS[0]) for who in ("a", "b", ""))


def test_studies_are_found_by_their_reports_whichever_record_names_them() -> None:
    seen = Seen(coded_review(), "a")
    assert seen.study_of["medline-0002"] == (
        "aas",
    )  # studies.yaml names web-0001 too, which is one report with it
    assert seen.included == {"berg", "aas"}


def test_an_alias_and_a_code_count_for_the_theme_above_them() -> None:
    book = Seen(coded_review(), "a").books["themes"]
    assert (book.now["hours"], book.theme("hours"), book.theme("open-door"), book.theme("old")) == (
        "time",
        "time",
        "trust",
        "",
    )
