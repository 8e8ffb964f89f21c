"""What somebody else decided is nowhere in what a screening page receives (PRISMA 2020 item 8)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.actions import charting, codebook, coding, findings, screening
from reviewkit.actions.codebook import Noted
from reviewkit.actions.findings import Rests
from reviewkit.actions.quoting import GivenQuote
from reviewkit.words import Choice, Stage
from tests.folders import begin, joined_by, temporary
from tests.page.charted import AIM, begun
from tests.page.coded import begun as to_code
from tests.page.conftest import Opened

SECRET = "zebrafish"
PAGES = ("/screen", "/screen/mine", "/conflicts", "/", "/agreement", "/texts", "/studies", "/figures", "/matrix")
TRACED = [f"cinahl-{number:04d}" for number in range(1, 5)]
DECISIONS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(list(Choice)), st.booleans()), min_size=1, max_size=6
)


@given(made=DECISIONS, own=st.sets(st.integers(1, 4), max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_holds_what_others_decided_while_one_still_decides(
    made: list[tuple[int, Choice, bool]],
    own: set[int],
    opened: Opened,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = begin(tmp_path_factory.mktemp("blind") / "review", records=4)
    for number, choice, with_reason in made:
        reason = "population" if with_reason and choice is Choice.EXCLUDE else ""
        screening.decide(folder, "b", f"cinahl-{number:04d}", choice, reason, Stage("screening"), SECRET, [SECRET])
    for number in own:
        screening.decide(folder, "a", f"cinahl-{number:04d}", Choice.INCLUDE)
    page = opened(folder.root)
    others = {decision.id for decision in folder.refresh().facts.decisions if decision.by == "b"}
    records = [f"/{kind}cinahl-{number:04d}" for number in range(1, 5) for kind in ("screen/report/", "record/")]
    traces = [f"/trace?what={what}" for what in ("id.databases", "screened", "excluded", "cinahl", "1", *TRACED)]
    for address in (*PAGES, *records, *traces):
        answer = page.client.get(address)
        assert answer.status_code == 200 or (answer.status_code, "/trace?" in address) == (404, True), address
        shown = answer.text
        assert SECRET not in shown, address
        assert not [event for event in others if event in shown], address


def test_the_sheet_for_excel_holds_nobody_else_s_decisions(tmp_path: Path, opened: Opened) -> None:
    import io

    import openpyxl

    folder = begin(tmp_path / "review", records=4)
    screening.decide(folder, "b", "cinahl-0001", Choice.EXCLUDE, "population", note=SECRET, labels=[SECRET])
    data = opened(folder.root).client.get("/screen/excel.xlsx").content
    cells = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert SECRET not in " ".join(cells)


def test_what_a_colleague_coded_is_a_count_in_the_pages_of_coding(tmp_path: Path, opened: Opened) -> None:
    """Quotes, notes and reasons of others are asked from one function, so that one place can hide them."""
    folder = to_code(tmp_path / "review")
    joined_by(folder, "kari")
    done = coding.add_quote(folder, "kari", "berg", "We trust each other", ["knows_me"], note=SECRET)
    coding.recode(folder, "kari", done.id, ["trust"], SECRET)
    coding.mark_study(folder, "kari", "berg", "time", SECRET)
    page = opened(folder.root)
    for address in ("/code", "/code/berg", "/code/aas", "/codebook", f"/code/berg?edit={done.id}"):
        shown = page.shows(address)
        assert SECRET not in shown, address
        assert done.id not in shown.replace(f"edit={done.id}", ""), address


def test_in_a_team_that_codes_independently_a_colleague_is_not_even_a_count_until_the_study_opens(
    tmp_path: Path, opened: Opened
) -> None:
    folder = to_code(tmp_path / "review")
    joined_by(folder, "kari")
    plan = folder.root / "review.yaml"
    plan.write_text(f"{plan.read_text('utf-8')}team: independent\ncoders_per_study: 2\n", "utf-8")
    folder.refresh()
    coding.add_quote(folder, "a", "aas", "We trust each other", ["time"])
    coding.add_quote(folder, "kari", "berg", "We trust each other", ["time"])
    coding.mark_study(folder, "kari", "berg", "time")
    coding.finish_study(folder, "kari", "berg", "done")
    codebook.split(folder, "a", "time", {"days": "Days", "hours": "Hours"}, Noted("two things"))
    page = opened(folder.root)
    for address in ("/code", "/code/berg"):
        shown = page.shows(address)
        assert "kari" not in shown, address
        assert "other person" not in shown, address
    assert "of others on codes" not in page.shows("/code")
    assert "1 mark is still on codes that were split" in page.shows("/codebook")
    coding.finish_study(folder, "a", "berg", "done-nothing-found")
    assert "2 marks of others on codes that were split" in page.shows("/code")
    assert "kari" in page.shows("/code")
    assert "1 quote, which the text does not show" in page.shows("/code/berg")


def test_a_finding_in_the_page_has_no_quote_of_a_colleague_before_the_study_opens(
    tmp_path: Path, opened: Opened
) -> None:
    folder = to_code(tmp_path / "review")
    joined_by(folder, "kari")
    plan = folder.root / "review.yaml"
    plan.write_text(f"{plan.read_text('utf-8')}team: independent\ncoders_per_study: 2\n", "utf-8")
    folder.refresh()
    hers = coding.add_quote(folder, "kari", "berg", "We trust each other", ["trust"])
    findings.add(folder, "kari", "They trust each other", Rests(("trust",), (), (hers.id,)), "f")
    coding.finish_study(folder, "kari", "berg", "done")
    page = opened(folder.root)
    one = page.shows("/findings/of/f")
    assert "We trust each other" not in one
    for shown in (one, page.shows("/findings")):
        assert "What others coded is not shown yet" in shown
    assert f'value="{hers.id}" checked' in one  # it is still named, and does not count as gone
    assert "does not count any more" not in one
    coding.finish_study(folder, "a", "berg", "done-nothing-found")
    assert "We trust each other" in page.shows("/findings/of/f")


def test_what_may_not_be_seen_of_a_colleague_is_not_counted_either(tmp_path: Path, opened: Opened) -> None:
    """Where a team codes independently, no page says how much a colleague has coded in a study before both are done."""
    folder = to_code(tmp_path / "review")
    joined_by(folder, "kari")
    coding.add_quote(folder, "kari", "berg", "We trust each other", ["knows_me"])
    coding.finish_study(folder, "kari", "berg", "done")

    page = opened(folder.root)
    said = [page.shows(address) for address in ("/code", "/code/berg", "/codebook")]
    assert all("kari" in one or "1 quote" in one or "1 mark in 1 study" in one for one in said)
    with (folder.root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("team: independent\n")
    for address in ("/code", "/code/berg", "/codebook"):
        shown = page.shows(address)
        assert not [one for one in ("kari", "1 quote", "1 mark in 1 study") if one in shown], address


CHARTING = (
    "/chart",
    "/chart/study/berg",
    "/chart/study/berg?field=aim",
    "/chart/study/aas",
    "/chart/differences",
    "/chart/differences/berg",
    "/chart/differences/berg?field=n",
    "/chart/differences/aas",
)
FIELDS = st.dictionaries(
    st.sampled_from(["aim", "n", "which", "settings", "age"]), st.sampled_from(["", "NR"]), min_size=1
)


@pytest.mark.thorough
@given(theirs=FIELDS, own=FIELDS, is_done=st.sampled_from(["nobody", "b", "a"]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_holds_what_others_charted_while_one_still_charts(
    theirs: dict[str, str], own: dict[str, str], is_done: str, opened: Opened
) -> None:
    """A number, a text, a quote that nobody else would choose, a note and the names of the acts are all looked for."""
    secrets = {"n": "471147", "which": SECRET, "settings": "ward", "age": "47.1147", "aim": SECRET}
    others = {"n": "12", "which": "diaries", "settings": "home", "age": "41", "aim": "to learn"}
    with temporary() as root:
        folder = begun(root, people=2)
        for who, answers, known in (("b", theirs, secrets), ("a", own, others)):
            charting.set_value(folder, who, "berg", "design", "other")
            for field, word in answers.items():
                quotes = [GivenQuote(f"{SECRET} {who}")] if field == "aim" and who == "b" else []
                needed = [GivenQuote(AIM, 2)] if field == "aim" and who == "a" else quotes
                value, note = word or known[field], SECRET if who == "b" else ""
                charting.set_value(folder, who, "berg", field, value, needed, note=note, keep_lost=True)
        if is_done != "nobody":
            for field in ("aim", "n"):
                if field not in (theirs if is_done == "b" else own):
                    charting.set_value(folder, is_done, "berg", field, "NR")
            charting.finish(folder, is_done, "berg")
        page = opened(root)
        hidden = [value.id for value in folder.refresh().facts.charted if value.by == "b"]
        for address in (*CHARTING, *PAGES):
            shown = page.shows(address)
            for secret in (SECRET, "471147", "47.1147", "47,1147", *hidden):
                assert secret not in shown, (address, secret)
            assert 'value="ward" data-key="2" checked' not in shown, address
        form = {"form_secret": page.access.form_secret, "field": "n", "instance": "1", "value": "12"}
        headers = {"origin": "http://127.0.0.1:8471", "x-by-script": "yes"}
        assert SECRET not in page.client.post("/chart/study/berg", data=form, headers=headers).text


def test_what_both_charted_is_shown_once_both_are_done_and_not_to_who_goes_on(opened: Opened) -> None:
    with temporary() as root:
        folder = begun(root, people=2)
        for who in "ab":
            for field, value in (("aim", "NR"), ("n", "471147" if who == "b" else "12"), ("design", "survey")):
                charting.set_value(folder, who, "berg", field, value)
            charting.finish(folder, who, "berg")
        page = opened(root)
        assert "471\u00a0147" in page.shows("/chart/differences/berg") or "471,147" in page.shows(
            "/chart/study/berg"
        )
        charting.finish(folder, "a", "berg", False)
        for address in CHARTING:
            assert "471" not in page.shows(address).replace("8471", "")


def test_a_finding_shows_nothing_of_a_colleague_who_codes_independently_until_the_study_opens(
    tmp_path: Path, opened: Opened
) -> None:
    folder = to_code(tmp_path / "review")
    joined_by(folder, "kari")
    plan = folder.root / "review.yaml"
    plan.write_text(f"{plan.read_text('utf-8')}team: independent\ncoders_per_study: 2\n", "utf-8")
    folder.refresh()
    done = coding.add_quote(folder, "kari", "berg", SECRET, ["time"], keep_lost=True)
    findings.add(folder, "kari", "Time matters.", findings.Rests(("time",), (), (done.id,)), "f")
    page = opened(folder.root)
    addresses = ("/findings", "/findings/of/f", "/findings/en/summary.html", "/findings/en/profile.md")
    for address in addresses:
        shown = page.shows(address)
        assert SECRET not in shown, address
        assert "Time matters." in shown, address
        assert "does not count any more" not in shown, address
    for address in addresses[:2]:
        assert "What others coded is not shown yet" in page.shows(address), address
    coding.finish_study(folder, "kari", "berg", "done")
    coding.finish_study(folder, "a", "berg", "done-nothing-found")
    assert SECRET in page.shows("/findings/of/f")
