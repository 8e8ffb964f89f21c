"""What tests of commands ask of a review, and texts that would act in a terminal."""

import json
from pathlib import Path

from reviewkit.safe import plain
from tests.builders import ris
from tests.conftest import Command, Ran

Entry = dict[str, str | list[str]]

# A window title, a bell, an 8-bit escape, text that runs the other way, markup of rich and of HTML. Colours alone
# would prove nothing: click takes them out of piped output by itself.
HOSTILE = "\x1b]0;gone\x07\x1b[31m\x9b2J\u202eevil [bold]markup[/bold] <b>"

ARTICLE: Entry = {
    "TI": "Trust between nurses and families in home care: an interview study",
    "AU": ["Berg, Nora", "Dahl, Per"],
    "PY": "2020",
    "JF": "Nordic Journal of Care",
    "VL": "20",
    "SP": "277",
    "EP": "289",
    "DO": "10.1000/care.1",
}
BARE: Entry = {"TI": ARTICLE["TI"], "AU": ARTICLE["AU"], "PY": "2021"}


def is_harmless(ran: Ran) -> bool:
    """Whether nothing that was printed can steer a terminal."""
    return plain(ran.out) == ran.out and plain(ran.err) == ran.err


def said(ran: Ran) -> str:
    """What a usage error says, without its frame and its line breaks."""
    return " ".join(ran.err.replace("│", " ").split())


def imported(root: Path, rk: Command, **sources: list[Entry]) -> None:
    """Import these records."""
    for source, entries in sources.items():
        path = root.parent / f"{source}.ris"
        path.write_text(ris(*entries), encoding="utf-8")
        assert rk("import", path, "-s", source, "--as", "a").status == 0


def boxes(rk: Command) -> dict[str, int]:
    """The numbers of the flow."""
    return {name: box["n"] for name, box in json.loads(rk("prisma", "--json").out)["boxes"].items()}


def events(root: Path, kind: str, writer: str) -> list[str]:
    """The ids of the events in a log."""
    lines = (root / kind / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file of a folder with its bytes, less the lock."""
    return {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".reviewkit" not in path.parts
    }
