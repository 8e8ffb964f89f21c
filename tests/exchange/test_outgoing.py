"""Records as other tools want them: our id travels along, and nothing stands where a tool would misread it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import normalize
from reviewkit.errors import Place, ReviewkitError
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
    return replace(ris.read(text, "x").records[0], id=record_id, source="cinahl")


def tags(sent: Record) -> list[tuple[str, str]]:
    return [(item.tag, item.value) for item in sent.fields]


@pytest.mark.parametrize("tool", Tool)
def test_a_tag_that_a_tool_drops_or_mistakes_goes_out_as_a_note(tool: Tool) -> None:
    assert tags(outgoing(record(record_id=""), tool)) == [
        ("TY", "JOUR"),
        ("TI", "A"),
        ("IS", "2"),
        ("N1", "ID: 5"),
        ("N1", "M1: 3"),
        ("N1", "C1: x"),
        ("N1", "LB: y"),
    ]


@pytest.mark.parametrize("tool", Tool)
def test_our_id_is_the_first_note_after_the_type(tool: Tool) -> None:
    sent = outgoing(record(), tool)
    assert tags(sent)[:2] == [("TY", "JOUR"), ("N1", "reviewkit:cinahl-0017")]
    assert sent.format == "ris"


def test_a_second_type_is_left_out_because_it_would_begin_another_record() -> None:
    fields = (Field("TI", "A", 2), Field("TY", "BOOK", 1), Field("TY", "JOUR", 3))
    twice = ris.understood(Record("s-0001", "s", Place("x"), fields))
    sent = outgoing(twice, Tool.RIS)
    assert tags(sent) == [("TY", "BOOK"), ("N1", "reviewkit:s-0001"), ("TI", "A")]


# --- written from what is understood --------------------------------------------------------------------------------

DIALECTS = {
    "Ovid": ("T1", "A1", "Y1", "2021//", "N2", "JF", "SP  - 7-9"),
    "Scopus": ("TI", "AU", "PY", "2021", "AB", "T2", "SP  - 7\nEP  - 9"),
    "Publish or Perish": ("TI", "AU", "PY", "2021///", "AB", "JF", "SP  - 7\nEP  - 9"),
    "EBSCOhost": ("T1", "AU", "Y1", "2021", "AB", "JO", "JF  - Care\nSP  - 7\nEP  - 9"),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_goes_out_in_the_same_tags(name: str) -> None:
    title, author, year, value, abstract, journal, rest = DIALECTS[name]
    text = f"TY  - JOUR\n{title}  - Night visits\n{author}  - Berg, Nora\n{year}  - {value}\n{abstract}  - We asked.\n"
    sent = outgoing(record(f"{text}{journal}  - Care\n{rest}\nER  - \n", ""), Tool.ASREVIEW)
    assert tags(sent) == [
        ("TY", "JOUR"),
        ("TI", "Night visits"),
        ("AU", "Berg, Nora"),
        ("PY", "2021"),
        ("T2", "Care"),
        ("SP", "7"),
        ("EP", "9"),
        ("AB", "We asked."),
    ]


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("ASReview_irrelevant", None),
        ("asreview_time: 2026-01-31", None),
        (
            'RAYYAN-INCLUSION: {"A|B"=>"Excluded"} | RAYYAN-LABELS: x,y | RAYYAN-EXCLUSION-REASONS: wrong population',
            None,
        ),
        ('From CINAHL | RAYYAN-INCLUSION: {"A"=>"Included"} | USER-NOTES: {"A"=>["read"]}', "From CINAHL"),
        ("Exclusion reason: Wrong outcome; Seen by Per", "Seen by Per"),
        ("reviewkit:other-0004", None),
        ("reviewkit decision: exclude (outcome)", None),
        ("An ordinary note | with a bar", "An ordinary note | with a bar"),
    ],
)
@pytest.mark.parametrize("tool", [Tool.ASREVIEW, Tool.RAYYAN, Tool.RIS])
def test_labels_and_votes_of_an_earlier_screening_stay_at_home(note: str, kept: str | None, tool: Tool) -> None:
    sent = outgoing(record(FULL.replace("M1  - 3", f"N1  - {note}")), tool)
    notes = [value for tag, value in tags(sent) if tag == "N1"]
    assert notes == ["reviewkit:cinahl-0017", "ID: 5", *([kept] if kept else []), "C1: x", "LB: y"]


@pytest.mark.parametrize(
    "note",
    [
        "ASReviewExclusion reason: x;_relevant",
        "ASReviewRAYYAN-INCLUSION: {}_relevant",
        'RAYRAYYAN-INCLUSION: {}YAN-INCLUSION: {"anna"=>"Included"}',
        "ASReview_relevant | reviewkit decision: include",
    ],
)
@pytest.mark.parametrize("tag", ["N1", "XX", "A2", "C1"])
@pytest.mark.parametrize("tool", Tool)
def test_a_vote_around_another_does_not_leave_either(tool: Tool, tag: str, note: str) -> None:
    sent = outgoing(record(f"TY  - CHAP\nTI  - A\n{tag}  - {note}\nER  - \n"), tool)
    assert "ASReview_" not in str([value for tag, value in tags(sent) if tag == "N1"])
    with pytest.raises(ReviewkitError, match="no decisions were found"):
        imported_decisions(ris.written([sent]).encode(), "x.ris")


@pytest.mark.parametrize("tool", [Tool.RAYYAN, Tool.ZOTERO])
def test_an_editor_is_no_vote(tool: Tool) -> None:
    text = 'TY  - JOUR\nTI  - A\nA2  - RAYYAN-INCLUSION: {"anna"=>"Included"}\nER  - \n'
    assert "INCLUSION" not in str([value for tag, value in tags(outgoing(record(text), tool)) if tag == "N1"])


def test_labels_in_the_columns_of_a_table_stay_at_home() -> None:
    text = "title,authors,asreview_label,included,label_1\nNight visits,Berg,1,0,1\n"
    (found,) = registry.read(text.encode(), "x").records
    assert tags(outgoing(found, Tool.ASREVIEW)) == [("TY", "GEN"), ("TI", "Night visits"), ("AU", "Berg")]


def test_editors_are_no_authors_where_a_tool_would_count_them_as_such() -> None:
    chapter = record("TY  - CHAP\nTI  - A\nAU  - Berg, Nora\nA2  - Dahl, Per\nT2  - A book\nER  - \n", "")
    assert ("A2", "Dahl, Per") in tags(outgoing(chapter, Tool.RIS))
    assert ("N1", "Editor: Dahl, Per") in tags(outgoing(chapter, Tool.RAYYAN))
    assert "A2" not in dict(tags(outgoing(chapter, Tool.RAYYAN)))


def test_doi_and_pubmed_id_go_to_rayyan_as_notes_and_come_back_from_its_one_note() -> None:
    """Rayyan has no DOI, replaces AN by a number of its own, and puts all notes into one before the votes."""
    article = record("TY  - JOUR\nTI  - A\nDO  - 10.5555/a\nAN  - 34000001\nDB  - PubMed\nER  - \n")
    sent = tags(outgoing(article, Tool.RAYYAN))
    assert sent[1:4] == [("N1", "reviewkit:cinahl-0017"), ("N1", "DOI: 10.5555/a"), ("N1", "PMID: 34000001")]
    notes = "\n".join(value for tag, value in sent if tag == "N1")
    back = record(
        f'TY  - JOUR\nAN  - rayyan-1\nTI  - A\nN1  - {notes} | RAYYAN-INCLUSION: {{"Kari"=>"Maybe"}}\nER  - \n'
    )
    assert (back.doi, back.pmid) == ("10.5555/a", "34000001")
    again = [value for tag, value in tags(outgoing(back, Tool.RAYYAN)) if tag == "N1"]
    assert [value.count("DOI: 10.5555/a") for value in again].count(0) == len(again) - 1


@pytest.mark.parametrize(
    "note", ["See DOI: 10.5555/b", "Erratum\nsee DOI: 10.5555/b", "DOI: none", "PMID: unknown"]
)
def test_a_number_within_a_sentence_of_a_note_is_not_the_records_own(note: str) -> None:
    found = record(f"TY  - JOUR\nTI  - A\nN1  - {note}\nER  - \n")
    assert (found.doi, found.pmid) == ("", "")


# What Rayyan's parser knows (it adds the line of any other tag to the value before), and what Zotero does not drop.
RAYYAN_TAGS = frozenset(
    "A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ER ET ID IS J1 J2 JA JF JO "
    "KW L1 L2 L3 L4 LA LB M1 M2 M3 N1 N2 NV OP PB PY RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT TY U1 U5 UR VL Y1 Y2 "
    "Y3".split()
)
ONCE = frozenset("TY TI PY DA T2 T3 VL IS SP EP ET PB CY M3 SN DO UR AN DB LA AB".split())


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
    sent = outgoing(record(), Tool.ASREVIEW, choice, "outcome", with_decision=True)
    assert tags(sent)[-1] == ("N1", word)


def test_others_get_the_decision_and_its_reason_as_a_note() -> None:
    for tool in (Tool.RAYYAN, Tool.ZOTERO, Tool.RIS):
        sent = outgoing(record(), tool, Choice.EXCLUDE, "outcome", with_decision=True)
        assert tags(sent)[-1] == ("N1", "reviewkit decision: exclude (outcome)")
        sent = outgoing(record(), tool, Choice.MAYBE, with_decision=True)
        assert tags(sent)[-1] == ("N1", "reviewkit decision: maybe")
        assert tags(outgoing(record(), tool, None, with_decision=True)) == tags(outgoing(record(), tool))


@pytest.mark.parametrize("tool", Tool)
def test_no_decision_leaves_that_was_not_asked_for(tool: Tool) -> None:
    sent = outgoing(record(), tool, Choice.EXCLUDE, "outcome", with_decision=False)
    assert not [value for _, value in tags(sent) if "decision" in value or "ASReview" in value]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_of_any_format_goes_out_as_ris(name: str) -> None:
    (found,) = registry.read(SAMPLES[name].encode(), "x").records
    sent = outgoing(found, Tool.RAYYAN)
    (again,) = ris.read(ris.written([sent]), "y").records
    assert (again.title, again.authors, again.doi) == (found.title, found.authors, found.doi)


@given(st.lists(st.tuples(TAGS, VALUES), max_size=8), st.sampled_from(Tool))
def test_no_value_is_lost_on_the_way_out_and_no_tag_is_there_twice(
    entries: list[tuple[str, str]], tool: Tool
) -> None:
    fields = (Field("TY", "JOUR", 1), *(Field(tag, value, n) for n, (tag, value) in enumerate(entries, start=2)))
    sent = tags(outgoing(ris.understood(Record("s-0001", "s", Place("x"), fields)), tool))
    # Each value by itself, because letters that were read in a wrong encoding are recognised by the whole value.
    everything = {word for _, value in sent for word in normalize.folded(value).split()}
    for tag, value in entries:
        assert set(normalize.folded(value).split()) <= {*everything, tag}, (tag, value)
    assert {tag for tag, _ in sent} <= RAYYAN_TAGS
    found = [tag for tag, _ in sent if tag in ONCE]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("choice", [Choice.INCLUDE, Choice.EXCLUDE])
def test_a_decision_sent_to_asreview_comes_back_with_our_id(choice: Choice) -> None:
    sent = outgoing(record(), Tool.ASREVIEW, choice, with_decision=True)
    (back,) = imported_decisions(ris.written([sent]).encode(), "x.ris")
    assert (back.record, back.choice) == ("cinahl-0017", choice)


def test_endnote_gets_a_comma_after_the_name_of_a_group() -> None:
    text = "TY  - CHAP\nTI  - A\nAU  - Berg, Nora\nAU  - Directorate of Health\nA2  - The Trust Group\nER  - \n"
    sent = tags(outgoing(record(text, ""), Tool.ENDNOTE))
    assert sent[2:5] == [("AU", "Berg, Nora"), ("AU", "Directorate of Health,"), ("A2", "The Trust Group,")]
    assert ("AU", "Directorate of Health") in tags(outgoing(record(text, ""), Tool.ZOTERO))


def test_only_endnote_wants_a_byte_order_mark() -> None:
    assert [tool for tool in Tool if starts_with_mark(tool)] == [Tool.ENDNOTE]
