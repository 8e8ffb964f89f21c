"""Pairs as they come in real exports, and what the rules say of them; then each rule with its numbers."""

import re
from dataclasses import replace

import pytest

from reviewkit import matching
from reviewkit.formats import ris
from reviewkit.matching import rules
from reviewkit.matching.columns import Kind
from reviewkit.model import Policies, Record
from reviewkit.words import Policy, Relation, Verdict
from tests.builders import evidence, machine_groups, papers, record

ARTICLE = {
    "title": "Exploring challenges in quality and safety work in nursing homes and home care: a case study",
    "authors": ("Johannessen, Terese", "Ree, Eline", "Aase, Ingunn"),
    "year": 2020,
    "journal": "BMC Health Services Research",
    "volume": "20",
    "issue": "1",
    "pages": "277-289",
    "doi": "10.1186/s12913-020-05149-x",
    "abstract": "Background: Managers and employees in nursing homes and home care face many challenges in their work "
    "with quality and safety. We explored what these challenges are and how they hang together in practice.",
}


def match_with(**changes: object) -> matching.Match | None:
    """What the machine says of the article and the same with changes; None is different."""
    matches = matching.matches([record(**ARTICLE), record(**{**ARTICLE, **changes})])
    return matches[0] if matches else None


def verdict_with(**changes: object) -> Verdict | None:
    match = match_with(**changes)
    return match.verdict if match else None


def verdicts_on(*records: Record) -> list[Verdict]:
    return [match.verdict for match in matching.matches(records)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"doi": "", "journal": "BMC Health Serv. Res."},
        {"title": ARTICLE["title"].upper() + ".", "authors": ("Johannessen T", "Ree E", "Aase I")},
        {"doi": "", "pages": "e277", "issue": ""},
        {"doi": "", "volume": "", "issue": "", "pages": "", "year": 2021},
        {"authors": ("Johannessen, T.", "..."), "doi": "", "abstract": ""},
        {
            "title": "Exploring challenges in quality and safety work in nursing homes and home care",
            "abstract": "",
        },
        {"title": "Utfordringer i kvalitets- og sikkerhetsarbeid: en casestudie"},
        {"doi": "10.1186/S12913-020-05149-X".lower(), "year": None, "volume": "", "pages": ""},
        {"doi": "10.9999/other"},
        {"authors": ("Johannessen TereseRee ElineAase Ingunn",)},
        {"pages": "1-13", "volume": "", "issue": "", "doi": "", "year": 2019},  # before it had a volume
        {"pages": "13", "doi": "", "abstract": ""},  # a count of pages
        {"pages": "278-289", "doi": ""},  # a mistyped page
        {"year": 2002, "doi": ""},  # a mistyped year
        {"year": 1902, "doi": "", "pages": "277-298"},  # a page taken for the year
        {
            "title": "Exploring",
            "doi": "",
            "issue": "",
            "abstract": "",
        },  # a title cut off at a sign that a database did not know
        {"doi": "10.1186/s1291302005149x"},  # a DOI without its marks
        {"title": f"Guest editorial: {ARTICLE['title']}", "doi": "", "volume": "", "abstract": ""},
        {"authors": ("Anonymous",), "doi": ""},
        {
            "title": str(ARTICLE["title"])[:60] + "…",
            "doi": "",
            "volume": "",
            "issue": "",
            "pages": "",
            "abstract": "",
        },
    ],
)
def test_differences_between_databases_are_no_differences(changes: dict[str, object]) -> None:
    assert verdict_with(**changes) is Verdict.SAME


@pytest.mark.parametrize(
    "changes",
    [
        {
            "title": "Exploring challenges in quality and safety work in hospitals: a survey",
            "doi": "",
            "pages": "12",
            "abstract": "Something else altogether is said in the abstract of this other article from the journal.",
        },
        {"authors": ("Somebody, Else",), "doi": "10.1/x", "volume": "3", "pages": "1-9", "abstract": ""},
    ],
)
def test_other_reports_stay_apart(changes: dict[str, object]) -> None:
    assert verdict_with(**changes) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"doi": "10.1/x", "pages": "", "volume": "", "issue": ""},
        {"doi": "", "volume": "", "issue": "", "pages": "", "journal": "", "abstract": ""},
        {"authors": (), "doi": "", "volume": "", "issue": "", "pages": ""},
        {"authors": ("Dejohannessen T",), "title": "Kvalitet og sikkerhet", "doi": "", "abstract": ""},
        {"title": f"{ARTICLE['title']} of managers", "volume": "2", "doi": "", "issue": "", "abstract": ""},
        {
            "title": str(ARTICLE["title"]).replace("case study", "11C survey"),
            "doi": "",
            "volume": "",
            "issue": "",
            "pages": "",
        },
    ],
)
def test_doubtful_pairs_go_to_a_person(changes: dict[str, object]) -> None:
    assert verdict_with(**changes) is Verdict.UNSURE


@pytest.mark.parametrize(
    ("known", "other"),
    [
        # a column without authors, listed with two DOIs
        ({"authors": (), "doi": "10.1/a", "abstract": ""}, {"doi": "10.1/b"}),
        # one text in two languages of a journal: other pages, another DOI
        ({"title": "Neuromuscular fatigue", "doi": "10.1/a"}, {"doi": "10.1/b", "pages": "331-336"}),
        # a supplement has a volume of its own
        (
            {"doi": "", "abstract": "", "pages": "S44-S48"},
            {"journal": "BMC Health Services Research Supplement", "volume": "75", "issue": "", "pages": "44-48"},
        ),
        # a journal with two names, a DOI with each
        ({"doi": "10.1/a", "abstract": ""}, {"doi": "10.1/b", "journal": "Helsetjenesteforskning"}),
        # the pages of one volume, in print and online
        ({"doi": "", "abstract": ""}, {"pages": "326-337"}),
        # one text, and a number in the title that one database left out
        (
            {"title": "A survey of the 22 nursing homes in the north of Norway", "doi": "", "pages": ""},
            {"title": "A survey of the nursing homes in the north of Norway"},
        ),
        # one title over two abstracts, and no place
        (
            {"doi": "", "volume": "", "issue": "", "pages": ""},
            {
                "abstract": "We sent a survey to each manager of a hospital in the land, and counted what came back."
            },
        ),
        # the volume of one is unknown, its journal spelt otherwise, its authors' names run together
        (
            {"title": "Treatment strategies for bite injuries", "doi": "", "abstract": "", "issue": ""},
            {
                "title": "Treatment strategies in bite injuries",
                "authors": ("Johannessen TRee E",),
                "journal": "Helsetjenesteforskning",
                "volume": "",
            },
        ),
    ],
)
def test_where_much_agrees_a_person_looks_once_more(known: dict[str, object], other: dict[str, object]) -> None:
    pair = [record(**{**ARTICLE, **known}), record(**{**ARTICLE, **known, **other})]
    assert verdicts_on(*pair) == [Verdict.UNSURE]


def test_a_conference_paper_with_the_doi_of_its_preprint_is_the_paper() -> None:
    paper = {**ARTICLE, "journal": "International Conference on Care", "volume": "", "issue": "", "abstract": ""}
    pair = [record(**{**paper, "doi": ""}), record(**{**paper, "doi": "10.2139/ssrn.1"})]
    assert verdicts_on(*pair) == [Verdict.SAME]


TITLE = str(ARTICLE["title"])
ELSEWHERE = {"doi": "10.1/c", "volume": "31", "issue": "4", "pages": "900-911", "abstract": ""}


def test_one_dissertation_in_two_lists_is_shown_to_a_person() -> None:
    listed = {**ARTICLE, "doi": "", "issue": "", "abstract": ""}
    left = record(**{**listed, "journal": "Dissertation Abstracts International", "volume": "73", "pages": "1524"})
    right = record(**{**listed, "journal": "", "volume": "Ph.D.", "pages": "215 p", "year": 2019})
    assert verdicts_on(left, right) == [Verdict.UNSURE]


def test_nordic_letters_meet_in_every_spelling() -> None:
    names = ("Pårørendes opplevelser av å være støtte for søsken på sykehjem", "Førland, Åse")
    spelt = ("Paaroerendes opplevelser av aa vaere stoette for soesken paa sykehjem", "Foerland, Aase")
    bare = ("Parorendes opplevelser av a vaere stotte for sosken pa sykehjem", "Forland, Ase")
    records = [
        record(f"s-{n}", title=title, authors=(name,), year=2020, journal="Sykepleien Forskning")
        for n, (title, name) in enumerate((names, spelt, bare))
    ]
    assert len(machine_groups(records)) == 1


@pytest.mark.parametrize(
    "other", ["Time pressure among nurses in home care", "Safety of 20 older people in home care"]
)
def test_two_congress_abstracts_of_one_group_on_one_page_stay_two(other: str) -> None:
    known = {"authors": ARTICLE["authors"], "year": 2020, "journal": "Nordic Journal of Care"}
    place = {"volume": "20", "issue": "Suppl 1", "pages": "S12-S13"}
    left = record(title="Safety of 10 older people in home care", **known, **place)
    assert Verdict.SAME not in verdicts_on(left, record(title=other, **known, **place))


def test_abstracts_with_nothing_in_common_tell_two_texts_apart() -> None:
    """A likeness of 0 is known, and not the same as no abstract."""
    known = {"authors": ARTICLE["authors"], "year": 2020, "journal": "Nordic Journal of Care"}
    place = {"volume": "20", "issue": "1", "pages": "12-13"}
    left = record(title="Safety of older people in home care", abstract="abc" * 40, **known, **place)
    right = record(title="Time pressure among nurses at work", abstract="xyz" * 40, **known, **place)
    assert Verdict.SAME not in verdicts_on(left, right)


def test_one_pubmed_id_with_two_titles_is_shown_to_a_person() -> None:
    other = {"title": "Helt annen tittel om dette", "pages": "", "volume": "", "abstract": ""}
    left = record(**{**ARTICLE, "doi": "", "pmid": "123"})
    assert verdicts_on(left, record(**{**ARTICLE, "doi": "", "pmid": "123", **other})) == [Verdict.UNSURE]


def test_editorials_that_begin_each_issue_on_one_page_are_different() -> None:
    known = {"title": "Editorial", "authors": ("Berg, Nora",), "year": 2020, "journal": "J", "volume": "20"}
    editorials = [record(**known, issue=str(n), pages="1-2") for n in range(1, 5)]
    assert Verdict.SAME not in verdicts_on(*editorials)


@pytest.mark.parametrize(
    ("title", "years"), [("Editorial", 1), ("Annual report of the home care of the north", 2)]
)
def test_what_stands_on_page_one_each_year_is_not_one_report(title: str, years: int) -> None:
    known = {"title": title, "authors": ("Berg, Nora",), "journal": "Nordic Journal of Care", "pages": "1-2"}
    assert Verdict.SAME not in verdicts_on(record(**known, year=2018), record(**known, year=2018 + years))


@pytest.mark.parametrize(
    ("relation", "changes"),
    [
        ("erratum", {"title": f"Correction: {TITLE}", "doi": "10.1/c", "pages": "900", "abstract": ""}),
        ("erratum", {"title": f"Corrigendum to '{TITLE}'", **ELSEWHERE}),
        ("comment", {"title": f"{TITLE} (vol 20, pg 277, 2020)", **ELSEWHERE}),
        ("reply", {"title": f"{TITLE} - Reply", "doi": "", "pages": "291", "authors": ("Other, A",)}),
        ("comment", {"title": f"Comment on: {TITLE}", **ELSEWHERE}),
        ("retraction", {"title": f"Retraction notice: {TITLE}", **ELSEWHERE}),
        ("protocol", {"title": f"{TITLE}: study protocol", **ELSEWHERE}),
        ("preprint", {"journal": "medRxiv", **ELSEWHERE, "doi": "10.1101/2020.01.02.123"}),
        ("dissertation", {"journal": "Dissertation Abstracts International", **ELSEWHERE}),
        ("abstract", {"journal": "Nordic congress on home care", **ELSEWHERE, "pages": "S4", "year": 2019}),
        ("reprint", {"journal": "Tidsskrift for omsorgsforskning", **ELSEWHERE}),
        ("reprint", {**ELSEWHERE, "year": 2021}),
        ("reprint", {**ELSEWHERE, "title": f"Reprint of: {TITLE}", "abstract": ARTICLE["abstract"]}),
    ],
)
def test_what_belongs_together_is_linked_and_not_joined(relation: str, changes: dict[str, object]) -> None:
    match = match_with(**changes)
    assert match is not None
    assert (match.verdict, match.relation) == (Verdict.DIFFERENT, Relation(relation))


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Safety in home care: part I", "Safety in home care: part II", Relation.PART),
        ("Quality in homes: survey 2018", "Quality in homes: survey 2019", Relation.PART),
        ("Effects of delta-8-THC in older rats", "Effects of delta-9-THC in older rats", Relation.PART),
    ],
)
def test_parts_of_a_series_are_linked(left: str, right: str, relation: Relation) -> None:
    parts = [record(**{**ARTICLE, "title": title, "doi": "", "abstract": ""}) for title in (left, right)]
    matches = matching.matches([replace(parts[0], pages="1-9"), replace(parts[1], pages="10-19")])
    assert [(match.verdict, match.relation) for match in matches] == [(Verdict.DIFFERENT, relation)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"doi": "10.1002/14651858.cd001187.pub2", "year": 2004}, {"doi": "10.1002/14651858.cd001187.pub3"}),
        ({"doi": "10.1002/14651858.cd001187.pub2", "year": 2004}, {"pages": "CD001187", "year": 2008}),
        ({"doi": "10.12688/f1000research.123.1"}, {"doi": "10.12688/f1000research.123.2"}),
        ({"doi": "10.21203/rs.3.rs-77/v1"}, {"doi": "10.21203/rs.3.rs-77/v2"}),
        ({"doi": "10.48550/arxiv.2001.01234v1"}, {"doi": "10.48550/arxiv.2001.01234v2"}),
    ],
)
def test_versions_are_linked_and_joined_only_where_the_review_says_so(
    left: dict[str, object], right: dict[str, object]
) -> None:
    known = {"title": TITLE, "authors": ARTICLE["authors"], "journal": "Cochrane Database Syst Rev", "year": 2008}
    pair = [record(**{**known, **left}), record(**{**known, **right})]
    linked = matching.matches(pair)[0]
    assert (linked.verdict, linked.relation) == (Verdict.DIFFERENT, Relation.VERSION)
    joined = matching.matches(pair, Policies(cochrane_updates=Policy.JOIN))[0]
    assert (joined.verdict, joined.relation) == (Verdict.SAME, Relation.VERSION)
    asked = matching.matches(pair, Policies(cochrane_updates=Policy.ASK))[0]
    assert asked.verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Trial of eculizumab in adult patients with the disease",
            "Trial of eculizumab in paediatric patients with the disease",
        ),
        (
            "Quality of life of women in nursing homes in the north",
            "Quality of life of men in nursing homes in the north",
        ),
        (
            "Effects of salt on hypertension in older people at home",
            "Effects of salt on hypotension in older people at home",
        ),
        ("Salt and blood pressure in cats in the home", "Salt and blood pressure in rats in the home"),
        (
            "Trust in home care: a qualitative study of nurses",
            "Trust in home care: a quantitative study of nurses",
        ),
        ("Outcomes of people with diabetes in home care", "Outcomes of people without diabetes in home care"),
        ("Home visits do reduce falls among older people", "Home visits do not reduce falls among older people"),
        ("Falls of elders in northern Norway and their cost", "Falls of elders in southern Norway and their cost"),
        (
            "A randomised trial of home visits to older people",
            "A nonrandomised trial of home visits to older people",
        ),
    ],
)
def test_a_word_of_its_own_in_each_title_keeps_two_reports_apart(left: str, right: str) -> None:
    """The same authors and year, and nothing else is known: only the words can tell them apart."""
    known = {"authors": ("Berg, Nora", "Dahl, Per"), "year": 2011, "journal": "Nordic Journal of Care"}
    assert Verdict.SAME not in verdicts_on(record(title=left, **known), record(title=right, **known))


def test_editorials_with_the_same_title_are_different_reports() -> None:
    known = {"title": "Editorial", "authors": ("Berg, Nora",), "year": 2020, "journal": "J"}
    editorials = [record(**known, volume=str(n), pages=f"{n}-{n + 1}") for n in range(1, 30)]
    assert matching.matches(editorials) == ()


def test_recurring_columns_with_the_same_short_title_stay_apart() -> None:
    known = {"title": "Book reviews", "authors": ("Berg, Nora",), "journal": "J"}
    columns = [record(**known, year=year) for year in (2018, 2019, 2020, 2021, 2021)]
    matches = matching.matches(columns)
    assert [(match.left, match.right, match.verdict) for match in matches] == [(3, 4, Verdict.UNSURE)]


def test_remarks_of_databases_behind_a_title_are_no_difference() -> None:
    assert verdict_with(title=f"{TITLE} [Review] [53 refs]", doi="", issue="") is Verdict.SAME


def test_a_congress_abstract_in_two_journals_is_two_reports() -> None:
    abstract = {"doi": "", "volume": "", "issue": "", "authors": ("Berg, Nora", "Dahl, Per"), "year": 2012}
    left = record(**{**ARTICLE, **abstract, "journal": "Diabetologia", "pages": "S334"})
    right = record(**{**ARTICLE, **abstract, "journal": "Circulation", "pages": "A254"})
    assert [match.relation for match in matching.matches([left, right])] == [Relation.REPRINT]


def test_a_book_doi_that_many_parts_share_joins_none_of_them() -> None:
    papers_of_many = ris.read(papers(12), "x.ris").records
    chapters = [
        record(title=paper.title, authors=paper.authors, year=paper.year, doi="10.1000/book")
        for paper in papers_of_many
    ]
    assert Verdict.SAME not in verdicts_on(*chapters)


@pytest.mark.parametrize(("chapters", "verdict"), [(0, Verdict.SAME), (3, Verdict.UNSURE)])
def test_a_doi_that_stands_with_three_titles_is_the_book_s_and_speaks_for_nothing(
    chapters: int, verdict: Verdict
) -> None:
    titles = ["Older people in the home care of the north", "Older people in the home care of the north: a survey"]
    titles += ["Fathers on parental leave", "Midwives on the coast", "What nurses in the towns are paid"][
        :chapters
    ]
    book = {"year": 2020, "doi": "10.1000/book", "journal": "Care in the Nordic countries"}
    matches = matching.matches([record(title=title, authors=("Berg, Nora",), **book) for title in titles])
    assert [(match.left, match.right, match.verdict) for match in matches] == [(0, 1, verdict)]


def test_a_title_alone_never_joins_two_records() -> None:
    assert verdicts_on(record(title=TITLE), record(title=TITLE)) == [Verdict.UNSURE]


@pytest.mark.parametrize(
    ("left", "right", "relation"), [("Reply", "Comment", "reply"), ("Comment", "Correction", "erratum")]
)
def test_two_notices_on_one_article_are_linked_alike_in_either_order(left: str, right: str, relation: str) -> None:
    pair = [
        record(**{**ARTICLE, **ELSEWHERE, "doi": "", "title": f"{mark}: {TITLE}", "pages": pages})
        for mark, pages in ((left, "900-901"), (right, "902-903"))
    ]
    for order in (pair, pair[::-1]):
        assert [match.relation for match in matching.matches(order)] == [Relation(relation)]


def test_a_code_is_that_of_one_rule_and_a_sentence_too() -> None:
    codes, sentences = [rule.code for rule in rules.RULES], [rule.says for rule in rules.RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(sentences)) == len(sentences)
    assert all(re.fullmatch(r"[A-Z]\d\d", code) for code in codes)


def test_a_rule_says_why() -> None:
    assert [rule.code for rule in rules.RULES if len(rule.why) < 20] == []


def test_what_holds_for_two_equal_rows_is_asked_first_and_what_is_doubtful_last() -> None:
    order = [rule.code[0] for rule in rules.RULES]
    assert "".join(dict.fromkeys(order)) == "VIKNDPWUC"


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"title": 40.0, "authors": True, "year": 0}, None),
        ({"authors": True, "volume": False}, None),
        (
            {"volume": False, "first_page": False, "doi": False},
            "C01 another volume and page, and another identifier or year",
        ),
        (
            {"volume": False, "first_page": False, "year": 2},
            "C01 another volume and page, and another identifier or year",
        ),
        (
            {"volume": False, "first_page": False, "year": 1},
            "C06 another year, and neither place nor text says that it is one report",
        ),
        ({"volume": False, "first_page": False, "doi": False, "pmid": True}, None),
        ({"volume": False, "doi": False}, "C03 two identifiers of one kind, and no rule joins them"),
        (
            {"volume": False, "first_page": False, "doi": False, "abstract": 90.0},
            "C03 two identifiers of one kind, and no rule joins them",
        ),
        (
            {"volume": False, "first_page": False, "doi": False, "abstract": 89.6},
            "C01 another volume and page, and another identifier or year",
        ),
        ({"title": 59.6, "authors": False}, "C02 other titles and other authors"),
        ({"title": 60.0, "authors": False}, None),
        ({"title": 59.6, "authors": False, "contained": True}, None),
        ({"title": 59.6, "authors": None}, None),
        ({"title": 59.6, "authors": False, "doi": True}, None),
        ({"notices": ("", "erratum")}, "K06 only one is marked as erratum"),
        ({"authors": True, "year": 0, "journal": True}, None),
        ({"own_number": False}, "C03 two identifiers of one kind, and no rule joins them"),
        ({"letters": False}, "C04 titles that differ in a letter, a number or a word, and no rule joins them"),
        (
            {"authors": True, "numbers": False, "title": 90.0},
            "C04 titles that differ in a letter, a number or a word, and no rule joins them",
        ),
        (
            {"journal": False, "volume": False, "authors": True, "year": 9},
            "C05 another journal, and another volume or page",
        ),
        ({"journal": False, "authors": True, "year": 0, "volume": None}, None),
        (
            {"title": 40.0, "authors": True, "year": 1},
            "C06 another year, and neither place nor text says that it is one report",
        ),
        ({"title": 40.0, "authors": True, "year": 1, "issue": True}, None),
        ({"authors": True, "doi": False}, "C03 two identifiers of one kind, and no rule joins them"),
        (
            {"authors": True, "volume": False, "first_page": False, "doi": False},
            "C01 another volume and page, and another identifier or year",
        ),
    ],
)
def test_a_chain_is_cut_where_two_of_it_are_distinct(known: dict[str, object], verdict: str | None) -> None:
    """A reprint alone does not cut it, since its other place may be mistyped; nor does what is same or doubtful."""
    given = rules.conflict(evidence(**known))
    assert (given.rule if given else None) == verdict
    assert given is None or given.verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("relation", "name", "known"),
    [
        (Relation.PREPRINT, "preprints", {"only_one": Kind.PREPRINT, "authors": True}),
        (Relation.VERSION, "cochrane_updates", {"version": False}),
        (Relation.ABSTRACT, "conference_abstracts", {"only_one": Kind.ABSTRACT, "authors": True, "issue": False}),
        (Relation.DISSERTATION, "dissertations", {"only_one": Kind.THESIS}),
    ],
)
@pytest.mark.parametrize(
    ("policy", "verdict"),
    [(Policy.SEPARATE, Verdict.DIFFERENT), (Policy.JOIN, Verdict.SAME), (Policy.ASK, Verdict.UNSURE)],
)
def test_a_policy_decides_on_its_relation_and_says_so(
    relation: Relation, name: str, known: dict[str, object], policy: Policy, verdict: Verdict
) -> None:
    given = rules.answer(evidence(**known), Policies(**{name: policy}))
    plain = rules.answer(evidence(**known))
    assert given is not None
    assert plain is not None
    assert (given.verdict, given.relation) == (verdict, relation)
    said = "" if policy is Policy.SEPARATE else f"; review.yaml says {policy.value}"
    assert given.rule == f"{plain.rule}{said}"


def test_a_policy_changes_no_other_answer() -> None:
    everything_joins = Policies(*[Policy.JOIN] * 4)
    for known in ({"authors": True, "volume": False}, {"notices": ("", "reply")}, {"authors": True, "year": 0}):
        assert rules.answer(evidence(**known), everything_joins) == rules.answer(evidence(**known))


def test_a_policy_that_joins_cuts_no_chain() -> None:
    erratum, update = evidence(notices=("", "erratum")), evidence(version=False)
    joining = Policies(cochrane_updates=Policy.JOIN)
    assert rules.conflict(update) is not None
    assert rules.conflict(update, joining) is None
    assert rules.conflict(erratum, joining) is not None


LISTED = {"title": TITLE, "authors": ARTICLE["authors"], "year": 2020, "journal": ARTICLE["journal"]}


def numbered(one: str, other: str, **changes: object) -> list[matching.Match]:
    """What is said of two records that differ in a number, and in these changes."""
    left = record(**{**LISTED, "identifiers": tuple(one.split())})
    return list(matching.matches([left, record(**{**LISTED, "identifiers": tuple(other.split()), **changes})]))


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("wos:000337252800006", "wos:000337252800007", "V07"),
        ("wos:000337252800006", "scopus:2-s2.0-85012345678", "I04"),
        ("lens:000-454-299-663-964", "lens:000-454-299-663-965", "I04"),
        ("trial:NCT00000001", "trial:NCT00000002", "V01"),
        ("report:nou_2020:3", "report:nou_2020:4", "V01"),
        ("edition:2", "edition:3", "K12"),
        ("edition:2", "edition:2", "I04"),
        ("edition:2", "", "I04"),
    ],
)
def test_a_number_that_differs_holds_back_a_join(one: str, other: str, rule: str) -> None:
    assert [match.rule[:3] for match in numbered(one, other)] == [rule]


@pytest.mark.parametrize(
    ("number", "rule"),
    [("wos:000337252800006", "D11"), ("trial:NCT00000001", "D21"), ("isbn:9788200000000", "D21")],
)
def test_a_number_that_is_shared_joins_titles_that_agree(number: str, rule: str) -> None:
    found = numbered(number, number, title=TITLE.replace("in nursing homes", "in all nursing homes"))
    assert [(match.verdict, match.rule[:3]) for match in found] == [(Verdict.SAME, rule)]


def test_the_public_and_the_scientific_title_of_a_trial_are_asked_about() -> None:
    found = numbered("trial:NCT00000001", "trial:NCT00000001", title="TRUST-2: nurses at the bedside", authors=())
    assert [(match.verdict, match.rule[:3]) for match in found] == [(Verdict.UNSURE, "D22")]


def test_versions_by_address_are_linked_and_the_address_meets_the_doi() -> None:
    at = "preprint:10.48550/arxiv.2101.01234"
    linked = numbered(f"{at}v1", f"{at}v2", journal="")
    assert [(match.rule[:3], match.relation) for match in linked] == [("K12", Relation.VERSION)]
    met = numbered(at, "", doi="10.48550/arxiv.2101.01234", journal="arXiv", title=f"{TITLE[:60]}")
    assert [match.rule[:3] for match in met] == ["D14"]


def test_the_isbn_of_a_book_at_its_chapters_says_nothing() -> None:
    titles = ("Nurses who visit at home", "Families and what they hope", "The price of night shifts")
    chapters = [
        record(title=title, authors=("Berg, Nora",), year=2020, identifiers=("isbn:9788200000000",))
        for title in titles
    ]
    assert matching.matches(chapters) == ()
    assert [match.rule[:3] for match in matching.matches(chapters[:2])] == ["D22"]
