"""Plain tables: names of columns in two languages, 0 and 1, the consensus, several reasons."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.decisions import imported_decisions, matched
from reviewkit.exchange.imported import ImportedDecision
from reviewkit.model import ExclusionReason, Protocol, Reviewer, two_stages
from reviewkit.words import Choice, Stage
from tests.builders import record

RECORDS = {
    f"s-{n:04d}": record(f"s-{n:04d}", title=f"Title {n}", year=2020, doi=f"10.1000/{n}") for n in range(1, 6)
}
PROTOCOL = Protocol(
    "x",
    reviewers=(Reviewer("a", "Anna"), Reviewer("b", "Bo")),
    reasons=(
        ExclusionReason("population", {"en": "Wrong population", "nb": "Feil utvalg"}),
        ExclusionReason("outcome", {"en": "Wrong outcome"}),
        ExclusionReason("design", {"en": "Wrong design; or none"}, aliases=("study design",)),
    ),
    stages=two_stages(),
)


def read(text: str) -> list[ImportedDecision]:
    return list(imported_decisions(text.encode(), "x.csv"))


def choices(*cells: str) -> list[str]:
    rows = "".join(f"s-{n:04d},a,{cell}\n" for n, cell in enumerate(cells, start=1))
    return [one.choice.value for one in read(f"record,reviewer,decision\n{rows}")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("1", "0", "0"), ["include", "exclude", "exclude"]),
        (("0", "0"), ["exclude", "exclude"]),
        (("1.0", "0.0"), ["include", "exclude"]),
        (("1", "0", "-1"), ["include", "maybe", "exclude"]),
        (("inkluder", "Ekskluder", "KANSKJE"), ["include", "exclude", "maybe"]),
        (("ja", "nei"), ["include", "exclude"]),
    ],
)
def test_words_and_numbers_say_what_was_decided(cells: tuple[str, ...], said: list[str]) -> None:
    assert choices(*cells) == said


def test_0_beside_words_is_asked_about() -> None:
    with pytest.raises(ReviewkitError, match=r"x\.csv:3: the decision is '0'.*0 can mean exclude or maybe"):
        choices("include", "0")


def test_each_column_says_for_itself_what_0_means() -> None:
    found = read("record,reviewer,decision,consensus\ns-0001,a,include,1\ns-0002,a,exclude,0\n")
    assert [one.choice.value for one in found if one.final] == ["include", "exclude"]


def test_the_time_of_a_row_is_that_of_its_decision_else_of_its_consensus() -> None:
    found = read("record,reviewer,decision,consensus,at\ns-0001,a,include,exclude,2026-01-31\n")
    assert [(one.final, one.at) for one in found] == [(False, "2026-01-31"), (True, "")]
    (found_alone,) = read("record,consensus,at\ns-0001,exclude,2026-01-31\n")
    assert (found_alone.final, found_alone.at) == (True, "2026-01-31")


def test_a_date_is_that_of_the_decision_unless_the_row_is_about_a_publication() -> None:
    (found,) = read("record,reviewer,decision,date\ns-0001,a,include,2026-01-31\n")
    assert found.at == "2026-01-31"
    (found,) = read("record,title,reviewer,decision,date\ns-0001,A title,a,include,2019-01-31\n")
    assert found.at == ""
    (found,) = read("record,reviewer,decision,date,at\ns-0001,a,include,2019-01-31,2026-01-31\n")
    assert found.at == "2026-01-31"


def test_a_row_without_a_reviewer_among_rows_with_them_is_asked_about() -> None:
    with pytest.raises(ReviewkitError, match=r"x\.csv:3: this row does not say whose decision it is"):
        read("record,reviewer,decision\ns-0001,a,include\ns-0002,,include\n")
    assert [one.reviewer for one in read("record,reviewer,decision\ns-0001,,include\n")] == [""]


def test_our_id_may_be_in_a_column_of_any_name() -> None:
    (found,) = read("Nr,Own field,reviewer,decision\n1,s-0001,a,include\n")
    assert found.record == "s-0001"
    with pytest.raises(ReviewkitError, match="these columns are missing: record"):
        read("Nr,Own field,reviewer,decision\n1,none,a,include\n")


def test_norwegian_names_of_columns() -> None:
    text = (
        "Post;Vurderer;Beslutning;Årsak;Trinn;Merknad;Dato\n"
        "s-0001;Anna;ekskluder;Feil utvalg;fulltekst;lest to ganger;31.01.2026 09:30\n"
        "s-0002;b;inkluder;;tittel og sammendrag;;\n"
    )
    found, problems = matched(read(text), RECORDS, PROTOCOL)
    assert problems == ()
    assert [(one.reviewer, one.record, one.decision.choice, one.reason, one.stage, one.note) for one in found] == [
        ("a", "s-0001", "exclude", "population", "full-text", "lest to ganger"),
        ("b", "s-0002", "include", "", "title-abstract", ""),
    ]
    assert found[0].decision.at == "31.01.2026 09:30"


@pytest.mark.parametrize("name", ["Ar", "År", "A\u030ar"])
def test_names_of_columns_may_be_written_with_any_accents(name: str) -> None:
    (found,) = read(f"tittel,{name},vurderer,beslutning\nTitle 1,2020,a,ja\n")
    assert (found.title, found.year, found.choice) == ("Title 1", 2020, Choice.INCLUDE)


def test_another_tool_s_number_under_id_does_not_take_the_place_of_our_record() -> None:
    (found,) = read("id,record,reviewer,decision\n17,s-0001,a,include\n")
    assert found.record == "s-0001"
    assert [one.record for one in matched([found], RECORDS, PROTOCOL)[0]] == ["s-0001"]


def test_a_record_may_be_named_by_doi_alone() -> None:
    (found,) = read("doi,reviewer,decision\nhttps://doi.org/10.1000/3,a,include\n")
    assert [one.record for one in matched([found], RECORDS, PROTOCOL)[0]] == ["s-0003"]


def test_the_column_consensus_is_what_the_team_agreed_on() -> None:
    text = (
        "record,reviewer,decision,consensus,reason\n"
        "s-0001,a,include,,\n"
        "s-0001,b,exclude,include,outcome\n"
        "s-0002,,,exclude,population\n"
    )
    said = [(one.record, one.reviewer, one.choice.value, one.final, one.reasons) for one in read(text)]
    assert said == [
        ("s-0001", "a", "include", False, ()),
        ("s-0001", "b", "exclude", False, ("outcome",)),
        ("s-0001", "", "include", True, ()),
        ("s-0002", "", "exclude", True, ("population",)),
    ]
    assert [one.final for one in read("record;konsensus\ns-0001;ekskluder\n")] == [True]


def test_two_columns_that_say_two_things_are_refused() -> None:
    with pytest.raises(ReviewkitError, match=r"x\.csv:2: two columns say what the decision is"):
        read("record,reviewer,decision,beslutning\ns-0001,a,include,ekskluder\n")


@pytest.mark.parametrize(
    ("cell", "reasons"),
    [
        ("population", ["population"]),
        ("outcome; population", ["outcome", "population"]),
        ("Wrong outcome | Feil utvalg", ["outcome", "population"]),
        ("outcome, outcome", ["outcome"]),
        ("outcome;", ["outcome"]),
        ("Wrong design; or none", ["design"]),
        ("Study-Design", ["design"]),
    ],
)
def test_the_first_of_several_reasons_in_a_cell_is_the_main_one(cell: str, reasons: list[str]) -> None:
    (given,) = read(f'record,reviewer,decision,reason\ns-0001,a,exclude,"{cell}"\n')
    ((found,), problems) = matched([given], RECORDS, PROTOCOL)
    assert ([found.reason, *found.other_reasons], problems) == (reasons, ())


def test_one_unknown_reason_among_several_is_a_problem() -> None:
    _, (problem,) = matched(
        read("record,reviewer,decision,reason\ns-0001,a,exclude,outcome; boredom\n"), RECORDS, PROTOCOL
    )
    assert "'outcome; boredom' is not in review.yaml" in problem.message


def test_a_reason_of_an_include_is_kept_as_a_note() -> None:
    ((found,), _) = matched(
        read("record,reviewer,decision,reason,note\ns-0001,a,include,boredom,\n"), RECORDS, PROTOCOL
    )
    assert (found.reason, found.note) == ("", "reason given: boredom")
    ((found,), _) = matched(read("record,reviewer,decision,note\ns-0001,a,include,why not\n"), RECORDS, PROTOCOL)
    assert found.note == "why not"


@pytest.mark.parametrize("reason", ["Not in English", "language", "before 1990; or a preprint"])
def test_reasons_before_screening_are_free(reason: str) -> None:
    ((found,), problems) = matched(
        read(f'record,reviewer,decision,reason,stage\ns-0001,a,exclude,"{reason}",before-screening\n'),
        RECORDS,
        PROTOCOL,
    )
    assert (found.stage, found.reason, problems) == (Stage.BEFORE, reason, ())


def test_there_is_no_maybe_before_screening() -> None:
    _, (problem,) = matched(
        read("record,reviewer,decision,stage\ns-0001,a,maybe,Before screening\n"), RECORDS, PROTOCOL
    )
    assert "there is no maybe" in problem.message


def test_labels_of_a_table_are_kept() -> None:
    ((found,), _) = matched(
        read('record,reviewer,decision,labels\ns-0001,a,include,"rural; nurses"\n'), RECORDS, PROTOCOL
    )
    assert found.labels == ("rural", "nurses")


@pytest.mark.parametrize("word", ["yes", "No", "ja", "NEI", "true"])
def test_a_consensus_that_may_say_that_people_agreed_is_refused(word: str) -> None:
    with pytest.raises(ReviewkitError, match=rf":2: the consensus is '{word}', which can mean that people agreed"):
        read(f"record,reviewer,decision,consensus\ns-0001,a,exclude,{word}\n")


@pytest.mark.parametrize("column", ["enighet", "semje"])
def test_whether_people_agreed_is_no_decision(column: str) -> None:
    (found,) = read(f"record;reviewer;beslutning;{column}\ns-0001;a;ekskluder;ja\n")
    assert (found.choice, found.final) == (Choice.EXCLUDE, False)
