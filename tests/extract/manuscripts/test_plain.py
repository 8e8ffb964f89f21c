"""Plain text, as people write it and as pdftotext makes it."""

import pytest

from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.model.passages import Passage, Role
from tests.growth import LINEAR, growth

LONG = "This sentence is as wide as the text of a page is usually set by programs"


def passages(text: str) -> tuple[Passage, ...]:
    return read_manuscript(text.encode(), "a.txt").passages


def texts(text: str) -> list[str]:
    return [one.text for one in passages(text)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (f"{LONG} and hel-\nsepersonell go on.", [f"{LONG} and helsepersonell go on."]),
        (f"{LONG} in helse-\nog omsorgstjenester.", [f"{LONG} in helse- og omsorgstjenester."]),
        (f"{LONG} from 2018–\n2023 on.", [f"{LONG} from 2018–2023 on."]),
        (f"{LONG}\n\nand goes on after a blank line.", [f"{LONG} and goes on after a blank line."]),
        (f"{LONG}.\nShort end.\nAnother one begins.", [f"{LONG}. Short end.", "Another one begins."]),
        ("Found in:\nCINAHL (n=113)\nERIC (n=29)\n" + LONG, ["Found in:", "CINAHL (n=113)", "ERIC (n=29)", LONG]),
        ("ProQuest Dissertations and \nTheses (n=112)\n\n" + LONG, ["ProQuest Dissertations and Theses (n=112)", LONG]),
        ("Studies assessed\n(n=1285)\n\n" + LONG, ["Studies assessed (n=1285)", LONG]),
        ("Themes were:\n1.\tFirst\n2.\tSecond\n\n" + LONG, ["Themes were:", "1. First", "2. Second", LONG]),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(lines: str, wanted: list[str]) -> None:
    assert texts(lines) == wanted


def test_a_place_in_a_paragraph_has_its_line_and_page() -> None:
    found = passages(f"Title\n\n{LONG} and so\n\f12\n\nit goes on over the pages.")[-1]
    assert (found.line_at(0), found.page_at(0)) == (3, 1)
    second = found.text.index("it goes")
    assert (found.line_at(second - 1), found.page_at(second - 1)) == (3, 1)
    assert (found.line_at(second), found.page_at(second)) == (6, 2)


def test_page_numbers_and_running_titles_are_no_text() -> None:
    pages = [f"Running title {n}\n\n{LONG} {n}.\n\n15 (46)\n\n{n}\n" for n in (7, 8, 9, 10)]
    assert texts("\f".join(pages)) == [text for n in (7, 8, 9, 10) for text in (f"{LONG} {n}.", "15 (46)")]


def test_page_numbers_without_form_feeds_count_on() -> None:
    page = "\n" + f"{LONG}.\n\n" * 10
    assert "2" not in texts("".join(f"\n{number}\n{page}" for number in (1, 2, 3)))
    assert "29" in texts(f"{LONG}.\n\n29\n\n{LONG}.")


def test_headings_and_what_is_below_them() -> None:
    found = passages(
        f"A scoping review\n\nAbstract\n{LONG}.\n\n1. Introduction\n{LONG}.\n\n2.1 Search\n{LONG}.\n\n"
        "Table 1 shows that\n\nTable 1 Included studies\n\nReferanser\nBerg A. (2020). Title.\n\nVedlegg 1 Søk\n\nText"
    )
    assert [(one.role, one.text[:12]) for one in found] == [
        (Role.TITLE, "A scoping re"),
        (Role.HEADING, "Abstract"),
        (Role.ABSTRACT, "This sentenc"),
        (Role.HEADING, "1. Introduct"),
        (Role.BODY, "This sentenc"),
        (Role.HEADING, "2.1 Search"),
        (Role.BODY, "This sentenc"),
        (Role.BODY, "Table 1 show"),
        (Role.CAPTION, "Table 1 Incl"),
        (Role.HEADING, "Referanser"),
        (Role.REFERENCE, "Berg A. (202"),
        (Role.HEADING, "Vedlegg 1 Sø"),
        (Role.BODY, "Text"),
    ]


@pytest.mark.thorough
def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    assert growth(lambda size: passages(f"{LONG}\n" * size + "\f" + f"{LONG}.\n\n12\n\n" * size), 2_000) < LINEAR
