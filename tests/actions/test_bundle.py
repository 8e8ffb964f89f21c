"""What a bundle holds and what it does not, and that it is the same each time."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reviewkit.actions.bundle import Made, Sharing, bundle
from reviewkit.bundle_format import FILE, of_json
from reviewkit.errors import ReviewkitError
from reviewkit.store.files import sha256
from reviewkit.store.open_review import open_review
from tests import eventful as everything
from tests.conftest import Command, Once


@pytest.fixture
def eventful(tmp_path: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review in which everything has happened, as the current folder."""
    root = tmp_path / "review"
    root.mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    once("eventful", tmp_path, lambda: everything.make(root, rk))
    return root


def made(root: Path, sharing: Sharing) -> Made:
    return bundle(open_review(root), sharing)


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


DRAFT = Sharing(is_draft=True)


def test_the_same_review_gives_the_same_bytes_on_any_day(eventful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(2031, 1, 1)

    first = made(eventful, DRAFT)
    monkeypatch.setattr("reviewkit.store.open_review.date", Later)
    assert made(eventful, DRAFT).data == first.data


def test_exports_full_texts_and_files_that_nothing_reads_are_withheld(eventful: Path) -> None:
    (eventful / "secret.txt").write_text("x", encoding="utf-8")
    found = made(eventful, DRAFT)
    names = [file.path for file in found.withheld]
    assert {name.partition("/")[0] for name in names} == {"searches", "texts"}
    assert not set(names) & set(found.files)
    assert "secret.txt" not in found.files
    kept = {file.path: file.digest for file in found.withheld}
    assert kept["searches/cinahl/cinahl.ris"] == sha256((eventful / "searches/cinahl/cinahl.ris").read_bytes())
    text = b"".join(files(found.data).values())
    assert b"TY  - " not in text
    assert b"time to talk" not in text  # words of an abstract


def test_what_may_be_passed_on_is_there_byte_for_byte(eventful: Path) -> None:
    found = made(eventful, replace(DRAFT, exports=True, texts=True))
    assert found.withheld == ()
    inside = files(found.data)
    for path in ("searches/cinahl/cinahl.ris", "review.yaml", "screening/a.jsonl", "codebooks/themes.yaml"):
        assert inside[path] == (eventful / path).read_bytes()
    assert found.files == tuple(sorted(inside))


def test_quotes_up_to_a_length_are_passed_on(eventful: Path) -> None:
    quote = b"They trust her"
    long_enough, too_short = (made(eventful, replace(DRAFT, quotes=n)) for n in (len(quote), len(quote) - 1))
    assert quote in files(long_enough.data)["coding/a.jsonl"]
    assert quote not in files(too_short.data)["coding/a.jsonl"]
    assert made(eventful, replace(DRAFT, quotes=1000)).shortened == 0 < too_short.shortened
    assert long_enough.hash == too_short.hash


def test_a_coding_by_hand_with_a_longer_quote_is_withheld_whole(eventful: Path) -> None:
    found = made(eventful, replace(DRAFT, quotes=3))
    assert "coding/b/berg.yaml" in {file.path for file in found.withheld}
    assert not any(path.startswith("results/matrix") for path in found.files)


def test_names_of_people_are_replaced_where_that_is_asked_for(eventful: Path) -> None:
    with_names, without = (files(made(eventful, replace(DRAFT, names=names)).data) for names in (True, False))
    names = (b"Berit", b"Kari", b"Grete")
    assert all(any(name in data for data in with_names.values()) for name in names)
    for path, data in without.items():
        assert not any(name in data for name in (b"Berit", b"Grete")), path
    assert b"{id: b, name: b}" in without["review.yaml"]
    assert b"searcher: person-" in without["searches.yaml"]


def test_results_are_in_the_language_that_is_asked_for(eventful: Path) -> None:
    norwegian = files(made(eventful, replace(DRAFT, language="nb")).data)
    assert "Automatiske verktøy" in norwegian["results/flow.svg"].decode("utf-8")
    assert of_json(norwegian[FILE].decode("utf-8")).language == "nb"


def test_a_changed_export_stops_a_bundle_that_is_no_draft(example: Path) -> None:
    export = example / open_review(example).review.facts.exports[0].path
    assert made(example, Sharing()).hash
    export.write_bytes(export.read_bytes() + b"\n")
    with pytest.raises(ReviewkitError, match="is not the file that was imported, so the bundle was not made"):
        made(example, Sharing())
    export.unlink()
    with pytest.raises(ReviewkitError, match="this export is missing"):
        made(example, Sharing())


def test_the_numbers_are_those_of_the_review_although_its_exports_are_withheld(eventful: Path) -> None:
    flow = open_review(eventful).answers().flow
    lines = files(made(eventful, DRAFT).data)["results/flow.csv"].decode("utf-8-sig").splitlines()[1:]
    assert {line.split(",")[0]: int(line.split(",")[-1]) for line in lines} == {
        str(name): box.n for name, box in flow.boxes.items()
    }


def test_the_numbers_of_a_log_of_0_2_that_counts_no_records_are_those_of_the_review(example: Path) -> None:
    found = made(example, Sharing())
    assert json.loads(files(found.data)[FILE])["records"]["searches/cinahl/cinahl.ris"] > 0
    assert (
        "screened,Records screened,1285"
        in files(made(example, Sharing(language="en")).data)["results/flow.csv"].decode()
    )
