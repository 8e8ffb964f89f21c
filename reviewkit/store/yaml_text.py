"""Messages about YAML that people wrote by hand, in Word or in Notepad, each with what to type instead.

They are about the line that stops the reading, and about text that YAML would leave out silently.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from reviewkit import normalize
from reviewkit.errors import Level, Place, PlacedError, Problem
from reviewkit.words import message

# YAML takes these for line ends, and no editor does: lines after one would be counted wrong.
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
_BYTE_ORDER_MARK = "\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_CONTROL_OF_WORD = {"\x0b": "Word's line break", "\x0c": "Word's page break", "\x1e": "Word's no-break hyphen"}
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that YAML does not take for spaces
_ODD_SPACE = re.compile(f"[{_SPACES}]")
_ODD_SPACE_AT_WORK = re.compile(
    f"^[ ]*(?:- *)?[{_SPACES}]|^\\s*(?:- +)?[^\\s:#\"']+:[{_SPACES}]|^\\s*-[{_SPACES}]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_OPENING, _CURLY = "“”„‟«»‘’‚‛‹›", re.compile("[“”„‟«»‘’‚‛‹›]")
_DOUBLE_CURLY = re.compile("[“”„‟«»]")
_DASHES = re.compile(r"^\s*(?:[‐‑‒–—―−•·▪◦*]|\d{1,3}[.)])(?:\s+|$)")  # what Word begins the lines of a list with
_COMMENT = re.compile(
    r"(?<![ \t])[ \t]++(#(?:\S.*)?)$"
)  # "# " with a space behind it is how people write comments
_ENTRY = re.compile(r"^(?P<indent>\s*)(?P<item>(?:- +)*)(?:(?P<key>[^\s:#\"'\[\]{},][^:#]*?): +)?(?P<value>.*)$")
_KEY_LINE = re.compile(r"^\s*(?:- +)?[A-Za-z_]\w*:(?!//)")
_NO_SPACE = re.compile(r"^\s*(?:- +)?([A-Za-z_][\w-]*):(?!//)([^ ].*)$")
_STARTS_SYNTAX = "[]{}>|!&*@`%?,\"'#-"
_COMMENTED_OUT = re.compile(r"#\s*(?:- |[\w-]+:)")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)")
_LONGEST = 60  # characters of a text that a message shows

Found = tuple[int, str]  # the line (0: that of the node), and what is wrong there


def prepared(text: str, shown: str, problems: list[Problem]) -> str:
    """The text with `\\n` at its line ends, and without characters that move lines or that no editor shows.

    Raises ReviewkitError for a character that YAML refuses, with its line.
    """
    if what := _no_plain_text(text):
        raise PlacedError(
            Place(shown, 1), message("this is {what}. Save it as plain text with the encoding UTF-8.", what=what)
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        place = Place(shown, number)
        if found := _CONTROL.search(line):
            raise PlacedError(
                place, message("{what}. Delete it and type the space or line anew.", what=_control_words(found[0]))
            )
        if found := _LINE_ENDS.search(line):
            what = message(
                "the line holds a line end that editors do not show ({name}); it is read as a space",
                name=_name(found[0]),
            )
            problems.append(Problem(place, message("{what}. Delete it", what=what), Level.WARNING, "yaml"))
        if _BYTE_ORDER_MARK in line:
            what = message(
                "the line holds a byte-order mark (U+FEFF), as files do that were put together; it is left out"
            )
            problems.append(Problem(place, message("{what}. Delete it", what=what), Level.WARNING, "yaml"))
    return _LINE_ENDS.sub(" ", text).replace(_BYTE_ORDER_MARK, "")


def _no_plain_text(text: str) -> str:
    """What a text is that a person took for a plain one, or ""."""
    start = text[:200].lstrip("\ufeff \t\r\n").casefold()
    if start.startswith("pk\x03\x04"):
        return message("a document of Word or Excel, not a plain text")
    if start.startswith("{\\rtf"):
        return message("a document of Word (RTF), not a plain text")
    if start.startswith(("<!doctype html", "<html")):
        return message("a web page (HTML), not a plain text")
    return message("UTF-16 text, not UTF-8") if start[1::2].count("\0") > 3 or start[::2].count("\0") > 3 else ""


def _control_words(letter: str) -> str:
    what = _CONTROL_OF_WORD.get(letter, "a control character")
    return message("the line holds an invisible character, U+{number:04X} ({what})", number=ord(letter), what=what)


def _name(letter: str) -> str:
    return f"U+{ord(letter):04X}, {unicodedata.name(letter, 'control character').lower()}"


# What PyYAML raises for a text that it cannot read. It says ValueError or OverflowError for a letter by a number that
# no letter has, and for a version of 5,000 digits. Those below come of a value that is not what its tag says, as in
# `!!bool z` and `!!set z`, and of a list as a name.
_NOT_AS_TAGGED = (LookupError, AttributeError, TypeError)
NO_YAML = (yaml.YAMLError, RecursionError, ValueError, OverflowError, *_NOT_AS_TAGGED)


def fault_of(text: str, error: Exception) -> tuple[int, str]:
    """The line at which PyYAML or ruamel.yaml stopped (0 where none is known), and what to do there in words."""
    if isinstance(error, RecursionError):
        return 0, message("its parts are nested too deeply. Write it with fewer levels")
    if getattr(error, "problem_mark", None) is not None:
        return why_no_yaml(text, error)  # type: ignore[arg-type]  # that of ruamel.yaml has the same attributes
    if isinstance(error, _NOT_AS_TAGGED):
        return 0, message(
            "a name in it is a list, or a value is not what its tag says, as in `!!bool z`. Write it as text"
        )
    if isinstance(error, ValueError | OverflowError):
        return 0, message(
            "a value in it is no date, number or letter that exists, such as 2024-02-30 or \\UFFFFFFFF. Correct it, or "
            "put it in quotation marks"
        )
    return 0, str(error).partition("\n")[0]


def why_no_yaml(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """The line that stops the reading, and what is wrong with it in words that name what to type."""
    lines = text.split("\n")
    number = _line_at_fault(lines, error)
    if said := _known_fault(lines, number, error):
        return said
    return number, message("{problem}. Correct that line", problem=error.problem)


def _line_at_fault(lines: list[str], error: yaml.MarkedYAMLError) -> int:
    """The line that a person should correct: where an open quotation mark, bracket or name begins, not where the
    reader noticed."""
    problem = error.problem_mark.line if error.problem_mark else 0
    context = error.context_mark.line if error.context_mark else problem
    begun = (
        "quoted scalar",
        "simple key",
        "flow",
        "block scalar",
        "an alias",
        "an anchor",
        "a tag",
        "a directive",
    )
    number = context if any(word in str(error.context) for word in begun) else problem
    while number > 0 and (number >= len(lines) or not lines[number].strip()):
        number -= 1
    return number + 1


def _known_fault(lines: list[str], number: int, error: yaml.MarkedYAMLError) -> tuple[int, str] | None:
    line = lines[number - 1]
    conflict = next((at for at, one in enumerate(lines, start=1) if _CONFLICT.match(one)), 0)
    if conflict:
        return conflict, (
            message(
                "git left two versions of the lines here. Keep what is right, and delete the lines that "
                "begin with <<<<<<<, ======= and >>>>>>>"
            )
        )
    for at in (number, number - 1):
        if at > 0 and (said := _spaces_fault(lines[at - 1])):
            return at, said
    if "document" in str(error.problem) or line.strip() in ("---", "..."):
        return number, message("a line of --- or ... ends the YAML here, and the file goes on. Delete that line")
    if said := _entry_fault(line, str(error.context)):
        return number, said
    if number > 1 and (_NO_SPACE.match(lines[number - 2]) or _DASHES.match(lines[number - 2])):
        return number - 1, _entry_fault(lines[number - 2], "")
    return (number, _layout_fault(line)) if _KEY_LINE.match(line) or line.strip().startswith("- ") else None


def _spaces_fault(line: str) -> str:
    """What is wrong with the spaces of a line: tabs, no-break spaces."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or re.match(r"^ *+(?:- *+)?(?:[^\s:]+:)?[ ]*+\t", line):
        return message("the line holds a tab where spaces belong. Indent with spaces, not tabs")
    if found := _ODD_SPACE_AT_WORK.search(line):
        space = _ODD_SPACE.search(found[0])
        name = _name(space[0]) if space else "a no-break space"
        return message(
            "the line holds a space that is none to YAML ({name}). Delete it and type a plain space", name=name
        )
    return ""


def _entry_fault(line: str, context: str) -> str:
    """What is wrong with the value of a line `name: value` or `- value`, or with its name."""
    if found := _NO_SPACE.match(line):
        return message(
            "there is no space after the colon. Write `{name}: {text}`", name=found[1], text=short(found[2])
        )
    if _DASHES.match(line):
        return _dash_words(line.strip())
    entry = _ENTRY.match(line)
    if entry is None:
        return ""
    value, key = entry["value"].strip(), (entry["key"] or "").strip()
    where = message("after `{key}:`", key=key) if key else message("in this line")
    if value[:1] in _OPENING and value:
        plain = _CURLY.sub("", value) if len(_CURLY.findall(value)) <= 2 else value
        return message(
            "the quotation marks are those of Word (such as “ and ”); YAML knows only \" and '. Put the "
            "text {where} in straight ones: {typed}",
            where=where,
            typed=_typed(key, plain),
        )
    if value[:1] in ("[", "{") and "flow" in context and value[-1:] not in ("]", "}") and not _closes(value):
        return message(
            "the bracket {bracket} that opens here is never closed. Close it; or if it belongs to the "
            "text, put the text {where} in quotation marks: {typed}",
            bracket=value[0],
            where=where,
            typed=_typed(key, value),
        )
    if value[:1] == '"' and re.search(r"\\[^\"\\nt]", value):
        return message(
            "in these quotation marks a backslash is a sign of YAML. Use single ones: {typed}",
            typed=_typed(key, value),
        )
    if value[:1] in ('"', "'") and "quoted scalar" in context:
        return message(
            "the quotation mark that opens {where} is not closed. Close it, or type: {typed}",
            where=where,
            typed=_typed(key, value),
        )
    if value and (value[0] in _STARTS_SYNTAX or ": " in value or " #" in value or value.endswith(":")):
        return message("put the text {where} in quotation marks: {typed}", where=where, typed=_typed(key, value))
    if entry["key"] is None and value:
        return message(
            "a line should be `name: value`; {text!r} has no name, or is indented too little", text=short(value)
        )
    return ""


def missing_space(node: yaml.Node) -> str:
    """What to do about a text where names with values should be: a space behind the colon, a hyphen for a dash."""
    first = str(node.value).split("\n")[0] if _is_scalar(node) else ""
    if found := _NO_SPACE.match(first):
        return message(
            "; there is no space after the colon, write `{name}: {text}`",
            name=found[1],
            text=short(found[2].strip()),
        )
    return ""


def _dash_words(line: str) -> str:
    mark = line.split()[0]
    named = mark if mark.isascii() else f"{mark} ({_name(mark)})"
    return message(
        "the line begins with {named}, which is no sign of a list. Type a hyphen and a space: - {text}; if it is text, "
        "put it in quotation marks",
        named=named,
        text=short(_DASHES.sub("", line)),
    )


def _closes(value: str) -> bool:
    return any(mark in value for mark in "]}")


def _layout_fault(line: str) -> str:
    name = short(line.strip())
    return message(
        "`{name}` does not begin in the column of its neighbours. Indent it with as many spaces as they have",
        name=name,
    )


def _typed(key: str, value: str) -> str:
    return f"{key}: {in_quotes(value)}" if key else in_quotes(value)


def in_quotes(text: str) -> str:
    """A text as somebody can type it into YAML: in quotation marks that it does not hold."""
    inner = short(text)
    if inner[:1] == inner[-1:] and inner[:1] in ('"', "'") and len(inner) > 2:
        inner = inner[1:-1]
    if '"' not in inner and "\\" not in inner:
        return f'"{inner}"'
    return "'" + inner.replace("'", "''") + "'"


def short(text: str) -> str:
    """A text as a message shows it."""
    text = text.strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3].rstrip() + "..."


def doubts(top: yaml.Node, text: str, shown: str) -> Iterator[Problem]:
    """What YAML reads otherwise than it is written, without an error: texts cut off, words taken for a sign of YAML,
    marks of Word."""
    reader = _Doubts(text.split("\n"))
    waiting: list[tuple[yaml.Node, bool, bool]] = [(top, False, False)]  # with: is it in brackets, is it a key
    while waiting:
        node, in_brackets, is_key = waiting.pop()
        line = node.start_mark.line + 1
        inside = in_brackets or bool(getattr(node, "flow_style", False))
        found = [*reader.of_sign(node), *(reader.of_scalar(node, is_key) if _is_scalar(node) else ())]
        found += _of_encoding(str(node.value)) if _is_scalar(node) else ()
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found += reader.of_pair(key, value, inside)
                waiting += [(key, inside, True), (value, inside, False)]
        elif isinstance(node, yaml.SequenceNode):
            found += reader.of_items(node)
            waiting += [(item, inside, False) for item in node.value]
        yield from (Problem(Place(shown, at or line), said, Level.WARNING, "yaml") for at, said in found)


def _of_encoding(value: str) -> Iterator[Found]:
    """`FÃ¸rland`: a text that was saved in one encoding and read in another."""
    if (meant := normalize.unmangled(value)) != value:
        said = f"the letters of {short(value)!r} were read in a wrong encoding; {short(meant)!r} is meant"
        yield 0, f"{said}. Correct it, and save the file with the encoding UTF-8"


def _is_scalar(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


@dataclass(frozen=True, slots=True)
class _Doubts:
    """Looks at the lines that a node was read from."""

    lines: list[str]

    def after(self, mark: yaml.Mark) -> str:
        """What is in the line from a mark on."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def before(self, mark: yaml.Mark) -> str:
        """What is in the line up to a mark."""
        return self.lines[mark.line][: mark.column] if mark.line < len(self.lines) else ""

    def of_sign(self, node: yaml.Node) -> Iterator[Found]:
        """`!word` and `&word` are signs of YAML and no text."""
        written = self.after(node.start_mark)
        if written[:1] in ("!", "&"):
            word = written.split()[0]
            yield (
                0,
                (
                    message(
                        "YAML takes {text!r} for a sign of its own and leaves it out. If it is text, put the whole "
                        "value in quotation marks: {quoted}",
                        text=short(word),
                        quoted=in_quotes(written),
                    )
                ),
            )

    def of_scalar(self, node: yaml.Node, is_key: bool) -> Iterator[Found]:
        """What is doubtful in one text."""
        style, value = getattr(node, "style", None), str(node.value)
        if style in (">", "|") and not value.strip() and re.match(r"[>|][-+]?\d", self.after(node.start_mark)):
            written = self.after(node.start_mark).strip()
            yield (
                0,
                message(
                    "YAML takes {written!r} for a sign of its own. If it is text, write {quoted}",
                    written=written,
                    quoted=in_quotes(written),
                ),
            )
        if style:
            return
        rest = list(self.of_rest(node, value))
        yield from rest or self.of_characters(node, value, is_key)

    def of_rest(self, node: yaml.Node, value: str) -> Iterator[Found]:
        """A text without quotation marks that a comment cuts, or that goes on over lines of other keys."""
        last = node.end_mark
        if value and (comment := _COMMENT.match(self.after(last))):
            yield last.line + 1, _cut_off(value, comment[1])
        for at in range(node.start_mark.line + 1, last.line + 1):
            if at < len(self.lines) and _KEY_LINE.match(self.lines[at]):
                written = short(self.lines[at])
                yield (
                    at + 1,
                    (
                        message(
                            "{text!r} is read as part of the text above it. Indent it like its neighbours and write a "
                            "space after the colon; if it belongs to the text, put the whole text in quotation marks",
                            text=written,
                        )
                    ),
                )

    def of_characters(self, node: yaml.Node, value: str, is_key: bool) -> Iterator[Found]:
        """Quotation marks, dashes and spaces of Word, and characters that nobody sees."""
        word = message("name") if is_key else message("text")
        if _is_in_curly(value) or (is_key and value[:1] in _OPENING and value):
            straight = in_quotes(value.strip("".join(_OPENING)))
            yield (
                0,
                (
                    message(
                        "the quotation marks of {text!r} are those of Word and count as part of the {word}. Use "
                        "straight ones: {straight}{hint}",
                        text=short(value),
                        word=word,
                        straight=straight,
                        hint="" if is_key else message("; to keep them: {quoted}", quoted=in_quotes(value)),
                    )
                ),
            )
        if _DASHES.match(value) and not self.before(node.start_mark).strip():
            yield 0, _dash_words(value.split("\n")[0])
        is_name = is_key or not any(letter.isspace() for letter in value)
        for found in (_INVISIBLE.search(value) if is_name else None, _ODD_SPACE.search(value) if is_key else None):
            if found:
                yield (
                    0,
                    message(
                        "the {word} {text!r} holds {name}. Delete it, or type a plain space",
                        word=word,
                        text=short(value),
                        name=_name(found[0]),
                    ),
                )
        if not is_key and (odd := _ODD_SPACE_AT_WORK.search(value)) and ":" in odd[0]:
            yield (
                0,
                message(
                    "a no-break space follows the colon of {text!r}. Type a plain space instead",
                    text=short(value),
                ),
            )

    def of_pair(self, key: yaml.Node, value: yaml.Node, in_brackets: bool) -> Iterator[Found]:
        """A name with nothing behind it, because of a comment or of a comma in brackets; a text that goes on in a line
        which begins with #."""
        if not _is_scalar(key) or not _is_scalar(value) or getattr(value, "style", None):
            return
        if value.value:
            yield from self.of_next_line(key, value)
            return
        rest = self.after(key.end_mark)
        if comment := re.match(r"\s*:[ \t]+(#(?:\S.*)?)$", rest):
            yield key.end_mark.line + 1, _all_comment(comment[1])
        elif in_brackets and rest.lstrip()[:1] in (",", "}") and key.value:
            yield (
                key.end_mark.line + 1,
                (
                    message(
                        "{text!r} follows a comma, so it is no longer part of the text before it. Put that text in "
                        "quotation marks",
                        text=short(str(key.value)),
                    )
                ),
            )

    def of_next_line(self, key: yaml.Node, value: yaml.Node) -> Iterator[Found]:
        """A line below a text that begins with # and is indented as if the text went on in it."""
        at = value.end_mark.line + 1
        line = self.lines[at] if at < len(self.lines) else ""
        written = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if re.match(r"#\S", written) and indent > key.start_mark.column and not _COMMENTED_OUT.match(written):
            yield at + 1, _all_comment(written)

    def of_items(self, node: yaml.SequenceNode) -> Iterator[Found]:
        """Items of a list that are a comment and nothing else."""
        for item in node.value:
            empty = _is_scalar(item) and not item.value and not getattr(item, "style", None)
            if not empty:
                continue
            for at in range(node.start_mark.line, min(item.end_mark.line + 1, len(self.lines))):
                if comment := re.match(r"\s*(?:- +)+(#\S.*)$", self.lines[at]):
                    yield at + 1, _all_comment(comment[1])


def _is_in_curly(value: str) -> bool:
    """Whether a text is put in quotation marks of Word as a whole, or was cut off before the closing one."""
    closed = len(value) > 1 and bool(_CURLY.search(value[0]) and _CURLY.search(value[-1]))
    opened = len(value) > 1 and bool(_DOUBLE_CURLY.search(value[0]))
    return (closed and not _DOUBLE_CURLY.search(value[1:-1])) or (opened and not _DOUBLE_CURLY.search(value[1:]))


def _cut_off(value: str, comment: str) -> str:
    return message(
        "what follows # is a comment and is lost: {text!r}. If it belongs to the text, put the "
        "whole value in quotation marks: {quoted}; if it is a comment, write a space after the #",
        text=short(comment),
        quoted=in_quotes(f"{value} {comment}"),
    )


def _all_comment(comment: str) -> str:
    return message(
        "what begins with # is a comment and is lost: {text!r}. If it is text, put it in quotation "
        "marks: {quoted}; if it is a comment, write a space after the #",
        text=short(comment),
        quoted=in_quotes(comment),
    )
