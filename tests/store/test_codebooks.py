"""codebooks/*.yaml: themes and codes with ids that stay."""

from pathlib import Path

import pytest

from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.model import Code, Codebook
from reviewkit.store import codebooks
from reviewkit.store.format import MARK


def read(tmp_path: Path, text: str) -> tuple[Codebook, list[str]]:
    """The codebook, and each problem as it is printed."""
    path = tmp_path / "themes.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    found = codebooks.read(path, "codebooks/themes.yaml", problems)
    return found, [str(problem) for problem in problems]


FULL = """\
title: Themes of care
language: nb
version: 1.10
schema: x
source: a book
note: ours
licence: CC BY
codes:
  trust:
    kind: theme
    label: {en: Trust, nb: Tillit}
    definition: {en: What trust takes, nb: Hva tillit krever}
    status: candidate
    aliases: [confidence]
    central_concept: x
    include: [one, two]
    exclude: {en: not this}
    examples: [a, b]
    memo: m
    origin: us
    color: "#fff"
    applies_to: studies
    related: [time]
  time: Tid
  money: {label: Penger, parent: trust}
"""


def test_everything_of_a_codebook_is_read(tmp_path: Path) -> None:
    found, problems = read(tmp_path, FULL)
    assert problems == []
    assert (found.name, found.title, found.language, found.version) == ("themes", "Themes of care", "nb", "1.10")
    trust, time, money = found.codes
    assert trust == Code(
        "trust",
        "theme",
        {"en": "Trust", "nb": "Tillit"},
        definition="What trust takes; Hva tillit krever",
        status="candidate",
        aliases=("confidence",),
        place=Place("codebooks/themes.yaml", 10),
    )
    assert time == Code("time", "code", {"nb": "Tid"}, place=Place("codebooks/themes.yaml", 24))
    assert (money.parent, money.kind, money.status, money.labels) == ("trust", "code", "active", {"nb": "Penger"})


@pytest.mark.parametrize("text", ["", "codes:\n", "title: x\n"])
def test_a_codebook_without_codes_is_one(tmp_path: Path, text: str) -> None:
    found, problems = read(tmp_path, text)
    assert (found.codes, problems) == ((), [])
    assert (found.version, found.language) == ("1", "en")


def test_without_a_title_it_is_called_after_its_file(tmp_path: Path) -> None:
    assert read(tmp_path, "codes: {trust: Trust}\n")[0].title == "themes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("codes:\n  trust:\n    lable: Trust\n", "themes.yaml:3: unknown key 'lable'; did you mean 'label'?"),
        ("codes:\n  trust: {kind: theme}\n", "themes.yaml:2: the code 'trust' has no label. Add `label: ...`"),
        (
            "codes:\n  trust: {label: x, kind: topic}\n",
            "trust.kind is 'topic'. It can be: code, category, theme, subtheme",
        ),
        (
            "codes:\n  trust: {label: x, status: old}\n",
            "status is 'old'. It can be: candidate, active, parked, retired",
        ),
        (
            "codes:\n  trust: {label: x, parent: care}\n",
            "themes.yaml:2: the parent 'care' of 'trust' is not in the codebook",
        ),
        ("codes:\n  trust: {label: x, parent: trust}\n", "themes.yaml:2: 'trust' is its own ancestor"),
        ("codes:\n  trust: {label: x, related: {a: b}}\n", "related should be a list of texts"),
        ("codes: [trust]\n", "themes.yaml:1: codes should be a mapping"),
        ("codes:\n  trust: [a]\n", "themes.yaml:2: codes.trust should be a mapping"),
        ("code: {}\n", "themes.yaml:1: unknown key 'code'; did you mean 'codes'?"),
        ("codes:\n  trust: a\n  trust: b\n", "themes.yaml:3: the key 'trust' is used twice"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    _, problems = read(tmp_path, text)
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize("status", ["candidate", "active", "retired"])
@pytest.mark.parametrize("kind", ["code", "category", "theme", "subtheme"])
def test_a_code_has_one_of_four_kinds_and_three_states(tmp_path: Path, kind: str, status: str) -> None:
    found, problems = read(tmp_path, f"codes:\n  a: {{label: A, kind: {kind}, status: {status}}}\n")
    assert problems == []
    assert (found.codes[0].kind, found.codes[0].status) == (kind, status)


def test_a_circle_of_parents_is_told_once_for_each_code_in_it(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        "codes:\n  a: {label: A, parent: c}\n  b: {label: B, parent: a}\n  c: {label: C, parent: b}\n  d: {label: D}\n",
    )
    assert [problem.partition(": ")[2] for problem in problems] == [
        f"{name!r} is its own ancestor. Correct `parent`" for name in "abc"
    ]


def test_a_code_below_a_circle_is_not_its_own_ancestor(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        "codes:\n  a: {label: A, parent: b}\n  b: {label: B, parent: a}\n  below: {label: C, parent: a}\n",
    )
    assert not [problem for problem in problems if "'below' is its own ancestor" in problem]


def test_a_code_whose_label_is_empty_is_told(tmp_path: Path) -> None:
    for label in ("''", "", "{}"):
        _, problems = read(tmp_path, f"codes:\n  trust:\n    label: {label}\n")
        assert problems == ["codebooks/themes.yaml:3: the code 'trust' has no label. Add `label: ...`"]


@pytest.mark.parametrize("written", ["trust:", "trust: ''", "trust: ~"])
def test_a_code_without_words_is_told_or_called_by_its_id(tmp_path: Path, written: str) -> None:
    found, problems = read(tmp_path, f"codes:\n  {written}\n")
    assert problems or found.codes[0].label("en") == "trust"


def test_a_label_is_given_in_the_language_asked_for_or_the_next_best(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "codes:\n  a: {label: {nb: Tillit, en: Trust}}\n  b: {label: {da: Tillid}}\n")
    a, b = found.codes
    assert (a.label("nb"), a.label("en"), a.label("nn"), b.label("en")) == ("Tillit", "Trust", "Tillit", "Tillid")


# --- all of a folder ------------------------------------------------------------------------------------------------


def folder(tmp_path: Path, **files: str) -> tuple[tuple[Codebook, ...], list[str]]:
    """The codebooks of a review folder with these files."""
    (tmp_path / "codebooks").mkdir()
    for name, text in files.items():
        (tmp_path / "codebooks" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return codebooks.read_all(tmp_path, problems), [str(problem) for problem in problems]


def test_codebooks_come_by_file_name_and_other_files_are_none(tmp_path: Path) -> None:
    found, problems = folder(
        tmp_path,
        themes_yaml="codes: {a: A}\n",
        methods_yaml="codes: {b: B}\n",
        README_md="words",
        draft_yml="x: y\n",
    )
    assert [book.name for book in found] == ["methods", "themes"]
    assert problems == []


def test_one_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    found, problems = folder(tmp_path, a_yaml="codes: [\n", b_yaml="codes: {b: B}\n")
    assert [book.name for book in found] == ["b"]
    assert len(problems) == 1
    assert problems[0].startswith("codebooks/a.yaml:")
    assert problems[0].endswith("Until then nothing in this file counts")


def test_the_file_that_stops_older_versions_is_no_codebook(tmp_path: Path) -> None:
    (tmp_path / MARK).parent.mkdir()
    (tmp_path / MARK).write_text("title: [\n", encoding="utf-8")
    problems: list[Problem] = []
    assert codebooks.read_all(tmp_path, problems) == ()
    assert problems == []


def test_a_folder_without_codebooks_has_none(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert (codebooks.read_all(tmp_path, problems), problems) == ((), [])


def test_a_copy_that_a_sync_program_left_is_told_and_not_counted_twice(tmp_path: Path) -> None:
    (tmp_path / "codebooks").mkdir()
    for name in ("themes.yaml", "themes (conflicted copy 2026-01-01).yaml"):
        (tmp_path / "codebooks" / name).write_text("codes: {a: A}\n", encoding="utf-8")
    problems: list[Problem] = []
    assert [book.name for book in codebooks.read_all(tmp_path, problems)] == ["themes"]
    assert len(problems) == 1


def test_one_that_is_named_and_cannot_be_read_stops(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        codebooks.read(tmp_path / "none.yaml", "none.yaml", [])


@pytest.mark.parametrize("written", ["", "''", "~", "null", '" "'])
def test_a_code_with_nothing_behind_it_is_a_problem_and_is_called_by_its_id(tmp_path: Path, written: str) -> None:
    found, problems = read(tmp_path, f"codes:\n  time: Time\n  trust: {written}\n")
    assert problems == ["codebooks/themes.yaml:3: the code 'trust' has no label; write `trust: LABEL`"]
    assert [code.label("en") for code in found.codes] == ["Time", "trust"]


def test_keys_without_values_are_as_if_they_were_not_there(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "language:\ntitle: ~\ncodes:\n  trust: {label: Trust, parent: ~, kind: ~}\n")
    assert problems == []
    assert (found.language, found.title, found.codes[0].parent, found.codes[0].kind) == (
        "en",
        "themes",
        "",
        "code",
    )


def test_a_changed_codebook_keeps_its_comments_its_order_and_its_line_ends() -> None:
    text = "# ours\r\ncodes:\r\n  trust: Trust  # short\r\n  # below\r\n  time: {label: Time}\r\n"
    new = {
        "": {"version": "2"},
        "trust": {"label": {"en": "Trust", "nb": "Tillit"}},
        "calm": {"label": "Calm", "aliases": ["peace"]},
    }
    after = codebooks.rewritten(text, "codebooks/themes.yaml", new)
    assert codebooks.of_text(after, "codebooks/themes.yaml", []).said == new
    assert [line for line in ("# ours", "# short", "# below") if line not in after] == []
    assert after.count("\n") == after.count("\r\n")


def test_a_codebook_that_cannot_be_changed_from_here_stays() -> None:
    text = "codes: {trust: {label: Trust, aliases: [near,\n  # why\n  close]}}\n"
    said = codebooks.of_text(text, "codebooks/themes.yaml", []).said
    new = {**said, "trust": {"label": "Trust", "aliases": ["near"]}}
    with pytest.raises(ReviewkitError, match="Nothing was changed"):
        codebooks.rewritten(text, "codebooks/themes.yaml", new)
