"""Codes of a file are made with a reason; what differs is listed, and changed only on request."""

from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, undo
from reviewkit.actions.codebook import Noted
from reviewkit.actions.codebook_import import ImportedBook, import_codebook
from reviewkit.actions.coding_export import codebook_file, table_losses
from reviewkit.errors import ReviewkitError
from reviewkit.render.tables.codings import codebook_table
from reviewkit.render.tables.write import as_bytes
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin, files_of, ready_to_code
from tests.foreign import G

WHY = Noted("the group coded in NVivo first", 2)
QDC = (
    '<?xml version="1.0" encoding="utf-8"?>\n<CodeBook origin="NVivo 14" xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
    f'<Code guid="{G.format(1)}" name="Bonds" isCodable="false"><Description>What binds.\nTwo lines: yes # no'
    f'</Description><Code guid="{G.format(2)}" name="Trust" isCodable="true" color="#336699"/>'
    f'<Code guid="{G.format(3)}" name="Ærlighet" isCodable="true"/></Code></Codes></CodeBook>'
)


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg")
    return made


def taken(folder: OpenReview, text: str | bytes = QDC, name: str = "b.qdc", **how: bool) -> ImportedBook:
    path = folder.root.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return import_codebook(folder, "a", path, WHY, **how)


def said(folder: OpenReview) -> dict[str, object]:
    return {code: entry for code, entry in afresh(folder).facts.codebooks[0].said.items() if code}


def test_new_codes_are_made_with_their_reason_and_what_differs_is_listed(folder: OpenReview) -> None:
    before, book = files_of(folder.root), said(folder)
    dry = taken(folder, dry_run=True)
    assert ([one.id for one in dry.new], files_of(folder.root)) == (["bonds", "aerlighet"], before)
    done = taken(folder)
    assert [(one.code, one.key, one.ours, one.theirs) for one in done.differing] == [
        ("trust", "color", None, "#336699"),
        ("trust", "parent", None, "bonds"),
    ]
    assert said(folder) == {
        **book,
        "bonds": {
            "label": "Bonds",
            "definition": "What binds.\nTwo lines: yes # no",
            "kind": "category",
            "origin": f"imported from NVivo 14; GUID {G.format(1)}",
        },
        "aerlighet": {
            "label": "Ærlighet",
            "parent": "bonds",
            "origin": f"imported from NVivo 14; GUID {G.format(3)}",
        },
    }
    acts = [act for act in afresh(folder).facts.codebook_acts if act.op == "create"]
    assert [(act.why, act.phase) for act in acts] == [(WHY.why, 2)] * 2
    undo.undo(folder, "a", done.undo.split())
    assert said(folder) == book


def test_the_same_file_again_changes_nothing(folder: OpenReview) -> None:
    taken(folder, update=True)
    before = files_of(folder.root)
    again = taken(folder, update=True)
    assert (again.new, again.differing, again.same, again.undo) == ((), (), 3, "")
    assert files_of(folder.root) == before


def test_what_differs_is_changed_on_request(folder: OpenReview) -> None:
    done = taken(folder, update=True)
    assert done.updated
    assert said(folder)["trust"] == {"label": "Trust", "color": "#336699", "parent": "bonds"}
    assert [act.op for act in afresh(folder).facts.codebook_acts] == ["version", "create", "create", "redefine"]


def test_a_label_in_several_languages_keeps_the_others(folder: OpenReview) -> None:
    book = folder.root / "codebooks" / "themes.yaml"
    book.write_text("codes:\n  trust: {label: {en: Faith, nb: Tillit}}\n", encoding="utf-8")
    folder.refresh()
    taken(folder, QDC.replace('name="Trust"', 'name="Tillit"').replace('name="Trust"', ""), update=True)
    trust = said(folder)["trust"]
    assert isinstance(trust, dict)
    assert trust["label"] == {"en": "Tillit", "nb": "Tillit"}


def test_an_own_codebook_comes_back_whole_into_an_empty_one(folder: OpenReview) -> None:
    taken(folder)
    whole = said(folder)
    for text, name in (
        (codebook_file(afresh(folder)).text, "own.qdc"),
        (as_bytes(codebook_table(afresh(folder).facts.codebooks[0]), "csv"), "own.csv"),
        (as_bytes(codebook_table(afresh(folder).facts.codebooks[0]), "xlsx"), "own.xlsx"),
    ):
        other = begin(folder.root.parent / name, people=1)
        (other.root / "codebooks" / "new.yaml").write_text("codes:\n  x: X\n", encoding="utf-8")
        other.refresh()
        path = folder.root.parent / f"out-{name}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        import_codebook(other, "a", path, WHY)
        found = {code: entry for code, entry in said(other).items() if code != "x"}
        if name == "own.qdc":
            assert found == whole
        assert {code: entry["label"] for code, entry in found.items() if isinstance(entry, dict)} == {
            code: entry["label"] for code, entry in whole.items() if isinstance(entry, dict)
        }


def test_tags_of_taguette_are_codes(folder: OpenReview) -> None:
    done = taken(
        folder, "tag,description,number of highlights\ntrust,x,1\nnight,At night.,2\nnight.alone,,0\n", "t.csv"
    )
    assert [(one.id, one.said.get("parent")) for one in done.new] == [("night", None), ("night_alone", "night")]


def test_what_is_no_codebook_or_has_no_reason_is_refused(folder: OpenReview) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="this is no codebook: a table"):
        taken(folder, "a,b\n1,2\n", "x.csv")
    with pytest.raises(ReviewkitError, match="there is no code in this file"):
        taken(folder, "<CodeBook><Codes/></CodeBook>")
    path = folder.root.parent / "b.qdc"
    path.write_text(QDC, encoding="utf-8")
    with pytest.raises(ReviewkitError, match="--why"):
        import_codebook(folder, "a", path, Noted(""))
    assert files_of(folder.root) == before


def test_a_merged_code_of_another_codebook_comes_with_its_alias(folder: OpenReview) -> None:
    xml = (
        f'<CodeBook origin="reviewkit 1"><Codes><Code guid="{G.format(1)}" name="Night"><Description>[id] night\n'
        f'[aliases *] dark</Description></Code><Code guid="{G.format(2)}" name="Dark"><Description>[id] dark\n'
        "[status] retired</Description></Code></Codes></CodeBook>"
    )
    taken(folder, xml)
    assert said(folder)["night"] == {"label": "Night", "aliases": ["dark"]}
    assert said(folder)["dark"] == {"label": "Dark", "status": "retired"}


LANGUAGES = """codes:
  trust:
    label: {en: Trust, nb: Tillit}
    definition: {en: That each relies on the other., nb: At en stoler på den andre.}
    include: {nb: Alt om tillit}
    examples: {typical: She knows the house.}
"""


@pytest.mark.parametrize("ending", ["qdc", "csv", "xlsx"])
def test_an_own_codebook_with_a_merged_code_differs_in_nothing_from_itself(
    folder: OpenReview, ending: str
) -> None:
    codebook.change(folder, "a", changes.merge(["time"], "trust"), WHY)
    book, before = afresh(folder).facts.codebooks[0], said(folder)
    data = codebook_file(afresh(folder)).text if ending == "qdc" else as_bytes(codebook_table(book), ending)
    done = taken(folder, data, f"b.{ending}", update=True)
    assert (done.new, done.differing, done.same, done.changed) == ((), (), 2, None)
    assert said(folder) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_has_texts_in_one_language_says_so_and_changes_nothing_when_it_comes_back(
    folder: OpenReview, ending: str
) -> None:
    (folder.root / "codebooks" / "themes.yaml").write_text(LANGUAGES, encoding="utf-8")
    (book,) = folder.refresh().facts.codebooks
    assert table_losses(book) == ("left out: texts in other languages than en (2)",)
    table = codebook_table(book)
    assert "That each relies on the other." in table.rows[0]
    assert "typical: She knows the house." in table.rows[0]
    back = taken(folder, as_bytes(table, ending), f"own.{ending}", update=True)
    assert (back.new, back.differing) == ((), ())
    assert said(folder)["trust"]["definition"]["nb"] == "At en stoler på den andre."  # type: ignore[index]
