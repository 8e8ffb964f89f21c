"""A reviewer's sheet as it comes back: empty decisions, lost ids, words of three languages, labels."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.decisions import imported_decisions, undecided
from reviewkit.exchange.imported import ImportedDecision
from reviewkit.words import Choice

HEADS = {
    "en": "reviewkit,seen,reviewer,Record,Decision,Reason,Note,Labels,Title,Stage",
    "nb": "reviewkit,seen,reviewer,Post,Beslutning,Årsak,Merknad,Etiketter,Tittel,Trinn",
    "nn": "reviewkit,seen,reviewer,Post,Avgjerd,Årsak,Merknad,Merkelappar,Tittel,Steg",
}


def text(*rows: str, head: str = HEADS["en"]) -> bytes:
    return "\n".join([head, *rows]).encode()


def read(*rows: str, head: str = HEADS["en"]) -> list[ImportedDecision]:
    return list(imported_decisions(text(*rows, head=head), "x.csv"))


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_a_sheet_is_read_in_every_language(head: str) -> None:
    for separator in ",;":
        row = 'reviewkit:s-0001,,a,s-0001, Ekskluder ,Feil utvalg,"a, b; c",rural,T'.replace(",", separator)
        (found,) = read(row.replace(f'"a{separator}', '"a,'), head=head.replace(",", separator))
        assert (found.record, found.reviewer, found.choice, found.reasons, found.note, found.seen) == (
            "s-0001",
            "a",
            Choice.EXCLUDE,
            ("Feil utvalg",),
            "a, b; c",
            "",
        )


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("INKLUDER", Choice.INCLUDE),
        ("inkluderast", Choice.INCLUDE),
        ("SANN", Choice.INCLUDE),
        ("True", Choice.INCLUDE),
        ("ekskluderast", Choice.EXCLUDE),
        ("USANN", Choice.EXCLUDE),
        ("\u00a0kanskje\u00a0", Choice.MAYBE),
        ("Maybe", Choice.MAYBE),
    ],
)
def test_words_of_every_language_and_what_excel_makes_of_them(word: str, choice: Choice) -> None:
    (found,) = read(f"reviewkit:s-0001,,a,s-0001,{word},,,,T")
    assert found.choice is choice


def test_a_row_without_a_decision_is_passed_over_and_named_where_something_stands_in_it() -> None:
    rows = (
        "reviewkit:s-0001,,a,s-0001,,,,,T",
        "reviewkit:s-0002,,a,s-0002,,,ask Ola,rural,T",
        "reviewkit:s-0003,a-k3f9q-1,a,s-0003,,,,,T",
        "reviewkit:s-0004,,a,s-0004,include,,,,T",
    )
    assert [one.record for one in read(*rows)] == ["s-0004"]
    assert [(one.place.line, one.message) for one in undecided(text(*rows), "x.csv")] == [
        (3, "s-0002 has no decision, so this was not imported: note, labels"),
        (
            4,
            "the decision on s-0003 was deleted here, but it still counts. To take it back: reviewkit undo a-k3f9q-1",
        ),
    ]


def test_every_row_that_lost_what_it_is_about_is_named_and_nothing_is_read() -> None:
    with pytest.raises(ReviewkitError) as refused:
        read(
            "reviewkit:s-0001,,a,s-0O01,include,,,,T",
            ",,,,include,,,,A row of my own",
            "reviewkit:s-0003,,a,s-0002,include,,,,T",
            "reviewkit:s-0004,,a,,include,,,,T",
            "reviewkit:s-0005,,a,s-0005,perhaps,,,,T",
            "reviewkit:s-0006,,a,s-0006,0,,,,T",
            "reviewkit:s-0007,,a,s-0007,include,,,,T",
        )
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [f"x.csv:{n}" for n in (2, 3, 4, 5, 6, 7)]
    assert "this row is of s-0001, but says s-0O01 in the column of ids" in lines[0]
    assert "its hidden columns are empty" in lines[1]
    assert "says nothing in the column of ids" in lines[3]
    assert "the decision is 'perhaps'" in lines[4]
    assert lines[-1] == "Nothing was imported."


def test_labels_have_semicolons_between_them_and_may_have_commas() -> None:
    (found,) = read('reviewkit:s-0001,,a,s-0001,include,,,"Oslo, Bergen;rural ; ;rural",T')
    assert found.labels == ("Oslo, Bergen", "rural")


def test_other_files_have_no_such_rows() -> None:
    assert undecided(b"record,reviewer,decision,note\ns-0001,a,include,x\n", "x.csv") == ()
    assert undecided(b"TY  - JOUR\nTI  - x\nER  - \n", "x.ris") == ()
    assert undecided(b"PK\x03\x04", "x.zip") == ()


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Reason"), ("nb", "Etiketter"), ("nn", "Steg"), ("nn", "Avgjerd"), ("nb", "Merknad")],
)
def test_a_column_that_lost_its_name_is_named_and_nothing_of_it_is_lost_in_silence(
    language: str, name: str
) -> None:
    row = "reviewkit:s-0001,,a,s-0001,exclude,outcome,,,T,"
    for new in ("Why", ""):
        with pytest.raises(ReviewkitError, match=rf"^x\.csv: these columns are missing: {name}\. If"):
            read(row, head=HEADS[language].replace(f",{name},", f",{new},").replace(f",{name}", f",{new}"))
