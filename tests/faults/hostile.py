"""A review that strangers filled in: payloads.toml in every field that people or exports can fill, by every command.

`fill` makes it as people would, command by command, so that the commands that change a review are run as well. What is
only shown is in `SHOWN`, with the endings of the files that it can write.
"""

import contextlib
import io
import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewkit import fonts
from reviewkit.cli import COMMANDS, main
from reviewkit.commands.index import loaded
from reviewkit.errors import Place
from reviewkit.formats.writers import as_jsonl
from reviewkit.model import Field, Record
from reviewkit.store.format import write_mark
from reviewkit.store.yaml_edit import edited
from tests.builders import papers
from tests.conftest import Ran

with Path(__file__).with_name("payloads.toml").open("rb") as _file:
    _GROUPS: Mapping[str, Mapping[str, str]] = tomllib.load(_file)
PAYLOADS = {f"{group}.{name}": text for group, texts in _GROUPS.items() for name, text in texts.items()}
TEXTS = tuple(PAYLOADS.values())

FIGURES = ("svg", "png", "pdf", "pptx", "docx", "drawio")
TABLES = ("csv", "xlsx", "docx", "html", "md", "tex")
Command = Callable[..., Ran]


class _Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(*words: str | Path, typed: str = "") -> Ran:
    """Run `reviewkit WORDS` in this process, with a terminal for what it prints and lines for what it asks."""
    screens = _Screen(), _Screen()
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["reviewkit", *map(str, words)], io.StringIO(typed)
    status = 0
    try:
        with contextlib.redirect_stdout(screens[0]), contextlib.redirect_stderr(screens[1]):
            main()
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    finally:
        sys.argv, sys.stdin = before
    return Ran(status, screens[0].getvalue(), screens[1].getvalue())


class Strangers:
    """What strangers write: one payload after another, from the first that is asked for."""

    def __init__(self, first: int = 0) -> None:
        self.at = first

    def __call__(self) -> str:
        self.at += 1
        return TEXTS[(self.at - 1) % len(TEXTS)]

    def word(self) -> str:
        """One that a shell can pass on: no U+0000."""
        return self().replace("\0", "\u0001")

    def words(self) -> str:
        """One that says something, where a text must have letters that are seen."""
        return f"Words {self.word()}"

    def label(self) -> str:
        """One that figures show: their font has its letters. What it has not they refuse, with a sentence."""
        text = self.words()
        return self.label() if fonts.missing(fonts.composed(text)) else text

    def name(self, ending: str) -> str:
        """One as the name of a file; the parts of a path are none."""
        text = self.word().replace("/", "\u2215").encode("utf-8", "surrogatepass")[:180].decode("utf-8", "ignore")
        return f"{text}.{ending}"


def as_yaml(content: object) -> str:
    """JSON, which is YAML where letters that YAML must not hold are written by their numbers."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return "".join(one if one == "\n" or one.isprintable() else f"\\U{ord(one):08x}" for one in text)


def _protocol(s: Strangers) -> dict[str, object]:
    return {
        "title": s.label(),
        "format": "2",
        "stages": [
            {"id": "title", "label": {"en": s.label(), "nb": s.label()}, "reasons": "yes"},
            {"id": "full-text", "label": {"en": s.label(), "nb": s.label()}, "full_text": "yes"},
        ],
        "other_arm": "separate",
        "reviewers_per_record": "2",
        "team": "independent",
        "analysis": "codebook-ta",
        "charting": {"people": "2", "mode": "independent"},
        "reviewers": [
            {"id": "a", "name": s(), "addresses": [s()]},
            {"id": "b", "name": s()},
            {"id": "robot", "name": s(), "kind": "tool", "model": s(), "version": s()},
        ],
        "aim": {"en": s(), "nb": s()},
        "target_group": s(),
        "questions": [{"en": s(), "nb": s()}, s()],
        "framework": {
            "name": s(),
            "elements": [
                {
                    "id": "people",
                    "letter": "P",
                    "label": {"en": s.label()},
                    "meaning": {"en": s()},
                    "terms": {"en": [s(), s()]},
                }
            ],
        },
        "definitions": {s.words(): {"en": s()}},
        "methods": [s(), {"en": s()}],
        "registration": {"where": s(), "id": s(), "url": s()},
        "criteria": {"include": [{"en": s()}, s()], "exclude": [s()]},
        "highlight": {"include": [s(), "trust"], "exclude": [s()]},
        "exclusion_reasons": [
            {"id": "population", "label": {"en": s.label(), "nb": s.label()}, "aliases": [s.words()]},
            {"id": "outcome", "label": s.label()},
        ],
        "numbers": {
            "own_boxes": [
                {"text": s.label(), "n": "12"},
                {"text": {"en": s.label()}, "n": "3", "within": "screened"},
            ],
            "footnotes": [{"text": s.label(), "box": "id.databases"}, s.label()],
        },
    }


def _searches(s: Strangers) -> dict[str, object]:
    return {
        "cinahl": {
            "database": s.label(),
            "kind": s(),
            "platform": s(),
            "date": "2026-01-31",
            "searcher": s(),
            "limits": s(),
            "press": {"by": s(), "note": s()},
            "lines": [
                {"step": s(), "query": s.words(), "hits": "900"},
                {"query": s.words(), "limits": s(), "hits": "80"},
            ],
            "hits": "13",
            "difference": {"records": "12", "why": s()},
            "note": s(),
        },
        "medline": {"database": s.label(), "hits": "4", "difference": s()},
        "websites": {"database": s.label(), "arm": "other"},
    }


def _codebook(s: Strangers) -> dict[str, object]:
    codes = {
        key: {
            "kind": kind,
            "label": {"en": s.label(), "nb": s.label()},
            "definition": s(),
            "central_concept": s(),
            "include": s(),
            "exclude": s(),
            "examples": {"typical": s(), "edge": s()},
            "origin": {"data-driven": s()},
            "memo": s(),
        }
        for key, kind in (("trust", "theme"), ("time", "theme"), ("place", "theme"), ("old", "category"))
    }
    codes["face"] = {"label": s.label(), "parent": "trust", "kind": "subtheme"}
    return {"title": s.label(), "version": "1", "source": s(), "licence": s(), "note": s(), "codes": codes}


def _form(s: Strangers) -> dict[str, object]:
    return {
        "version": "1",
        "versions": [{"version": "1", "why": s()}],
        "groups": [
            {
                "id": "study",
                "label": {"en": s.label(), "nb": s.label()},
                "question": "1",
                "fields": [
                    {
                        "id": "aim",
                        "label": {"en": s.label(), "nb": s.label()},
                        "help": {"en": s()},
                        "type": "long-text",
                    },
                    {
                        "id": "design",
                        "label": s.label(),
                        "type": "choice",
                        "choices": [
                            {"id": "one", "label": {"en": f"1 {s.label()}"}, "definition": {"en": s()}},
                            {"id": "two", "label": {"en": f"2 {s.label()}"}},
                        ],
                    },
                    {"id": "method", "label": s.label(), "type": "text"},
                    {
                        "id": "n",
                        "label": s.label(),
                        "type": "integer",
                        "unit": s(),
                    },
                    {
                        "id": "arms",
                        "label": s.label(),
                        "type": "table",
                        "columns": [
                            {"id": "name", "label": s.label()},
                            {"id": "n", "label": s.label(), "type": "integer"},
                        ],
                    },
                ],
            }
        ],
    }


def _ris(s: Strangers) -> str:
    """A record for each payload, with it in the title and others in all else; one that every reader takes."""
    in_one_line = [" ".join(text.split("\n")).replace("\r", " ") for text in TEXTS]
    records = []
    for number, text in enumerate(in_one_line, start=1):
        more = [" ".join(s().split("\n")).replace("\r", " ") for _ in range(14)]
        tags = ("AU", "AU", "T2", "AB", "KW", "N1", "UR", "DO", "PB", "CY", "LA", "VL", "SP", "ZZ")
        fields = "".join(f"{tag}  - {value}\r\n" for tag, value in zip(tags, more, strict=True))
        records.append(f"TY  - JOUR\r\nTI  - {number} {text}\r\nPY  - 2020\r\n{fields}ER  - \r\n\r\n")
    return "".join(records)


def _jsonl(s: Strangers) -> str:
    """Our own lines, in which a tag and a value can hold anything."""
    records = []
    for number in range(6):
        title = f"Line {number} {s()}"
        tags = (("TY", "JOUR"), ("TI", title), (s(), s()), ("AU", s()), (f"N1{s()}", s()))
        fields = tuple(Field(tag, value, 1) for tag, value in tags)
        records.append(Record("", "", Place("x", 1), fields, title=title))
    return "".join(as_jsonl(records))


def _table(s: Strangers) -> str:
    """A CSV of records."""
    rows = "".join(
        ",".join('"' + text.replace('"', '""') + '"' for text in (f"Row {number} {s()}", s(), "2021", s(), s()))
        + "\n"
        for number in range(6)
    )
    return f"title,authors,year,journal,abstract\n{rows}"


TEXT = "Nurses lack time. They trust her. No time was left for words. It was a good place."


def fill(root: Path, run: Command, s: Strangers) -> None:
    """Make the review in the current folder; `root.parent` gets the files that it is made from. Every command that
    changes a review is run at least once."""
    for name, content in (
        ("review.yaml", _protocol(s)),
        ("searches.yaml", _searches(s)),
        ("codebooks/themes.yaml", _codebook(s)),
        ("charting/form.yaml", _form(s)),
    ):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(as_yaml(content), encoding="utf-8")
    write_mark(root)

    def do(*words: str | Path, by: str = "a", status: int = 0) -> Ran:
        ran = run(*words, "--as", by)
        assert ran.status == status, (words, ran.out, ran.err)
        return ran

    _import(root.parent, do, run, s)
    _agree(do, s)
    _screen(root.parent, do, s)
    _chart(root.parent, do, run, s)
    _code(root, do, run, s)


def _import(outside: Path, do: Command, run: Command, s: Strangers) -> None:
    plain = outside / s.name("ris")
    plain.write_text(papers(10), encoding="utf-8")
    do("import", plain, "-s", "cinahl")
    for source, ending, text in (("medline", "ris", _ris), ("embase", "jsonl", _jsonl), ("eric", "csv", _table)):
        file = outside / s.name(ending)
        file.write_text(text(s), encoding="utf-8")
        do("import", file, "-s", source)
    document = outside / s.name("txt")
    document.write_text(s.words(), encoding="utf-8")
    more = ("--institution", s.words(), "--authors", s.words(), "--type", s.words(), "--date", "2024")
    do("grey", s.words(), document, "-s", "websites", *more)
    history = outside / s.name("txt")
    history.write_text(f"S1 {s.words()} 900\nS2 home care 80\nS3 S1 AND S2 13\n", encoding="utf-8")
    run("searches", "history", history, "-s", "medline", "--note", s.word(), "--as", "a")
    do("searches", "describe", "eric", "--database", s.label(), "--platform", s.word(), "--hits", "6")
    do("searches", "describe", "embase", "--database", s.label(), "--set", f"note={s.word()}", "--note", s.word())
    do("searches", "rename", "eric", "eric2", "--note", s.word())
    do("dedupe", "run")
    do("dedupe", "different", "cinahl-0001", "cinahl-0002", "--note", s.word())
    do("dedupe", "same", "medline-0001", "medline-0002", "--note", s.word())
    do("dedupe", "same", "medline-0003", "medline-0004", "--note", s.word())
    do("dedupe", "update")


def _agree(do: Command, s: Strangers) -> None:
    why = ("--note", s.word())
    do("protocol", "set", "--title", s.label(), *why)
    do("protocol", "reviewer", "c", "--name", s.word(), "--role", "watches", *why)
    do("protocol", "reason", "language", "--label", s.label(), *why)
    do("protocol", "questions", s.words(), s.words(), *why)
    do("protocol", "about", "--aim", s.words(), "--target-group", s.words(), "--method", s.words(), *why)
    do("protocol", "framework", s.words(), *why)
    element = ("--label", s.words(), "--meaning", s.words(), "--term", f"en={s.words()}")
    do("protocol", "element", "context", *element, *why)
    do("protocol", "define", s.words(), s.words(), *why)
    do("protocol", "registered", "--where", s.words(), "--id", s.words(), *why)
    do("protocol", "criteria", "--include", s.words(), "--exclude", s.words(), *why)
    do("protocol", "highlight", "--include", s.words(), "--exclude", s.words(), *why)
    do("protocol", "coding", "--people", "2", *why)
    do(
        "consult",
        "--whom",
        s.words(),
        "--day",
        "2026-02-01",
        "--said",
        s.words(),
        "--led-to",
        s.words(),
        "--about",
        "trust",
    )


def _screen(outside: Path, do: Command, s: Strangers) -> None:
    def decide(record: str, choices: str, *more: str) -> None:
        for who, choice in zip("ab", choices, strict=False):
            do("screen", "decide", record, "-d", {"i": "include", "e": "exclude"}[choice], *more, by=who)

    why = ("--note", s.word())
    for record in ("cinahl-0001", "cinahl-0002", "cinahl-0003", "medline-0020", "medline-0021", "websites-0001"):
        decide(record, "ii", *why, "--label", s.words())
    decide("cinahl-0004", "ie", *why)
    decide("cinahl-0005", "ie", *why)
    decide("medline-0030", "ee", "-r", "population", *why)
    decide("medline-0031", "ee", "-r", "language", "--label", s.words())
    do("screen", "note", "cinahl-0004", s.words(), "--label", s.words())
    do("screen", "settle", "cinahl-0005", "-d", "exclude", "-r", "population", *why)
    do("screen", "conflicts", "--open", "--stage", "title", "--note", s.words())
    do("screen", "requested", "cinahl-0001", "medline-0020", "--note", s.word())
    do("screen", "retrieved", "cinahl-0002", "medline-0020", "--note", s.word())
    do("screen", "retrieved", "medline-0021", "--not", "--note", s.word())
    for record in ("cinahl-0001", "cinahl-0003"):
        paper = outside / s.name("txt")
        paper.write_text(f"{TEXT}\n\n{s()}\n\nDetails of {record}", encoding="utf-8")
        do("text", "add", record, paper, "--note", s.word())
    for record in ("cinahl-0001", "cinahl-0002", "cinahl-0003"):
        decide(record, "ii", *why)
    decide("medline-0020", "ee", "-r", "outcome", *why)
    table = outside / s.name("csv")
    rows = [["record", "reviewer", "decision", "stage", "note", "labels"]]
    rows += [[f"medline-{number:04d}", "a", "include", "title", s(), s()] for number in (40, 41, 42)]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    table.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    do("screen", "import", table)
    do("screen", "pilot", "3", "--stage", "title")


def _chart(outside: Path, do: Command, run: Command, s: Strangers) -> None:
    do("studies", "--write")
    first, second, third = (study["key"] for study in json.loads(run("studies", "--json").out)[:3])
    for old, new in ((first, "berg"), (second, "dahl"), (third, "aas")):
        do(
            "studies",
            "change",
            old,
            "--key",
            new,
            "--citation",
            f"{s.label()} (2020)",
            "--set",
            s.words(),
            "--note",
            s.word(),
        )
    do("studies", "join", "dahl", "aas", "--citation", s.label(), "--key", "both")
    do("studies", "split", "both", "cinahl-0003", "--citation", s.label(), "--key", "aas")
    do("studies", "change", "both", "--key", "dahl", "--citation", s.label())
    do("chart", "pilot", "1", "--study", "aas", "--note", s.word())
    why = ("--note", s.word())
    for study in ("aas", "berg", "dahl"):
        for who in "ab":
            do("chart", "set", study, "aim", s.words(), *why, by=who)
            do("chart", "set", study, "design", "one", *why, by=who)
            do("chart", "set", study, "method", s.words(), "-q", s.words(), "--keep-lost", by=who)
            do("chart", "set", study, "n", "12", by=who)
            do("chart", "set", study, "arms", f"{s.words().replace(';', ' ').splitlines()[0]} ; 3", by=who)
            do("chart", "done", study, by=who)
    for study in ("aas", "berg", "dahl"):
        do("chart", "settle", study, "aim", s.words(), "--why", "discussion", *why)
        do("chart", "settle", study, "method", s.words(), "--why", "agreed", *why)
    do("chart", "move")
    do("chart", "migrate")


def _code(root: Path, do: Command, run: Command, s: Strangers) -> None:
    for who in "ab":
        do("code", "read", "berg", "--memo", s.words(), by=who)
        do("code", "add", "berg", "-c", "trust", "-q", "They trust her", "-p", "4", "--note", s.words(), by=who)
        do("code", "add", "berg", "-c", "time", "-c", "trust", "-q", s.words(), "--keep-lost", by=who)
        do(
            "code",
            "add",
            "dahl",
            "-c",
            "face",
            "-q",
            s.words(),
            "--keep-lost",
            "--relation",
            "contradicts",
            by=who,
        )
        do("code", "mark", "aas", "-c", "time", "--why", s.words(), by=who)
        for study in ("berg", "dahl", "aas"):
            do("code", "done", study, "--note", s.words(), by=who)
    segments = [one["event"] for one in json.loads(run("code", "quotes", "--as", "a", "--json").out)["quotes"]]
    do("code", "review", segments[-1], "--question", "--why", s.words())
    do("code", "recode", segments[0], "-c", "place", "--why", s.words())
    do("code", "remove", segments[1], "--why", s.words())
    why = ("--why", s.words())
    do("codebook", "create", "new", s.label(), "--definition", s.words(), *why)
    do("codebook", "create", "newer", s.label(), *why)
    do("codebook", "rename", "new", s.label(), *why)
    do("codebook", "redefine", "new", "--set", f"memo={s.words()}", *why)
    do("codebook", "move", "new", "time", *why)
    do("codebook", "merge", "newer", "--into", "new", *why)
    do("codebook", "split", "place", "--into", f"here={s.label()}", "--into", f"there={s.label()}", *why)
    do("codebook", "park", "old", *why)
    do("codebook", "restore", "old", *why)
    do("codebook", "promote", "old", *why)
    do("codebook", "demote", "old", "--parent", "time", *why)
    do("codebook", "retire", "old", *why)
    do("codebook", "version", "2", *why)
    book = root / "codebooks" / "themes.yaml"
    by_hand = {"codes": {"time": {"memo": s.words()}}}
    book.write_text(edited(book.read_text(encoding="utf-8"), book.name, by_hand), encoding="utf-8")
    do("codebook", "accept", *why)
    do("finding", "add", s.words(), "--key", "f1", "-c", "trust", *why)
    do("finding", "revise", "f1", s.words(), *why)
    for component in ("methodological-limitations", "coherence", "adequacy", "relevance"):
        do("finding", "judge", "f1", component, "minor", *why)
    do("finding", "judge", "f1", "confidence", "moderate", *why)


# What is only shown, with the endings of the files that it writes. {other} is the folder of other files.
SHOWN: Mapping[str, Sequence[str]] = {
    "status": (),
    "check --notes": (),
    "sources": (*TABLES, "svg", "pptx"),
    "show cinahl-0001": (),
    "show medline-0005 medline-0006": (),
    "prisma --draft": (*FIGURES, "mmd", "csv", "html"),
    "prisma --list excluded": ("csv", "xlsx", "md", "html"),
    "prisma --balance": (),
    "prisma --methods": (),
    "consult": (),
    "matrix --draft --whose any": (*TABLES, "svg", "pptx"),
    "matrix --draft --whose any --layout grid --level code --language nb": ("csv", "html", "tex"),
    "diff 2020-01-01": ("md", "html", "docx"),
    "report --draft": ("docx", "html", "md", "pdf"),
    "report --draft --language nb": ("html", "md"),
    "trace screened": (),
    "trace cinahl-0001": (),
    "trace trust berg": (),
    "protocol show": (),
    "searches show": TABLES,
    "searches reruns": (),
    "searches lint": (),
    "dedupe queue": ("csv", "xlsx"),
    "dedupe explain medline-0001 medline-0002": (),
    "dedupe related": (),
    "dedupe audit": (),
    "screen mine": (),
    "screen conflicts": ("xlsx", "csv"),
    "screen sought": TABLES,
    "screen agreement": TABLES,
    "screen agreement --list": ("csv", "xlsx", "md"),
    "text list": (),
    "text show cinahl-0001": (),
    "studies show --draft": TABLES,
    "chart status": (),
    "chart status --agreement": (),
    "chart show berg": (),
    "chart differences": ("xlsx",),
    "chart table --draft --quotes": TABLES,
    "chart table --draft --long": ("csv", "xlsx"),
    "chart table --dictionary": ("csv", "xlsx"),
    "chart summary --draft": TABLES,
    "chart cross design theme --draft": ("csv", "html", "docx", "md", "tex"),
    "chart methods": (),
    "chart figure design --draft --look bars": ("svg", "pdf", "pptx", "docx", "drawio", "html"),
    "chart figure design theme --draft": ("svg", "pdf", "html"),
    "chart map --rows design --columns theme --draft": ("html",),
    "chart form": (),
    "codebook status": (),
    "codebook history": (),
    "codebook diff": (),
    "codebook lineage": ("svg", "pdf", "drawio", "html", "mmd"),
    "code quotes --draft": TABLES,
    "code cooccur --draft": (*TABLES, "svg"),
    "code robustness --draft": TABLES,
    "code review": (),
    "code agreement": TABLES,
    "code agreement --list": ("csv", "xlsx", "md"),
    "code readings": (),
    "code lists": (),
    "code audit": ("docx", "html", "md"),
    "code methods": (),
    "code status": (),
    "finding list": (),
    "finding table --draft --profile": TABLES,
    "finding table --draft --isoq": ("csv",),
}

ONLY_FILES = {"codebook lineage", "chart map --rows design --columns theme --draft"}  # which is printed nowhere
# With these, --json would leave out what it says.
NOT_AS_JSON = {
    *("prisma --balance", "prisma --methods", "screen agreement --list", "code agreement --list"),
    *("chart table --draft --long", "chart table --dictionary"),
}
# What is neither filled in, shown nor asked here, and why.
ELSEWHERE = {"demo": "its texts are ours", "open": "the page, in tests/page/test_payloads.py"}


def printed(run: Command, words: str) -> Iterator[tuple[str, Ran]]:
    """What a command of SHOWN prints, and with --json where it has that beside its other options."""
    given = [*words.split(), *(["--as", "a"] if "--as" in options_of(words) else [])]
    if words not in ONLY_FILES:
        yield words, run(*given)
    if "--json" in options_of(words) and words not in NOT_AS_JSON:
        as_json = run(*given, "--json")
        json.loads(as_json.out)
        yield f"{words} --json", as_json


def written(run: Command, words: str, ending: str, path: Path) -> Ran:
    """Write what a command of SHOWN writes into a file of that ending."""
    return run(*words.split(), *(["--as", "a"] if "--as" in options_of(words) else []), "-o", path, "--force")


def options_of(words: str) -> set[str]:
    """The options that the command has."""
    command = get_command(words)
    return {option for parameter in command.params for option in parameter.opts}


def get_command(words: str) -> Any:
    """The command that these words call."""
    found = loaded(words.split()[0], COMMANDS[words.split()[0]])
    for word in words.split()[1:]:
        if word not in getattr(found, "commands", {}):
            break
        found = found.commands[word]
    return found


def ask(outside: Path, run: Command, s: Strangers) -> Iterator[tuple[str, Ran]]:
    """What asks, and what reads files of others or our own again, in the folder that `fill` made; each with what it
    printed. Files are written into `outside`."""

    def do(*words: str | Path, typed: str = "") -> tuple[str, Ran]:
        return " ".join(map(str, words)), run(*words, typed=typed)

    def file(ending: str) -> Path:
        return outside / s.name(ending)

    yield do("screen", "next", "--as", "a", typed="c\nt\n" + s.words().replace("\n", " ") + "\nn\n1\nb\ns\nq\n")
    yield do("screen", "--as", "b", typed="w\ny\nm\nu\nq\n")
    yield do("dedupe", "review", "--as", "a", typed="w\ns\nq\n")
    for tool in ("rayyan", "covidence", "asreview", "endnote", "zotero", "csv", "ris", "excel"):
        ending = {"csv": "csv", "excel": "xlsx", "covidence": "ris"}.get(tool, "ris")
        yield do("export", "--for", tool, "-o", file(ending), "--as", "a", "--force")
    exports = sorted(Path("searches").rglob("*.*"))
    for ending in ("ris", "jsonl", "csv", "bib", "json", "enw"):
        made = file(ending)
        yield do("convert", *(one for one in exports if one.suffix in (".ris", ".jsonl")), made, "--force")
        yield do("lint", made)
    groups = outside / s.name("csv")
    yield do(
        "dedupe",
        *(one for one in exports if one.suffix == ".ris"),
        "--groups",
        groups,
        "-o",
        file("ris"),
        "--force",
    )
    yield do("dedupe", "audit", exports[0])
    counts = outside / s.name("yaml")
    counts.write_text(as_yaml(_counts(s)), encoding="utf-8")
    for ending in (*FIGURES, "mmd", "csv", "html"):
        yield do("prisma", counts, "-o", file(ending), "--draft", "--force")
    yield do("compare", counts)
    sheet = file("xlsx")
    yield do("chart", "export", "-o", sheet, "--as", "a", "--force")
    yield do("chart", "import", sheet, "--as", "a", "--yes")
    queue = file("csv")
    yield do("dedupe", "queue", "-o", queue, "--force")
    yield do("dedupe", "answers", queue, "--as", "a")
    conflicts = file("xlsx")
    yield do("screen", "conflicts", "-o", conflicts, "--as", "a", "--force")
    yield do("screen", "settlements", conflicts, "--as", "a", "--yes")
    for ending in ("qdc", "csv", "xlsx"):
        book = file(ending)
        yield do("codebook", "export", book, "--force")
        yield do("codebook", "import", book, "--as", "a", "--why", s.words(), "--dry-run")
    for ending in ("qdpx", "csv"):
        project = file(ending)
        yield do("code", "export", project, "--as", "a", "--force")
        yield do("code", "import", project, "--as", "a", "--dry-run")
    yield do("codebook", "reject", "--as", "a", "--why", s.words())
    yield do("chart", "init", "--from", "jbi", "--as", "a")
    yield do("upgrade", "--as", "a")
    manuscript = file("docx")
    yield do("report", "--draft", "-o", manuscript, "--as", "a", "--force")
    yield do("manuscript", manuscript, "--all", "-o", file("docx"), "--as", "a", "--force")
    text = file("md")
    text.write_text(f"# {s()}\n\nWe screened 7 records ({s()}).\n\n{s()}\n", encoding="utf-8")
    yield do("manuscript", text, "--all", "--as", "a")
    text.unlink()
    bundle = file("zip")
    yield do("bundle", "-o", bundle, "--draft", "--with", "exports", "--with", "texts", "--force")
    yield do("verify", bundle)
    yield do("verify", ".", "--bundle", bundle)
    log = outside / s.name("jsonl")
    log.write_bytes(Path("screening/a.jsonl").read_bytes())
    yield do("merge", log, "--as", "a")
    yield do("undo", _last_id(Path("screening/b.jsonl")), "--as", "b", "--note", s.word())
    yield do("check", "--retractions", exports[0])
    new = outside / s.name("new")
    more = ("--include", s.word(), "--exclude", s.word(), "--reason", f"one={s.words()}", "-r", f"kari={s.word()}")
    yield do("init", new, "--title", s.word(), *more)
    for wrong in (s.word(), f"--{s.word()}", "-x"):
        yield do(wrong)
        yield do("import", wrong, "-s", s.word(), "--as", "a")
        yield do("show", wrong)
        yield do("screen", "decide", wrong, "-d", wrong, "--as", wrong)
        yield do("prisma", "--list", wrong, "-o", outside / s.name("xyz"))


def _counts(s: Strangers) -> dict[str, object]:
    return {
        "stages": "two",
        "identified": {"databases": {s.label(): "113", s.label(): "22"}, "other": {s.label(): "12"}},
        "removed": {"total": "100", "duplicates": "96", "other": {s.label(): "4"}},
        "screened": "35",
        "excluded": {"total": "5", "reasons": {s.label(): "5"}},
        "sought": "30",
        "not_retrieved": {s.label(): "2"},
        "assessed": "28",
        "reports_excluded": {"total": "20", "reasons": {s.label(): "20"}},
        "included": {"studies": "8", "reports": "8"},
        "searched": s.label(),
        "own_boxes": [{"text": s.label(), "n": "12"}],
        "footnotes": [s.label()],
    }


def _last_id(log: Path) -> str:
    return str(json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["id"])
