"""Nothing that lies in a review folder and counts nowhere is passed over in silence."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import Level, Place, Problem
from reviewkit.store import ledger, unread
from reviewkit.store.files import is_hidden
from reviewkit.store.open_review import open_review
from tests.faults import COPIES

TEXT = "codes:\n  trust: Trust\n  time: Time\n  place: Place\n"
OTHER = "codes:\n  work: Work\n  home: Home\n  school: School\n"


def put(root: Path, name: str, text: str = "") -> Path:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
    return root / name


def unnamed(root: Path) -> list[Problem]:
    """What is said of files that nothing reads."""
    return [*unread.unread_at_top(root), *unread.unread_in_folders(root)]


def kept(root: Path, *names: str) -> tuple[list[str], list[Problem]]:
    """The files that are read, and what is said of the others."""
    problems: list[Problem] = []
    found = unread.without_copies(root, [root / name for name in names], problems)
    return [path.relative_to(root).as_posix() for path in found], problems


# Files of agreements


@pytest.mark.parametrize("form", COPIES.values(), ids=COPIES.keys())
def test_a_copy_of_a_file_is_not_read_and_is_an_error(tmp_path: Path, form: str) -> None:
    names = ["codebooks/themes.yaml", f"codebooks/{form.format('themes')}.yaml"]
    for name in names:
        put(tmp_path, name, TEXT)
    found, (problem,) = kept(tmp_path, *sorted(names))
    assert found == names[:1]
    assert (problem.place, problem.level, problem.code) == (Place(names[1]), Level.ERROR, "copy")
    assert "copy of themes.yaml" in problem.message


def test_two_files_of_which_one_s_name_goes_on_from_the_other_s_are_both_read(tmp_path: Path) -> None:
    put(tmp_path, "codebooks/themes.yaml", TEXT)
    put(tmp_path, "codebooks/themes-work.yaml", OTHER)
    assert kept(tmp_path, "codebooks/themes-work.yaml", "codebooks/themes.yaml") == (
        ["codebooks/themes-work.yaml", "codebooks/themes.yaml"],
        [],
    )


def test_a_copy_by_its_name_is_none_where_there_is_no_original(tmp_path: Path) -> None:
    put(tmp_path, "codebooks/themes (1).yaml", TEXT)
    assert kept(tmp_path, "codebooks/themes (1).yaml") == (["codebooks/themes (1).yaml"], [])


def test_a_copy_by_its_name_is_not_read_whatever_is_in_it(tmp_path: Path) -> None:
    put(tmp_path, "codebooks/themes.yaml", TEXT)
    put(tmp_path, "codebooks/themes (1).yaml", OTHER)
    assert kept(tmp_path, "codebooks/themes.yaml", "codebooks/themes (1).yaml")[0] == ["codebooks/themes.yaml"]


def test_a_file_that_is_no_text_is_held_for_no_copy(tmp_path: Path) -> None:
    put(tmp_path, "codebooks/themes.yaml", TEXT)
    (tmp_path / "codebooks" / "themes-b.yaml").write_bytes(b"\xff\xfe\x00")
    names = ["codebooks/themes-b.yaml", "codebooks/themes.yaml"]
    assert kept(tmp_path, *names) == (names, [])


@pytest.mark.parametrize("name", ["review", "searches", "studies"])
@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_a_copy_of_a_file_beside_it_is_an_error(tmp_path: Path, name: str, ending: str) -> None:
    put(tmp_path, f"{name}.yaml", "title: A\n")
    put(tmp_path, f"{name} (1).{ending}", "title: A\n")
    (problem,) = unread.copies_in_root(tmp_path)
    assert (problem.place, problem.level) == (Place(f"{name} (1).{ending}"), Level.ERROR)


def test_other_files_in_the_folder_are_nobody_s_business(tmp_path: Path) -> None:
    for name in ("review.yaml", "searches.yaml", "notes.yaml", "reviews.yaml", "review.txt", "studies (1).yaml"):
        put(tmp_path, name, "title: A\n")
    assert unread.copies_in_root(tmp_path) == []


@pytest.mark.parametrize("name", ["codebooks/themes", "coding/a/berg", "review", "searches", "studies"])
@pytest.mark.parametrize(
    "form", ["{}.yml", "{}.YAML", "{}.yaml.orig", "{}.yaml~", "{}.yaml (1)", "{} (1).yaml.bak"]
)
def test_a_file_that_is_yaml_by_its_name_and_not_by_its_ending_is_reported(
    tmp_path: Path, name: str, form: str
) -> None:
    put(tmp_path, f"{name}.yaml", "title: A\n")
    put(tmp_path, form.format(name), "title: A\n")
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level, problem.code) == (Place(form.format(name)), Level.WARNING, "unread")


def test_what_is_read_and_what_describes_the_folder_is_not_named(tmp_path: Path) -> None:
    names = (
        "codebooks/themes.yaml coding/a.jsonl coding/a/berg.yaml screening/a.jsonl README.md LICENSE .gitignore"
    )
    for name in [*names.split(), "review.yaml", "searches.yaml", "studies.yaml"]:
        put(tmp_path, name, "title: A\n")
    assert unnamed(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("codebooks/old/themes.yaml", Level.WARNING),
        ("codebooks/themes.txt", Level.WARNING),
        ("codebooks/themes", Level.WARNING),
        ("coding/a/old/berg.yaml", Level.WARNING),
        ("coding/a/old/older/berg.jsonl", Level.WARNING),
        ("coding/a/berg.json", Level.WARNING),
        ("coding/a/marks.xlsx", Level.WARNING),
        ("coding/a/berg.pdf", Level.NOTE),
        ("coding/README.md", Level.NOTE),
        ("screening/old/a.jsonl", Level.WARNING),
        ("searches/imports/old/a.jsonl", Level.WARNING),
        ("studies.txt", Level.WARNING),
        ("Studies.yaml", Level.WARNING),
        ("Kopi av studies.yaml.txt", Level.WARNING),
        ("themes.yaml", Level.WARNING),
        ("reviews.yaml", Level.WARNING),
        ("a.jsonl", Level.WARNING),
        ("studies.xlsx", Level.NOTE),
        ("flow.svg", Level.NOTE),
        ("cinahl.ris", Level.NOTE),
        ("table1", Level.NOTE),
    ],
)
def test_every_file_that_nothing_reads_is_named_whatever_its_ending_and_depth(
    tmp_path: Path, name: str, level: Level
) -> None:
    put(tmp_path, name, "title: A\n")
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level, problem.code) == (Place(name), level, "unread")


def test_entered_numbers_at_the_top_are_a_note(tmp_path: Path) -> None:
    put(tmp_path, "published.yaml", "stages: two\nscreened: 12\n")
    (problem,) = unnamed(tmp_path)
    assert problem.level is Level.NOTE


@pytest.mark.parametrize("name", ["Coding", "codings", "coding (1)", "Kopi av coding", "codebook", "coding 2"])
def test_a_folder_whose_name_is_nearly_that_of_a_review_s_is_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"{name}/a/berg.yaml", "segments: []\n")
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level) == (Place(name), Level.WARNING)


@pytest.mark.parametrize("name", ["output", "texts", "pdf", "data", "code", "figures"])
def test_folders_of_other_names_are_the_person_s_own(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"{name}/a.yaml", "a: b\n")
    assert unnamed(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kodebok/themes.yaml", "title: A\ncodes:\n  trust: {label: Trust}\n"),
        ("Tekster/berg.yml", "coder: a\nsegments: []\n"),
        ("gammelt/a.jsonl", '{"id": "a-1", "do": "decide", "by": "a"}\n'),
    ],
)
def test_work_in_a_folder_with_a_name_of_its_own_is_named(tmp_path: Path, name: str, text: str) -> None:
    put(tmp_path, name, text)
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level, problem.code) == (Place(name), Level.WARNING, "unread")


@pytest.mark.parametrize("name", ["backup/review.yaml", "backup/codebooks/themes.yaml", "site/config.yaml"])
def test_a_review_of_its_own_and_other_yaml_is_not_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "title: A\nreviewers: []\n" if name.startswith("backup") else "nav: []\n")
    put(tmp_path, "backup/review.yaml", "title: A\nreviewers: []\n")
    assert unnamed(tmp_path) == []


def test_a_copy_in_the_root_is_reported_once(tmp_path: Path) -> None:
    put(tmp_path, "studies.yaml", "title: A\n")
    put(tmp_path, "studies (1).yml", "title: A\n")
    assert len([*unread.copies_in_root(tmp_path), *unnamed(tmp_path)]) == 1


def test_a_coding_without_the_folder_of_its_coder_is_reported_with_where_it_belongs(tmp_path: Path) -> None:
    put(tmp_path, "coding/berg.yaml", "segments: []\n")
    (problem,) = unnamed(tmp_path)
    assert problem.place == Place("coding/berg.yaml")
    assert "coding/CODER/STUDY.yaml" in problem.message


# The form of charting


@pytest.mark.parametrize("name", ["charting/form.yaml", "charting/a.jsonl", "charting/a.jsonl.torn"])
def test_the_form_and_the_logs_of_charting_belong_there(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert unnamed(tmp_path) == unread.copies_of_form(tmp_path) == []


@pytest.mark.parametrize("name", ["themes.yaml", "form.yml", "old/form.yaml", "Form.YAML"])
def test_another_form_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"charting/{name}", "groups: []\n")
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level, problem.code) == (Place(f"charting/{name}"), Level.WARNING, "unread")
    assert "the form is charting/form.yaml" in problem.message


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a/b.jsonl", "notes.xlsx"])
def test_other_files_beside_the_form_are_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, "charting/form.yaml", "groups: []\n")
    put(tmp_path, f"charting/{name}")
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level, problem.code) == (Place(f"charting/{name}"), Level.WARNING, "unread")


@pytest.mark.parametrize("form", COPIES.values(), ids=COPIES.keys())
def test_a_copy_of_the_form_is_an_error_and_is_named_once(tmp_path: Path, form: str) -> None:
    put(tmp_path, "charting/form.yaml", "groups: []\n")
    put(tmp_path, f"charting/{form.format('form')}.yaml", "groups: []\n")
    (problem,) = unread.copies_of_form(tmp_path)
    assert (problem.level, problem.code) == (Level.ERROR, "copy")
    assert "copy of form.yaml" in problem.message
    assert unnamed(tmp_path) == []


@pytest.mark.parametrize("name", ["Charting", "chartings", "charting (1)"])
def test_a_folder_that_is_nearly_called_charting_is_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"{name}/form.yaml", "groups: []\n")
    (problem,) = unread.unread_at_top(tmp_path)
    assert "a review's folder is called charting" in problem.message


# Logs


def test_the_logs_of_reviewers_are_no_problem() -> None:
    assert unread.foreign_logs(ledger.SCREENING, ["a", "b"], ["b", "a", "c"]) == []


@pytest.mark.parametrize("form", COPIES.values(), ids=COPIES.keys())
def test_a_copy_of_a_log_is_reported_and_how_to_bring_it_in(form: str) -> None:
    name = form.format("a")
    (problem,) = unread.foreign_logs(ledger.SCREENING, ["a", name], ["a", "b"])
    assert (problem.place, problem.level, problem.code) == (
        Place(f"screening/{name}.jsonl"),
        Level.WARNING,
        "copy",
    )
    assert f'reviewkit merge "screening/{name}.jsonl"' in problem.message


def test_a_log_of_nobody_is_reported() -> None:
    (problem,) = unread.foreign_logs(ledger.CODING, ["zoe"], ["a"])
    assert (problem.place, problem.level, problem.code) == (
        Place("coding/zoe.jsonl"),
        Level.WARNING,
        "unknown-log",
    )
    assert "'zoe' is not a reviewer" in problem.message


def test_a_log_of_a_reviewer_whose_name_goes_on_from_another_s_is_their_own() -> None:
    assert unread.foreign_logs(ledger.SCREENING, ["ann", "ann-lee"], ["ann", "ann-lee"]) == []


@pytest.mark.parametrize("kind", ledger.KINDS)
@pytest.mark.parametrize("name", ["a.jsonl.orig", "a.txt", "a.json", "a"])
def test_a_file_beside_the_logs_that_nothing_reads_is_reported(tmp_path: Path, kind: str, name: str) -> None:
    put(tmp_path, f"{kind}/a.jsonl")
    put(tmp_path, f"{kind}/{name}")
    (problem,) = unnamed(tmp_path)
    assert (problem.place, problem.level, problem.code) == (Place(f"{kind}/{name}"), Level.WARNING, "unread")


@pytest.mark.parametrize("name", [".a.jsonl.swp", "Thumbs.db", "~$a.jsonl", "a.jsonl.torn", "a/berg.yaml"])
def test_what_belongs_to_systems_and_what_others_report_is_not_reported_here(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"coding/{name}")
    assert unnamed(tmp_path) == []


@pytest.mark.parametrize("kind", ledger.KINDS)
def test_an_unfinished_line_that_was_set_aside_is_reported(tmp_path: Path, kind: str) -> None:
    put(tmp_path, f"{kind}/a.jsonl")
    put(tmp_path, f"{kind}/a.jsonl.torn", "{\n")
    (problem,) = unread.set_aside(tmp_path)
    assert (problem.place, problem.level, problem.code) == (
        Place(f"{kind}/a.jsonl.torn"),
        Level.WARNING,
        "torn",
    )
    assert unnamed(tmp_path) == []


def test_a_new_folder_has_nothing_that_is_unread(tmp_path: Path) -> None:
    assert unread.set_aside(tmp_path) == unnamed(tmp_path) == unread.copies_in_root(tmp_path) == []


@pytest.mark.parametrize("form", ["{} (1)", "{}-DESKTOP-AB12", "{} 2", "Kopi av {}", "{} – Kopie"])
def test_a_copy_of_a_coder_s_folder_is_named(tmp_path: Path, form: str) -> None:
    for name in ("kari", form.format("kari"), "ola"):
        put(tmp_path, f"coding/{name}/berg.yaml", "state: done\n")
    (problem,) = unread.copied_coders(tmp_path, ["kari"])
    assert (problem.place, problem.code) == (Place(f"coding/{form.format('kari')}"), "copy")
    assert unread.copied_coders(tmp_path, ["kari", form.format("kari")]) == []


def test_a_folder_of_a_coder_who_is_not_in_the_review_is_reported_with_what_counts(tmp_path: Path) -> None:
    for name in ("kari/berg", "zoe/berg", "zoe/dahl", "zoe/lie", "zoe/moe", "ola/berg"):
        put(tmp_path, f"coding/{name}.yaml", "state: done\n")
    put(tmp_path, "coding/liv/berg.yaml", "state: done\n")
    one, several = unread.foreign_coders(tmp_path, ["kari", "ola"])
    assert [(found.place, found.level, found.code) for found in (one, several)] == [
        (Place("coding/liv"), Level.WARNING, "unknown-reviewer"),
        (Place("coding/zoe"), Level.WARNING, "unknown-reviewer"),
    ]
    assert "'liv' is not a reviewer in review.yaml. 1 coding counts as theirs (berg.yaml). Add liv" in one.message
    assert "4 codings count as theirs (berg.yaml, dahl.yaml, lie.yaml, ...)" in several.message
    assert unread.foreign_coders(tmp_path, ["kari", "liv", "ola", "zoe"]) == []


def test_a_folder_in_which_nothing_is_coded_or_that_is_a_copy_is_no_coder_s(tmp_path: Path) -> None:
    for name in ("kari/berg.yaml", "kari (1)/berg.yaml", ".zoe/berg.yaml", "notes/berg.txt"):
        put(tmp_path, f"coding/{name}", "state: done\n")
    put(tmp_path, "coding/zoe.jsonl")
    assert unread.foreign_coders(tmp_path, ["kari"]) == []
    assert len(unread.copied_coders(tmp_path, ["kari"])) == 1
    assert unread.foreign_coders(tmp_path / "coding", ["kari"]) == []


# --- any file at all ------------------------------------------------------------------------------------------------

MARKER = "only-here"
FOLDERS = [
    *("", "codebooks", "codebooks/old", "codebooks/old/er", "coding", "coding/a", "coding/b", "coding/a/old"),
    *(
        "screening",
        "screening/old",
        "duplicates",
        "searches/imports",
        "agreements",
        "retrieval",
        "Coding",
        "codebook",
    ),
]
STEMS = st.sampled_from(
    [
        *"themes themes2 berg2020 a b studies review searches notes Themes README x ~themes themes~".split(),
        *("Kopi av themes", "themes (1)", "berg2020 - Kopi", "themes-DESKTOP-7AB12", "å ø"),
        *("a.sync-conflict-20260101-120000-ABC", "berg2020 (Kari sin konflikt kopi 2026-01-01)"),
    ]
) | st.text("abcæ é(1)-_", min_size=1, max_size=6).filter(lambda name: name.strip(" .") == name != "")
ENDINGS = st.sampled_from(
    ["", *".yaml .yml .YAML .Yml .json .jsonl .JSONL .txt .csv .xlsx .docx .pdf .bak .old .yaml.txt .md".split()]
)
CONTENT = {
    "codebooks": f"title: T\ncodes:\n  {MARKER}:\n    label: L\n    kind: theme\n",
    "coding": f"coder: a\nstudy: berg2020\nsegments:\n  - {{quote: {MARKER}, codes: [x]}}\n",
}


@given(folder=st.sampled_from(FOLDERS), stem=STEMS, ending=ENDINGS)
@settings(max_examples=150, deadline=None)
def test_any_file_in_a_review_is_read_or_named(folder: str, stem: str, ending: str) -> None:
    """Hidden files, and what describes the folder (README at the top), are the exceptions."""
    shown = f"{folder}/{stem}{ending}".lstrip("/")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        put(root, "review.yaml", "title: A\nformat: 2\nreviewers:\n  - {id: a}\n")
        put(root, "codebooks/themes.yaml", "title: T\ncodes:\n  x: {label: X, kind: theme}\n")
        put(root, "studies.yaml", "berg2020: {citation: Berg, records: []}\n")
        if (root / shown).exists():
            return
        put(root, shown, CONTENT.get(folder.partition("/")[0], f"title: {MARKER}\n"))
        facts = open_review(root).review.facts
        problems = open_review(root).review.problems
    named = any(shown == one.place.path or shown.startswith(f"{one.place.path}/") for one in problems)
    is_read = MARKER in f"{facts.codebooks}{facts.codings}"
    is_usual = not folder and stem == "README"
    assert named or is_read or is_usual or is_hidden(Path(shown).name), shown
