"""revaise.json has the words of RevAIse 0.7.1, and only what the logs say."""

import json
from pathlib import Path

from reviewkit.actions.bundle import Sharing, bundle
from reviewkit.model import Facts, Protocol
from reviewkit.render.revaise import revaise
from reviewkit.review import Review
from reviewkit.store.open_review import open_review

# The slots of its class Review that are used, and the values that their lists have.
SLOTS = {
    "review_id",
    "review_title",
    "review_type",
    "review_status",
    "review_language",
    "review_authors",
    "protocol",
    "flow_diagram",
    "stages",
}
STAGES = ["search", "deduplication", "screening_title_abstract", "data_extraction", "synthesis_narrative"]


def test_the_worked_example_in_its_words(example: Path) -> None:
    folder = open_review(example)
    made = bundle(folder, Sharing())
    found = json.loads(revaise(folder.review.facts, folder.review.flow, made.bundle))
    assert found.keys() == SLOTS
    assert found["review_id"] == f"sha256:{made.hash}"
    assert (found["review_type"], found["review_status"]) == ("SCOPING_REVIEW", "COMPLETED")
    assert found["flow_diagram"] == {
        "flow_standard": "PRISMA 2020",
        "records_identified": 1502,
        "records_screened": 1285,
        "total_included": 15,
    }
    assert [stage["stage_type"] for stage in found["stages"]] == STAGES
    assert found["stages"][0]["started_at"].startswith("2023-05-02T10:00:00")
    assert found["protocol"]["research_question"].startswith("Hvilke forhold")


def test_a_review_in_which_nothing_happened_has_what_the_standard_needs(example: Path) -> None:
    made = bundle(open_review(example), Sharing()).bundle
    facts = Facts(Protocol(""))
    found = json.loads(revaise(facts, Review(facts).flow, made))
    assert (found["review_title"], found["review_authors"]) == ("A scoping review", [{"name": "not stated"}])
    assert not {"stages", "protocol"} & found.keys()
