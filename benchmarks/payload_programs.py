"""Files with texts of strangers, opened by the programs that people open them with: what acted, and in which file.

Each function is given the folder that payloads.py made: `made` holds the files, `changed` the review.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.hostile import SHOWN, options_of
from tests.page.browser import CHROMIUM, acted, browsers

Found = Iterator[tuple[str, str]]

# How LibreOffice reads a CSV: separator, quotation mark, UTF-8 and so on; the last says that formulas are evaluated.
_AS_CSV = "CSV:{},34,76,1,,0,false,true,false,false,false,-1,true"
_SEPARATORS = {",": 44, ";": 59, "tab": 9}
_WAITING = 120  # seconds for a program


def in_libreoffice(place: Path, counts: Counter[str]) -> Found:
    """Each CSV as three countries open it, and each workbook, as LibreOffice saves them again; the others as PDF."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not installed here")
        return
    known = place / "known.csv"
    known.write_text("a;=1+41\n", encoding="utf-8")
    named = {f"{number:03}{path.suffix}": path for number, path in enumerate(sorted((place / "made").iterdir()))}
    copies = place / "copies"
    copies.mkdir()
    for name, path in named.items():
        if path.is_file() and path.suffix in (".csv", ".xlsx", ".docx", ".pptx", ".html", ".svg"):
            shutil.copy(path, copies / name)  # under a name that a shell takes
    for word, sign in _SEPARATORS.items():
        tables = [path for path in copies.iterdir() if path.suffix == ".csv"]
        saved = _converted(program, "xlsx", place / f"as-{sign}", [*tables, known], _AS_CSV.format(sign))
        if word == ";" and not _formulas(saved / "known.xlsx"):
            yield "the formula that was put there was not found, so nothing is known", "known.csv"
        for path in tables:
            counts["LibreOffice: CSV"] += 1
            for formula in _formulas(saved / f"{path.stem}.xlsx"):
                yield f"formula with {word}: {formula}", named[path.name].name
    books = [path for path in copies.iterdir() if path.suffix == ".xlsx"]
    saved = _converted(program, "xlsx", place / "as-xlsx", books)
    for path in books:
        counts["LibreOffice: workbook"] += 1
        yield from ((f"formula: {one}", named[path.name].name) for one in _formulas(saved / path.name))
    others = [path for path in copies.iterdir() if path.suffix not in (".csv", ".xlsx")]
    saved = _converted(program, "pdf", place / "as-pdf", others)
    for path in others:
        counts["LibreOffice: document"] += 1
        if not (saved / f"{path.stem}.pdf").exists():
            yield "could not be opened", named[path.name].name


def _converted(program: str, ending: str, folder: Path, files: list[Path], filter_: str = "") -> Path:
    folder.mkdir()
    profile = f"-env:UserInstallation=file://{folder.parent / 'office'}"
    how = [f"--infilter={filter_}"] if filter_ else []
    words = [
        program,
        profile,
        "--headless",
        "--convert-to",
        ending,
        *how,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(words, capture_output=True, timeout=_WAITING * 10, check=False)
    return folder


def _formulas(book: Path) -> list[str]:
    """The formulas in a workbook that LibreOffice wrote."""
    with zipfile.ZipFile(book) as parts:
        sheets = [parts.read(name).decode("utf-8") for name in parts.namelist() if "/sheet" in name]
    return [piece.partition("</f>")[0][:80] for sheet in sheets for piece in sheet.split("<f ")[1:]] + [
        piece.partition("</f>")[0][:80] for sheet in sheets for piece in sheet.split("<f>")[1:]
    ]


def in_chromium(place: Path, counts: Counter[str]) -> Found:
    """Each page and drawing."""
    if CHROMIUM is None:
        print("Chromium is not installed here")
        return
    known = place / "known.html"
    known.write_text(
        "<script>window.__acted=1;alert(1)</script><img src=http://evil.example/x.png>", encoding="utf-8"
    )
    with browsers() as browser:
        if len(acted(browser, known)) != 3:
            yield "the script that was put there did not act, so nothing is known", known.name
        for path in sorted((place / "made").iterdir()):
            if path.suffix in (".html", ".svg"):
                counts["Chromium: page"] += 1
                yield from ((what, path.name) for what in acted(browser, path))


def in_terminal(place: Path, counts: Counter[str]) -> Found:
    """What each command prints in a real terminal; the title of its window is read after each."""
    tmux = shutil.which("tmux")
    if tmux is None:
        print("tmux is not installed here")
        return
    server = [tmux, "-L", f"payloads-{os.getpid()}", "-f", "/dev/null"]
    reviewkit = f"{shlex.quote(sys.executable)} -c 'from reviewkit.cli import main; main()'"
    files = sorted((place / "made").glob("*.ris"))
    commands = [f"{one}{' --as a' if '--as' in options_of(one) else ''}" for one in SHOWN if "lineage" not in one]
    commands += [f"import {shlex.quote(str(path))} -s terminal --as a" for path in files]
    commands += [f"lint {shlex.quote(str(path))}" for path in files]
    commands += [
        "screen next --as a",
        "dedupe review --as a",
        "import $'\\e]2;PWNED\\a' -s x",
        "$'\\e]2;PWNED\\a'",
    ]
    size = ["-x", "120", "-y", "40"]
    subprocess.run([*server, "new-session", "-d", *size, "bash --norc"], check=True, cwd=place / "changed")
    try:
        _typed(server, "printf '\\e]2;known\\a'")
        if _title(server) != "known":
            yield "the title that was set is not seen, so nothing is known", "known"
        for command in commands:
            counts["terminal: command"] += 1
            _typed(server, f"{reviewkit} {command}", keys=("n", "1", "c", "q") if "next" in command else ("q",))
            if (title := _title(server)) != "known":
                yield f"the title of the window is now {title!r}", command
                _typed(server, "printf '\\e]2;known\\a'")
    finally:
        subprocess.run([*server, "kill-session"], check=False, capture_output=True)


def _typed(server: list[str], line: str, keys: tuple[str, ...] = ()) -> None:
    """Type a line into the terminal, and wait until it is done; `keys` are pressed where it asks."""
    done = Path("/tmp") / f"payloads-{os.getpid()}-{time.monotonic_ns()}"
    subprocess.run([*server, "send-keys", "-l", f"{line}; touch {done}"], check=True)
    subprocess.run([*server, "send-keys", "Enter"], check=True)
    waited, pressed = 0.0, iter(keys)
    while not done.exists() and waited < _WAITING:
        time.sleep(0.2)
        waited += 0.2
        if waited > 8 and (key := next(pressed, "")):
            subprocess.run([*server, "send-keys", key], check=True)
    done.unlink(missing_ok=True)


def _title(server: list[str]) -> str:
    asked = [*server, "display-message", "-p", "#{pane_title}"]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout.strip()


PROGRAMS: dict[str, Callable[[Path, Counter[str]], Found]] = {
    "LibreOffice": in_libreoffice,
    "Chromium": in_chromium,
    "terminal": in_terminal,
}
