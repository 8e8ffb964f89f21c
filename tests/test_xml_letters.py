"""XML of strangers as a parser can read it: no letter is lost, and none ends the reading."""

import re
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.xml_letters import lettered


def _parsed(text: str) -> str:
    """The text of XML as a parser gives it. Raises ExpatError."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = found.append
    parser.Parse(f"<a>{text}</a>", True)
    return "".join(found)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("F&oslash;rland &eacute;", "Førland é"),
        ("R&amp;D &lt;i&gt; &quot;&apos;", "R&D <i> \"'"),
        ("&foo; &f.o-o:1; &ø;", "&foo; &f.o-o:1; &ø;"),
        ("R&D, p < .05, <5 &nbsp &#; &#xZZ; &", "R&D, p < .05, <5 &nbsp &#; &#xZZ; &"),
        ("&#248;&#x00F8;", "øø"),
        ("&#0;&#xD800;&#x110000;&#" + "9" * 400 + ";\x07\ufffe", "\ufffd" * 6),
        ("<![CDATA[a < b & &oslash;]]>&oslash;<![CDATA[]]]]>&", "a < b & &oslash;ø]]&"),
        ("&lt &copy", "&lt &copy"),
        ("&region; &notes; &copyfoo; &times4;", "&region; &notes; &copyfoo; &times4;"),
        ("a&NewLine;b&Tab;c", "a\nb\tc"),
        ("<![CDATA[use &#0; here]]>&#0;", "use &#0; here\ufffd"),
        ("p <½ and <² a &#٣; b, n<N or <a b c", "p <½ and <² a &#٣; b, n<N or <a b c"),
        ("if x<y then z", "if x<y then z"),
        ("<b>a</b><br/><i\n>b</i><i x = 'y'>c</i><i x\n='y'>d</i ><ø-1.b>e</ø-1.b>", "abcde"),
        ("<!-- & < <![CDATA[ --><?x & < <!-- ?>R&D<!---->&oslash;", "R&Dø"),
    ],
)
def test_every_letter_is_read(written: str, read_as: str) -> None:
    assert _parsed(lettered(written).text) == read_as


@pytest.mark.parametrize(
    ("text", "lone", "unknown"),
    [("R&amp;D &oslash; &foo;", False, False), ("&", True, False), ("<", True, False), ("\0&#0;", False, True)],
)
def test_what_was_not_as_xml_is_written_is_told(text: str, lone: bool, unknown: bool) -> None:
    assert lettered(text)[2:] == (lone, unknown)


@given(
    st.lists(
        st.sampled_from(
            ["<![CDATA[", "]]>", "]]", "<!--", "-->", "<?", "?>", "&", "&oslash;", "<", ">", "a", "<b/>"]
        )
    )
)
def test_a_text_is_read_alike_whole_and_line_by_line(parts: list[str]) -> None:
    whole = lettered("\n".join(parts))
    lines, awaited = [], ""
    for part in parts:
        line = lettered(part, awaited)
        lines.append(line.text)
        awaited = line.awaited
    assert ("\n".join(lines), awaited) == whole[:2]


@given(st.text(st.sampled_from("&;#x0aø<= ")))
def test_a_sign_alone_ends_no_reading(text: str) -> None:
    """Whatever is between two elements; what looks like an element is one."""
    written = re.sub(r"<(?=[xaø][xaø0]*\s+[xaø][xaø0]*\s*=)", "", text)
    assert "ends here" in _parsed(lettered(f"{written} ends here").text)
