"""LaTeX as manuscripts."""

import contextlib

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.model.passages import Cell, Passage, Role
from tests.growth import LINEAR, growth

BIBLIOGRAPHY = (
    "\\begin{thebibliography}{9}\\bibitem[Berg et~al.(2020)]{berg} Berg A. Title.\n"
    "\\bibitem[Dahl(2021)]{dahl} Dahl B.\\end{thebibliography}"
)


def passages(text: str) -> tuple[Passage, ...]:
    return read_manuscript(text.encode(), "a.tex").passages


def first(text: str) -> str:
    return passages(text)[0].text


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (r"Of $n = 1\,502$ and 1{,}285", "Of n = 1 502 and 1,285"),
        (r"46\,\% \emph{of} \textbf{the~15} % not this", "46 % of the 15"),
        (r"``ja'' -- 2018--2023 <<nei>>", "“ja” – 2018–2023 «nei»"),
        (r"\AA rhus, Gj\o vik, S\'{o}lveig, Bod\o{} \& Troms\"o", "Århus, Gjøvik, Sólveig, Bodø & Tromsö"),
        (r"\num{1502} and \SI{46}{\percent}", "1502 and 46 %"),
        (r"\href{http://x.no}{the site} \url{http://y.no}", "the site http://y.no"),
        (r"\newcommand{\studies}{15}\studies{} studies, \studies\ in all", "15 studies, 15 in all"),
        (r"\unknown[a]{kept} and [1, 2]", "kept and [1, 2]"),
        (r"\vspace{2cm}\includegraphics[width=3cm]{flow}\enquote{said}", "“said”"),
        (r"\frac{7}{15} and \nicefrac{2}{3}", "7/15 and 2/3"),
        (r"one \iffalse 99 studies \fi two \figure \iffalse three", "one two three"),
        ("one\n  two%\nthree", "one two three"),
    ],
)
def test_what_is_printed(source: str, wanted: str) -> None:
    assert first(source) == wanted


@pytest.mark.parametrize(
    ("cited", "wanted"),
    [
        (r"\citep[s.~3]{berg,dahl}", "(Berg et al., 2020; Dahl, 2021, s. 3)"),
        (r"\citep[see][p. 4]{dahl}", "(see, Dahl, 2021, p. 4)"),
        (r"\citet{berg}", "Berg et al. (2020)"),
        (r"\cite{moe}", "(moe)"),
    ],
)
def test_citations_as_they_are_printed(cited: str, wanted: str) -> None:
    assert first(cited + "\n\n" + BIBLIOGRAPHY) == wanted


def test_numbered_citations() -> None:
    assert (
        first("x \\cite{a,b}\\begin{thebibliography}{9}\\bibitem{a} A.\\bibitem{b} B.\\end{thebibliography}")
        == "x [1, 2]"
    )


def test_a_whole_article_with_roles_and_lines() -> None:
    found = passages(
        "\\documentclass{article}\\usepackage[norsk]{babel}\n\\title{A \\emph{review}\\thanks{me}}\\author{X}\n"
        "\\begin{document}\\maketitle\n\\begin{abstract}We found 15.\\end{abstract}\n\\section{Results}\\label{sec:r}\n"
        "One\\footnote{Seven.} in \\ref{tab:a}, \\autoref{tab:a} and \\ref{sec:r}.\n\n\\subsection*{More}\n"
        "\\begin{itemize}\\item First\n\\item Second\\end{itemize}\n\\begin{table}\\caption[x]{Included}\\label{tab:a}"
        "\n\\end{table}\\begin{verbatim}\n a & b\n\\end{verbatim}\n" + BIBLIOGRAPHY + "\n\\end{document} nothing"
    )
    assert [(one.role.value, one.text, one.line) for one in found] == [
        ("title", "A review", 2),
        ("abstract", "We found 15.", 4),
        ("heading", "1 Results", 5),
        ("body", "One in 1, Tabell 1 and 1.", 6),
        ("heading", "More", 8),
        ("body", "First", 9),
        ("body", "Second", 10),
        ("caption", "Tabell 1: Included", 11),
        ("body", "a & b", 13),
        ("reference", "Berg A. Title.", 15),
        ("reference", "Dahl B.", 16),
        ("footnote", "Seven.", 6),
    ]


def test_tables_cell_by_cell() -> None:
    found = passages(
        "T\n\n\\begin{tabular}{lcr}\\toprule A & \\multicolumn{2}{c}{B} & C \\\\\\midrule\n"
        "Berg \\& Dahl & $\\times$ & & 12 \\\\[2pt]\n\\multirow{2}{*}{Moe} & & & \\num{7}\\\\\\bottomrule\\end{tabular}"
    )
    assert [(one.text, one.cell) for one in found if one.role is Role.CELL] == [
        ("A", Cell(1, 1, 1)),
        ("B", Cell(1, 1, 2)),
        ("C", Cell(1, 1, 4)),
        ("Berg & Dahl", Cell(1, 2, 1)),
        ("×", Cell(1, 2, 2)),
        ("12", Cell(1, 2, 4)),
        ("Moe", Cell(1, 3, 1)),
        ("7", Cell(1, 3, 4)),
    ]


def test_the_boxes_of_a_drawing_are_texts() -> None:
    found = passages("T\n\n\\begin{tikzpicture}\\node[draw] (a) at (0,0) {Records (n = 1502)};\\end{tikzpicture}")
    assert "Records (n = 1502)" in [one.text for one in found]


def test_braces_in_braces_without_end_are_refused_in_a_sentence() -> None:
    with pytest.raises(ReviewkitError, match="braces in each other"):
        passages("{" * 5_000)


def test_a_command_that_stands_for_much_fills_no_memory() -> None:
    with pytest.raises(ReviewkitError, match="million letters"):
        passages("\\newcommand{\\a}{" + "b" * 900 + "}" + "\\a\n" * 10_000)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "text", ["word \\foo[ ", "\\node ", "\\begin{a} ", "$x$ \\emph{a} & \\\\ ", "\\newcommand{\\a}{ "]
)
def test_time_grows_with_the_length(text: str) -> None:
    def work(size: int) -> None:
        with contextlib.suppress(ReviewkitError):
            passages("T\n\n" + text * size)

    assert growth(work, 1_500) < LINEAR


@pytest.mark.parametrize(
    "text", ["\\a[", "\\cite[a][", "\\item[", "\\a[{", "\\begin{a}\\end{b}", "\\begin{a}\\node "]
)
def test_the_end_of_each_bracket_is_looked_for_once(text: str) -> None:
    def work(size: int) -> None:
        with contextlib.suppress(ReviewkitError):
            passages("T\n\n" + text * size)

    assert growth(work, 800) < LINEAR


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("We \\foo[a]{b} c", "We b c"),
        ("We \\foo[a [x] \\] y]{b} c", "We b c"),
        ("We \\foo[a b", "We [a b"),
        ("We \\foo[" + "a" * 2_001 + "]{b}", "We [" + "a" * 2_001 + "]b"),
        ("\\begin{a}\\begin{b}One\\end{a} two\\end{c}", "One"),
    ],
)
def test_what_is_in_brackets_after_a_command(source: str, wanted: str) -> None:
    assert first(source) == wanted


def test_a_label_that_is_cited_often_fills_no_memory() -> None:
    with pytest.raises(ReviewkitError, match="million letters"):
        passages("\\bibitem[" + "a" * 5_000 + " (2020)]{k}\\cite{" + "k," * 1_000 + "}")
