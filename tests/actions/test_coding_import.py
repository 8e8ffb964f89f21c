"""Projects of other programs are logged whole or not at all, and their quotes are found again in our texts."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from reviewkit.actions import coding, texts, undo
from reviewkit.actions.coding_export import project_file
from reviewkit.actions.coding_import import Wanted, import_coding
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.refi_read import read_project
from reviewkit.model import CameFrom, Mark, Segment
from reviewkit.normalize import written_moment
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import reading_of
from tests import foreign
from tests.exchange.refi import assert_valid_project
from tests.folders import afresh, begin, decide, files_of, ready_to_code
from tests.foreign import G, qde, selection, source, zipped

BEFORE = "🙂 Naïve «words» 👩‍👧 come first."
SAID = "We trust each other on the ward."
LATER = "There is never time to talk at night."
TEXT = f"{BEFORE}\n\n{SAID}\n\n{LATER}"
BOTH = ((1, SAID), (2, LATER))
HTML = "".join(f"<p>{one}</p>" for one in TEXT.split("\n\n"))


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies; the first has the text."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    texts.attach(made, "a", "cinahl-0001", "berg.html", f"<html>{HTML}</html>".encode())
    return made


def segments(folder: OpenReview) -> list[Segment]:
    return [segment for coding in afresh(folder).facts.codings for segment in coding.segments]


def found(folder: OpenReview) -> dict[str, tuple[str, ...]]:
    """The codes of each quote, which must be in the text where its place says."""
    read, (text, *_) = {}, (reading_of(folder.root, one).text for one in afresh(folder).facts.texts)
    for segment in segments(folder):
        assert segment.found is not None
        place = segment.found.start
        assert text[place : place + len(segment.quote)] == segment.quote
        read[segment.quote] = tuple(mark.code for mark in segment.marks)
    return read


def written(tmp_path: Path, data: bytes, name: str = "p.qdpx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


Make = Callable[[Path], Path]


def _refi(body: bytes, name: str = "Sources__Berg.TXT", origin: str = "NVivo 14", **how: int) -> Make:
    def make(tmp_path: Path) -> Path:
        text = body.decode("utf-8-sig" if how.get("without_mark") else "utf-8")
        crlf_is_one = how.get("crlf_is_one")
        counted = text.replace("\r\n", "\n") if crlf_is_one else text
        spans = []
        for number, (words, code) in enumerate(((SAID, 1), (LATER, 2))):
            start = counted.index(words)
            low, high = start, start + len(words)
            if how.get("wide"):
                low, high = (len(counted[:at].encode("utf-16-le")) // 2 for at in (low, high))
            spans.append(selection(low, high, words[:20], code, 30 + number))
        codes = (
            f'<Code guid="{G.format(1)}" name="Trust" isCodable="true"/>'
            f'<Code guid="{{{G.format(2)}}}" name="Time" isCodable="true" color="green"/>'
        )
        data = zipped(**{"project.qde": qde(source("berg", "Berg.TXT", *spans), codes, origin=origin), name: body})
        return written(tmp_path, data)

    return make


PROJECTS: dict[str, Make] = {
    "refi": _refi(TEXT.encode()),
    "refi, CRLF is two": _refi(TEXT.replace("\n", "\r\n").encode()),
    "refi, CRLF is one": _refi(TEXT.replace("\n", "\r\n").encode(), origin="ATLAS.ti 23", crlf_is_one=1),
    "refi, CRLF is one, and nobody says so": _refi(TEXT.replace("\n", "\r\n").encode(), crlf_is_one=1),
    "refi, a mark that is not counted": _refi(TEXT.encode("utf-8-sig"), without_mark=1),
    "refi, a mark that is counted": _refi(TEXT.encode("utf-8-sig")),
    "refi, an emoji is two": _refi(TEXT.encode(), wide=1),
    "refi, all at once": _refi(TEXT.replace("\n", "\r\n").encode("utf-8-sig"), wide=1, crlf_is_one=1),
    "taguette": lambda tmp: foreign.taguette(tmp / "t.sqlite3", "berg", HTML, (SAID, "Trust"), (LATER, "Time")),
    "qualcoder": lambda tmp: foreign.qualcoder(
        tmp / "p.qda", "berg.txt", TEXT, (SAID, 1, "kari"), (LATER, 2, "kari")
    ),
    "qualcoder, an emoji is two": lambda tmp: foreign.qualcoder(
        tmp / "p.qda", "berg.txt", TEXT, (SAID, 1, "kari"), (LATER, 2, "kari"), wide=True
    ),
    "qualcoder, CRLF and a mark": lambda tmp: foreign.qualcoder(
        tmp / "p.qda", "berg.txt", "\ufeff" + TEXT.replace("\n", "\r\n"), (SAID, 1, "kari"), (LATER, 2, "kari")
    ),
    "qc": lambda tmp: foreign.qc(tmp / "qc", "berg.txt", TEXT.replace("\n", "\r\n"), (2, "Trust"), (4, "Time")),
    "qc by its settings": lambda tmp: (
        foreign.qc(tmp / "qc", "berg.txt", TEXT, (2, "Trust"), (4, "Time")) / "settings.yaml"
    ),
    "highlights of taguette": lambda tmp: written(
        tmp, f'id,document,tag,content\n1,berg,Trust,{SAID}\n2,berg,Time,"{LATER}"\n'.encode(), "h.csv"
    ),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_every_quote_is_where_it_was_and_the_same_project_again_adds_nothing(
    name: str, folder: OpenReview, tmp_path: Path
) -> None:
    path = PROJECTS[name](tmp_path)
    before = files_of(folder.root)
    dry = import_coding(folder, "a", path, Wanted(dry_run=True))
    assert (dry.quotes, files_of(folder.root)) == (2, before)
    done = import_coding(folder, "a", path, Wanted())
    assert found(folder) == {SAID: ("trust",), LATER: ("time",)}
    assert done.notices == ()
    again = import_coding(folder, "a", path, Wanted())
    assert (again.quotes, again.already, again.undo) == (0, 2, "")
    undo.undo(folder, "a", done.undo.split())
    assert segments(folder) == []


def test_codes_are_made_only_on_request_with_a_reason_and_one_undo_takes_back_all(
    folder: OpenReview, tmp_path: Path
) -> None:
    path = foreign.qualcoder(tmp_path / "p.qda", "berg", TEXT, (SAID, 1, "kari"), (LATER, 3, "kari"))
    book = folder.root / "codebooks" / "themes.yaml"
    text = book.read_text(encoding="utf-8")
    with pytest.raises(ReviewkitError, match="does not have 'Night'"):
        import_coding(folder, "a", path, Wanted())
    with pytest.raises(ReviewkitError, match="Say why codes are made"):
        import_coding(folder, "a", path, Wanted(create_codes=True))
    assert segments(folder) == []
    dry = import_coding(folder, "a", path, Wanted(create_codes=True, why="from QualCoder", dry_run=True))
    assert (dry.created, book.read_text(encoding="utf-8")) == (("relations", "night"), text)
    done = import_coding(folder, "a", path, Wanted(create_codes=True, why="from QualCoder"))
    assert found(folder) == {SAID: ("trust",), LATER: ("night",)}
    made = {code.id: code for code in afresh(folder).facts.codebooks[0].codes}
    assert (made["night"].parent, made["relations"].kind) == ("time", "category")
    assert [act.why for act in afresh(folder).facts.codebook_acts if act.op == "create"] == ["from QualCoder"] * 2
    with pytest.raises(ReviewkitError, match="would no longer be in the codebook"):
        undo.undo(folder, "a", list(done.created_ids))
    undo.undo(folder, "a", done.undo.split())
    assert (segments(folder), book.read_text(encoding="utf-8")) == ([], text)


def test_codes_of_one_name_are_refused_and_those_with_other_signs_are_others(
    folder: OpenReview, tmp_path: Path
) -> None:
    spans = [selection(TEXT.index(said), TEXT.index(said) + len(said), "", n, 30 + n) for n, said in BOTH]

    def made(first: str, second: str) -> Path:
        tree = (
            f'<Code guid="{G.format(8 + n)}" name="{above}" isCodable="true"><Code guid="{G.format(n)}" name="{name}"/>'
            "</Code>"
            for n, above, name in ((1, "Good", first), (2, "Bad", second))
        )
        body = qde(source("berg", "b.txt", *spans), "".join(tree))
        return written(tmp_path, zipped(**{"project.qde": body, "sources__b.txt": TEXT}))

    with pytest.raises(ReviewkitError, match=r"several codes are called 'Trust'.*which of them trust is"):
        import_coding(folder, "a", made("Trust", "trust"), Wanted())
    with pytest.raises(ReviewkitError, match=r"does not have 'Trust \(\+\)', 'Trust \(-\)'"):
        import_coding(folder, "a", made("Trust (+)", "Trust (-)"), Wanted())
    import_coding(folder, "a", made("Trust (+)", "Trust (-)"), Wanted(create_codes=True, why="new"))
    assert found(folder) == {SAID: ("trust_2",), LATER: ("trust_3",)}


def test_several_coders_are_asked_about(folder: OpenReview, tmp_path: Path) -> None:
    path = foreign.qualcoder(tmp_path / "p.qda", "berg", TEXT, (SAID, 1, "kari"), (SAID, 2, "ola"))
    with pytest.raises(ReviewkitError, match="kari, ola"):
        import_coding(folder, "a", path, Wanted())
    with pytest.raises(ReviewkitError, match="'per' has coded nothing in it"):
        import_coding(folder, "a", path, Wanted(coder="per"))
    import_coding(folder, "a", path, Wanted(coder="ola"))
    assert found(folder) == {SAID: ("time",)}


def test_a_document_of_no_study_is_named_and_can_be_told(folder: OpenReview, tmp_path: Path) -> None:
    path = foreign.qualcoder(tmp_path / "p.qda", "Interview 7", TEXT, (SAID, 1, "kari"))
    with pytest.raises(ReviewkitError) as refused:
        import_coding(folder, "a", path, Wanted())
    assert "--source 'Interview 7=STUDY'" in str(refused.value)
    with pytest.raises(ReviewkitError, match="There is no included study 'brg'"):
        import_coding(folder, "a", path, Wanted(sources={"Interview 7": "brg"}))
    with pytest.raises(ReviewkitError, match="has no document 'Interview 8'"):
        import_coding(folder, "a", path, Wanted(sources={"Interview 8": "berg"}))
    assert import_coding(folder, "a", path, Wanted(sources={"Interview 7": "berg"})).quotes == 1


def test_a_quote_that_no_text_has_lets_none_in(folder: OpenReview, tmp_path: Path) -> None:
    other = "Nobody on earth has ever written this"
    path = foreign.qualcoder(tmp_path / "p.qda", "berg", f"{TEXT} {other}", (SAID, 1, "k"), (other, 2, "k"))
    with pytest.raises(ReviewkitError, match="has these words"):
        import_coding(folder, "a", path, Wanted())
    assert segments(folder) == []
    assert import_coding(folder, "a", path, Wanted(keep_lost=True)).quotes == 2


def test_the_same_words_at_two_places_are_two_quotes(folder: OpenReview, tmp_path: Path) -> None:
    twice = "<p>Trust matters here.</p><p>And then a lot happened.</p><p>Trust matters here.</p>"
    texts.attach(folder, "a", "cinahl-0002", "aas.html", f"<html>{twice}</html>".encode())
    text = "Trust matters here.\n\nAnd then a lot happened.\n\nTrust matters here."
    spans = [selection(0, 19), selection(47, 66, number=31)]
    path = written(
        tmp_path, zipped(**{"project.qde": qde(source("aas", "a.txt", *spans)), "sources__a.txt": text})
    )
    assert import_coding(folder, "a", path, Wanted()).quotes == 2
    assert sorted(one.found.start for one in segments(folder) if one.found) == [0, 47]
    assert import_coding(folder, "a", path, Wanted()).already == 2


@pytest.mark.parametrize("has_text", [True, False])
def test_the_same_words_at_two_places_are_two_quotes_also_without_a_full_text(
    has_text: bool, folder: OpenReview, tmp_path: Path
) -> None:
    text = "Q: safe? A: Yes indeed. Q: sure? A: Yes indeed. Other words."
    if has_text:
        texts.attach(folder, "a", "cinahl-0002", "aas.html", f"<html><p>{text}</p></html>".encode())
    first, second = (selection(at, at + 10, number=30 + at) for at in (12, 36))

    def made(*spans: str) -> Path:
        return written(
            tmp_path, zipped(**{"project.qde": qde(source("aas", "a.txt", *spans)), "sources__a.txt": text})
        )

    assert import_coding(folder, "a", made(second), Wanted()).quotes == 1
    both = made(first, second, selection(36, 46, number=80))
    for quotes, already in ((1, 2), (0, 3)):
        done = import_coding(folder, "a", both, Wanted())
        assert (done.quotes, done.already) == (quotes, already)
    texts.attach(folder, "a", "cinahl-0002", "later.html", f"<html><p>{text}</p></html>".encode())
    assert import_coding(folder, "a", both, Wanted()).already == 3


def test_an_own_project_says_again_what_was_coded(folder: OpenReview, tmp_path: Path) -> None:
    coding.add_quote(folder, "a", "berg", SAID, ["trust", "time"], "4", "a note", "contradicts", "participant")
    path = written(tmp_path, project_file(folder).data)
    before = segments(folder)
    assert import_coding(folder, "a", path, Wanted()).already == 1
    undo.undo(folder, "a", [before[0].event])
    assert import_coding(folder, "a", path, Wanted()).quotes == 1
    (now,) = segments(folder)
    assert now.marks == (Mark("trust", "contradicts"), Mark("time", "contradicts"))
    assert (now.page, now.note, now.construct, now.found) == ("4", "a note", "participant", before[0].found)


def test_of_an_own_project_each_gets_their_own_and_codes_on_cases_are_named(
    folder: OpenReview, tmp_path: Path
) -> None:
    for who, words in (("a", SAID), ("b", LATER)):
        coding.add_quote(folder, who, "berg", words, ["trust"])
    coding.mark_study(folder, "b", "berg", "time", "the aim")
    path = written(tmp_path, project_file(folder).data)
    other = begin(tmp_path / "other", people=1)
    ready_to_code(other, "berg")
    decide(other, "a", 1, "y")
    texts.attach(other, "a", "cinahl-0001", "berg.html", f"<html>{HTML}</html>".encode())
    done = import_coding(other, "b", path, Wanted())
    assert found(other) == {LATER: ("trust",)}
    assert done.left_out == ("left out: codes on cases (1)",)
    assert [one.coder for one in afresh(other).facts.codings] == ["b"]


def test_a_highlight_without_a_letter_is_left_out_and_named(folder: OpenReview, tmp_path: Path) -> None:
    path = foreign.taguette(tmp_path / "t.sqlite3", "berg", HTML, ("🙂", "Trust"), (LATER, "Time"))
    done = import_coding(folder, "a", path, Wanted())
    assert (done.quotes, done.left_out) == (1, ("berg: a selection without words or codes was left out",))


def test_what_is_only_for_projects_is_refused_elsewhere(folder: OpenReview, tmp_path: Path) -> None:
    path = written(tmp_path, b"study;quote;code\n", "q.csv")
    with pytest.raises(ReviewkitError, match="--coder is for projects"):
        import_coding(folder, "a", path, Wanted(coder="kari"))


ORIGINS = {
    "refi": CameFrom("p.qdpx", ("Kari",)),
    "taguette": CameFrom("t.sqlite3", ("kari",), "2026-02-03 10:00:00"),
    "qualcoder": CameFrom("p.qda", ("kari",), "2026-02-03 10:00:00"),
    "qc": CameFrom("qc", ("kari",)),
    "highlights of taguette": CameFrom("h.csv"),
}


@pytest.mark.parametrize("name", ORIGINS)
def test_a_quote_keeps_the_file_that_it_came_from_with_who_coded_it_there_and_when(
    name: str, folder: OpenReview, tmp_path: Path
) -> None:
    import_coding(folder, "a", PROJECTS[name](tmp_path), Wanted())
    assert [one.came_from for one in segments(folder)] == [ORIGINS[name]] * 2
    assert [one.coder for one in afresh(folder).facts.codings] == ["a"]


def test_a_project_without_quotes_says_what_was_left_out(folder: OpenReview, tmp_path: Path) -> None:
    empty = written(tmp_path, zipped(**{"project.qde": qde("")}))
    with pytest.raises(ReviewkitError, match=r"there is no coded quote in it\. Nothing"):
        import_coding(folder, "a", empty, Wanted())
    without = written(tmp_path, zipped(**{"project.qde": qde('<AudioSource guid="x"/>')}))
    with pytest.raises(ReviewkitError, match=r"coded quote in it \(left out: recordings \(1\)\)\. Nothing"):
        import_coding(folder, "a", without, Wanted())


def test_codes_of_several_people_on_the_same_words_name_all_of_them(folder: OpenReview, tmp_path: Path) -> None:
    path = foreign.qualcoder(tmp_path / "p.qda", "berg", TEXT, (SAID, 1, "kari"), (LATER, 2, "ola"))
    import_coding(folder, "a", path, Wanted(coder="all"))
    assert [one.came_from.coders for one in segments(folder) if one.came_from] == [("kari",), ("ola",)]


def test_an_imported_quote_goes_out_with_its_own_coder_and_time_and_a_recoding_with_those_of_here(
    folder: OpenReview, tmp_path: Path
) -> None:
    path = foreign.qualcoder(tmp_path / "p.qda", "berg", TEXT, (SAID, 1, "kari"), (LATER, 2, "kari"))
    import_coding(folder, "a", path, Wanted())
    coding.recode(folder, "a", segments(folder)[0].event, ["trust", "time"], "both")
    data = project_file(folder).data
    assert_valid_project(data)
    read = read_project(data, "p.qdpx")
    names = {user.guid: (user.name, user.id) for user in read.users}
    kept = {one.words: [(*names[mark.coder], mark.at[:10]) for mark in one.marks] for one in read.quotes}
    there = ("kari", "a", "2026-02-03")
    today = written_moment(segments_at(folder)).partition("T")[0]
    assert kept == {SAID: [there, ("a", "a", today)], LATER: [there]}
    assert import_coding(folder, "a", written(tmp_path, data, "own.qdpx"), Wanted()).already == 2


def segments_at(folder: OpenReview) -> datetime:
    """When the last act of coding was logged."""
    return max(one.at for one in folder.acts(ledger.CODING).counting)


def test_a_document_without_a_name_and_one_without_quotes_can_be_told(folder: OpenReview, tmp_path: Path) -> None:
    """As qualitative-coding writes documents, and NVivo those that nobody coded in."""
    start = TEXT.index(SAID)
    coded = source("", "interview.txt", selection(start, start + len(SAID)))
    data = zipped(
        **{
            "project.qde": qde(coded + source("Other", "other.txt", guid=21)),
            "sources__interview.txt": TEXT,
            "sources__other.txt": "More.",
        }
    )
    path = written(tmp_path, data)
    with pytest.raises(ReviewkitError, match=r"--source 'interview\.txt=STUDY'"):
        import_coding(folder, "a", path, Wanted())
    with pytest.raises(ReviewkitError, match=r"it has: interview\.txt, Other"):
        import_coding(folder, "a", path, Wanted(sources={"Nobody": "berg"}))
    import_coding(folder, "a", path, Wanted(sources={"interview.txt": "berg", "Other": "aas"}))
    assert found(folder) == {SAID: ("trust",)}
