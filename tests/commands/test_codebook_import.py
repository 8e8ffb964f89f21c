"""codebook import: what would be made, what was made, what differs."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import HOSTILE, is_harmless
from tests.conftest import Command
from tests.foreign import G


def qdc(path: Path, name: str = "Night") -> str:
    name = name.replace("&", "&amp;").replace("<", "&lt;")
    clean = "".join(sign for sign in name if sign.isprintable())
    file = path / "b.qdc"
    file.write_text(
        f'<CodeBook origin="NVivo" xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{G.format(1)}" name="Trust" '
        f'isCodable="true" color="#336699"><Code guid="{G.format(2)}" name="{clean}" isCodable="true"/></Code></Codes>'
        f'<Sets><Set guid="{G.format(3)}" name="s"/></Sets></CodeBook>',
        encoding="utf-8",
    )
    return str(file)


def test_from_dry_run_to_undo(coded: Path, rk: Command) -> None:
    file = qdc(coded.parent)
    dry = rk("codebook", "import", file, "--dry-run", "--as", "a")
    assert dry.out == (
        "would be made: night, below trust\n"
        "differs: trust color: here (nothing), in the file '#336699'\n"
        "1 new code, 0 codes are the same\n"
        "To change what differs: the same command with --update\n"
    )
    assert "left out: sets of codes or documents (1)" in dry.err
    assert "--why" in rk("codebook", "import", file, "--as", "a").err
    done = rk("codebook", "import", file, "--why", "begun in NVivo", "--update", "--as", "a")
    assert "made: night, below trust\nchanged: trust color:" in done.out
    undo = done.out.splitlines()[-1].removeprefix("to undo this: reviewkit undo ")
    assert rk("undo", *undo.split(), "--as", "a").status == 0
    assert "night" not in (coded / "codebooks" / "themes.yaml").read_text(encoding="utf-8")


def test_in_json(coded: Path, rk: Command) -> None:
    made = json.loads(rk("codebook", "import", qdc(coded.parent), "--why", "w", "--as", "a", "--json").out)
    assert [one["code"] for one in made["new"]] == ["night"]
    assert (made["differing"][0]["theirs"], made["updated"], made["dry_run"]) == ("#336699", False, False)
    assert made["undo"]


def test_nothing_of_a_file_can_steer_the_terminal(coded: Path, rk: Command) -> None:
    ran = rk("codebook", "import", qdc(coded.parent, HOSTILE), "--dry-run", "--as", "a")
    assert ran.status == 0
    assert is_harmless(ran)


@pytest.mark.parametrize(
    "said", ["5", "null", "1e999", "NaN", "[1]", '{"a": {"b": [1]}}', "[" * 20_000, "[" * 500 + "]" * 500, "[["]
)
@pytest.mark.parametrize("key", ["definition", "aliases", "label", "related"])
def test_what_no_codebook_says_of_a_code_ends_in_no_traceback(
    coded: Path, rk: Command, key: str, said: str
) -> None:
    path = coded.parent / "odd.qdc"
    described = f"<Description>[{key} =] {said}</Description>".replace('"', "&quot;")
    path.write_text(f'<CodeBook><Codes><Code name="Odd">{described}</Code></Codes></CodeBook>', encoding="utf-8")
    assert rk("codebook", "import", path, "--why", "w", "--as", "a", "--dry-run").status == 0


def test_an_alias_that_is_a_list_is_left_out(coded: Path, rk: Command) -> None:
    path = coded.parent / "odd.qdc"
    described = "<Description>[aliases =] [[&quot;a&quot;], &quot;b&quot;]</Description>"
    path.write_text(f'<CodeBook><Codes><Code name="Odd">{described}</Code></Codes></CodeBook>', encoding="utf-8")
    assert rk("codebook", "import", path, "--why", "w", "--as", "a").status == 0
    told = "".join(book.read_text(encoding="utf-8") for book in (coded / "codebooks").glob("*.yaml"))
    assert told.count("aliases: [b]") == 1
