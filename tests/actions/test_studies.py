"""Studies are joined, split and changed in studies.yaml, without a loss of what people wrote or coded."""

from pathlib import Path

import pytest

from reviewkit.actions import charting, coding, duplicates, studies, undo
from reviewkit.actions.rewriting import seen_now
from reviewkit.errors import ReviewkitError
from reviewkit.model import Study
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Verdict
from tests.chart_forms import FORM
from tests.folders import CODEBOOK, afresh, begin, decide, with_form

STUDIES = """\
# the included studies
berg:   # the large one
  citation: Berg (2024)
  records: [cinahl-0001]
  sets: [core]
  characteristics:
    country: [NO, SE]   # as written
    design:
  note: read twice

# of the same data
dahl:
  citation: Dahl (2025)
  records:
    - cinahl-0002   # the protocol
  sets: [second, core]
  characteristics: {Country: "NO, SE", design: qualitative, year: 2025}
  note: see Berg
# another
lie: {citation: Lie (2020), records: [cinahl-0003]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Four included reports, of which three are in studies.yaml."""
    folder = begin(tmp_path / "review", people=1)
    for number in range(1, 5):
        decide(folder, "a", number, "y")
    (folder.root / "codebooks").mkdir(exist_ok=True)
    (folder.root / "codebooks" / "themes.yaml").write_text(CODEBOOK, encoding="utf-8")
    write(folder, STUDIES)
    return folder


def write(folder: OpenReview, new: str) -> None:
    (folder.root / "studies.yaml").write_text(new, encoding="utf-8")
    folder.refresh()


def text(folder: OpenReview) -> str:
    return (folder.root / "studies.yaml").read_text(encoding="utf-8")


def named(folder: OpenReview) -> dict[str, Study]:
    return {study.key: study for study in afresh(folder).facts.studies}


def proposed(folder: OpenReview) -> Study:
    (study,) = [study for study in folder.review.included_studies if study.proposed]
    return study


# --- join -----------------------------------------------------------------------------------------------------------


def test_a_joined_study_has_what_all_of_them_had(folder: OpenReview) -> None:
    done = studies.join(folder, "a", ["berg", "dahl"])
    assert list(named(folder)) == ["berg", "lie"]
    berg = named(folder)["berg"]
    assert (berg.citation, berg.records, berg.sets) == (
        "Berg (2024)",
        ("cinahl-0001", "cinahl-0002"),
        ("core", "second"),
    )
    assert berg.characteristics == {"country": "NO, SE", "design": "qualitative", "year": "2025"}
    assert done.study == berg
    assert "  note: read twice; see Berg\n" in text(folder)
    assert "    country: [NO, SE]   # as written\n" in text(folder)


def test_every_comment_stays_when_studies_are_joined(folder: OpenReview) -> None:
    studies.join(folder, "a", ["berg", "dahl"])
    found = [line.partition("#")[2].strip() for line in text(folder).splitlines() if "#" in line]
    assert found == [
        "the included studies",
        "the large one",
        "as written",
        "of the same data",
        "the protocol",
        "another",
    ]


def test_a_join_is_logged_and_can_be_undone(folder: OpenReview) -> None:
    done = studies.join(folder, "b", ["lie", "berg"], note="one team")
    logged = folder.review.facts.agreements[-1]
    assert (logged.id, logged.by, logged.why, logged.file) == (*done.ids, "b", "one team", "studies.yaml")
    undo.undo(folder, "b", done.ids)
    assert text(folder) == STUDIES


def test_a_joined_study_can_have_a_key_and_a_citation_of_its_own(folder: OpenReview) -> None:
    studies.join(folder, "a", ["dahl", "lie"], "dahl2025", "Dahl & Lie (2025)")
    dahl = named(folder)["dahl2025"]
    assert list(named(folder)) == ["berg", "dahl2025"]
    assert (dahl.citation, dahl.records) == ("Dahl & Lie (2025)", ("cinahl-0002", "cinahl-0003"))


def test_studies_that_are_only_proposed_are_joined_too(folder: OpenReview) -> None:
    new = proposed(folder)
    studies.join(folder, "a", [new.key, "lie"], "lie")
    assert named(folder)["lie"].records == ("cinahl-0004", "cinahl-0003")
    write(folder, "")
    first, second, *_ = folder.review.included_studies
    studies.join(folder, "a", [first.key, second.key])
    assert named(folder)[first.key].records == (*first.records, *second.records)


def test_a_contradiction_is_refused(folder: OpenReview) -> None:
    write(folder, STUDIES.replace('Country: "NO, SE"', "Country: DK"))
    before = text(folder)
    with pytest.raises(
        ReviewkitError, match="berg and dahl contradict each other: country is 'NO, SE' in one and 'DK'"
    ):
        studies.join(folder, "a", ["berg", "dahl"])
    assert text(folder) == before


def test_the_coded_study_keeps_its_key_when_it_is_joined(folder: OpenReview) -> None:
    coding.mark_study(folder, "a", "dahl", "trust")
    assert studies.join(folder, "a", ["berg", "dahl"]).study.key == "dahl"
    assert [one.study for one in folder.review.facts.codings] == ["dahl"]
    assert [problem for problem in folder.review.problems if problem.code == "unknown-study"] == []


@pytest.mark.parametrize(("coded", "key"), [(["dahl"], "berg"), (["berg", "dahl"], ""), (["berg"], "new")])
def test_no_coding_loses_its_study_by_a_join(folder: OpenReview, coded: list[str], key: str) -> None:
    for study in coded:
        coding.mark_study(folder, "a", study, "trust")
    with pytest.raises(ReviewkitError, match="is coded by a, and codings name a study by its key"):
        studies.join(folder, "a", ["berg", "dahl"], key)
    assert text(folder) == STUDIES


@pytest.mark.parametrize(
    ("keys", "key", "why"),
    [
        (["berg", "berg"], "", "Name at least two studies"),
        (["berg", "zoe"], "", "There is no study 'zoe'. The studies are: "),
        (["berg", "dahl"], "LIE", "There is a study 'LIE' already"),
        (["berg", "dahl"], "a/b", "cannot be the key of a study"),
    ],
)
def test_what_cannot_be_joined_is_told(folder: OpenReview, keys: list[str], key: str, why: str) -> None:
    with pytest.raises(ReviewkitError, match=why):
        studies.join(folder, "a", keys, key)
    assert text(folder) == STUDIES


# --- split ----------------------------------------------------------------------------------------------------------

TWO = "berg:\n  citation: Berg (2024)   # as cited\n  records: [cinahl-0001, cinahl-0002]\n  sets: [core]\n"


def test_a_split_makes_a_study_of_some_records(folder: OpenReview) -> None:
    write(folder, TWO)
    done = studies.split(folder, "a", "berg", ["cinahl-0002"])
    assert named(folder)["berg"].records == ("cinahl-0001",)
    assert (done.study.records, done.study.characteristics, done.study.sets) == (("cinahl-0002",), {}, ())
    assert done.study == named(folder)[done.study.key]
    assert done.study.citation
    assert text(folder).startswith(TWO.replace(", cinahl-0002", ""))
    undo.undo(folder, "a", done.ids)
    assert text(folder) == TWO


def test_a_split_takes_the_whole_report(folder: OpenReview) -> None:
    duplicates.answer(folder, "a", ("cinahl-0002", "cinahl-0003"), Verdict.SAME)
    write(folder, TWO.replace("cinahl-0002", "cinahl-0002, cinahl-0003"))
    made = studies.split(folder, "a", "berg", ["cinahl-0003"], "new", "New (2024)").study
    assert (made.key, made.citation, made.records) == ("new", "New (2024)", ("cinahl-0002", "cinahl-0003"))
    with pytest.raises(ReviewkitError, match="Nothing would be left in new"):
        studies.split(folder, "a", "new", ["cinahl-0003"])


def test_charted_answers_stay_with_the_old_study_and_who_gave_them_is_named(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, TWO)
    with_form(monkeypatch, FORM)
    charting.set_value(folder, "a", "berg", "aim", "to learn")
    assert studies.split(folder, "a", "berg", ["cinahl-0002"]).charted_by == ("a",)
    assert [one.study for one in folder.review.facts.charted] == ["berg"]


def test_a_study_that_somebody_charted_keeps_its_key(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    with_form(monkeypatch, FORM)
    first, second = (study.key for study in folder.review.included_studies[:2])
    charting.set_value(folder, "a", second, "aim", "to learn")
    before = text(folder)
    for act in (
        lambda: studies.change(folder, "b", second, new_key="other"),
        lambda: studies.join(folder, "b", [first, second], key=first),
    ):
        with pytest.raises(ReviewkitError, match=f"{second} is charted by a, .* Nothing was changed"):
            act()
    assert text(folder) == before
    assert studies.join(folder, "b", [first, second]).study.key == second
    assert folder.review.chart.item(second, "aim").answers


def test_codings_stay_with_the_old_study_and_their_coders_are_named(folder: OpenReview) -> None:
    write(folder, TWO)
    coding.mark_study(folder, "a", "berg", "trust")
    assert studies.split(folder, "a", "berg", ["cinahl-0002"]).coded_by == ("a",)
    assert [one.study for one in folder.review.facts.codings] == ["berg"]


@pytest.mark.parametrize(
    ("key", "records", "new_key", "why"),
    [
        ("zoe", ["cinahl-0001"], "", "There is no study 'zoe'"),
        (
            "berg",
            ["cinahl-0003"],
            "",
            "cinahl-0003 is not in the study berg. Its records are: cinahl-0001, cinahl-0002",
        ),
        ("berg", ["cinahl-9999"], "", "'cinahl-9999' is not a record in this review"),
        ("berg", [], "", "Nothing would be left in berg"),
        ("berg", ["cinahl-0001", "cinahl-0002"], "", "Nothing would be left in berg"),
        ("berg", ["cinahl-0002"], "Berg", "There is a study 'Berg' already"),
        ("berg", ["cinahl-0002"], "a b/", "cannot be the key of a study"),
    ],
)
def test_what_cannot_be_split_is_told(
    folder: OpenReview, key: str, records: list[str], new_key: str, why: str
) -> None:
    write(folder, TWO)
    with pytest.raises(ReviewkitError, match=why):
        studies.split(folder, "a", key, records, new_key)
    assert text(folder) == TWO


# --- change ---------------------------------------------------------------------------------------------------------


def test_a_study_is_cited_grouped_and_named_anew(folder: OpenReview) -> None:
    done = studies.change(folder, "a", "berg", "Berg et al. (2024)", ["core", "", "main", "core"], "berg2024")
    assert text(folder) == (
        STUDIES.replace("berg:", "berg2024:", 1)
        .replace("Berg (2024)", "Berg et al. (2024)")
        .replace("sets: [core]", "sets: [core, main]")
    )
    assert done.study == named(folder)["berg2024"]
    studies.change(folder, "a", "dahl", sets=[])
    assert named(folder)["dahl"].sets == ()
    assert named(folder)["dahl"].citation == "Dahl (2025)"


def test_a_proposed_study_is_written_when_it_changes(folder: OpenReview) -> None:
    new = proposed(folder)
    studies.change(folder, "a", new.key, "Moe (2021)", new_key="moe")
    assert (named(folder)["moe"].citation, named(folder)["moe"].records) == ("Moe (2021)", new.records)
    assert text(folder).startswith(STUDIES)


def test_a_coded_study_keeps_its_key(folder: OpenReview) -> None:
    made = coding.mark_study(folder, "a", "berg", "trust")
    with pytest.raises(ReviewkitError, match="berg is coded by a, and codings name a study by its key"):
        studies.change(folder, "a", "berg", new_key="berg2024")
    assert studies.change(folder, "a", "berg", "Berg (2023)", new_key="berg").study.citation == "Berg (2023)"
    undo.undo(folder, "a", [made.id])
    assert studies.change(folder, "a", "berg", new_key="berg2024").study.key == "berg2024"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"new_key": "dahl"}, "There is a study 'dahl' already"),
        ({"new_key": "con"}, "cannot be the key of a study"),
        ({"citation": " "}, "citation is missing"),
    ],
)
def test_what_cannot_be_changed_is_told(folder: OpenReview, asked: dict[str, str], why: str) -> None:
    with pytest.raises(ReviewkitError, match=why):
        studies.change(folder, "a", "berg", **asked)  # type: ignore[arg-type]
    assert text(folder) == STUDIES


def test_what_is_so_already_is_neither_written_nor_logged(folder: OpenReview) -> None:
    studies.change(folder, "a", "berg", "Berg (2022)")
    logged = folder.review.facts.agreements
    assert studies.change(folder, "a", "berg", "Berg (2022)", ["core"]).ids == ()
    assert folder.review.facts.agreements == logged


def test_a_text_that_nobody_saw_is_not_changed(folder: OpenReview) -> None:
    seen = seen_now(folder, "studies.yaml")
    studies.change(folder, "b", "berg", "Berg (2022)", seen=seen)
    before = text(folder)
    for act in (
        lambda: studies.join(folder, "a", ["berg", "dahl"], seen=seen),
        lambda: studies.split(folder, "a", "berg", ["cinahl-0001"], seen=seen),
        lambda: studies.change(folder, "a", "berg", "Berg (2021)", seen=seen),
    ):
        with pytest.raises(ReviewkitError, match=r"studies\.yaml has changed since you opened it"):
            act()
    assert text(folder) == before


# --- propose --------------------------------------------------------------------------------------------------------


@pytest.fixture
def included(tmp_path: Path) -> OpenReview:
    """Four reports, of which the first two are included."""
    made = begin(tmp_path / "review", people=1)
    for number in (1, 2):
        decide(made, "a", number, "y")
    return made


def written(folder: OpenReview) -> str:
    return (folder.root / "studies.yaml").read_text(encoding="utf-8")


def test_each_included_report_becomes_a_study_once(included: OpenReview) -> None:
    new = studies.propose(included, "a")
    assert [study.records for study in new] == [("cinahl-0001",), ("cinahl-0002",)]
    assert [study.key for study in included.review.facts.studies] == [study.key for study in new]
    before = written(included)
    assert studies.propose(included, "a") == ()
    assert written(included) == before


def test_what_is_in_the_file_stays_with_its_comments(included: OpenReview) -> None:
    (included.root / "studies.yaml").write_text(
        "# ours\nberg: # the first\n  citation: Berg\n  records: [cinahl-0001]\n", encoding="utf-8"
    )
    included.refresh()
    assert [study.records for study in studies.propose(included, "a")] == [("cinahl-0002",)]
    assert written(included).startswith("# ours\nberg: # the first\n  citation: Berg\n  records: [cinahl-0001]\n")


def test_the_change_is_logged_by_who_made_it(included: OpenReview) -> None:
    studies.propose(included, "a")
    change = included.review.facts.agreements[-1]
    assert (change.file, change.by, change.why) == ("studies.yaml", "a", "studies of included reports")


def test_a_file_that_is_no_yaml_is_left_as_it_is(included: OpenReview) -> None:
    (included.root / "studies.yaml").write_text("berg: [", encoding="utf-8")
    included.refresh()
    with pytest.raises(ReviewkitError):
        studies.propose(included, "a")
    assert written(included) == "berg: ["
