"""What databases write around a title is taken off, and says what kind of notice a record is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.dedupe.titles import is_protocol, title_and_notice, without_protocol

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
