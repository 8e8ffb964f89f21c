"""The review in a bundle, of which the exports were withheld, counts as the review does."""

import io
import re
import zipfile
from pathlib import Path

from reviewkit.actions.bundle import Sharing, bundle
from reviewkit.actions.bundled import README, facts_of, made_again, review_of
from reviewkit.store.bundles import folder_of
from reviewkit.store.open_review import open_review


def test_groups_outcomes_and_numbers_are_those_of_the_review(example: Path) -> None:
    whole = open_review(example).review
    made = bundle(open_review(example), Sharing())
    Path("shared.zip").write_bytes(made.data)
    with folder_of(Path("shared.zip")) as root:
        review = review_of(facts_of(root), made.bundle)
        assert review.groups == whole.groups
        assert review.report_of == whole.report_of
        assert {name: box.members for name, box in review.flow.boxes.items()} == {
            name: box.members for name, box in whole.flow.boxes.items()
        }
        assert {one.report: one.state for one in review.outcomes.values()} == {
            one.report: one.state for one in whole.outcomes.values()
        }
        assert {record.title for record in review.records.values()} == {""}
        again = made_again(review, made.bundle)
    assert set(again) <= set(made.files)
    assert "reviewkit verify" in again[README].decode("utf-8")


def test_a_title_is_no_markup_in_the_readme(example: Path) -> None:
    agreed = example / "review.yaml"
    titled = re.sub(
        r"(?m)^title:.*", "title: Trust <img src=x onerror=alert(1)> [here](http://x)", agreed.read_text("utf-8")
    )
    agreed.write_text(titled, encoding="utf-8")
    made = zipfile.ZipFile(io.BytesIO(bundle(open_review(example), Sharing()).data))
    title = made.read(README).decode("utf-8").splitlines()[0]
    assert title == r"# Trust \<img src=x onerror=alert(1)\> \[here\](http://x)"
