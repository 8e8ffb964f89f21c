"""Equations in Word, PowerPoint and web pages."""

import pytest

from reviewkit.extract.documents import read
from reviewkit.extract.manuscripts.word import word_pieces
from reviewkit.extract.xml import Parts
from tests.extract.test_office import A, word, zipped

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def part(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(text: str) -> str:
    return part("e", run(text))


LOOKS = "<w:rPr><w:rFonts/><w:i/><w:iCs/><w:color/><w:kern/><w:sz/><w:szCs/><w:lang/></w:rPr>"
SEEN = f"<m:r><m:rPr><m:sty/></m:rPr>{LOOKS}<m:t>3</m:t></m:r><m:ctrlPr>{LOOKS}</m:ctrlPr>"
IN_WORD = [
    (part("sSup", e("10"), part("sup", run("3"))), "10³"),
    (part("sSup", part("sSupPr"), e("10"), part("sup", SEEN)), "10³"),
    (part("sSup", e("10"), part("sup", run("−"), run("3"))), "10⁻³"),
    (part("sSup", e("2"), part("sup", run("n"))), "2^(n)"),
    (part("sSub", e("x"), part("sub", run("1"))), "x_1"),
    (part("sSubSup", e("x"), part("sub", run("i+1")), part("sup", run("2"))), "x_(i+1)²"),
    (run("2") + part("f", part("fPr"), part("num", run("1")), part("den", run("2"))), "2 1/2"),
    (part("f", part("fPr", '<m:type m:val="noBar"/>'), part("num", run("5")), part("den", run("2"))), "5 2"),
    (part("f", part("num", run("1")), part("den", run("2"))) + part("sSub", e("3"), part("sub", run("4"))) + run("5"),
     "1/2 3_4 5"),
    (part("f", part("num", run("a+b")), part("den", part("sSup", e("c"), part("sup", run("2"))))), "(a+b)/c²"),
    (part("rad", part("radPr"), part("deg"), e("16")), "√(16)"),
    (run("2") + part("rad", part("deg", run("3")), e("27")), "2 ³√(27)"),
    (run("2") + part("d", part("dPr"), e("5")), "2(5)"),
    (part("d", "<m:dPr><m:begChr m:val='['/><m:sepChr m:val=';'/><m:endChr m:val=']'/></m:dPr>", e("1"), e("2")),
     "[1;2]"),
    (part("func", part("fName", run("log")), e("10")), "log 10"),
    (part("m", part("mr", e("1"), e("2")), part("mr", e("3"), e("4"))), "1 2 3 4"),
    (part("nary", "<m:naryPr><m:chr m:val='∑'/></m:naryPr>", part("sub", run("i")), part("sup", run("9")), e("5")),
     "∑_i⁹ 5"),
]  # fmt: skip


@pytest.mark.parametrize(("equation", "wanted"), IN_WORD)
def test_the_numbers_of_an_equation_of_word_stay_apart(equation: str, wanted: str) -> None:
    data = word(f"<w:p><w:r><w:t>We had </w:t></w:r><m:oMath {M}>{equation}</m:oMath></w:p>")
    assert read(data, "docx", "a.docx").parts == (f"We had {wanted}",)
    (piece,) = word_pieces(Parts(data, "a.docx"))
    assert piece.piece.text == f"We had {wanted}"
    assert all(letter.where is not None for letter in piece.letters)


def test_an_equation_on_a_slide_is_read_as_in_word() -> None:
    text = f"<a:r><a:t>We had </a:t></a:r><x:m xmlns:x='x' {M}><m:oMath>{IN_WORD[0][0]}</m:oMath></x:m>"
    slide = f"<p:sld {A}><a:p>{text}</a:p></p:sld>"
    assert read(zipped(ppt__slides__slide1=slide), "pptx", "a.pptx").parts == ("We had 10³",)


@pytest.mark.parametrize(
    ("equation", "wanted"),
    [
        ("<msup>\n <mn>10</mn>\n <mn> 3 </mn>\n</msup>", "10³"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10⁻³"),
        ("<mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn>", "2 1/2 3"),
        ("<mfrac linethickness='0'><mn>5</mn><mn>2</mn></mfrac>", "5 2"),
        ("<mfrac linethickness='0.0em'><mn>5</mn><mn>2</mn></mfrac>", "5 2"),
        ("<mfrac linethickness='0.5px'><mn>5</mn><mn>2</mn></mfrac>", "5/2"),
        ("<mn>5</mn><mspace width='1em'/><mn>6</mn>", "5 6"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>n</mi></mfrac>", "(a+b)/n"),
        ("<msub><mi>x</mi><mn>1</mn></msub>", "x_1"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i²"),
        ("<mover><mi>x</mi><mo>¯</mo></mover><mo>=</mo><mn>4</mn>", "x¯=4"),
        ("<msqrt><mn>1</mn><mo>+</mo><mn>6</mn></msqrt>", "√(1+6)"),
        ("<mroot><mn>27</mn><mn>3</mn></mroot>", "(27)^(1/3)"),
        ("<mn>2</mn><mfenced><mn>1</mn><mn>5</mn></mfenced>", "2(1,5)"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>", "1 2"),
        ("<mtext>about </mtext><mn>4</mn>", "about 4"),
        (
            "<semantics><msup><mn>10</mn><mn>3</mn></msup><annotation>10^3</annotation>\n"
            "<annotation-xml><p>ten</p></annotation-xml>\n</semantics>",
            "10³",
        ),
    ],
)
def test_an_equation_of_a_web_page_is_a_part_of_its_paragraph(equation: str, wanted: str) -> None:
    page = f"<p>We had <math>{equation}</math>.</p>"
    assert read(page.encode(), "html", "a.html").parts == (f"We had {wanted}.",)


def test_an_equation_on_a_line_of_its_own_is_no_part_of_the_number_before_it() -> None:
    page = b"<p>In equation 1<math display='block'><mn>2</mn></math>4 were lost.</p>"
    assert read(page, "html", "a.html").parts == ("In equation 1 2 4 were lost.",)
