"""The adversary of matching makes what it says, alike at every run, and counts what becomes of it."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks.adversary import citation as citations
from benchmarks.adversary import other_titles, people, trials, written
from benchmarks.adversary.all_kinds import BY_NAME, KINDS
from benchmarks.adversary.citation import Citation
from benchmarks.adversary.counts import Row, row, upper_bound, worst_first
from benchmarks.adversary.databases import DIALECTS, WRITERS
from benchmarks.adversary.kinds import Kind, Made, Side, different, same
from benchmarks.adversary.page import Batching, Figures, as_json, page, percent
from benchmarks.adversary.sources import Source, read_sources
from benchmarks.adversary.trials import Outcome, Try
from benchmarks.adversary.written import read_back
from tests.conftest import REPOSITORY, shared

ABSTRACT = (
    "Relatives of people who live at home with dementia often worry at night. We asked how they share the work and "
    "what helps them to go on. Twenty-four relatives in three districts were interviewed twice, half a year apart. "
    "They described small routines, quiet agreements with neighbours, and a home care that came when it had said. "
    "Those who had been given a name to call slept better. We found no difference between towns and villages. Services "
    "that keep their promises may matter more than services that offer more, and a plan for the night may be one."
)


def source(title: str, number: int, authors: tuple[str, ...]) -> Source:
    """An invented report with everything that a kind may need."""
    given = Citation(
        title=title,
        authors=authors,
        year="2004",
        journal="Journal of Nursing and Care",
        volume=str(12 + number),
        issue="2",
        pages=f"{301 + 20 * number}-{312 + 20 * number}",
        doi=f"10.5555/care.2004.{1000 + 31 * number}",
        abstract=f"{title}. {ABSTRACT}",
    )
    return Source("invented.ris", number, given)


SOURCES = tuple(
    source(title, number, authors)
    for number, (title, authors) in enumerate(
        (
            (
                "Living with worry: what relatives of people with dementia at home do during the night and for "
                "whom they do it",
                ("Berg, Nora Marie", "Dahl, Per", "van der Moe, Liv", "García Khan, José"),
            ),
            (
                "Home visits after stroke and the care of patients in the north: effects on health and quality "
                "of life of those who live in houses of their own",
                ("Øvrebø, Kari", "Lund Hansen, Tor", "Kozlovskaya, Vera", "Ågren, Eva"),
            ),
            (
                "Risk and treatment of falls among women and men in small-town hospitals: a study of the role of water",
                ("Sørensen, Ida", "de Vries, Jan", "Yakovlev, Piotr", "Smith-Jones, Ann"),
            ),
        )
    )
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_makes_two_citations_that_are_not_alike_and_the_same_ones_again(kind: Kind) -> None:
    found = [made for made in (trials.made(kind, one) for one in SOURCES) if made]
    assert found, "no invented source suits"
    assert found == [made for made in (trials.made(kind, one) for one in SOURCES) if made]
    for made in found:
        assert len(made) > 1
        assert all(one.title for one in made)
        assert made[0] != made[-1] or kind.name == "generic, nothing known"


def test_kinds_have_names_of_their_own_and_sentences() -> None:
    assert len(BY_NAME) == len(KINDS)
    assert all(kind.name.strip() == kind.name and "|" not in kind.name for kind in KINDS)
    assert [kind.name for kind in KINDS if not kind.sentence.endswith(".") or "|" in kind.sentence] == []
    assert {kind.side for kind in KINDS if not kind.enough} == set(Side)


def test_a_difference_is_in_the_title_alone_where_both_are_bare() -> None:
    one, other = trials.made(BY_NAME["letter, bare"], SOURCES[0]) or ()
    assert trials.changed((one, other)) == ("title",)
    left, right = one.title.split(), other.title.split()
    assert [len(a) for a, b in zip(left, right, strict=True) if a != b] in (
        [1],
        [2],
    )  # a letter, or with its colon
    assert (one.volume, one.pages, one.doi, one.abstract) == ("", "", "", "")


def test_next_pages_follow_and_the_next_doi_is_another() -> None:
    one = SOURCES[0].citation
    assert citations.next_pages(one).pages == "313-324"
    assert citations.other_doi(one).doi == "10.5555/care.2004.1007"
    assert citations.other_doi(one.but(doi="10.5555/care")).doi == "10.5562/care"
    sici = one.but(doi="10.1002/(sici)1097-0274(199701)31:1<75::aid-ajim11>3.0.co;2-4")
    assert citations.other_doi(sici).doi == "10.1002/(sici)1097-0274(199701)31:1<82::aid-ajim11>3.0.co;2-4"
    assert not citations.is_placed(one.but(pages="S1-S9"))


def test_a_phrase_goes_before_the_subtitle() -> None:
    assert other_titles.inserted("Care: a study", "in mice") == "Care in mice: a study"
    assert other_titles.inserted("Care", "in mice") == "Care in mice"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (people.full, "van der Moe, Liv Anne"),
        (people.initials, "van der Moe LA"),
        (people.dotted, "van der Moe, L. A."),
        (people.natural, "Liv Anne van der Moe"),
        (people.initials_first, "L.A. van der Moe"),
        (people.capitals, "VAN DER MOE, L A"),
        (people.turned, "Liv, van der Moe"),
        (people.particle_behind, "Moe, LA van der"),
        (people.cyrillic, "ван дер Мое, Л. А."),
    ],
)
def test_names_are_written_as_databases_write_them(form: Callable[[people.Person], str], name: str) -> None:
    assert form(people.Person("van der Moe", "Liv Anne")) == name


def test_a_surname_of_particles_alone_keeps_its_last_word() -> None:
    assert people.particle_behind(people.Person("De La", "Ann")) == "La, A De"


def test_given_names_are_invented_for_initials_and_groups_are_nobody() -> None:
    assert people.person("Berg NM") == people.person("Berg, N. M.") != None  # noqa: E711
    assert people.person("Berg, Nora") == people.Person("Berg", "Nora")
    assert people.person("World Health Organization") == people.Person("Organization", "World Health")
    assert people.person("HOMECARE 2 Study Group") is None


@pytest.mark.parametrize("form", ["ris", *DIALECTS])
def test_each_dialect_is_read_back_as_it_was_written(form: str) -> None:
    wanted = [one.citation.but(form=form) for one in SOURCES]
    for one, record in zip(wanted, read_back(wanted, WRITERS), strict=True):
        assert one.title.startswith(record.title.removesuffix("…").split(" [")[0].strip(" ."))
        assert str(record.year) == one.year
        assert len(record.authors) >= 3
        assert record.volume == ("" if form == "scholar" else one.volume)


def test_what_is_lost_in_writing_stops_the_run() -> None:
    with pytest.raises(ValueError, match="no writer for paper"):
        read_back([SOURCES[0].citation.but(form="paper")], WRITERS)
    with pytest.raises(ValueError, match="2 citations were written as ris and 1 were read"):
        read_back([SOURCES[0].citation] * 2, {"ris": lambda many: written.ris(many[:1])})


# What becomes of a try

ELSE = "Something else about which nobody has written"


def of(change: dict[str, object]) -> Kind:
    """A kind that changes so many fields of a source."""

    def make(one: Citation, rng: Random) -> Made:
        return one, one.but(**change)

    return different("x", "x.", make)


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"doi": ""}, Outcome.JOINED),
        ({"title": ELSE, "volume": "3", "pages": "7-9", "doi": "10.5555/b"}, Outcome.APART),
        ({"title": f"Erratum: {SOURCES[0].citation.title}", "volume": "99", "pages": "7", "doi": ""}, Outcome.LINKED),
        ({"volume": "", "pages": "", "issue": "", "doi": "10.5555/other"}, Outcome.ASKED),
    ],
)  # fmt: skip
def test_an_outcome_is_what_matching_says(change: dict[str, object], outcome: Outcome) -> None:
    (result,) = trials.run([Try(0, 0)], [of(change)], SOURCES)
    assert result.outcome is outcome
    assert bool(result.rules) is (outcome is not Outcome.APART)


def test_what_counts_is_whether_the_ends_of_a_chain_come_together() -> None:
    def make(one: Citation, rng: Random) -> Made:
        far = one.but(title=ELSE, pages="7-9", doi="", abstract="")
        return one, one.but(doi=""), far

    (result,) = trials.run([Try(0, 0)], [different("x", "x.", make)], SOURCES)
    assert result.outcome is Outcome.APART
    assert len(result.rules) == 1  # the copy in the middle was joined


def test_other_tries_and_the_background_do_not_change_an_outcome() -> None:
    kinds = [BY_NAME["letter, bare"], BY_NAME["initials, placed"], BY_NAME["registration, NCT"]]
    tries = [Try(number, number) for number in range(3)]
    together = trials.run(tries, kinds, SOURCES, trials.background(SOURCES, 2))
    alone = [result for one in tries for result in trials.run([one], kinds, SOURCES)]
    assert [result.outcome for result in together] == [result.outcome for result in alone]
    assert together[2].outcome is Outcome.ASKED  # what this version does with two registrations


def test_each_source_is_in_a_batch_once_and_no_try_is_lost() -> None:
    plan = [[0, 1, 2, 3], [1, 3], [0, 2, 3], []]
    made = trials.batches(plan)
    assert Counter(one for batch in made for one in batch) == Counter(
        Try(kind, source) for kind, sources in enumerate(plan) for source in sources
    )
    for batch in made:
        assert len({one.source for one in batch}) == len(batch)


def test_sources_are_drawn_alike_and_only_those_that_suit() -> None:
    kind = same("x", "x.", lambda one, rng: (one, one.but(doi="")) if "stroke" in one.title else None)
    assert trials.suitable(kind, SOURCES, 3) == [1]
    assert trials.suitable(BY_NAME["letter, bare"], SOURCES, 2) == trials.suitable(
        BY_NAME["letter, bare"], SOURCES, 2
    )
    assert len(trials.suitable(BY_NAME["letter, bare"], SOURCES, 2)) == 2


# Figures


@pytest.mark.parametrize(
    ("wrong", "tries", "bound"),
    [(0, 3000, 0.001), (0, 2, 1.0), (0, 0, 1.0), (1, 100, 0.0545), (30, 3000, 0.0142), (5, 5, 1.0)],
)
def test_a_share_has_an_upper_bound(wrong: int, tries: int, bound: float) -> None:
    assert upper_bound(wrong, tries) == pytest.approx(bound, abs=0.00006)


def rows() -> tuple[Row, ...]:
    joined, apart = [Outcome.JOINED], [Outcome.APART]
    made = SOURCES[0].citation

    def make(one: Citation, rng: Random) -> Made:
        return made, made

    return (
        row(different("rarely wrong", "A.", make), joined + apart * 99),
        row(different("often wrong", "B.", make), joined * 40 + apart * 60),
        row(different("never wrong, few", "C.", make), apart * 10),
        row(different("never wrong", "D.", make), apart * 100),
        row(same("damage", "E.", make), joined * 90 + apart * 10),
        row(same("nothing left", "F.", make, enough=False), apart * 100),
    )


def test_wrong_is_to_join_what_differs_and_to_part_what_is_one() -> None:
    assert [(one.wrong, one.tries) for one in rows()] == [
        (1, 100),
        (40, 100),
        (0, 10),
        (0, 100),
        (10, 100),
        (100, 100),
    ]
    names = [one.kind.name for one in worst_first(rows()[:4])]
    assert names == ["often wrong", "rarely wrong", "never wrong, few", "never wrong"]


def test_the_page_has_the_worst_first_and_judges_apart_what_cannot_be_told() -> None:
    figures = Figures("0.0", 3, 100, rows(), Batching(60, {"damage": 2}))
    text = page(figures)
    assert "| the same report, apart in silence | 1 | 100 | 10 (10.0%) | 10.0% (damage) | 0 |" in text
    assert "| different reports, joined in silence | 4 | 310 | 41 (13.2%) | 40.0% (often wrong) | 2 |" in text
    assert text.index("| often wrong |") < text.index("| rarely wrong |") < text.index("| damage | E.")
    assert "| nothing left |" in text.partition("## Where nothing tells")[2]
    assert "2 of 60 came out otherwise: damage (2)" in text
    assert "1 kinds suit fewer" in " ".join(text.split())
    told = as_json(figures)
    assert told["kinds"][0] == {
        "kind": "nothing left", "what": "F.", "side": "same", "enough": False, "tries": 100, "joined": 0, "asked": 0,
        "linked": 0, "apart": 100, "wrong": 1.0, "at_most": 1.0,
    }  # fmt: skip


def test_shares_keep_the_digits_of_the_goals() -> None:
    shares = (0, 0.0001, 0.001, 0.0123, 0.5, 1)
    assert " ".join(map(percent, shares)) == "0% 0.01% 0.10% 1.23% 50.0% 100%"


def test_the_page_in_docs_lists_the_kinds_that_there_are() -> None:
    text = (REPOSITORY / "docs" / "adversary.md").read_text(encoding="utf-8")
    listed = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines() if line.count(" | ") == 8]
    assert sorted(name for name in listed if name != "kind") == sorted(BY_NAME)


# Sources


def test_a_report_is_a_source_once_and_notices_and_scraps_are_none(tmp_path: Path) -> None:
    entry = "TY  - JOUR\nTI  - {title}\nAU  - {author}\nPY  - 2020\nT2  - Care\nDO  - {doi}\nER  - \n\n"
    lines = [
        ("Home care at night in three districts", "Berg, N", "10.5555/a"),
        ("Home care at night in three districts.", "Berg, N", "10.5555/b"),  # one title
        ("Nattevakt i hjemmet i tre distrikter nå", "Berg, N", "10.5555/a"),  # one DOI
        ("Erratum: Home care at day in three districts", "Berg, N", "10.5555/c"),
        ("Home care", "Berg, N", "10.5555/d"),
        ("Home care in the dark months of …", "Berg, N", "10.5555/e"),
        ("Home care in the light months of the year", "WHO", "10.5555/f"),
        ("Worry of relatives in the light months", "Dahl P", ""),
    ]
    (tmp_path / "ris").mkdir()
    (tmp_path / "ris" / "all.ris").write_text(
        "".join(entry.format(title=title, author=author, doi=doi) for title, author, doi in lines),
        encoding="utf-8",
    )
    (tmp_path / "INDEX.tsv").write_text("file\trecords\nris/all.ris\t8\n", encoding="utf-8")
    found = read_sources(tmp_path)
    assert [one.key for one in found] == ["ris/all.ris#1", "ris/all.ris#8"]
    assert found[1].citation.authors == (people.full(people.person("Dahl P") or people.Person("", "")),)


SOME_EXPORTS = ("endnote-ris/", "generic-ris/")  # `make adversary` takes all; reading those takes five seconds


def some_exports(folder: Path) -> Path:
    """A folder with the exports of two kinds of program, as in the folder of all."""
    exports, (head, *lines) = shared("exports"), shared("exports", "INDEX.tsv").read_text("utf-8").splitlines()
    chosen = [line for line in lines if line.startswith(SOME_EXPORTS)]
    for file in (line.partition("\t")[0] for line in chosen):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).symlink_to(exports / file)
    (folder / "INDEX.tsv").write_text("\n".join([head, *chosen, ""]), encoding="utf-8")
    return folder


@pytest.mark.thorough
def test_a_run_on_real_exports_is_the_same_again_and_shows_no_text_of_records(tmp_path: Path) -> None:
    exports = some_exports(tmp_path / "exports")
    titles = [one.citation.title for one in read_sources(exports)]
    assert len(titles) > 500
    before = (REPOSITORY / "docs" / "adversary.md").read_bytes()

    def run(*words: str) -> str:
        command = [sys.executable, str(REPOSITORY / "benchmarks" / "adversary.py"), "--tries", "15"]
        command += ["--exports", str(exports), *words]
        environment = {**os.environ, "PYTHONHASHSEED": words[-1][-1]}
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    some = ("--kind", "letter,", "--kind", "initials")
    first = run(*some, "--json", str(tmp_path / "1"))
    assert first == run(*some, "--processes", "1", "--json", str(tmp_path / "2"))
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    tries = {
        one["kind"]: one["tries"] for one in json.loads((tmp_path / "1").read_text(encoding="utf-8"))["kinds"]
    }
    assert tries["letter, bare"] == tries["initials, placed"] == 15
    # Nothing tells an article with a mistyped DOI from another on its pages, so that some are always joined.
    shown = run("--show", "DOI, one page", "--processes", "1")
    assert re.search(r"^DOI, one page: \d+ of 15 joined in silence\n  \S+#\d+: doi \(", shown)
    assert [title for title in titles if title in first or title in shown] == []
    assert (REPOSITORY / "docs" / "adversary.md").read_bytes() == before


def test_without_exports_the_run_says_so(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "benchmarks").symlink_to(REPOSITORY / "benchmarks", target_is_directory=True)
    script = str(tmp_path / "project" / "benchmarks" / "adversary.py")
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert ran.stdout == "no real exports beside the project; the adversary was not run\n"
