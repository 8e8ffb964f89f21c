"""The tables of the pages on deduplication are counted as they say, and put between their marks."""

import pytest

from benchmarks import measured
from benchmarks.disagreements import Answers, Row
from benchmarks.measured import Said, Scored, between_marks, scored, together
from tests.conftest import REPOSITORY

LABELS = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: "c"}


def score(labels: dict[int, str], found: dict[int, object]) -> dict[str, float]:
    """As the scoring program of the labelled sets: one record of each group is kept, the first."""
    kept: dict[object, int] = {}
    for record in sorted(labels):
        kept.setdefault(found[record], record)
    of_work: dict[str, int] = {}
    for record in kept.values():
        of_work[labels[record]] = of_work.get(labels[record], 0) + 1
    works = set(labels.values())
    return {
        "duplicates": len(labels) - len(works),
        "studies_lost": len(works - set(of_work)),
        "duplicates_left": sum(n - 1 for n in of_work.values()),
    }


def test_linked_and_asked_pairs_count_as_left_until_they_are_answered() -> None:
    answers = Answers({1: "x", 2: "x"}, asked=frozenset({(4, 5), (5, 6)}), linked=frozenset({(2, 3), (3, 6)}))
    assert scored(LABELS, answers, score) == Scored(
        records=6, duplicates=3, lost=0, left=2, linked=1, queue=2, real=1, left_answered=1
    )


def test_a_pair_inside_one_group_is_not_in_the_queue() -> None:
    answers = Answers({1: "x", 2: "x"}, asked=frozenset({(1, 2)}))
    assert scored(LABELS, answers, score).queue == 0


def test_sets_are_pooled_by_adding() -> None:
    one = Scored(records=6, duplicates=3, lost=0, left=2, linked=1, queue=2, real=1, left_answered=1)
    both = together([one, one])
    assert both.duplicates == 6
    assert both.sensitivity == one.sensitivity == pytest.approx(1 / 3)
    assert both.removed == 2


def test_a_linked_pair_is_no_duplicate_where_links_are_left_out() -> None:
    one = Scored(records=6, duplicates=5, lost=0, left=3, linked=1, queue=1, real=1, left_answered=2)
    told = measured.without_linked([one, one])
    assert "is 0.5000 (in the worst set 0.5000), and 0.7500 when" in told


def test_none_lost_has_a_bound() -> None:
    """0 of n means under 3/n with 95% confidence."""
    found = Scored(records=900, duplicates=310, lost=0, left=10, linked=0, queue=0, real=0, left_answered=0)
    assert "0 of 300, 1.00%" in measured._corrected(found)


def test_tables_are_put_between_their_marks_and_nowhere_else() -> None:
    page = "Before\n\n<!-- measured: one -->\nold\n<!-- end of one -->\n\nafter\n"
    made = between_marks(page, {"one": "| new |"})
    assert made == "Before\n\n<!-- measured: one -->\n\n| new |\n\n<!-- end of one -->\n\nafter\n"
    assert between_marks(made, {"one": "| new |"}) == made


def test_a_page_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no marks"):
        between_marks("Before\n<!-- measured: one -->\n", {"one": ""})


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("deduplication.md", ("by label", "as read")),
        ("disagreements.md", ("who is right", "kinds", "reasons")),
    ],
)
def test_the_pages_have_the_marks(page: str, names: tuple[str, ...]) -> None:
    text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
    assert between_marks(text, dict.fromkeys(names, "new")) != text


def test_the_tables_on_the_file_are_those_of_the_page() -> None:
    """Nobody can change the file and forget the page."""
    from benchmarks import disagreements

    text = (REPOSITORY / "docs" / "disagreements.md").read_text(encoding="utf-8")
    rows = disagreements.read()
    assert between_marks(text, {"who is right": measured.who_is_right(rows)}) == text
    assert between_marks(text, {"reasons": measured.reasons(rows)}) == text


def some_set(reviewkit: Answers, bib_dedupe: Answers) -> Said:
    tools = {"reviewkit": reviewkit, "bib-dedupe": bib_dedupe}
    return Said("some", LABELS, tools, dict.fromkeys(tools, 1.0), dict.fromkeys(tools, 50.0))


def test_the_kinds_count_the_run_and_the_pairs_that_were_read() -> None:
    one = some_set(Answers({1: "x", 2: "x", 3: "x"}), Answers({1: "x", 2: "x", 3: "x", 4: "y", 5: "y"}))
    rows = [Row("some", 4, 5, "joined", "apart", "joined", "different", "erratum")]
    assert measured.kinds([one], rows).splitlines()[-1] == (
        "| review sets | joined | apart | joined | 1 | 1 | 0 | 1 | 0 |"
    )


def test_as_read_a_wrong_label_is_no_duplicate_left() -> None:
    one = some_set(Answers({1: "x", 2: "x", 3: "x"}), Answers({1: "x", 2: "x", 3: "x", 4: "y", 5: "y"}))
    rows = [Row("some", 4, 5, "joined", "apart", "joined", "different", "erratum")]
    table = measured.as_read([one], rows, score)
    assert "| some | 3, 2 | reviewkit | 1.0000 | 0 of 2, 100.00% | 0, 0 | 1.0000 |" in table
    assert "| some | 3, 2 | bib-dedupe | 1.0000 | 1 of 3," in table


def test_what_has_changed_and_what_nobody_has_read_is_listed() -> None:
    one = some_set(Answers({1: "x", 2: "x", 3: "x", 6: "x"}), Answers({}))
    rows = [
        Row("some", 1, 2, "joined", "apart", "apart", "same", "title cut"),
        Row("some", 4, 5, "joined", "joined", "apart", "same", "title cut"),
    ]
    told = measured.changes([one], rows).splitlines()
    assert "better: some 1 2, apart before, joined now; same (title cut)" in told
    assert "worse: some 4 5, joined before, apart now; same (title cut)" in told
    assert "1 answers became better, 1 worse, 0 neither" in told
    assert [line for line in told if line.startswith("not read")] == [
        "not read: some 1 6",
        "not read: some 2 6",
        "not read: some 3 6",
    ]


def test_the_answers_of_now_replace_those_before_and_the_reading_stays() -> None:
    one = some_set(Answers({1: "x", 2: "x"}), Answers({}, asked=frozenset({(1, 2)})))
    rows = [
        Row("some", 1, 2, "joined", "apart", "apart", "same", "title cut"),
        Row("elsewhere", 1, 2, "joined", "apart", "apart", "same", "title cut"),
    ]
    assert measured.refreshed(rows, [one]) == [
        Row("some", 1, 2, "joined", "joined", "maybe", "same", "title cut"),
        rows[1],
    ]
