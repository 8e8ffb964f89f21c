"""What Zotero's translator drops, mistakes or decodes goes out as it reads it, as make interchange measured."""

from dataclasses import replace

import pytest

from reviewkit.exchange.outgoing import outgoing
from reviewkit.formats import ris
from reviewkit.formats.kinds import WORDS, Kind
from reviewkit.words import Tool

EVERYTHING = (
    "TI  - Trust\nAU  - Berg, Nora\nA2  - Dahl, Per\nPY  - 2020\nT2  - Care at home\nT3  - A series\nVL  - 12\n"
    "IS  - 3\nSP  - 100\nEP  - 110\nET  - 2\nPB  - Fjord\nCY  - Oslo\nSN  - 978-82-15-00000-0\nSN  - 1234-5678\n"
    "LA  - nb\nER  - \n"
)


def sent(text: str) -> list[tuple[str, str]]:
    record = replace(ris.read(text, "x").records[0], id="s-0001")
    return [(item.tag, item.value) for item in outgoing(record, Tool.ZOTERO).fields]


def notes(text: str) -> list[str]:
    return [value for tag, value in sent(text) if tag == "N1"][1:]


@pytest.mark.parametrize(
    ("kind", "as_notes"),
    [
        ("JOUR", ["ET: 2", "SN: 978-82-15-00000-0"]),
        ("BOOK", ["T2: Care at home", "IS: 3", "SP: 100", "EP: 110", "SN: 1234-5678"]),
        ("CHAP", ["IS: 3", "SN: 1234-5678"]),
        ("RPRT", ["T3: A series", "VL: 12", "IS: 3", "ET: 2", "SN: 978-82-15-00000-0", "SN: 1234-5678"]),
        ("MGZN", ["Editor: Dahl, Per", "T3: A series", "ET: 2", "SN: 978-82-15-00000-0"]),
        (
            "COMP",
            [
                "Editor: Dahl, Per",
                "T3: A series",
                "VL: 12",
                "IS: 3",
                "SP: 100",
                "EP: 110",
                "LA: nb",
                "SN: 1234-5678",
            ],
        ),
    ],
)
def test_what_an_item_of_a_kind_has_no_field_for_is_a_note(kind: str, as_notes: list[str]) -> None:
    assert notes(f"TY  - {kind}\n{EVERYTHING}") == as_notes


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_lost_whatever_the_kind(kind: Kind) -> None:
    told = " ".join(value for _, value in sent(f"TY  - {WORDS[kind].ris}\n{EVERYTHING}"))
    for value in (
        "Trust",
        "Dahl, Per",
        "Care at home",
        "A series",
        "12",
        "100",
        "Fjord",
        "Oslo",
        "1234-5678",
        "nb",
    ):
        assert value in told


@pytest.mark.parametrize(("pages", "tags"), [("SP  - 267", [("SP", "267")]), ("SP  - 267\nEP  - 273", [])])
def test_only_a_single_number_is_how_many_pages_a_thesis_has(pages: str, tags: list[tuple[str, str]]) -> None:
    found = sent(f"TY  - THES\nTI  - A\n{pages}\nER  - \n")
    assert [item for item in found if item[0] in ("SP", "EP")] == tags


@pytest.mark.parametrize("kind", ["BOOK", "CHAP", "CONF", "RPRT", "JOUR"])
def test_editors_are_never_editors_of_a_series(kind: str) -> None:
    assert ("ED", "Dahl, Per") in sent(f"TY  - {kind}\nTI  - A\nAU  - Berg, Nora\nA2  - Dahl, Per\nER  - \n")


@pytest.mark.parametrize(
    ("kind", "written"),
    [("UNPB", "MANSCPT"), ("GEN", "ANCIENT"), ("INPR", "JOUR"), ("EJOUR", "JOUR"), ("SLIDE", "SLIDE")],
)
def test_the_word_for_the_kind_is_one_that_zotero_understands(kind: str, written: str) -> None:
    """GEN and UNPB would become articles, an article in press (INPR) a manuscript without a journal."""
    assert sent(f"TY  - {kind}\nTI  - A\nER  - \n")[0] == ("TY", written)


@pytest.mark.parametrize(
    ("tag", "value", "written"),
    [
        ("UR", "https://example.org/a?b=1&section=2", "https://example.org/a?b=1&amp;section=2"),
        ("T2", "Care &copy letters", "Care &amp;copy letters"),
        ("PB", "Smith & Jones", "Smith & Jones"),
        ("TI", "Less than <b 5 min", "Less than &lt;b 5 min"),
        ("TI", "Visits < 5 min", "Visits < 5 min"),
        ("AB", "Less than <b 5 min & more", "Less than <b 5 min & more"),
    ],
)
def test_text_that_would_be_decoded_as_html_is_encoded(tag: str, value: str, written: str) -> None:
    title = "" if tag == "TI" else "TI  - A\n"
    assert (tag, written) in sent(f"TY  - JOUR\n{title}{tag}  - {value}\nER  - \n")


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("Language: English", "Language : English"),
        ("csv a/Language: eng", "csv a/Language : eng"),
        ("Record Number: 7", "Record Number : 7"),
        ("Editor/Compiler Role: editor", "Editor/Compiler Role : editor"),
        ("Accession Number: 105; Language: English", "Accession Number: 105; Language: English"),
        ("Seen by Per: yes", "Seen by Per: yes"),
    ],
)
def test_a_note_is_never_read_as_procite_wrote_it(note: str, written: str) -> None:
    assert notes(f"TY  - BOOK\nTI  - A\nVL  - 3\nN1  - {note}\nER  - \n") == [written]
