"""Styles that would set millions of texts are refused before they are used; those of journals are not."""

import pytest

from reviewkit import limits, styles
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.report.references import listed
from reviewkit.render.report.work import Cited

TITLE = '<text variable="title"/>'
FIRST = '<text macro="m0"/>'


def style(layout: str, before: str = "", attributes: str = "") -> str:
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">{before}'
        f"<citation><layout>{TITLE}</layout></citation><bibliography {attributes}>{layout}</bibliography></style>"
    )


def laid(parts: str, before: str = "") -> str:
    return style(f"<layout>{parts}</layout>", before)


def macros(levels: int, calls: int = 2, within: str = "{}", last: str = TITLE) -> str:
    """Macros of which each calls the next one so often."""
    made = (
        f'<macro name="m{n}">{within.format(f"""<text macro="m{n + 1}"/>""" * calls)}</macro>'
        for n in range(levels)
    )
    return "".join(made) + f'<macro name="m{levels}">{last}</macro>'


def terms(count: int, text: str = "a") -> str:
    made = "".join(f'<term name="t{n}">{text}</term>' for n in range(count))
    return f"<locale><terms>{made}</terms></locale>"


def set_in(text: str, **item: str) -> str:
    work = Cited("study", "", {"type": "book", "title": "Home", "author": [{"family": "Berg"}], **item})
    return listed([work], text, labels("en"))[0].text


CHOSEN = '<choose><if variable="note">{}</if><else><text value="a"/></else></choose>'
TEXTS = "it sets more than 2000 texts for each work"
GONE_THROUGH = "more than 100000 of its parts are gone through for each work"
ITSELF = "a macro of it calls itself, or its parts lie in each other more than 150 deep"
NESTED = '<choose><if variable="title">'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(laid(FIRST, macros(24)), TEXTS, id="twice"),
        pytest.param(laid(FIRST, macros(24, within="<group>{}</group>")), TEXTS, id="groups"),
        pytest.param(laid(f"<group>{FIRST}</group>", macros(24, within=CHOSEN)), TEXTS, id="branches"),
        pytest.param(laid(FIRST, macros(24, last="")), GONE_THROUGH, id="nothing in the last"),
        pytest.param(
            laid(f"<group>{FIRST}</group>", macros(24, within='<choose><if type="map">{}</if></choose>', last="")),
            GONE_THROUGH,
            id="only asked",
        ),
        pytest.param(
            laid(f'<names variable="translator"><substitute>{FIRST}</substitute></names>', macros(24)),
            TEXTS,
            id="substitutes",
        ),
        pytest.param(laid(FIRST, '<macro name="m0"><text macro="m0"/></macro>'), ITSELF, id="itself"),
        pytest.param(
            laid(
                FIRST,
                '<macro name="m0"><group><text macro="m1"/></group></macro><macro name="m1">' + FIRST + "</macro>",
            ),
            ITSELF,
            id="each other",
        ),
        pytest.param(laid(FIRST, macros(200, calls=1)), ITSELF, id="a long chain"),
        pytest.param(laid(NESTED * 100 + TITLE + "</if></choose>" * 100), ITSELF, id="branches in branches"),
        pytest.param(laid(TITLE, macros(6_000, calls=1)), "it has more than 10000 parts", id="macros"),
        pytest.param(laid(TITLE, terms(1_001)), "'terms' (line 1) has more than 1000 parts", id="terms"),
        pytest.param(laid(TITLE * 1_001), "'layout' (line 1) has more than 1000 parts", id="flat"),
        pytest.param(
            laid('<text term="t0"/>', terms(1, "a" * 1_001)),
            "'term' (line 1) has a text of more than 1000",
            id="a term",
        ),
        pytest.param(
            style(f'<layout prefix="{"(" * 1_001}">{TITLE}</layout>'),
            "'layout' (line 1) has a text of more than 1000",
            id="a prefix",
        ),
        pytest.param(
            style(f"<layout>{TITLE}</layout>", attributes=f'et-al-min="{"9" * 5_000}"'),
            "'bibliography' (line 1) has a text of more than 1000",
            id="digits",
        ),
        pytest.param(
            laid("<text macro=\"x'] | //*[count(//*) > 0] | //*[@a='\"/>"),
            "'text' (line 1) has a quotation mark in a name",
            id="an expression",
        ),
        pytest.param(style(""), "its bibliography has no layout", id="no layout"),
        pytest.param(laid('<text variable="note"/>'), "it says nothing of some of the works", id="nothing"),
    ],
)
def test_a_style_that_asks_for_too_much_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ReviewkitError) as raised:
        set_in(text)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(laid(FIRST, macros(10)), id="macros that are called often"),
        pytest.param(laid(FIRST, macros(60, calls=1)), id="macros that call each other"),
        pytest.param(laid(TITLE, '<macro name="m0"><text macro="m0"/></macro>'), id="a circle that nobody calls"),
        pytest.param(style(f'<sort><key macro="m0"/></sort><layout>{TITLE}</layout>', macros(24)), id="sort keys"),
        pytest.param(
            style(f"<layout>{TITLE}</layout>", attributes='entry-spacing="1e999" foo="bar"'), id="unknown values"
        ),
        pytest.param(laid(TITLE, macros(900, calls=1)), id="many macros"),
    ],
)
def test_what_citeproc_can_set_is_set(text: str) -> None:
    assert set_in(text).startswith("Home")


@pytest.mark.parametrize("name", styles.names())
def test_the_styles_that_come_with_reviewkit_are_far_below_the_limits(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("PARTS", "BESIDE", "TEXT", "PIECES", "STEPS"):
        monkeypatch.setattr(limits, f"STYLE_{limit}", getattr(limits, f"STYLE_{limit}") // 4)
    monkeypatch.setattr(limits, "STYLE_DEEPEST", 75)
    assert "Home" in set_in(styles.text(name))


def test_a_number_of_ten_digits_becomes_no_millions_of_letters() -> None:
    roman = laid('<number variable="volume" form="roman"/>')
    assert set_in(roman, volume="14") == "xiv"
    assert set_in(roman, volume="9999999999") == "9999999999"
