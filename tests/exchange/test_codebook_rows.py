"""A codebook as a table is read with all that it says."""

from reviewkit.exchange.codebook_rows import codes_of_rows, is_codebook_table
from reviewkit.exchange.refi_codes import said_of


def test_a_row_is_a_code() -> None:
    rows = [
        (2, {"id": "trust", "label": "Trust", "kind": "theme", "aliases": "faith; belief", "mood": "good"}),
        (3, {"id": "", "label": "", "parent": "trust"}),
        (4, {"id": "time", "label": "", "parent": "trust", "definition": "When.", "color": "#fff", "memo": ""}),
    ]
    read = codes_of_rows(rows)
    assert [said_of(code) for code in read.codes] == [
        ("trust", {"label": "Trust", "kind": "theme", "aliases": ["faith", "belief"]}),
        ("time", {"label": "time", "definition": "When.", "color": "#fff"}),
    ]
    assert read.codes[1].parent == read.codes[0].guid
    assert read.losses == ("left out: the column 'mood'",)


def test_which_table_is_a_codebook() -> None:
    assert is_codebook_table(["label", "id"])
    assert not is_codebook_table(["tag", "description"])


def test_a_second_row_of_one_id_is_told() -> None:
    rows = [
        (2, {"id": "zz", "label": "One"}),
        (3, {"id": "zz", "label": "Two"}),
        (4, {"id": "", "label": "Three"}),
    ]
    found = codes_of_rows(rows)
    assert [code.name for code in found.codes] == ["One", "Three"]
    assert list(map(str, found.losses)) == ["left out: row 3 (Two), because an earlier row has its id too"]
