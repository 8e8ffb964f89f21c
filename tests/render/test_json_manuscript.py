"""The claims of a manuscript for other programs."""

from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.manuscript.judged import judged
from reviewkit.render import json_manuscript
from tests.manuscript.checked import example


def test_each_claim_has_its_place_and_what_the_folder_says() -> None:
    manuscript = read_manuscript(b"# Paper\n\nSixteen studies were included.\n", "paper.md")
    found = json_manuscript.checked_manuscript(manuscript, judged(manuscript, example()), {})
    assert (found["file"], found["agrees"], found["disagrees"], found["parts_disagree"]) == ("paper.md", 0, 1, 0)
    (claim,) = found["claims"]
    assert claim["answer"] == "disagrees"
    assert claim["claim"]["words"] == "Sixteen"
    assert claim["claim"]["line"] == 3
    assert claim["claim"]["text"][claim["claim"]["start"] : claim["claim"]["end"]] == "Sixteen"
    assert "new.studies" in claim["sources"]
