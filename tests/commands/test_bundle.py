"""bundle: what is printed of the zip, and when it is refused."""

import json
import zipfile
from pathlib import Path

from tests.conftest import Command


def test_it_prints_the_hash_what_is_withheld_and_how_to_check_it(example: Path, rk: Command) -> None:
    ran = rk("bundle", "-o", "shared.zip")
    assert (ran.status, ran.err) == (0, "wrote shared.zip\n")
    first, second, third, fourth, last = ran.out.splitlines()
    with zipfile.ZipFile("shared.zip") as archive:
        assert first.startswith(f"shared.zip: {len(archive.namelist())} files, ")
    digest = second.removeprefix("hash: ")
    assert third.startswith("withheld: 6 files (searches/cinahl/cinahl.ris, ")
    assert fourth == "withheld: quotes in 21 lines of the logs"
    assert last.endswith(f'reviewkit verify "shared.zip" --hash {digest}')
    assert rk("verify", "shared.zip", "--hash", digest).status == 0


def test_it_is_named_review_zip_and_replaced_only_when_that_is_allowed(example: Path, rk: Command) -> None:
    assert rk("bundle").status == 0
    before = Path("review.zip").read_bytes()
    ran = rk("bundle", "--quotes", "0")
    assert ran.status == 1
    assert "already exists" in ran.err
    assert rk("bundle", "--force").status == 0
    assert Path("review.zip").read_bytes() == before


def test_an_unfinished_review_is_bundled_as_a_draft_only(ready: Path, rk: Command) -> None:
    ran = rk("bundle")
    assert (ran.status, ran.out) == (1, "")
    assert "The bundle was not written: " in ran.err
    assert "add --draft" in ran.err
    assert not Path("review.zip").exists()
    assert rk("bundle", "--draft").status == 0
    assert "a draft" in rk("verify", "review.zip").out


def test_exports_are_passed_on_where_that_is_asked_for(example: Path, rk: Command) -> None:
    ran = rk("bundle", "--with", "exports", "--with", "texts", "--no-names", "--json")
    found = json.loads(ran.out)
    assert "searches/cinahl/cinahl.ris" in found["files"]
    assert found["withheld"] == []
    assert found["bundle"]["names_replaced"]
    assert rk("bundle", "--with", "abstracts").status == 2
