"""The families of readers: what is read, the words that their inputs are made of, and where their corpus is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.exports_read import read_export

CORPUS = Path(__file__).parents[2] / "tests" / "faults" / "corpus"


@dataclass(frozen=True, slots=True)
class Family:
    """A family: `read` gives an input to all its readers and raises what is wrong; its folder is for them to use."""

    name: str
    read: Callable[[bytes, Path], None]
    tokens: tuple[bytes, ...] = ()

    @property
    def corpus(self) -> list[bytes]:
        """The inputs that are kept, in the order of their names; those that failed once begin with `was-`."""
        return [path.read_bytes() for path in self.files()]

    def files(self, start: str = "") -> list[Path]:
        """The files of the corpus whose names begin so."""
        return sorted(path for path in (CORPUS / self.name).iterdir() if path.name.startswith(start))


def _tokens(text: str) -> tuple[bytes, ...]:
    return tuple(word.replace("_", " ").encode() for word in text.split())


FAMILIES = {
    family.name: family
    for family in (
        Family(
            "lines",
            read_export,
            _tokens(
                "TY__-_JOUR TI__-_ AU__-_Berg,_N ER__-_ ER__- DO__-_10.1000/x N1__-_ AB__-_ "
                "SN__-_1234-5678 TY_-_ PMID-_1 "
                "OWN_-_NLM TI__-_A AID_-_10.1/x_[doi] PT_J UT_WOS:1 EF FN_Clarivate %0_Book %T_A %A_Berg %@ RT_Book "
                'SR_Print(0) T1_A <1> <2> Title Author Source "TITLE","A" PY__-_2020 SP__-_e12 C7__-_1 '
                "UR__-_https://"
            ),
        ),
        Family(
            "xml",
            read_export,
            _tokens(
                "<record> </record> <PubmedArticle> </PubmedArticle> <rec_resultID='1'> </rec> <Trial> "
                "</Trial> <style> "
                "</style> <i> </i> <titles> <title> </title> <![CDATA[ ]]> &amp; &#x41; "
                "<?xml_version='1.0'?> <!-- --> <a/> "
                "<!DOCTYPE_a> <dc:title> </dc:title> <ArticleTitle> <PMID> xmlns:dc='x' <oai_dc:dc> "
                "<ref-type_name='x'>"
            ),
        ),
        Family(
            "bibtex",
            read_export,
            _tokens(
                '@article{a, @string{x={y}} @comment{ @preamble{ title={ title=" author={Berg_and_Dahl} '
                'year=2020 , } {} \\"o '
                "\\'{e} \\o{} \\~ $x^2$ #_x crossref={a} xdata={a} --- \\\\ \\{ @book(a, ) doi={10.1/x} @inbook{b,"
            ),
        ),
    )
}
