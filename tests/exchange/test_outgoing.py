"""Records as other tools want them: our id travels along, and nothing stands where a tool would misread it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.outgoing import outgoing, starts_with_mark
from reviewkit.formats import registry, ris
from reviewkit.model import Field, Record
from reviewkit.words import Choice, Tool
from tests.formats.samples import SAMPLES

FULL = "TY  - JOUR\nID  - 5\nM1  - 3\nC1  - x\nLB  - y\nTI  - A\nIS  - 2\nER  - \n"
TAGS = st.sampled_from(["TI", "AU", "AB", "KW", "M1", "ID", "LB", "C1", "C8", "N1", "UR"])
VALUES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=12)


def record(text: str = FULL, record_id: str = "cinahl-0017") -> Record:
    found = ris.read(text, "x").records[0]
    return Record(record_id, "cinahl", found.place, found.fields, title=found.title)


def tags(sent: Record) -> list[tuple[str, str]]:
    return [(item.tag, item.value) for item in sent.fields]


def test_zotero_gets_no_tag_that_it_drops_or_mistakes() -> None:
    assert tags(outgoing(record(record_id=""), Tool.ZOTERO)) == [
        ("TY", "JOUR"),
        ("N1", "ID: 5"),
        ("N1", "M1: 3"),
        ("N1", "C1: x"),
        ("N1", "LB: y"),
        ("TI", "A"),
        ("IS", "2"),
    ]


@pytest.mark.parametrize("tool", [tool for tool in Tool if tool is not Tool.ZOTERO])
def test_other_tools_keep_all_tags_but_the_one_that_means_the_issue_to_some(tool: Tool) -> None:
    assert tags(outgoing(record(record_id=""), tool)) == [
        ("TY", "JOUR"),
        ("ID", "5"),
        ("N1", "M1: 3"),
        ("C1", "x"),
        ("LB", "y"),
        ("TI", "A"),
        ("IS", "2"),
    ]


@pytest.mark.parametrize("tool", Tool)
def test_our_id_is_the_first_note_after_the_type(tool: Tool) -> None:
    sent = outgoing(record(), tool)
    assert tags(sent)[:2] == [("TY", "JOUR"), ("N1", "reviewkit:cinahl-0017")]
    assert sent.format == "ris"


def test_a_second_type_is_left_out_because_it_would_begin_another_record() -> None:
    twice = Record(
        "s-0001", "s", Place("x"), (Field("TI", "A", 2), Field("TY", "BOOK", 1), Field("TY", "JOUR", 3))
    )
    assert tags(outgoing(twice, Tool.RIS)) == [("TY", "BOOK"), ("N1", "reviewkit:s-0001"), ("TI", "A")]


@pytest.mark.parametrize(
    ("choice", "word"),
    [
        (Choice.INCLUDE, "ASReview_relevant"),
        (Choice.EXCLUDE, "ASReview_irrelevant"),
        (Choice.MAYBE, "ASReview_not_seen"),
        (None, "ASReview_not_seen"),
    ],
)
def test_asreview_gets_its_own_words_for_a_decision(choice: Choice | None, word: str) -> None:
    sent = outgoing(record(), Tool.ASREVIEW, choice, "outcome", told=True)
    assert tags(sent)[-1] == ("N1", word)


def test_others_get_the_decision_and_its_reason_as_a_note() -> None:
    for tool in (Tool.RAYYAN, Tool.ZOTERO, Tool.RIS):
        sent = outgoing(record(), tool, Choice.EXCLUDE, "outcome", told=True)
        assert tags(sent)[-1] == ("N1", "reviewkit decision: exclude (outcome)")
        sent = outgoing(record(), tool, Choice.MAYBE, told=True)
        assert tags(sent)[-1] == ("N1", "reviewkit decision: maybe")
        assert tags(outgoing(record(), tool, None, told=True)) == tags(outgoing(record(), tool))


@pytest.mark.parametrize("tool", Tool)
def test_no_decision_leaves_that_was_not_asked_for(tool: Tool) -> None:
    sent = outgoing(record(), tool, Choice.EXCLUDE, "outcome", told=False)
    assert not [value for _, value in tags(sent) if "decision" in value or "ASReview" in value]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_of_any_format_goes_out_as_ris(name: str) -> None:
    (found,) = registry.read(SAMPLES[name].encode(), "x").records
    sent = outgoing(found, Tool.RAYYAN)
    (again,) = ris.read(ris.written([sent]), "y").records
    assert (again.title, again.authors, again.doi) == (found.title, found.authors, found.doi)


@given(st.lists(st.tuples(TAGS, VALUES), max_size=8), st.sampled_from(Tool))
def test_no_value_is_lost_on_the_way_out(entries: list[tuple[str, str]], tool: Tool) -> None:
    fields = (Field("TY", "JOUR", 1), *(Field(tag, value, n) for n, (tag, value) in enumerate(entries, start=2)))
    sent = tags(outgoing(Record("s-0001", "s", Place("x"), fields), tool))
    assert len(sent) == len(entries) + 2
    for (tag, value), (new_tag, new_value) in zip(entries, sent[2:], strict=True):
        assert (new_tag, new_value) in ((tag, value), ("N1", f"{tag}: {value}"))


@pytest.mark.parametrize("choice", [Choice.INCLUDE, Choice.EXCLUDE])
def test_a_decision_sent_to_asreview_comes_back_with_our_id(choice: Choice) -> None:
    sent = outgoing(record(), Tool.ASREVIEW, choice, told=True)
    (back,) = imported_decisions(ris.written([sent]).encode(), "x.ris")
    assert (back.record, back.choice) == ("cinahl-0017", choice)


def test_only_endnote_wants_a_byte_order_mark() -> None:
    assert [tool for tool in Tool if starts_with_mark(tool)] == [Tool.ENDNOTE]
