"""BibTeX: entries with their fields as they were written; LaTeX accents are understood, never changed.

Own reader, because the libraries at hand drop repeated fields, comments inside entries, or entries with an error.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reviewkit import limits, normalize
from reviewkit.errors import Level
from reviewkit.formats.base import Fields, Format, Meaning, Note, is_suffix, joined, understood_by
from reviewkit.model import Field, Record
from reviewkit.words import message

_START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NEXT = re.compile(r"(?m)^[^\S\n]*+@\s*+[A-Za-z]++\s*+[{(]")
_KINDS = (
    r"(?:article|(?:in)?book(?:let)?|in(?:collection|proceedings|reference)|conference|manual|misc|online|"
    r"electronic|proceedings|(?:tech)?report|(?:masters|phd)?thesis|unpublished|dataset|software)"
)
# An entry in the middle of a line; `name@host (a)` in a text is none.
_WITHIN = re.compile(r"(?<![\w.])@\s*+[A-Za-z]++\s*+\{[^\s,{}()=\"]*+,")
# What begins another entry even within braces, which then were never closed. One of a known kind may have any key
# (`Berg 2019`, `b=c`, a DOI) or none; `@home{x}` in an abstract is text.
_OTHERS = re.compile(
    r"@\s*+(?:(?:comment|preamble|string)\s*+[{(]"
    rf"|{_KINDS}\s*+(?:\{{[^\S\n]*+[^,{{}}\n]*+,|[{{(]\s*+[A-Za-z][\w-]*+\s*+=)"
    r"|[A-Za-z]++\s*+[{(]\s*+[^\s,{}()=\"]*+\s*+,)",
    re.IGNORECASE,
)
# What tells the format: an entry of any kind, in parentheses only of one that is known (`@berg (2019)` is a mention).
_FIRST = re.compile(
    rf"^[^\S\n]*+@\s*+(?:(?!(?:comment|preamble|string)\b)[a-z]++\s*+\{{|{_KINDS}\s*+\()",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(r"(?m)^[^\S\n]*+[A-Za-z][\w-]*+\s*+=\s*+[{\"]")
_LATER = re.compile(r"[,\n](?=[^\S\n]*+[A-Za-z][\w.:+/-]*+\s*+=\s*+[{\"\w])")
_NAME = re.compile(r"\s*+([A-Za-z0-9_:.+/'-]++)\s*+=\s*+")
_BARE = re.compile(r"[^,#\n]*")
_JOINT = re.compile(r"\s*#\s*")
_COMMA = re.compile(r"\s*,?")
_ACCENT = re.compile(r"""\\([`'^"~=.]|[uvHcdbrk](?![A-Za-z]))\s*\{?\\?([A-Za-z])\}?""")
_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
}
# The letters and signs that commands produce; others, such as \\emph, only format their text.
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau "
    "upsilon phi chi psi omega"
).split()
_SIGNS = {
    **dict(zip(_GREEK, "αβγδεζηθικλμνξοπρςστυφχψω", strict=True)),
    **dict(zip(map(str.capitalize, _GREEK), "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΣΤΥΦΧΨΩ", strict=True)),
    **dict(
        command.split(":", 1)
        for command in (
            "varepsilon:ε vartheta:θ varphi:φ varrho:ρ textmu:µ micro:µ o:ø O:Ø aa:å AA:Å ae:æ AE:Æ oe:œ OE:Œ ss:ß "
            "SS:ẞ l:ł L:Ł i:i j:j dh:ð DH:Ð dj:đ DJ:Đ th:þ TH:Þ textendash:– textemdash:— textquoteleft:‘ "
            "textquoteright:’ textquotedblleft:“ textquotedblright:” textquotesingle:' textquotedbl:\" ldots:… dots:… "
            "textless:< textgreater:> textbar:| textunderscore:_ textbackslash:\\ textasciitilde:~ "
            "textasciicircum:^ textdegree:° degree:° circ:° times:× texttimes:× pm:± textpm:± cdot:· sim:~ approx:≈ "
            "infty:∞ le:≤ leq:≤ ge:≥ geq:≥ lt:< gt:> neq:≠ to:→ rightarrow:→ copyright:© textcopyright:© "
            "textregistered:® texttrademark:™ S:§ dag:† pounds:£ textsterling:£ euro:€ texteuro:€"
        ).split()
    ),
}
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s*)")
# What is between dollars is a formula where it has a sign of one, or is one word; "from $5 to $6" is none.
_FORMULA = re.compile(r"(?<!\\)\$([^$\n]*[\\^_<>={}][^$\n]*|[A-Za-z]+)(?<!\\)\$")
_SUBSCRIPT = re.compile(r"(?<!\\)_")
_NOT_INHERITED = frozenset(
    (
        "@",
        "key",
        "crossref",
        "xdata",
        "author",
        "pages",
        "doi",
        "url",
        "abstract",
        "keywords",
        "note",
        "eprint",
        "booktitle",
    )
)
# A chapter names one book, which may name a series. Without an end, 30,000 entries that each name the one before
# would hold 450 million fields.
_MOST_PARENTS, _MOST_INHERITED = 10, 100
_MOST_NAMED = 20_000  # entries held for others; the largest collections of proceedings name some thousands
_NAMES_OTHERS = re.compile(r"(?:crossref|xdata)\s*=", re.IGNORECASE)
_PARTS = frozenset(("inbook", "incollection", "inproceedings", "conference", "inreference"))
_BETWEEN_NAMES = re.compile(r"\\.|[{}]|&#?\w+;|(?<!\s)\s++and\s++|;", re.IGNORECASE)


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """The fields of each entry: `@` holds its type, `key` its key.

    Abbreviations (@string) are replaced by their text. An entry with a `crossref` inherits fields of the book or the
    conference that it names, which BibTeX wants further down.
    """
    text = joined(lines)
    parents = _parents(text, note)
    left = limits.ADDED
    for fields in _as_written(text, note):
        taken = _inherited(fields, parents) if left >= 0 else []
        left -= sum(len(item.value) for item in taken)
        if taken and left < 0:
            note(fields[0].line, _too_much(), "bibtex", Level.WARNING)
            taken = []
        yield [*fields, *taken]


def _too_much() -> str:
    return message(
        "abbreviations (@string) and books that entries name (crossref) would add more than {most} million letters to "
        "this file; from here on, they are left as they are written. Import the file in parts",
        most=limits.ADDED // 1_000_000,
    )


class _Abbreviations:
    """The abbreviations of a file (@string) in small letters, with their texts. They may be made of each other, and
    ten lines could make a text of gigabytes: what all of them add has a limit."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._left = limits.ADDED
        self.is_too_much = False

    def define(self, name: str, text: str) -> None:
        """Let a name have this text, unless it is longer than any abbreviation's."""
        if len(text) <= limits.ABBREVIATION:
            self._texts[name.casefold()] = text

    def text_of(self, word: str) -> str:
        """The text of a word that is an abbreviation; any other word as it is."""
        text = self._texts.get(word.casefold())
        if text is None:
            return word
        if len(text) > self._left:
            self.is_too_much = True
            return word
        self._left -= len(text)
        return text


def _parents(text: str, note: Note) -> dict[str, Fields]:
    """The entries that others name in their crossref or xdata, by their keys. In most files there are none."""
    if not _NAMES_OTHERS.search(text):
        return {}
    named = {name for fields in _as_written(text, _unnoted) for name in _named_parents(fields)}
    parents: dict[str, Fields] = {}
    for fields in _as_written(text, _unnoted):
        keys = [item.value.casefold() for item in fields if item.tag == "key" and item.value.casefold() in named]
        if keys and len(parents) >= _MOST_NAMED:
            said = message(
                "more than {n} entries are named by others as their book; from here on, what such entries hold was "
                "not taken over. Import the file in parts",
                n=_MOST_NAMED,
            )
            note(fields[0].line, said, "bibtex", Level.WARNING)
            break
        parents |= dict.fromkeys(keys, fields)
    return parents


def _unnoted(line: int, message: str, code: str, level: Level = Level.NOTE) -> None:
    """Notes nothing, where the entries are read once more."""


def _as_written(text: str, note: Note) -> Iterator[Fields]:
    position = counted = 0
    line = 1
    strings = _Abbreviations()
    ahead = 0  # where the next entry begins a line; below 0 where none does
    is_told = is_open = False  # once an entry was never closed, the next are looked at up to the one after them
    while start := _START.search(text, position):
        line, counted = line + text.count("\n", counted, start.start()), start.start()
        _note_outside(text[position : start.start()], line, note)
        kind = start.group(1)
        mark = "}" if start.group(2) == "{" else ")"
        bound = _WITHIN.search(text, start.end()) if is_open else None
        stop = bound.start() if bound else len(text)
        end = _closing(text, start.end(), mark, stop)
        is_open = is_open or end >= len(text)
        if 0 <= ahead <= end:
            following = _NEXT.search(text, end + 1)
            ahead = following.start() if following else -1
        limit = min(stop, ahead) if ahead >= 0 else stop
        if text[end : end + 1] != mark and (within := _WITHIN.search(text, start.end(), limit)):
            limit = within.start()
        if text[end : end + 1] != mark or _FIELD.search(text[end + 1 : _begins(text, end + 1, limit)]):
            note(line, f"the braces of this @{kind} do not match; it was read up to the next entry", "bibtex")
            end = limit
        body = text[start.end() : end]
        position = end + 1 if end < limit else end
        if kind.casefold() == "string":
            _define(body, line, note, strings)
        elif kind.casefold() in ("comment", "preamble"):
            note(line, f"@{kind.lower()} is not a record; it stays in the export", "outside")
        else:
            yield _entry(kind, body, line, note, strings)
        if strings.is_too_much and not is_told:
            note(line, _too_much(), "bibtex", Level.WARNING)
            is_told = True
    _note_outside(text[position:], line + text.count("\n", counted, position), note)


def _begins(text: str, position: int, limit: int) -> int:
    """Where the next entry begins, or the limit."""
    found = _START.search(text, position, limit)
    return found.start() if found else limit


def _define(body: str, line: int, note: Note, known: _Abbreviations) -> None:
    """Take over the names that a @string defines."""
    position = 0
    while name := _NAME.match(body, position):
        value, position = _value(body, name.end(), known)
        known.define(name.group(1), value)
        if len(value) > limits.ABBREVIATION:
            said = message(
                "the text of this @string is too long, so it does not replace its name: {name}", name=name[1][:60]
            )
            note(line, said, "bibtex", Level.WARNING)


def _inherited(fields: Fields, parents: Mapping[str, Fields]) -> Fields:
    """What an entry takes over from those that its crossref and xdata name, from the nearest first."""
    taken: Fields = []
    seen = {item.value.casefold() for item in fields if item.tag == "key"}
    waiting = _named_parents(fields)
    while waiting and len(seen) <= _MOST_PARENTS:
        name = waiting.pop(0)
        if name in seen or name not in parents:
            continue
        seen.add(name)
        have = {item.tag for item in (*fields, *taken)}
        own = [item for item in parents[name][:_MOST_INHERITED] if item.tag not in _NOT_INHERITED]
        taken += [item for item in map(_as_container, own) if item.tag not in have]
        waiting += _named_parents(parents[name])
    return taken


def _named_parents(fields: Fields) -> list[str]:
    names = [item.value for item in fields if item.tag in ("crossref", "xdata")]
    return [name.strip().casefold() for value in names for name in value.split(",")]


def _as_container(item: Field) -> Field:
    """The title of a book is the book's title for its chapters."""
    return item._replace(tag="booktitle") if item.tag == "title" else item


def _note_outside(text: str, line: int, note: Note) -> None:
    """Text between entries is a comment in BibTeX; lines that start with % are not even noted."""
    said = " ".join(row for row in text.split("\n") if row.strip() and not row.lstrip().startswith("%"))
    if said.strip(" ,}"):
        note(line, f"text outside a record, left in the export: {said.strip()[:80]}", "outside")


def _closing(text: str, position: int, mark: str, bound: int) -> int:
    """Where the entry closes, before a bound; braces inside count, escaped ones do not, and `)` does not close within
    quotes. A line of an abstract may begin with `@home{x}`; one that begins with `@misc{key,` is the next entry."""
    depth = 0
    in_quotes = False
    for found in _OF_BRACES.finditer(text, position, bound):
        letter = found[0]
        if letter == '"' and mark == ")" and depth == 0:
            in_quotes = not in_quotes
        elif letter == mark and depth == 0 and not in_quotes:
            return found.start()
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        elif (
            letter == "@"
            and _begins_a_line(text, found.start())
            and (_OTHERS if depth else _START).match(text, found.start())
        ):
            return max(text.rfind("\n", 0, found.start()), 0)  # the entry before was never closed
    return max(position, bound)


_OF_BRACES = re.compile(r"""\\.|["{})@]""", re.DOTALL)


def _begins_a_line(text: str, position: int) -> bool:
    while position and text[position - 1] in " \t\r\f\v":
        position -= 1
    return not position or text[position - 1] == "\n"


def _entry(kind: str, body: str, line: int, note: Note, strings: _Abbreviations) -> Fields:
    key, comma, rest = body.partition(",")
    if "=" in key:
        key, rest = "", body
    fields = [Field("@", kind, line), *([Field("key", key.strip(), line)] if key.strip() else [])]
    position = counted = 0
    number = line + body.count("\n", 0, len(body) - len(rest) if comma or not key else len(body))
    while position < len(rest):
        found = _NAME.match(rest, position)
        if not found:
            later = _LATER.search(rest, position)
            end = later.start() if later else len(rest)
            if piece := rest[position:end].strip(", \n\t}"):
                begins = rest.index(piece, position)
                number, counted = number + rest.count("\n", counted, begins), begins
                note(number, f"not understood, kept as it is: {piece[:60]}", "bibtex")
                fields.append(Field("", piece, number))
            position = end + 1
            continue
        number, counted = number + rest.count("\n", counted, found.start(1)), found.start(1)
        value, position = _value(rest, found.end(), strings)
        fields.append(Field(found.group(1).casefold(), value, number))
    return fields


def _value(text: str, position: int, strings: _Abbreviations) -> tuple[str, int]:
    """One value: `{...}`, `"..."`, a bare word, or several joined with #; and where the next field begins.

    A bare word that a @string defines is its text.
    """
    parts: list[str] = []
    while position < len(text):
        if text[position] in '{"':
            end = _value_end(text, position)
            parts.append(text[position + 1 : end])
        else:
            bare = _BARE.match(text, position)
            end = bare.end() - 1 if bare else position
            word = text[position : end + 1].strip()
            parts.append(strings.text_of(word))
        after = _JOINT.match(text, end + 1)
        if not after:
            comma = _COMMA.match(text, end + 1)
            return " ".join("".join(parts).split()), comma.end() if comma else end + 1
        position = after.end()
    return " ".join("".join(parts).split()), position


def _value_end(text: str, start: int) -> int:
    mark, depth, position = ("}" if text[start] == "{" else '"'), 0, start + 1
    while position < len(text):
        letter = text[position]
        if letter == "\\":
            position += 1
        elif letter == mark and depth == 0:
            return position
        elif letter == "{":
            depth += 1
        elif letter == "}":
            depth -= 1
        position += 1
    return position


def unescaped(text: str) -> str:
    """LaTeX as plain text: accents composed, signs and Greek letters as letters, braces and other commands gone."""
    text = _FORMULA.sub(
        lambda m: _SUBSCRIPT.sub("", _signs(m.group(1))), text.replace("\\~{}", "\\textasciitilde{}")
    )
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", m.group(2) + _COMBINING[m.group(1)]), text)
    text = text.replace("\\^{}", "\\textasciicircum{}")
    text = re.sub(r"\\([&%$#_])", r"\1", text).replace("---", "–").replace("--", "–").replace("~", " ")
    return _without_braces(_signs(text))


def unescaped_address(text: str) -> str:
    """A DOI or a URL without what LaTeX needs; signs that mean something in an address stay (`~`, `--`)."""
    text = re.sub(r"\\([&%$#_~^])(?:\{\})?", r"\1", text).replace("$<$", "<").replace("$>$", ">")
    return _without_braces(_signs(text))


def _signs(text: str) -> str:
    """Commands as the signs that they produce; all others are removed."""
    return _COMMAND.sub(lambda m: _SIGNS.get(m.group(1), ""), text)


def _without_braces(text: str) -> str:
    return re.sub(r"\\?[{}]", "", text)


def _split_names(text: str) -> list[str]:
    """The names in a field, still in LaTeX: separated by `and` or a semicolon outside braces, without `others`."""
    names, depth, start = [], 0, 0
    for found in _BETWEEN_NAMES.finditer(text):
        mark = found.group()
        if mark in "{}":
            depth = max(0, depth + (1 if mark == "{" else -1))
        elif depth == 0 and mark[0] not in "\\&":
            names.append(text[start : found.start()])
            start = found.end()
    return [name.strip() for name in (*names, text[start:]) if name.strip() and name.strip() != "others"]


def _suffix_last(name: str) -> str:
    """`Smith, Jr., John`, as BibTeX orders it, as `Smith, John, Jr.`."""
    parts = [part.strip() for part in name.split(",")]
    is_in_the_middle = len(parts) == 3 and is_suffix(parts[1])
    return ", ".join((parts[0], parts[2], parts[1])) if is_in_the_middle else name


def _names(fields: Sequence[Field]) -> Iterable[str]:
    """The names that `understood` put on lines of their own; a book without authors is its editors'."""
    names = {
        item.tag: item.value for item in reversed(fields) if item.tag in ("@", "author", "editor") and item.value
    }
    editors = (
        "" if names.get("@", "").casefold() in _PARTS else names.get("editor", "")
    )  # who wrote no chapter of it
    return (names.get("author") or editors).split("\n")


_MEANING = Meaning(
    kind=("@",),
    title=("title", "booktitle"),
    year=("year", "date"),
    journal=("journal", "journaltitle", "booktitle", "series"),
    volume=("volume",),
    issue=("number", "issue"),
    first_page=("pages", "eid", "art_number", "article-number", "articleno"),
    doi=("doi", "url", "ee", "note"),
    pmid=("pmid", "url", "note"),
    abstract=("abstract",),
    language=("language", "langid"),
    accession=("eprint", "unique-id", "pmcid"),
    database=("eprinttype", "archiveprefix"),
    isbn=("isbn",),
    number=("number",),
    edition=("edition",),
    names=_names,
)
_by_meaning = understood_by(_MEANING)


def understood(record: Record) -> Record:
    """The record understood with its LaTeX read as plain text; the raw fields stay as they were written."""
    known = _by_meaning(replace(record, fields=plain_fields(record.fields)))
    return replace(known, fields=record.fields, pages=normalize.pages(known.pages.replace("--", "-")))


def plain_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields with their LaTeX read as plain text; names are on lines of their own."""
    return tuple(item._replace(value=_plain(item)) for item in fields)


def _plain(item: Field) -> str:
    if item.tag in ("author", "editor"):
        return "\n".join(_suffix_last(unescaped(name)) for name in _split_names(item.value))
    return (unescaped_address if item.tag in ("doi", "url", "ee") else unescaped)(item.value)


BIBTEX = Format(
    "bibtex",
    "BibTeX",
    lambda text: bool(_FIRST.search(text)),
    entries,
    understood,
)
