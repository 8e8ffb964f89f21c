"""A wrong import is taken back by one command: the flow is as before, and the log shows both."""

import json
from pathlib import Path

import pytest

from tests.builders import papers
from tests.conftest import Command
from tests.faults import IMPORTS, bring, decide, errors, events, included, incoming, last_id, lines, log, status

FISH = "TY  - JOUR\nTI  - Feeding of salmon in cages\nAU  - Lie, A\nPY  - 2020\nER  - \n\n"
WRONG: dict[str, tuple[str, str, list[str]]] = {
    "headings of a Norwegian Excel, read as CSV": (
        "liste.csv",
        "Tittel;Forfattere;År\nTillit i hjemmet;Berg, K;2020\nOmsorg;Lie, A;2021\n",
        ["--source", "excel", "--format", "csv"],
    ),
    "the name of the source": ("cinahl-2.ris", papers(3, start=40), ["--source", "cinhal"]),
    "another source that exists": ("embase.ris", papers(3, start=40), ["--source", "cinahl"]),
    "a file that was cut off": ("half.ris", papers(3, start=40)[:-80], ["--source", "embase"]),
    "another topic": ("fish.ris", FISH, ["--source", "embase"]),
    "duplicates of what is here": ("again.ris", papers(5).replace("JOUR", "CHAP"), ["--source", "embase"]),
}


def flow(rk: Command, folder: Path) -> object:
    """All numbers of the flow, with the ids behind them."""
    return json.loads(rk("prisma", "--json", "-C", folder).out)["boxes"]


@pytest.fixture
def begun(review: Path, rk: Command) -> Path:
    """A review in which something was decided already."""
    bring(rk, review, "medline", 3, start=20)
    assert rk("dedupe", "--as", "a").status == 0
    for record in (1, 2):
        decide(rk, review, record)
    decide(rk, review, 3, "exclude", reason="population")
    return review


def wrongly_imported(rk: Command, folder: Path, mistake: str) -> str:
    """Make a mistake; the id that the command prints."""
    name, text, options = WRONG[mistake]
    ran = rk("import", incoming(folder, name, text), *options, "--as", "a")
    assert ran.status == 0, ran.err
    printed = ran.out.split("reviewkit undo ")[1].split()[0]
    assert printed == last_id(folder, IMPORTS)
    return printed


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_import_is_taken_back_by_the_command_that_it_prints(
    begun: Path, rk: Command, mistake: str
) -> None:
    before, wrong_before, digest = flow(rk, begun), errors(rk, begun), status(rk, begun)["digest"]
    made = wrongly_imported(rk, begun, mistake)
    assert flow(rk, begun) != before
    assert rk("undo", made, "--as", "a").status == 0
    assert flow(rk, begun) == before
    assert errors(rk, begun) == wrong_before
    done, taken_back = events(begun, IMPORTS)[-2:]
    assert (done["do"], done["id"]) == ("import", made)
    assert (taken_back["do"], taken_back["event"]) == ("undo", made)
    assert status(rk, begun)["digest"] != digest, "what was done and taken back is part of what happened"


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_import_is_taken_back_when_others_have_compared_and_decided_already(
    begun: Path, rk: Command, mistake: str
) -> None:
    before = flow(rk, begun)
    made = wrongly_imported(rk, begun, mistake)
    new = events(begun, IMPORTS)[-1]
    first = f"{new['source']}-{new['first']:04d}"
    assert rk("dedupe", "--as", "b").status == 0
    decide(rk, begun, first, by="b")
    logs = [log(begun, kind, who) for kind in ("duplicates", "screening") for who in ("a", "b")]
    kept = {path: lines(path) for path in logs if path.exists()}
    assert rk("undo", made, "--as", "b", "--note", "not what was searched for").status == 0
    assert flow(rk, begun) == before
    assert errors(rk, begun) == []
    assert {path: lines(path)[: len(old)] for path, old in kept.items()} == kept


def test_what_was_right_is_imported_after_what_was_wrong_and_work_goes_on(begun: Path, rk: Command) -> None:
    made = wrongly_imported(rk, begun, "a file that was cut off")
    assert rk("undo", made, "--as", "a").status == 0
    bring(rk, begun, "embase", 3, start=40)
    assert rk("dedupe", "--as", "a").status == 0
    new = events(begun, IMPORTS)[-1]
    decide(rk, begun, f"embase-{new['first'] + 2:04d}")
    assert status(rk, begun)["records"] == 14
    assert included(rk, begun) == {1, 2, 42}
    assert errors(rk, begun) == []
