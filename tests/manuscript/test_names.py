"""Names of the folder in a text, exact and nearly."""

from reviewkit.manuscript.known import Name, NameKind
from reviewkit.manuscript.names import Names, NearNames

TRUST = Name(
    "theme:trust", NameKind.THEME, ("Tillitsbasert ledelse", "Trust-based leadership"), "Tillitsbasert ledelse"
)
DESIGN = Name("reason:design", NameKind.REASON, ("Feil studiedesign",), "Feil studiedesign")


def test_capitals_endings_hyphens_and_divided_words_do_not_matter() -> None:
    names = Names([TRUST, DESIGN])
    for text in (
        "tillitsbasert ledelse",
        "Tillitsbasert ledelsen",
        "trust-based leadership",
        "Trust based leadership",
    ):
        assert [one.name.id for one in names.find(text)] == ["theme:trust"], text
    assert [one.name.id for one in names.find("Feil studie design (n=20)")] == ["reason:design"]
    assert names.find("tillit og ledelse") == []


def test_the_longer_of_two_names_is_found() -> None:
    short = Name("code:trust", NameKind.CODE, ("Tillitsbasert",), "Tillitsbasert")
    assert [one.name.id for one in Names([short, TRUST]).find("Tillitsbasert ledelse")] == ["theme:trust"]


def test_words_with_one_other_word_are_nearly_a_name() -> None:
    near = NearNames([TRUST])
    ((start, end, name, longest),) = near.find("om kunnskapsbasert ledelse her")
    assert (start, end, name, longest) == (3, 26, TRUST, 7)
    assert near.find("tillitsbasert ledelse") == []
