"""The shapes of reviews of coded quotes; what commands print is in test_json_schema."""

from reviewkit.actions.coding_review import Reviewed, ReviewList
from reviewkit.coding_reviews import ReviewCounts, ReviewedQuote
from reviewkit.model import Mark, Segment, SegmentReview
from reviewkit.render import json_reviews
from tests.json_schema import misfit

ASKED = SegmentReview("b", "propose", (Mark("time", "contradicts"),), "why", "b-1", (Mark("trust"),), True)
QUOTE = ReviewedQuote("berg", "a", Segment("We trust", "", (Mark("trust"),), event="a-1", reviews=(ASKED,)))


def test_a_coded_quote_has_what_others_said_of_it() -> None:
    shape = json_reviews.coded_segment(QUOTE)
    assert misfit(shape, "coded_segment") == ""
    assert (shape["page"], shape["codes"]) == (None, [{"code": "trust", "relation": "supports"}])
    assert shape["reviews"] == [
        {
            "event": "b-1",
            "by": "b",
            "action": "propose",
            "codes": [{"code": "time", "relation": "contradicts"}],
            "why": "why",
            "open": True,
        }
    ]


def test_a_list_says_for_whom_it_is_and_what_is_not_shown() -> None:
    found = ReviewList("", (), (QUOTE,), ReviewCounts(3, 2, 1, 1, 0, 1, 0, 1), 4, QUOTE)
    shape = json_reviews.review_list(found, ["aas"])
    assert misfit(shape, "code-review") == ""
    assert (shape["person"], shape["without_id"], shape["closed"]) == (None, 4, ["aas"])
    assert shape["segment"] == shape["open"][0]
    assert list(shape["counts"].values()) == [3, 2, 1, 1, 0, 1, 0, 1]
    assert json_reviews.review_list(ReviewList("b", (), (), ReviewCounts(), 0), [])["segment"] is None


def test_a_review_that_was_logged_says_which_codes_the_quote_has_now() -> None:
    shape = json_reviews.reviewed(Reviewed("b-1", "a-1", "berg", "a", (Mark("time"),), already=True))
    assert misfit(shape, "code-review-said") == ""
    assert (shape["codes"][0]["code"], shape["already"]) == ("time", True)
