"""Who did what, for people to confirm."""

from pathlib import Path

from reviewkit.render.report.who_did_what import contributions
from tests.commands.test_code_phases import did, root
from tests.conftest import EXAMPLE, Command
from tests.render.report.given import given_of, rows_of, words_of

__all__ = ["root"]  # the fixture


def test_a_row_says_who_what_and_which_role_it_speaks_for() -> None:
    made = contributions(given_of(EXAMPLE))
    assert ["Invented reviewer c", "67 conflicts settled (Screening)", "Validation"] in rows_of(made.section)
    assert made.numbers["a.screened.screening"] == 1270
    words = words_of(made.section)
    assert "No log can tell who had these roles: Conceptualization; Funding acquisition" in words
    assert "No consultation is logged" in words
    assert "What the publication states" not in words


def test_the_working_group_and_a_librarian_are_there_too(root: Path, rk: Command) -> None:
    (root / "searches.yaml").write_text("cinahl: {database: CINAHL, searcher: Zoë Lie}\n", encoding="utf-8")
    did(rk, "consult", "--whom", "six relatives", "--day", "2026-01-31", "--said", "time matters")
    made = contributions(given_of(root))
    rows = rows_of(made.section)
    assert ["Zoë Lie", "1 search made", "Investigation"] in rows
    assert ["2026-01-31", "six relatives", "time matters", ""] in rows
    assert made.numbers["consultations"] == 1


def test_a_review_in_which_nobody_did_anything_says_so(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text("title: T\nreviewers: [{id: a}]\n", encoding="utf-8")
    made = contributions(given_of(tmp_path))
    assert "The logs do not say who did anything." in words_of(made.section)
    assert made.numbers == {"consultations": 0}
