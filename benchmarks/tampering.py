"""Change bundles and review folders at random, and look whether `verify` notices it, and names the file and the line.

Two reviews: the worked example, whose logs are of version 0.2 and have no chain, and a small review that was made by
commands, with chains, full texts, quotes and names. Of each there is a bundle with exports and full texts, one without
names and quotes, and the folder itself. Every change is checked with the hash that was printed before:

- a careless change leaves everything else as it is: it must be found with file and line;
- a forged change is of somebody who also makes a new manifest.json that fits: the hash must differ;
- what changes nothing (line ends, other Unicode, copies by sync programs, merged clones, other versions and locales)
  must raise no alarm.

The same without the hash shows what cannot be noticed then.

    python benchmarks/tampering.py --changes 1000
    python benchmarks/tampering.py --changes 60 --only "table cell" --seed 7
"""

import argparse
import contextlib
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from reviewkit import cli  # noqa: E402
from reviewkit.actions import verify as checking  # noqa: E402
from reviewkit.actions.bundle import Sharing, bundle  # noqa: E402
from reviewkit.actions.bundled import facts_of, made_again, review_of  # noqa: E402
from reviewkit.bundle_format import FILE, as_json, of_json  # noqa: E402
from reviewkit.errors import ReviewkitError  # noqa: E402
from reviewkit.manifest import log_lines, text_file  # noqa: E402
from reviewkit.store.manifests import agreement_paths, attached, log_paths, manifest_of  # noqa: E402
from reviewkit.store.open_review import open_review  # noqa: E402
from tests import eventful  # noqa: E402
from tests.conftest import Ran  # noqa: E402

EXAMPLE = REPOSITORY / "data" / "trygg-i-eget-hjem"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LOG = re.compile(
    r"(?:searches/imports|duplicates|screening|retrieval|coding|charting|agreements|codebooks/history)/[^/]+\.jsonl"
)
ONE_IN = 5  # one change in so many is also looked for without the hash, and one made with a new manifest
OF_BUNDLES = ("figure number", "table cell", "withheld swapped", "withheld put back")

Files = dict[str, bytes]


@dataclass(frozen=True)
class Change:
    """A change of one file: its new bytes (None: it is gone), and the lines of which one must be named, 0 where there
    is none. `names` is a file that may be named instead of the one that was changed."""

    path: str
    data: bytes | None
    lines: tuple[int, ...] = (0,)
    names: str = ""


Kind = Callable[[random.Random, Files], Change | None]

# -- the kinds of change -----------------------------------------------------------------------------------------------


def export_byte(rng: random.Random, files: Files) -> Change | None:
    """A byte of an export is another."""
    paths = [path for path in files if path.startswith("searches/") and not LOG.fullmatch(path)]
    return _byte(rng, files, paths)


def text_byte(rng: random.Random, files: Files) -> Change | None:
    """A byte of a full text is another."""
    return _byte(
        rng, files, [path for path in files if path.startswith("texts/") and not path.endswith(".gitignore")]
    )


def _byte(rng: random.Random, files: Files, paths: list[str]) -> Change | None:
    if not paths:
        return None
    path = rng.choice(sorted(paths))
    data = bytearray(files[path])
    at = rng.randrange(len(data))
    data[at] = rng.choice([one for one in range(256) if one != data[at]])
    return Change(path, bytes(data), (files[path].count(b"\n", 0, at) + 1,))


def event_removed(rng: random.Random, files: Files) -> Change | None:
    """A line of a log is gone, the last one as often as any other."""
    path, lines = _log(rng, files)
    at = rng.choice([len(lines) - 1, rng.randrange(len(lines))])
    return Change(path, _joined([*lines[:at], *lines[at + 1 :]]), (at + 1,))


def log_removed(rng: random.Random, files: Files) -> Change | None:
    """A whole log is gone."""
    path, _ = _log(rng, files)
    return Change(path, None)


def events_swapped(rng: random.Random, files: Files) -> Change | None:
    """Two lines of one chain have changed places."""
    path, lines = _log(rng, files)
    chains = [json.loads(line).get("copy", "") if line.startswith(b"{") else "" for line in lines]
    pairs = [at for at in range(len(lines) - 1) if chains[at] == chains[at + 1] and lines[at] != lines[at + 1]]
    if not pairs:
        return None
    at = rng.choice(pairs)
    new = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    return Change(path, _joined(new), (at + 1, at + 2, at + 3))


def event_edited(rng: random.Random, files: Files) -> Change | None:
    """A letter or a digit of a line is another, whatever it belongs to."""
    path, lines = _log(rng, files)
    at = rng.randrange(len(lines))
    text = lines[at].decode("utf-8")
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    if not places:
        return None
    place = rng.choice(places)
    other = rng.choice([one for one in LETTERS + "0123456789" if one != text[place]])
    return _line_changed(path, lines, at, f"{text[:place]}{other}{text[place + 1 :]}")


def decision_turned(rng: random.Random, files: Files) -> Change | None:
    """An exclusion becomes an inclusion, or the other way round."""
    path, lines = _log(rng, files, "screening/")
    found = [at for at, line in enumerate(lines) if b'"decision": "' in line]
    if not found:
        return None
    at = rng.choice(found)
    text = lines[at].decode("utf-8")
    new = text.replace('"exclude"', '"include"') if '"exclude"' in text else text.replace('"include"', '"exclude"')
    return _line_changed(path, lines, at, new) if new != text else None


def date_moved(rng: random.Random, files: Files) -> Change | None:
    """A line has another day."""
    path, lines = _log(rng, files)
    at = rng.randrange(len(lines))
    text = lines[at].decode("utf-8")
    day = rng.randrange(1, 29)
    new = re.sub(r'("at": "\d{4}-\d\d-)\d\d', lambda found: f"{found[1]}{day:02d}", text, count=1)
    return _line_changed(path, lines, at, new) if new != text else None


def event_added(rng: random.Random, files: Files) -> Change | None:
    """Somewhere in a log is a line that nobody wrote."""
    path, lines = _log(rng, files)
    values = json.loads(rng.choice([line for line in lines if line.startswith(b"{")] or [b"{}"]))
    values = {key: value for key, value in values.items() if key not in ("copy", "prev", "seal", "seen", "sum")}
    line = json.dumps({**values, "id": f"a-9zzzz-{rng.randrange(10**6)}"}).encode("utf-8")
    at = rng.randrange(len(lines) + 1)
    return Change(path, _joined([*lines[:at], line, *lines[at:]]), (at + 1,))


def codebook_line(rng: random.Random, files: Files) -> Change | None:
    """A line of a codebook is another."""
    return _yaml_line(
        rng, files, [path for path in files if path.startswith("codebooks/") and path.endswith(".yaml")]
    )


def agreement_line(rng: random.Random, files: Files) -> Change | None:
    """A line of review.yaml, searches.yaml, studies.yaml, the form or a coding by hand is another."""
    paths = [path for path in files if path.endswith(".yaml") and not path.startswith("codebooks/")]
    return _yaml_line(rng, files, paths)


def _yaml_line(rng: random.Random, files: Files, paths: list[str]) -> Change | None:
    if not paths:
        return None
    path = rng.choice(sorted(paths))
    lines = files[path].decode("utf-8").split("\n")
    at = rng.choice([place for place, line in enumerate(lines) if line.strip()])
    places = [place for place, letter in enumerate(lines[at]) if letter.isalnum()]
    if not places:
        return None
    place = rng.choice(places)
    other = rng.choice([one for one in LETTERS if one != lines[at][place]])
    lines[at] = f"{lines[at][:place]}{other}{lines[at][place + 1 :]}"
    return Change(path, "\n".join(lines).encode("utf-8"), (at + 1,))


def figure_number(rng: random.Random, files: Files) -> Change | None:
    """A number in a figure is another."""
    path = rng.choice(sorted(path for path in files if path.endswith(".svg")))
    text = files[path].decode("utf-8")
    found = [one for part in re.finditer(r">([^<>]*\d[^<>]*)<", text) for one in _digits(part)]
    at = rng.choice(found) if found else -1
    return (
        None if at < 0 else _letter_changed(path, text, at, rng.choice([n for n in "0123456789" if n != text[at]]))
    )


def _digits(part: re.Match[str]) -> Iterator[int]:
    return (part.start(1) + place for place, letter in enumerate(part[1]) if letter.isdigit())


def table_cell(rng: random.Random, files: Files) -> Change | None:
    """A letter or digit in a cell of a table is another."""
    path = rng.choice(sorted(path for path in files if path.endswith(".csv")))
    text = files[path].decode("utf-8")
    first = text.index("\n") + 1
    places = [place for place in range(first, len(text)) if text[place].isalnum()]
    at = rng.choice(places) if places else -1
    return (
        None
        if at < 0
        else _letter_changed(path, text, at, rng.choice([n for n in "0123456789x" if n != text[at]]))
    )


def withheld_swapped(rng: random.Random, files: Files) -> Change | None:
    """The manifest has the checksum of another file in the place of one that was withheld."""
    values = json.loads(files[FILE])
    if not values["withheld"]:
        return None
    path = rng.choice(sorted(values["withheld"]))
    values["withheld"][path] = f"{rng.getrandbits(256):064x}"
    return Change(FILE, json.dumps(values).encode("utf-8"), names=path)


def withheld_put_back(rng: random.Random, files: Files) -> Change | None:
    """In the place of a file that was withheld lies another one."""
    values = json.loads(files[FILE])
    if not values["withheld"]:
        return None
    return Change(rng.choice(sorted(values["withheld"])), b"TY  - JOUR\nTI  - Another file\nER  -\n")


KINDS: Mapping[str, Kind] = {
    "export byte": export_byte,
    "full text byte": text_byte,
    "event removed": event_removed,
    "log removed": log_removed,
    "events swapped": events_swapped,
    "event edited": event_edited,
    "decision turned": decision_turned,
    "date moved": date_moved,
    "event added": event_added,
    "codebook line": codebook_line,
    "agreement line": agreement_line,
    "figure number": figure_number,
    "table cell": table_cell,
    "withheld swapped": withheld_swapped,
    "withheld put back": withheld_put_back,
}


def _log(rng: random.Random, files: Files, under: str = "") -> tuple[str, list[bytes]]:
    path = rng.choice(sorted(one for one in files if LOG.fullmatch(one) and one.startswith(under) and files[one]))
    return path, log_lines(files[path])


def _joined(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _line_changed(path: str, lines: list[bytes], at: int, new: str) -> Change:
    return Change(path, _joined([*lines[:at], new.encode("utf-8"), *lines[at + 1 :]]), (at + 1,))


def _letter_changed(path: str, text: str, at: int, other: str) -> Change:
    new = f"{text[:at]}{other}{text[at + 1 :]}"
    return Change(path, new.encode("utf-8"), (text.count("\n", 0, at) + 1,))


# -- a review that is changed ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Target:
    """What is changed: a bundle that was unpacked, or a review folder, with the hash that was printed. `beside` is a
    bundle that a folder is compared with, `counted` are its files that count: nobody's hash is of a README."""

    name: str
    files: Files
    hash: str
    beside: Path | None = None
    counted: frozenset[str] = frozenset()

    @property
    def is_bundle(self) -> bool:
        """Whether this is a bundle."""
        return FILE in self.files


@dataclass(frozen=True)
class Tried:
    """What verify made of a change: whether it was found, and named with its file and line."""

    found: bool
    named: bool
    what: str = ""


@contextlib.contextmanager
def written(target: Target) -> Iterator[Path]:
    """The files of a target in a folder."""
    with tempfile.TemporaryDirectory(prefix="tampering-") as place:
        root = Path(place)
        for path, data in target.files.items():
            put(root / path, data)
        yield root


def put(path: Path, data: bytes | None) -> None:
    """Write a file, or remove it."""
    if data is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def tried(root: Path, target: Target, change: Change, with_hash: bool = True) -> Tried:
    """Make a change in a folder, verify it, and take the change back."""
    put(root / change.path, change.data)
    try:
        found = checking.verify(root, target.hash if with_hash else "", target.beside if with_hash else None)
        places = {(one.place.path, one.place.line) for one in found.problems}
        named = any((path, line) in places for path in (change.path, change.names) for line in change.lines)
        return Tried(not found.holds, named, "; ".join(map(str, found.problems[:2])))
    except ReviewkitError as error:
        return Tried(True, change.path in str(error), str(error))
    finally:
        put(root / change.path, target.files.get(change.path))


def forged(root: Path, target: Target, change: Change, with_hash: bool) -> Tried | None:
    """The same of somebody who also makes everything anew that follows from it, manifest.json too; None where nothing
    can be made of it any more."""
    put(root / change.path, change.data)
    made: Files = {}
    try:
        made = _made_anew(root, target, change)
        for path, data in made.items():
            put(root / path, data)
        found = checking.verify(root, target.hash if with_hash else "")
        return Tried(not found.holds, False, "; ".join(map(str, found.problems[:2])))
    except (ReviewkitError, FileNotFoundError):
        return None
    finally:
        for path in (change.path, *made):
            put(root / path, target.files.get(path))


def _made_anew(root: Path, target: Target, change: Change) -> Files:
    """Figures, tables, descriptions and manifest.json as they follow from a folder, but for a figure or table that was
    changed itself."""
    old, facts = of_json(target.files[FILE].decode("utf-8")), facts_of(root)
    new = replace(old, manifest=manifest_of(root, facts, old.manifest, old.replaces_names), results=())
    results = dict(made_again(review_of(facts, new), new))
    if change.path in results and change.data is not None:
        results[change.path] = change.data
    listed = tuple(text_file(path, data) for path, data in results.items())
    return {**results, FILE: as_json(replace(new, results=listed)).encode("utf-8")}


# -- what changes nothing ----------------------------------------------------------------------------------------------


def crlf(files: Files) -> Files:
    """Git or an editor wrote the line ends of Windows, and a byte-order mark before YAML."""
    return {path: _crlf(path, data) for path, data in files.items()}


def _crlf(path: str, data: bytes) -> bytes:
    if path.startswith("texts/") or (path.startswith("searches/") and not LOG.fullmatch(path)):
        return data
    mark = b"\xef\xbb\xbf" if path.endswith(".yaml") else b""
    return mark + data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def decomposed(files: Files) -> Files:
    """A Mac wrote å as two characters, in the names of files and in YAML."""
    return {
        unicodedata.normalize("NFD", path): unicodedata.normalize("NFD", data.decode("utf-8")).encode("utf-8")
        if path.endswith(".yaml")
        else data
        for path, data in files.items()
    }


def synced(files: Files) -> Files:
    """A sync program made copies, of the beginning of each log and of some YAML files, and systems left their files."""
    copies: Files = {".DS_Store": b"\0", "screening/._a.jsonl": b"\0", "desktop.ini": b"[x]"}
    for path, data in files.items():
        if LOG.fullmatch(path):
            lines = log_lines(data)
            copies[path.replace(".jsonl", "-DESKTOP-AB12.jsonl")] = _joined(lines[: len(lines) // 2 + 1])
        if path.startswith("codebooks/") and path.endswith(".yaml"):
            copies[path.replace(".yaml", " (1).yaml")] = data
    return files | copies


def merged(files: Files) -> Files:
    """Two clones were merged, so that lines of several chains are in another order, and some are there twice."""
    return {path: _merged(data) if LOG.fullmatch(path) else data for path, data in files.items()}


def _merged(data: bytes) -> bytes:
    chains: dict[str, list[bytes]] = {}
    for line in log_lines(data):
        values = json.loads(line) if line.startswith(b"{") else {}
        chains.setdefault(str(values.get("copy", "")), []).append(line)
    first = chains.pop("", [])
    later = [line for chain in reversed(chains.values()) for line in chain]
    return _joined([*first, *later, *later[-1:]])


HARMLESS: Mapping[str, Callable[[Files], Files]] = {
    "line ends": crlf,
    "Unicode form": decomposed,
    "sync copies": synced,
    "merged clones": merged,
}


def alarms(target: Target) -> Iterator[tuple[str, str]]:
    """What raises an alarm although nothing was changed, with what is said."""
    for name, change in HARMLESS.items():
        with written(replace(target, files=change(target.files))) as root:
            found = checking.verify(root, target.hash)
            if not found.holds:
                yield name, "; ".join(map(str, found.problems[:2]))
    with written(target) as root:
        for name, other in {"locale": _other_locale, "version": _other_version}.items():
            with other():
                found = checking.verify(root, target.hash)
            if not found.holds:
                yield name, "; ".join(map(str, found.problems[:2]))


def _other_locale() -> contextlib.AbstractContextManager[object]:
    return patch.dict(os.environ, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"})


def _other_version() -> contextlib.AbstractContextManager[object]:
    return patch.object(checking, "__version__", "9.9.9")


# -- the reviews -------------------------------------------------------------------------------------------------------


def targets(root: Path, name: str) -> list[Target]:
    """A review as bundles of both kinds and as a folder."""
    folder = open_review(root)
    whole = bundle(folder, Sharing(exports=True, texts=True, is_draft=True))
    spare = bundle(folder, Sharing(quotes=0, names=False, is_draft=True))
    beside = root.parent / f"{name}.zip"
    beside.write_bytes(whole.data)
    counted = frozenset(
        (*log_paths(root), *agreement_paths(root), *(one.path for one in attached(facts_of(root))))
    )
    own = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".reviewkit" not in path.parts
    }
    return [
        Target(f"{name}, whole bundle", unzipped(whole.data), whole.hash),
        Target(f"{name}, without names and quotes", unzipped(spare.data), spare.hash),
        Target(f"{name}, folder beside its bundle", own, whole.hash, beside, counted),
        Target(f"{name}, folder alone", own, whole.hash, None, counted),
    ]


def unzipped(data: bytes) -> Files:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lived(root: Path) -> None:
    """A small review made by commands, with names in which a Mac writes a letter as two characters, and in which two
    clones were merged."""
    root.mkdir(parents=True)
    export = root.parent / "tid på gården.ris"
    export.write_text("TY  - JOUR\nTI  - Tid til å være der\nER  -\n", encoding="utf-8")
    with contextlib.chdir(root):
        eventful.make(root, _run)
        text = (root / "review.yaml").read_text(encoding="utf-8")
        (root / "review.yaml").write_text(text.replace("name: Berit", "name: Berit Bråten"), encoding="utf-8")
        (root / "codebooks" / "småting.yaml").write_text("codes: {a: Å være der}\n", encoding="utf-8")
        _run("import", str(export), "-s", "scholar", "--as", "a")
        _run("dedupe", "--as", "a")
    _merge_a_clone(root)


def _merge_a_clone(root: Path) -> None:
    """A copy of the folder, in which others went on, comes back: its new lines are behind ours."""
    clone = root.parent / "clone"
    shutil.copytree(root, clone)
    begun = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.jsonl")}
    for folder, record in ((root, "cinahl-0009"), (clone, "cinahl-0010")):
        for who in ("a", "b"):
            for decision in ("maybe", "include", "exclude"):
                _run("screen", "decide", record, "-d", decision, "-C", str(folder), "--as", who)
    for path, data in begun.items():
        new = (clone / path).read_bytes().removeprefix(data)
        (root / path).write_bytes((root / path).read_bytes() + new)


def _run(*args: str, typed: str = "") -> Ran:
    """A command in this process."""
    said = io.StringIO()
    status = 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            with patch.object(sys, "argv", ["reviewkit", *map(str, args)]):
                cli.main()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return Ran(status, said.getvalue(), said.getvalue())


def main() -> None:
    """Try all kinds on all targets, and print what was found."""
    given = _options()
    with (
        tempfile.TemporaryDirectory(prefix="tampering-home-") as home,
        patch.dict(os.environ, REVIEWKIT_HOME=home),
    ):
        lived(Path(home) / "lived" / "review")
        shutil.copytree(EXAMPLE, Path(home) / "example" / "review")
        every = [target for name in ("lived", "example") for target in targets(Path(home) / name / "review", name)]
        _report(every, given)


def _report(every: list[Target], given: argparse.Namespace) -> None:
    rng, began = random.Random(given.seed), time.perf_counter()
    kinds = {name: kind for name, kind in KINDS.items() if name.startswith(given.only)}
    counts: dict[str, Counter[str]] = {}
    shares = max(1, given.changes // len(every))
    for target in every:
        print(f"{target.name}: hash {target.hash[:16]}...", file=sys.stderr)
        with written(target) as root:
            for _ in range(shares):
                _try_one(rng, root, target, kinds, counts)
        for what, said in alarms(target) if target.beside is None else ():
            counts.setdefault("FALSE ALARM", Counter())[f"{target.name}: {what}: {said}"] += 1
    for name, count in sorted(counts.items()):
        print(f"{name}: {', '.join(f'{what} {n}' for what, n in count.items())}")
    careless = [count for name, count in counts.items() if "tried" in count]
    print(f"all: tried {sum(one['tried'] for one in careless)}, found {sum(one['found'] for one in careless)}")
    print(f"{time.perf_counter() - began:.0f} s")


def _try_one(
    rng: random.Random, root: Path, target: Target, kinds: Mapping[str, Kind], counts: dict[str, Counter[str]]
) -> None:
    """One careless change of a kind that this target can have, and sometimes the same as a forgery."""
    name, change = _drawn(rng, target, kinds)
    is_alone = not target.is_bundle and target.beside is None
    count = counts.setdefault(f"{name} (folder alone)" if is_alone else name, Counter())
    found = tried(root, target, change)
    count.update(tried=1, found=found.found, named=found.named)
    if not found.found or not (found.named or is_alone):
        print(f"  {target.name}: {name}: {change.path}:{change.lines}: {found}", file=sys.stderr)
    if rng.randrange(ONE_IN) == 0:
        count.update({"no hash": 1, "no hash, found": tried(root, target, change, with_hash=False).found})
    if target.is_bundle and rng.randrange(ONE_IN) == 0 and change.path != FILE:
        forgery, blind = (forged(root, target, change, with_hash) for with_hash in (True, False))
        if forgery and blind:
            count.update({"forged": 1, "forged, found": forgery.found, "forged, no hash, found": blind.found})


def _drawn(rng: random.Random, target: Target, kinds: Mapping[str, Kind]) -> tuple[str, Change]:
    """A kind of change, and one of it that this target can have."""
    while True:
        name = rng.choice(sorted(kinds))
        change = None if name in OF_BUNDLES and not target.is_bundle else kinds[name](rng, target.files)
        if change and (target.is_bundle or change.path in target.counted):
            return name, change


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="KIND", help="only kinds whose names begin like this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
