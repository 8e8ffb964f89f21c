"""Numbers of a file beside those of the folder, however people write them and whatever they call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.compared import Entry, Standing, compared, counts_in, in_each_standing
from reviewkit.locales import labels, languages

OURS = (
    Entry("screened", "Records screened", 1285, ("screened",)),
    Entry("excluded", "Records excluded", 1199, ("excluded",)),
    Entry("excluded", "Wrong population", 1100, ("excluded.population",), ("a", "b")),
    Entry("excluded", "Wrong study design", 90, ("excluded.design",)),
)
LABELS = st.text(st.sampled_from("abc XYZ"), min_size=1, max_size=9)
ENTRIES = st.lists(
    st.builds(Entry, st.sampled_from(["one", "two", "three"]), LABELS, st.integers(0, 9)), max_size=8
)


def standings(*theirs: Entry) -> list[tuple[str, Standing, int | None]]:
    return [(one.entry.label, one.standing, one.difference) for one in compared(theirs, OURS)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Records screened (n\u00a0=\u00a01\u00a0285)"], [("Records screened", 1285)]),
        (["Records screened (n = 1,285)"], [("Records screened", 1285)]),
        (["Records screened n=1285"], [("Records screened", 1285)]),
        (["Records screened (N = 1\u202f285)"], [("Records screened", 1285)]),
        (["Records screened", "(n = 1285)"], [("Records screened", 1285)]),
        (
            ["Records removed before", "screening (n = 10 000 017)"],
            [("Records removed before screening", 10_000_017)],
        ),
        (["Records removed before screening:", "Duplicates (n = 3)"], [("Duplicates", 3)]),
        (["Duplicates (n = 3), automation (n = 5)"], [("Duplicates", 3), ("automation", 5)]),
        (["Excluded (n = 60; 50 %)"], [("Excluded", 60)]),
        (
            ["Not in English (n = 4) or Norwegian", "Other (n = 1)"],
            [("Not in English", 4), ("or Norwegian Other", 1)],
        ),
        (["Wrong population: 60"], [("Wrong population", 60)]),
        (["Wrong population (60)"], [("Wrong population", 60)]),
        (["Published before 2000"], []),
        (["Published before 2000 (n = 7)"], [("Published before 2000", 7)]),
        (["(n = 12)"], [("", 12)]),
        ([], []),
    ],
)
def test_numbers_are_read_however_people_write_them(lines: list[str], found: list[tuple[str, int]]) -> None:
    assert list(counts_in(lines)) == found


@given(st.integers(0, 99_999_999), st.sampled_from(languages()))
def test_numbers_as_every_language_writes_them_come_back(n: int, language: str) -> None:
    assert counts_in([f"Records {labels(language).count(n)}"]) == (("Records", n),)


def test_equal_numbers_are_equal_whatever_the_words() -> None:
    theirs = (
        Entry("screened", "Titles and abstracts read", 1285),
        Entry("excluded", "Records Excluded", 1199),
        Entry("excluded", "wrong design of study", 90),
        Entry("excluded", "Wrong populations", 1100),
    )
    assert {standing for _, standing, _ in standings(*theirs)} == {Standing.EQUAL}


def test_a_changed_number_differs_by_how_much_more_the_file_has() -> None:
    (first, *_) = standings(Entry("screened", "Records screened", 1290), *OURS[1:])
    assert first == ("Records screened", Standing.DIFFERS, 5)


def test_what_only_one_side_has_is_named() -> None:
    theirs = (*OURS[:3], Entry("excluded", "No full text", 4))
    found = compared(theirs, OURS)
    assert in_each_standing(found)[Standing.EQUAL] == 3
    # one reason left on each side of a box is one reason whose label was changed
    assert (found[3].standing, found[3].difference) == (Standing.DIFFERS, -86)
    without = compared((*OURS[:2], Entry("x", "No full text", 4), Entry("x", "Something else", 9)), OURS)
    assert [one.standing for one in without[2:]] == [Standing.ONLY_IN_FOLDER] * 2 + [Standing.ONLY_IN_FILE] * 2


def test_a_box_that_was_made_anew_is_found_by_its_words() -> None:
    theirs = (Entry("Rectangle 9", "Records screened", 1280), *OURS[1:])
    found = compared(theirs, OURS)
    assert (found[0].standing, found[0].difference, len(found)) == (Standing.DIFFERS, -5, 4)


@given(ENTRIES, ENTRIES)
def test_every_entry_of_both_sides_is_there_once(theirs: list[Entry], ours: list[Entry]) -> None:
    found = compared(theirs, ours)
    assert [one.ours for one in found if one.ours] == ours
    assert sorted((one.theirs for one in found if one.theirs), key=repr) == sorted(theirs, key=repr)


@given(ENTRIES)
def test_a_figure_is_equal_to_itself(entries: list[Entry]) -> None:
    assert all(one.standing is Standing.EQUAL for one in compared(entries, entries))


def test_a_number_of_5000_digits_is_no_traceback() -> None:
    ((label, n),) = counts_in([f"Records (n = {'9' * 5000})"])
    assert (label, len(str(n))) == ("Records", 15)
