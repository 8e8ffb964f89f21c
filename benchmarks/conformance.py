"""Which reader loses what on real exports: dialect x reader x records x characters. Writes docs/conformance.md.

A character is lost when it stands in a value of the file (found out without any of the readers, by the rules of
tests/formats/test_registry.py) and not in what the reader returns. Needs ../shared/exports and the `bench` extra.
"""

import json
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from reviewkit.errors import ReviewkitError  # noqa: E402
from reviewkit.formats import registry  # noqa: E402
from reviewkit.formats.base import decoded  # noqa: E402
from tests.formats.test_registry import corpus, expected_count, values_in  # noqa: E402

INTERCHANGE = (
    "# Other programs on our files"  # the second part of the page, which benchmarks/interchange.py writes
)
SHARED = REPOSITORY.parent / "shared" / "exports"
Answer = tuple[int, str]


def with_reviewkit(path: Path, text: str) -> Answer:
    records = registry.read(path.read_bytes(), str(path)).records
    return len(records), "".join(item.tag + item.value for record in records for item in record.fields)


def with_rispy(path: Path, text: str) -> Answer:
    """As its documentation shows it: load(path, encoding="utf-8")."""
    import rispy

    entries = rispy.load(path, encoding="utf-8")
    return len(entries), "".join(everything(entries))


def with_rispy_wos(path: Path, text: str) -> Answer:
    import rispy

    entries = rispy.load(path, encoding="utf-8-sig", implementation=rispy.WokParser)
    return len(entries), "".join(everything(entries))


def with_bibtexparser(path: Path, text: str) -> Answer:
    import bibtexparser

    with path.open(encoding="utf-8") as lines:
        entries = bibtexparser.load(lines).entries
    return len(entries), "".join(everything(entries)).casefold()


def with_nbib(path: Path, text: str) -> Answer:
    import nbib

    entries = nbib.read(text)
    return len(entries), json.dumps(entries, ensure_ascii=False, default=str)


def everything(value: object) -> list[str]:
    if isinstance(value, dict):
        return [part for key, inner in value.items() for part in (str(key), *everything(inner))]
    if isinstance(value, list):
        return [part for inner in value for part in everything(inner)]
    return [str(value)]


READERS: dict[str, dict[str, Callable[[Path, str], Answer]]] = {
    "ris": {"reviewkit": with_reviewkit, "rispy": with_rispy},
    "wos": {"reviewkit": with_reviewkit, "rispy WokParser": with_rispy_wos},
    "bibtex": {"reviewkit": with_reviewkit, "bibtexparser": with_bibtexparser},
    "nbib": {"reviewkit": with_reviewkit, "nbib": with_nbib},
}
ONLY_OURS = {"reviewkit": with_reviewkit}


def main() -> None:
    if not SHARED.is_dir():
        print("no real exports beside the project; conformance was not measured")
        return
    warnings.simplefilter("ignore")
    totals: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in corpus():
        measure(row, totals)
    lines = [
        "# Readers on real exports",
        "",
        "Files as databases, reference managers and screening tools wrote them. *Wrong*: files in which the reader",
        "found the wrong number of records; *stopped*: files that raised an exception; *lost*: characters of values",
        "that are in the file but not in what the reader returned (without stopped files). Written by `make bench`.",
        "",
        "| dialect | reader | files | records | stopped | wrong | characters | lost |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (dialect, reader), n in sorted(totals.items()):
        share = f"{n['lost'] / n['letters']:.2%}" if n["letters"] else "-"
        numbers = [n["files"], n["records"], n["stopped"], n["wrong"], n["letters"]]
        lines.append(f"| {dialect} | {reader} | {' | '.join(map(str, numbers))} | {n['lost']} ({share}) |")
    page = "\n".join(lines) + "\n"
    path = REPOSITORY / "docs" / "conformance.md"
    _, heading, others = path.read_text(encoding="utf-8").partition(INTERCHANGE)
    path.write_text(f"{page.rstrip()}\n\n{heading}{others}" if heading else page, encoding="utf-8")
    print(page)


def measure(row: dict[str, str], totals: dict[tuple[str, str], Counter[str]]) -> None:
    path = SHARED / row["file"]
    try:
        ours = registry.read(path.read_bytes(), row["file"])
    except ReviewkitError:
        return
    text, _ = decoded(path.read_bytes(), row["file"])
    wanted = values_in(text, ours)
    count = expected_count(row, text)
    for reader, read in READERS.get(ours.format, ONLY_OURS).items():
        n = totals[row["dialect"], reader]
        n["files"] += 1
        try:
            records, kept_text = read(path, text)
        except Exception:
            n["stopped"] += 1
            continue
        kept = Counter("".join((kept_text.casefold() if ours.format == "bibtex" else kept_text).split()))
        n["records"] += records
        n["wrong"] += count is not None and records != count
        n["letters"] += sum(wanted.values())
        n["lost"] += sum(max(number - kept[letter], 0) for letter, number in wanted.items())


if __name__ == "__main__":
    main()
