"""What databases write around a title is taken off, and says what kind of notice a record is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching import titles
from reviewkit.matching.titles import is_protocol, title_and_notice, without_protocol

PLAIN = "trust in home care nursing"


@pytest.mark.parametrize(
    "written",
    [
        "Trust in home care nursing",
        "TRUST IN HOME CARE NURSING.",
        "Trust in home care nursing. [Swedish]",
        "[Trust in home care nursing]. [Article in Norwegian, Danish]",
        "Trust in home care nursing. [Review] [16 refs] [Romanian]",
        "Trust in home care nursing. German",
        "Trust in home care nursing [Abstract no: 134]",
        "Trust in home care nursing.[Erratum appears in J Care. 2010;3:4]",
        "Trust in home care nursing.[Erratum appears in J Care. 2010 Jan;15(1):187]",
        "Trust in home care nursing (panel session)",
        "Tutorial: Trust in home care nursing",
        "RETRACTED: Trust in home care nursing",
        "Trust in home care nursing (Retracted article. See vol 5, pg 3, 2018)",
    ],
)
def test_remarks_are_no_part_of_a_title(written: str) -> None:
    assert title_and_notice(written) == (PLAIN, "")


@pytest.mark.parametrize(
    ("written", "notice"),
    [
        ("Correction: Trust in home care nursing", "erratum"),
        ("Corrigendum to 'Trust in home care nursing'. Journal of Nursing Methods 221 (2014) 92-102", "erratum"),
        ("Author's correction to: Trust in home care nursing", "erratum"),
        ("Trust in home care nursing (vol 360, pg 542, 2009)", "about"),
        ("Trust in home care nursing (Journal of Care (2009) 360 (542-544))", "about"),
        ("Retraction notice: Trust in home care nursing", "retraction"),
        ("Reply to: Trust in home care nursing", "reply"),
        ("Trust in home care nursing - Reply", "reply"),
        ("Re: Trust in home care nursing", "comment"),
        ("Comment on 'Trust in home care nursing'", "comment"),
        ("Editorial: Trust in home care nursing", "editorial"),
    ],
)
def test_a_notice_is_called_by_what_it_is_about(written: str, notice: str) -> None:
    assert title_and_notice(written) == (PLAIN, notice)


@pytest.mark.parametrize(
    "written",
    [
        "Reasons for leaving",
        "Letters home from the front",
        "Editors at work in care",
        "A Berlin study (2004)",
        "The (un)seen",
    ],
)
def test_words_that_only_begin_like_a_mark_stay(written: str) -> None:
    title, notice = title_and_notice(written)
    assert notice == ""
    assert len(title.split()) == len(written.replace("(un)seen", "un seen").split())


@pytest.mark.parametrize("written", ["Editorial", "Reply", "Erratum", "The authors reply", "Letter", "[Swedish]"])
def test_a_title_that_is_a_mark_and_no_more_is_kept(written: str) -> None:
    assert title_and_notice(written)[0]


@pytest.mark.parametrize(
    ("written", "rest"),
    [
        ("trust in home care a study protocol", "trust in home care"),
        ("protocol for a scoping review of home care", "scoping review of home care"),
        ("trust in home care protocol for a trial", "trust in home care trial"),
    ],
)
def test_protocols_are_known(written: str, rest: str) -> None:
    assert is_protocol(written)
    assert without_protocol(written) == rest


def test_a_protocol_of_treatment_is_no_study_protocol() -> None:
    assert not is_protocol("an enhanced recovery protocol in surgery")


@given(st.text(max_size=200))
def test_any_title_is_understood(text: str) -> None:
    title, _ = title_and_notice(text)
    assert title == " ".join(title.split())


@pytest.mark.parametrize(
    ("written", "title", "notice"),
    [
        ("Erratum: Trust in home care nursing", PLAIN, "erratum"),
        ("Publisher’s correction: Trust in home care nursing", PLAIN, "erratum"),
        ("Addendum to: Trust in home care nursing", PLAIN, "erratum"),
        ("Rettelse: Trust in home care nursing", PLAIN, "erratum"),
        ("Expression of concern: Trust in home care nursing", PLAIN, "retraction"),
        ("Withdrawn. Trust in home care nursing", PLAIN, "retraction"),
        ("The authors' reply: Trust in home care nursing", PLAIN, "reply"),
        ("Response to “Trust in home care nursing”", PLAIN, "reply"),
        ("Trust in home care nursing - Corrigendum", PLAIN, "erratum"),
        ("Trust in home care nursing (Erratum)", PLAIN, "erratum"),
        ("Trust in home care nursing [Erratum appears in J Nurs 2020]", PLAIN, ""),
        ("Trust in home care nursing [published erratum]", PLAIN, ""),
        ("Invited commentary: Trust in home care nursing", PLAIN, "comment"),
        ("Letter to the editor: Trust in home care nursing", PLAIN, "comment"),
        ("Guest editorial: Trust in home care nursing", PLAIN, "editorial"),
        ("Correction: Trust in home care nursing (vol 3, pg 7, 2020)", PLAIN, "erratum"),
        ("[Correction: Trust in home care nursing]", PLAIN, "erratum"),
    ],
)
def test_a_mark_before_or_behind_a_title_is_taken_off(written: str, title: str, notice: str) -> None:
    assert title_and_notice(written) == (title, notice)


@pytest.mark.parametrize(
    "written",
    [
        "Corrections officers at work in prisons",
        "Letterpress and its readers",
        "Retractable needles in home care",
        "Response rates in surveys of nurses",
        "Editorials",
    ],
)
def test_a_word_that_only_looks_like_a_mark_is_part_of_the_title(written: str) -> None:
    assert title_and_notice(written) == (written.casefold(), "")


def test_a_mark_behind_needs_a_title_of_thirteen_letters_before_it() -> None:
    assert title_and_notice("Carers' views - reply") == ("carers views", "reply")
    assert title_and_notice("Carer view - reply") == ("carer view reply", "")


def test_a_remark_is_taken_off_only_where_five_letters_are_left() -> None:
    assert title_and_notice("Aches [Review]") == ("aches", "")
    assert title_and_notice("Pain [Review]") == ("pain review", "")


@pytest.mark.parametrize("language", ["Norwegian", "Japanese", "Spanish", "Dutch"])
def test_a_language_behind_a_full_stop_or_in_brackets_is_a_remark(language: str) -> None:
    for written in (
        f"{PLAIN}. {language}",
        f"{PLAIN} [{language}]",
        f"[{PLAIN}] {language}",
        f"{PLAIN} (in {language})",
    ):
        assert title_and_notice(written) == (PLAIN, "")
    assert title_and_notice(f"{PLAIN} in {language}") == (f"{PLAIN} in {language.casefold()}", "")


@pytest.mark.parametrize(
    "written",
    [
        "Trust in home care nursing (a survey)",
        "Trust in home care nursing (2004)",
        "Trust in home care nursing (vol. 3)",
        "Trust in home care nursing in 1999",
    ],
)
def test_what_belongs_to_a_title_stays_at_its_end(written: str) -> None:
    title, notice = title_and_notice(written)
    assert title.startswith(PLAIN)
    assert title != PLAIN
    assert notice == ""


def test_letters_that_r_could_not_write_are_read() -> None:
    assert title_and_notice("Trygghet p<U+00E5> <U+00C5>sen") == ("trygghet pa asen", "")


@pytest.mark.parametrize(
    "written",
    [
        "trust in home care study protocol",
        "study protocol for the trust trial",
        "protocol of a trial on trust",
        "trust in home care a research protocol",
        "trust in care study protocol of a survey",
    ],
)
def test_a_protocol_announces_a_study(written: str) -> None:
    assert is_protocol(written)
    assert "protocol" not in without_protocol(written)


@pytest.mark.parametrize(
    "written", ["protocols of surgery compared", "the montreal protocol revisited", "trust in home care nursing"]
)
def test_a_title_about_protocols_is_no_protocol(written: str) -> None:
    assert not is_protocol(written)


@pytest.mark.parametrize(
    ("title", "authors", "left"),
    [
        ("Pårørende i hjemmetjenesten / Liv Moe ; redigert av Tor Sand", (), "Pårørende i hjemmetjenesten"),
        ("Home care / Liv Moe", ("Moe, Liv",), "Home care"),
        ("Home care / hospital care", ("Moe, Liv",), "Home care / hospital care"),
        ("Trust and/or safety in care", ("Moe, Liv",), "Trust and/or safety in care"),
    ],
)
def test_a_statement_of_responsibility_is_no_title(title: str, authors: tuple[str, ...], left: str) -> None:
    assert titles.without_responsibility(title, authors) == left


@pytest.mark.parametrize(
    ("title", "protocol"),
    [
        ("hjemmebesok etter hjerneslag studieprotokoll", True),
        ("protokoll for en kartleggingsoversikt", True),
        ("hausbesuche studienprotokoll", True),
        ("protokollforing i sykehjem", False),
    ],
)
def test_a_protocol_says_so_in_nordic_languages_and_german(title: str, protocol: bool) -> None:
    assert titles.is_protocol(title) is protocol
