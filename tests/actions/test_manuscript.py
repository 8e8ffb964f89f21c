"""A manuscript held against a folder."""

from pathlib import Path

import pytest

from reviewkit import limits
from reviewkit.actions import texts
from reviewkit.actions.manuscript import check, check_file
from reviewkit.errors import ReviewkitError
from reviewkit.manuscript.claim import Answer, ClaimKind
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE, REPOSITORY
from tests.extract.pages import plain
from tests.folders import begin, decide, ready_to_code

PUBLISHED = REPOSITORY.parent / "shared" / "seeds" / "000_e8b2e162905213b6.txt"

# What the published text of the worked example says that its own data show to be wrong, or that it contradicts itself.
CONTRADICTIONS = {
    (299, "1502"),  # duplicates removed: the number of records identified; 217 follows
    (315, "1270"),  # its five reasons add up to 1246
    (350, "vedlegg 1"),  # the table of studies is appendix 2
    (482, "Sundler et al. (2019)"),  # 2020
    (490, "Sundler et al. (2019)"),
    (510, "Strandås et al., 2018"),  # 2019
    (527, "Bødtker et al., 2019"),  # Bødker
    (534, "Bødtker et al. (2019)"),
    (559, "Koltsida og Jonasson (2019)"),  # 2021
    (655, "Johannesen et al. (2020)"),  # Johannessen
    (657, "Johannesen et al. (2020)"),
    (1548, "Graneheim & Lundham, 2004"),  # Lundman, elsewhere in the text
}


def test_the_claims_of_a_text_are_counted_by_their_answers() -> None:
    text = b"# Paper\n\nWe included 15 studies. Sixteen studies were included. Two studies were long.\n"
    found = check(open_review(EXAMPLE), text, "paper.md")
    assert found.counts[Answer.AGREES] == 1
    assert [one.claim.words for one in found.wrong] == ["Sixteen"]
    assert found.passage_of(found.wrong[0]).text.startswith("We included")


def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "paper.xyz"
    path.write_text("15 studies", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="docx"):
        check_file(open_review(EXAMPLE), path)


def test_a_pdf_that_would_end_the_process_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the process that is given up, and what it is given, see tests/store/test_apart.py."""
    monkeypatch.setattr(limits, "READING_WAIT", 0.001)
    with pytest.raises(ReviewkitError, match=r"paper\.PDF: reading this document takes more memory or time"):
        check(open_review(EXAMPLE), plain(), "paper.PDF")


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published text of the worked example is not here")
def test_every_contradiction_of_the_worked_example_is_found_and_nothing_else() -> None:
    found = check_file(open_review(EXAMPLE), PUBLISHED)
    places = {(found.passage_of(one).line_at(one.claim.start), one.claim.words) for one in found.wrong}
    assert places == CONTRADICTIONS


def test_a_quotation_that_nobody_coded_is_looked_for_in_the_full_text(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    ready_to_code(folder, "berg")
    studies = folder.root / "studies.yaml"
    studies.write_text("berg: {citation: Berg (2020), records: [cinahl-0001]}\n", encoding="utf-8")
    folder.refresh()
    decide(folder, "a", 1, "y")
    words = "We asked twelve nurses in home care what they do when the road is closed"
    texts.attach(
        folder, "a", "cinahl-0001", "berg.html", f"<html><p>{words}, and they told us.</p></html>".encode()
    )
    for said, answer in ((words, Answer.AGREES), (words.replace("closed", "open"), Answer.DISAGREES)):
        found = check(folder, f"# Paper\n\nBerg (2020) writes: “{said}”.\n".encode(), "paper.md")
        assert [one.answer for one in found.claims if one.claim.kind is ClaimKind.QUOTE] == [answer]
