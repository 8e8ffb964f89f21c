"""grey on the command line: a document is added with its text, and cited in the language of the review."""

import json
from pathlib import Path

from tests.conftest import Command


def test_a_document_is_added_and_shown(ready: Path, rk: Command) -> None:
    assert rk("upgrade", "--as", "a").status == 0
    (ready / "safe.txt").write_text("Safe at home. " * 20, encoding="utf-8")
    ran = rk(
        "grey", "Safe at home", "safe.txt", "-s", "websites", "--institution", "A ministry", "--type", "Report",
        "--date", "2023", "--as", "a",
    )  # fmt: skip
    assert (ran.status, ran.out.splitlines()[1]) == (0, "  A ministry. (2023). Safe at home [Report].")
    assert ran.out.startswith("websites-0001 was added to websites; to undo this: reviewkit undo a-")
    assert "is its full text" in ran.out
    assert "searches describe websites --arm other" in ran.err
    assert "cited     A ministry. (2023). Safe at home [Report]." in rk("show", "websites-0001").out
    told = json.loads(rk("show", "websites-0001", "--json").out)
    assert told["reference"] == "A ministry. (2023). Safe at home [Report]."
    known = ("--institution", "A ministry", "--type", "Report", "--date", "2023")
    again = rk("grey", "Safe at home", "-s", "websites", *known, "--as", "b")
    assert again.out.startswith("this document has been added before, as websites-0001")


def test_what_is_missing_is_named(ready: Path, rk: Command) -> None:
    ran = rk("grey", "Safe at home", "-s", "websites", "--as", "a")
    assert (ran.status, ran.err) == (
        1,
        "reviewkit: Say who wrote the document or which institution published it. Nothing was added.\n",
    )
    assert rk("grey", "Safe", "nothing.pdf", "-s", "websites", "--institution", "x", "--as", "a").status == 1
    assert not (ready / "searches" / "websites").exists()
