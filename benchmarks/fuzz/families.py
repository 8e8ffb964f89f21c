"""The families of readers: what is read, the words that their inputs are made of, and where their corpus is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.bundles_read import read_bundle
from benchmarks.fuzz.documents_read import read_document
from benchmarks.fuzz.exports_read import read_export
from benchmarks.fuzz.folders_read import read_log, read_yaml
from benchmarks.fuzz.manuscripts_read import read_and_check_manuscript
from benchmarks.fuzz.projects_read import read_outside_project
from benchmarks.fuzz.styles_read import read_style
from benchmarks.fuzz.tables_read import read_table

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
        Family(
            "tables",
            read_table,
            _tokens(
                'Title,Authors,DOI sep=; " "" ; \t study,quote,codes,page study,trust,time '
                "id,label,parent,description "
                "record,decision,reason,reviewer,stage key,title,notes article_id,key,value tag,content,document "
                'RAYYAN-INCLUSION:_{"Anna"=>"Included"} Covidence_# include exclude maybe yes no 2026-01-31T09:30:00Z '
                "report,stage,seen data,n #1_AND_#2 S1 1. 1,234 reviewkit:cinahl-0001 10.1000/x =A1 <row_r='1'> "
                "t='s' t='str' t='e' t='b' <v>1</v> <f>1+1</f> r='XFD1048576' _x000D_ <mergeCell_ref='A1:B2'/>"
            ),
        ),
        Family(
            "json",
            read_export,
            _tokens(
                '{"title":"A"} [ ] { } , : "author" "family" "items" "fields" "tag" "value" '
                '"line" "format" "id" "ris" '
                '"issued" "date-parts" [[2020]] null true 1e5 "DOI" "\\ud800" "\\u0000" "record" "file" "" "place"'
            ),
        ),
        Family(
            "yaml",
            read_yaml,
            _tokens(
                "title: reviewers: stages:_two - id: segments: quote: codes: groups: fields: type: citation: records: "
                "hits: lines: ? : | > |- >+ & * !!binary !!python/object:os.system << <<:_*a --- ... %YAML_1.2 # ~ "
                "null yes 0o7 0x1F 1_000 1:30 .inf .nan 2026-01-31 [a,_b] {a:_b} 'a' \"\\x00\" excluded: total: label:"
            ),
        ),
        Family(
            "logs",
            read_log,
            _tokens(
                '"do": "decide" "undo" "verdict" "run" "import" "settle" "record" "cinahl-0001" "cinahl-0002" "at": '
                '"2026-01-05T10:00:00Z" "by": "a" "b" "id": "stage" "include" "exclude" "same" "records" "event" '
                '"number" "score" "file" "../x" "sha256" "codes" "quote" "study" null [] {} NaN 1e999 -1 true "prev"'
            ),
        ),
        Family(
            "projects",
            read_outside_project,
            _tokens(
                "<Code_guid= </Code> <TextSource plainTextPath='internal://x.txt' startPosition='0' endPosition='-1' "
                "<Coding_> targetGUID= articles.csv customizations_log.csv project.json project.qde included "
                "__EXR__outcome __LABEL__x article_id,user_email,key,value,created_at "
                '{"type":"highlight_add"} <p> </p>'
            ),
        ),
        Family(
            "documents",
            read_document,
            _tokens(
                "<w:p> </w:p> <w:t> <w:tbl> <w:tr> <w:tc> <w:vertAlign_w:val='superscript'/> baseline='30%' <a:p> <p> "
                "<table> <td_colspan=99> <script> <style> &nbsp; <!-- "
                "<mxCell_value='a_(n_=_1)'/> <diagram> charset=utf-7 "
                "/Type_/Page /Kids_[_2_0_R_] obj endobj stream endstream /Length_99999 BT ET Tj Tm /FlateDecode xref"
            ),
        ),
        Family(
            "manuscripts",
            read_and_check_manuscript,
            _tokens(
                "15_studies (n_=_15) 1,502 n_=_217 47_% (27_%) [2,_5-7] (Sundler_et_al.,_2020) Norway CINAHL fifteen "
                "duplicates excluded themes participants one_of_the 12_January_2022 |---|---| #_Results \\cite{ "
                "\\footnote{ \\begin{tabular}{ll} \\end{tabular} \\newcommand{\\a}{ [ ] { } & \\\\ <w:p> <w:t> "
                "</w:t> <w:tc> <w:gridSpan_w:val='9'/> <w:ins> <w:del> <w:commentRangeStart_w:id='1'/> <!--_--> <?x?> "
                "text:outline-level='9' table:number-columns-spanned='9' Table_1 [^1] [^1]: and_one , ; ( ) % of"
            ),
        ),
        Family(
            "styles",
            read_style,
            _tokens(
                "<text_macro='author'/> <text_variable='title'/> <macro_name='a'> </macro> <group_delimiter=',_'> "
                "</group> <choose> <if_variable='issued'> <else-if_type='book'> <else/> </choose> "
                "<names_variable='author'> <name/> <substitute> <date_variable='issued'_form='text'/> "
                "<number_variable='volume'_form='roman'/> <label/> et-al-min='1' <layout> </layout> <bibliography> "
                "<sort> <key_macro='a'/> <term_name='in'> <locale> <institution/> text-case='title' "
                "initialize-with='.' '_or_' &quot; <!--_--> <![CDATA[ ]]> -1 9999999999"
            ),
        ),
        Family(
            "bundles",
            read_bundle,
            _tokens(
                'manifest.json results/flow.csv ro-crate-metadata.json "files": "withheld": "records": "results": '
                '"logs": "hash": "day": "made_by": "longest_quote": "language": "withheld_from": "\\ud800" 1e999 NaN '
                '"sha256": "lines": null [] {} "../x" screening/a.jsonl agreements/a.jsonl "difference": "do": "id":'
            ),
        ),
    )
}
