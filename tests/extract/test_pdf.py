"""Pages of PDF are read as a person reads them. expected/ has the text of each page; a form feed parts two pages."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text

from reviewkit.errors import ReviewkitError
from reviewkit.extract.pdf import read_pdf
from reviewkit.extract.reading import Unit
from tests.conftest import shared
from tests.extract.pages import PAGES, plain, scan

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_as_a_person_reads_it(name: str) -> None:
    found = read_pdf(PAGES[name](), name)
    wanted = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n\f\n".join(found.parts) + "\n" == wanted
    assert found.unit is Unit.PAGE


@pytest.mark.parametrize("name", PAGES)
def test_another_reader_finds_the_same_letters(name: str) -> None:
    """pdfminer.six reads PDFs in its own way; the order may differ, the letters may not."""
    data = PAGES[name]()
    theirs, ours = extract_text(BytesIO(data)), "".join(read_pdf(data, name).parts)
    assert _letters(ours) == _letters(theirs.replace("(cid:1)", "fi").replace("(cid:2)", "fl"))


def _letters(text: str) -> Counter[str]:
    plain_text = text.replace("ﬁ", "fi").replace("ﬂ", "fl").translate(str.maketrans("⁰¹²³", "0123"))
    return Counter(glyph for glyph in plain_text if glyph.isalnum())


def test_a_picture_of_text_is_said_to_be_a_scan() -> None:
    assert read_pdf(scan(), "scan.pdf").scans == (1,)
    assert read_pdf(plain(), "plain.pdf").scans == ()


@pytest.mark.parametrize("data", [b"%PDF-1.4\nstartxref\n0\n%%EOF", b"%PDF-", b"nothing of a PDF"])
def test_what_is_no_whole_pdf_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(ReviewkitError, match=r"paper\.pdf: this PDF cannot be read; .* print it to a new PDF"):
        read_pdf(data, "paper.pdf")


@pytest.mark.parametrize("cut", [100, 400, 700, 1000])
def test_a_pdf_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(ReviewkitError, match=r"cut\.pdf: this PDF cannot be read; it is damaged"):
        read_pdf(plain()[:cut], "cut.pdf")


@pytest.mark.parametrize("name", ["bmc-12957-2018-1381", "frontiers-fgene-2018-00589", "plos-one-0221509"])
def test_of_a_real_article_no_word_is_lost(name: str) -> None:
    data = (shared("texts", f"{name}.pdf")).read_bytes()
    ours, theirs = (_words(text) for text in ("\n".join(read_pdf(data, name).parts), extract_text(BytesIO(data))))
    lost = theirs - ours
    assert lost.total() <= 0.01 * theirs.total(), lost.most_common(20)


def _words(text: str) -> Counter[str]:
    """Words of four letters and more, without those that are divided at a line's end."""
    letters = text.casefold().replace("ﬁ", "fi").replace("ﬂ", "fl")
    return Counter(re.findall(r"[a-z]{4,}", re.sub(r"-\s*\n\s*", "", letters)))
