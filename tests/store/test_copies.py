"""Copies that sync programs make are known by their names, and names that only look alike are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.store.copies import are_alike, is_plain_copy, original_of
from tests.faults import COPIES

MORE_COPIES = {
    "Dropbox in Swedish": "{} (Karis motstridande kopia 2026-01-01)",
    "Windows": "{} - Copy",
    "Windows, again": "{} - Copy (2)",
    "macOS": "{} copy",
    "Norwegian": "{} - Kopi",
    "git": "{}.orig",
    "an editor": "{}~",
    "Windows in German": "{} – Kopie",
    "Dropbox in German": "{} (In Konflikt stehende Kopie von Kari 2026-01-01)",
    "Dropbox in French": "{} (Copie en conflit de Kari 2026-01-01)",
    "Dropbox in Italian": "{} (Copia in conflitto di Kari 2026-01-01)",
    "Dropbox in Danish": "{} (Karis modstridende kopi 2026-01-01)",
    "Dropbox in Portuguese": "{} (Cópia em conflito de Kari)",
    "macOS in Norwegian": "{} kopi 2",
    "brackets": "{} [conflicted]",
    "Mac of OneDrive": "{}-KARIS-MACBOOK-PRO",
    "Google Drive, by hand": "Copy of {}",
    "Norwegian, by hand": "Kopi av {}",
    "Norwegian, again": "Kopi (2) av {}",
    "a copy of a copy": "Copy of {} (1)",
}


@pytest.mark.parametrize("form", {**COPIES, **MORE_COPIES}.values(), ids={**COPIES, **MORE_COPIES}.keys())
@pytest.mark.parametrize("name", ["a", "review", "kari-n"])
def test_a_copy_has_an_original(form: str, name: str) -> None:
    assert original_of(form.format(name), [name, "zoe"]) == name


@pytest.mark.parametrize(
    "form",
    [form for name, form in {**COPIES, **MORE_COPIES}.items() if name not in ("number", "computer")],
)
def test_the_wording_of_a_sync_program_is_known(form: str) -> None:
    assert is_plain_copy(form.format("themes"), "themes")


@pytest.mark.parametrize(
    "name",
    [
        "themes-work",
        "themes-2024",
        "themes-2024-old",
        "themes_b",
        "themes (draft)",
        "themes-kari-pc",
        "themes-copied",
        "themes-photocopy",
    ],
)
def test_a_name_of_one_s_own_choice_is_not_the_wording_of_a_sync_program(name: str) -> None:
    assert not is_plain_copy(name, "themes")


@pytest.mark.parametrize("name", ["a", "ab", "anna", "a2", "A-1", "b-1", "", "åa", "zoe"])
def test_a_name_that_goes_on_without_a_mark_is_no_copy(name: str) -> None:
    assert original_of(name, ["a", "zoe"]) == ""


def test_of_several_originals_the_longest_is_meant() -> None:
    assert original_of("ann-lee (1)", ["ann", "ann-lee", "a"]) == "ann-lee"
    assert original_of("ann-le", ["ann", "ann-lee"]) == "ann"


def test_who_is_named_like_another_with_a_dash_is_no_copy_of_themselves() -> None:
    assert original_of("ann-lee", ["ann-lee"]) == ""


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=4))
def test_an_original_is_one_of_those_given_and_shorter(stem: str, originals: list[str]) -> None:
    found = original_of(stem, originals)
    assert found == "" or (found in originals and found in stem and found != stem)


def test_a_word_for_a_copy_alone_makes_no_copy() -> None:
    assert original_of("Copy of themes", ["copy", "codes"]) == ""
    assert original_of("copy", ["themes"]) == ""


TEXT = "codes:\n  trust: Trust\n  time: Time\n  place: Place\n"


@pytest.mark.parametrize(
    "other",
    [TEXT, TEXT + "  more: More\n", TEXT.replace("Time", "Hours"), TEXT.replace("\n", "\r\n"), f"\n\n{TEXT}\n"],
)
def test_two_versions_of_a_file_are_alike(other: str) -> None:
    assert are_alike(TEXT, other)
    assert are_alike(other, TEXT)


@pytest.mark.parametrize("other", ["", "\n \n", "codes:\n  work: Work\n  home: Home\n  school: School\n"])
def test_two_files_that_share_little_are_not(other: str) -> None:
    assert not are_alike(TEXT, other)
    assert not are_alike(other, TEXT)


def test_blank_lines_make_no_two_files_alike() -> None:
    one, other = (
        "\n \n\n".join(f"{whose} {n}" for n in range(3)) + "\nboth 1\nboth 2\nboth 3"
        for whose in ("mine", "yours")
    )
    assert not are_alike(one, other)
    assert are_alike(one, other + "\nmine 1")


@pytest.mark.parametrize(("shared", "alike"), [(4, False), (5, False), (6, True)])
def test_more_than_half_of_the_lines_of_the_shorter_file_are_shared(shared: int, alike: bool) -> None:
    common = [f"line {n}" for n in range(shared)]
    one = "\n".join([*common, *(f"mine {n}" for n in range(10 - shared))])
    other = "\n".join([*common, *(f"yours {n}" for n in range(40))])
    assert are_alike(one, other) is alike
