"""Changes to values of a YAML file that people write, at their places in the text: every other character stays.

`yaml_section.rewritten` suits changes of single values. Where entries of lists come and go it does not, because
ruamel.yaml keeps a comment with the value above it: the comment above the next entry goes with a removed one, and a new
entry is put below the comment that opens the next section. Here comments of what is removed stay as lines of their own.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import yaml

from reviewkit.errors import Place, PlacedError, ReviewkitError
from reviewkit.formats.base import whole_letters
from reviewkit.store.yaml_section import NOTHING, is_text_everywhere
from reviewkit.store.yaml_text import NO_YAML, fault_of
from reviewkit.words import LANGUAGE_CODES, message


@dataclass(frozen=True, slots=True)
class Label:
    """A text in one language, for a place that may hold one text, or one for each language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A text that is written in lines of its own where its key is new, so that people can read and copy it."""

    text: str


class Number(str):
    """A text that is a number or a day wherever it is one, and is then written as one: `hits: 120`. 1.10 is none, since
    other programs would read 1.1."""

    __slots__ = ()


Value = str | Label | Verbatim | Sequence["Value"] | Mapping[str, "Value | None"]  # None: without this key
Found = TypeVar("Found")
Data = str | list["Data"] | dict[str, "Data"]

_NUMBER_OR_DAY = re.compile(r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{0,5}[1-9])?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[^\W_][\w .()/&+%@;=–-]*\Z")
# Line ends to YAML, letters that it forbids, what no editor shows, and what turns the direction of the line in one.
_UNSHOWN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_WIDEST_LIST = 60  # characters of a list in brackets
_COMMENT = re.compile(r"#[^\r\n]*")


def edited(text: str, shown: str, wanted: Mapping[str, Value | None]) -> str:
    """The text after it says what is wanted. Mappings are merged, and None removes a key; of a list exactly the
    entries that are named stay, known by their `id` or their text, in that order.

    Raises ReviewkitError where the text is not YAML, or is written in a way that cannot be changed without a person.
    """
    text = text if not text or text.endswith("\n") else f"{text}\n"
    top = _composed(text, shown)
    if isinstance(top, yaml.MappingNode):
        place = _Places(text, shown)
        new = _applied(text, place.of_mapping(top, wanted))
    else:
        lines = _pair_lines((key, value) for key, value in wanted.items() if value is not None)
        new = text + "".join(f"{line}\n" for line in lines)
    _must_say(new, shown, _merged(data_of(top) if top else {}, wanted))
    return new


def with_key(text: str, shown: str, old: str, new: str) -> str:
    """The text with another name for a key at its top."""
    top = _composed(text, shown)
    keys = [key for key, _ in top.value if key.value == old] if isinstance(top, yaml.MappingNode) else []
    if top is None or not keys:
        raise ReviewkitError(message("{shown}: there is no {old!r} in this file.", shown=shown, old=old))
    key = keys[0]
    changed = f"{text[: key.start_mark.index]}{scalar(new)}{text[key.end_mark.index :]}"
    data = data_of(top)
    assert isinstance(data, dict)
    _must_say(changed, shown, {new if name == old else name: value for name, value in data.items()})
    return changed


def scalar(text: str) -> str:
    """A text as YAML in one line: in quotation marks unless it is plain without doubt, and a text to every reader."""
    if _PLAIN.match(text) and not text.endswith(" ") and is_text_everywhere(text):
        return text
    whole = whole_letters(text)  # a terminal gives half a letter for a byte that is no UTF-8
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(whole, ensure_ascii=False))


# -- what a text says


def said_in(text: str, shown: str) -> dict[str, Data]:
    """What a text says at its top; nothing where it is no mapping. Raises ReviewkitError where it is no YAML."""
    top = _composed(text, shown)
    said = data_of(top) if top else {}
    return said if isinstance(said, dict) else {}


def _composed(text: str, shown: str) -> yaml.Node | None:
    try:
        return _by_any_loader(lambda loader: yaml.compose(text, Loader=loader))
    except NO_YAML as error:
        line, said = fault_of(text, error)
        raise PlacedError(
            Place(shown, line), message("this is not YAML, so it was not changed: {said}.", said=said)
        ) from None


def _by_any_loader(read: Callable[[Any], Found]) -> Found:
    """What the parser in Python finds, or, in a text that it cannot read, the one in C, which files are read with: it
    alone knows a question in braces, `{en: Is it safe?, nb: Er det trygt?}`."""
    try:
        return read(yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError):
        return read(getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def data_of(node: yaml.Node) -> Data:
    """What a node says: texts, lists and mappings; of a key that is there twice the first counts."""
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Data] = {}
        for key, value in node.value:
            pairs.setdefault(str(key.value), data_of(value))
        return pairs
    if isinstance(node, yaml.SequenceNode):
        return [data_of(item) for item in node.value]
    return "" if not getattr(node, "style", None) and node.value in NOTHING else str(node.value)


def _merged(data: Data | None, wanted: Value) -> Data:
    """What a value says after the change."""
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, Label):
        return {**data, _language_key(data, wanted): wanted.text} if isinstance(data, dict) else wanted.text
    if isinstance(wanted, Verbatim):
        return wanted.text
    if isinstance(wanted, Mapping):
        pairs = dict(data) if isinstance(data, dict) else {}
        for key, value in wanted.items():
            if value is None:
                pairs.pop(key, None)
            else:
                pairs[key] = _merged(pairs.get(key), value)
        return pairs
    known = data if isinstance(data, list) else []
    found = _matches(known, wanted)
    return [_merged(None if at is None else known[at], value) for at, value in zip(found, wanted, strict=True)]


def _language_key(data: Mapping[str, Data], label: Label) -> str:
    """The key of a language as the file writes it: `no` and `NB` mean nb."""
    return next((key for key in data if LANGUAGE_CODES.get(key, key) == label.language), label.language)


def _matches(known: Sequence[Data], wanted: Sequence[Value]) -> list[int | None]:
    """Which entry of a list each wanted one is; None for a new one."""
    free = list(range(len(known)))
    found: list[int | None] = []
    for value in wanted:
        at = next((at for at in free if _is_entry(known[at], value)), None)
        if at is not None:
            free.remove(at)
        found.append(at)
    return found


def _is_entry(data: Data, wanted: Value) -> bool:
    if isinstance(wanted, Label):
        text = data.get(_language_key(data, wanted)) if isinstance(data, dict) else data
        return text == wanted.text
    if isinstance(wanted, Mapping) and "id" in wanted:
        return isinstance(data, dict) and data.get("id") == wanted["id"]
    return data == _merged(None, wanted)


def _whole(data: Data) -> Data:
    """Values as `scalar` writes them."""
    if isinstance(data, str):
        return whole_letters(data)
    if isinstance(data, list):
        return [_whole(one) for one in data]
    return {whole_letters(key): _whole(value) for key, value in data.items()}


def _must_say(text: str, shown: str, wanted: Data) -> None:
    """Raises ReviewkitError where a changed text does not say what it should, to the last value."""
    top = _composed(text, shown)
    if (data_of(top) if top else {}) != _whole(wanted):
        raise ReviewkitError(
            message(
                "{shown}: the file is written in a way that cannot be changed from here. Nothing was "
                "changed; please change it in an editor.",
                shown=shown,
            )
        )


# -- how new values are written


def _inline(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, Number) and _NUMBER_OR_DAY.fullmatch(value):
        return str(value)
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Label | Verbatim):
        return scalar(value.text)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key)}: {_inline(inner)}" for key, inner in value.items() if inner is not None)
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(map(_inline, value))}]"


def _fits_in_line(value: Value) -> bool:
    """Whether a value is best written in one line: a text, nothing, or a short list of texts."""
    if isinstance(value, str | Label):
        return True
    if isinstance(value, Verbatim):
        return not _is_readable_in_lines(value.text)
    if isinstance(value, Mapping):
        return not any(inner is not None for inner in value.values())
    return all(isinstance(item, str | Label | Verbatim) for item in value) and len(_inline(value)) <= _WIDEST_LIST


_NOT_IN_LINES = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _is_readable_in_lines(text: str) -> bool:
    """Whether a text says the same in lines of its own: no space before its first line, none alone in a line, no line
    end at its end, and nothing that YAML takes for one."""
    if _PLAIN.match(text) and not text.endswith(" "):
        return False
    lines = text.split("\n")
    is_kept = bool(lines[0].strip()) and not lines[0][0].isspace() and bool(lines[-1].strip())
    return is_kept and not _NOT_IN_LINES.search(text) and not any(line.isspace() for line in lines)


def _pair_lines(pairs: Iterable[tuple[str, Value]]) -> Iterator[str]:
    """The lines of keys with their values."""
    for key, value in pairs:
        if _fits_in_line(value):
            yield f"{scalar(key)}: {_inline(value)}"
        elif isinstance(value, Verbatim):
            yield f"{scalar(key)}: |-"
            yield from (f"  {line}" if line else "" for line in value.text.split("\n"))
        else:
            yield f"{scalar(key)}:"
            yield from (f"  {line}" for line in _block_lines(value))


def _block_lines(value: Value) -> Iterator[str]:
    """The lines of a mapping or a list."""
    if isinstance(value, Mapping):
        yield from _pair_lines((key, inner) for key, inner in value.items() if inner is not None)
    elif not isinstance(value, str | Label | Verbatim):
        for item in value:
            yield from _item_lines(item)


def _item_lines(item: Value) -> Iterator[str]:
    """The lines of an entry of a list."""
    lines = [_inline(item)] if _fits_in_line(item) else list(_block_lines(item))
    yield from (f"{'  ' if at else '- '}{line}" for at, line in enumerate(lines))


# -- where values are in the text


class _Edit(NamedTuple):
    """What comes in place of a part of the text."""

    start: int
    end: int
    text: str


def _applied(text: str, edits: Iterable[_Edit], start: int = 0, end: int | None = None) -> str:
    """A part of the text after these edits, which do not overlap."""
    pieces = []
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[start : edit.start], edit.text]
        start = edit.end
    return "".join([*pieces, text[start:end]])


class _Part(NamedTuple):
    """A part of the text."""

    start: int
    end: int


@dataclass(slots=True)
class _Places:
    """Finds the edits that make a text say what is wanted."""

    text: str
    shown: str
    comments: list[tuple[int, str]] = field(init=False)
    dashes: list[int] = field(init=False)  # where entries of block lists begin
    newline: str = field(init=False)

    def __post_init__(self) -> None:
        tokens = _by_any_loader(lambda loader: list(yaml.scan(self.text, Loader=loader)))
        self.comments = [
            (found.start(), found[0].rstrip())
            for token, following in itertools.pairwise(tokens)
            for found in _COMMENT.finditer(self.text, token.end_mark.index, following.start_mark.index)
        ]
        self.dashes = [token.start_mark.index for token in tokens if isinstance(token, yaml.BlockEntryToken)]
        self.newline = "\r\n" if "\r\n" in self.text else "\n"

    def of_mapping(self, node: yaml.MappingNode, wanted: Mapping[str, Value | None]) -> list[_Edit]:
        """The edits that merge keys into a mapping."""
        pairs = {str(key.value): (key, value) for key, value in reversed(node.value)}
        edits: list[_Edit] = []
        new = []
        for name, value in wanted.items():
            if value is None:
                edits += self._without(node, pairs[name]) if name in pairs else ()
            elif name in pairs:
                edits += self._of_pair(*pairs[name], value, bool(node.flow_style))
            else:
                new.append((name, value))
        return [*edits, *(self._added(node, new) if new else ())]

    def _of_pair(self, key: yaml.Node, node: yaml.Node, wanted: Value, in_flow: bool) -> list[_Edit]:
        """The edits that change the value of a key."""
        data = data_of(node)
        if _merged(data, wanted) == data:
            return []
        if isinstance(node, yaml.MappingNode):
            if isinstance(wanted, Label) and isinstance(data, dict):
                wanted = {_language_key(data, wanted): wanted.text}
            if isinstance(wanted, Mapping) and node.value:
                return self.of_mapping(node, wanted)
        if not isinstance(node, yaml.SequenceNode) or isinstance(wanted, str | Label | Verbatim | Mapping):
            return self._replaced(key, node, wanted, None, in_flow)
        if node.value and wanted and not node.flow_style:
            return [self._list(node, wanted)]
        return self._replaced(key, node, wanted, self._pieces(node, wanted), in_flow)

    def _replaced(
        self, key: yaml.Node, node: yaml.Node, wanted: Value, pieces: list[str] | None, in_flow: bool
    ) -> list[_Edit]:
        """The edits that write a value anew; `pieces` are the entries of a list, where some are as they were."""
        lines = list(_block_lines(wanted)) if pieces is None else [f"- {piece}" for piece in pieces]
        inline = _inline(wanted) if pieces is None else f"[{', '.join(pieces)}]"
        in_line = in_flow or _fits_in_line(wanted) or not lines
        colon = self.text.index(":", key.end_mark.index) + 1
        part = _Part(node.start_mark.index, self._end(node))
        if self._is_block(node):
            part = _Part(self._line_start(part.start), self._line_end(part.end))
            kept = self._comment_lines(part, key.start_mark.column + 2)
            if in_line:
                return [_Edit(colon, colon, f" {inline}"), _Edit(*part, kept)]
            return [_Edit(*part, self._indented(lines, key.start_mark.column + 2) + kept)]
        self._must_be_free_of_comments(part)
        if in_line:
            space = "" if part.start > colon else " "
            return [_Edit(*part, f"{space}{inline}")]
        below = self._line_end(part.end)
        rest = self.text[part.end : below].strip()
        start = part.start if rest else colon
        return [_Edit(start, part.end, ""), _Edit(below, below, self._indented(lines, key.start_mark.column + 2))]

    def _list(self, node: yaml.SequenceNode, wanted: Sequence[Value]) -> _Edit:
        """A list in lines, with the entries that are wanted; those that stay keep their lines and comments."""
        parts = [self._lines_of(item) for item in node.value]
        found = _matches([data_of(item) for item in node.value], wanted)
        column = self._column(self._dash(node.value[0]))
        kept: dict[int, str] = {}
        above = ""  # what is left of entries that go, and the lines between entries
        for at, (item, part) in enumerate(zip(node.value, parts, strict=True)):
            above += self.text[parts[at - 1].end : part.start] if at else ""
            if at in found:
                kept[at] = above + self._changed(item, part, wanted[found.index(at)])
                above = ""
            else:
                above += self._comment_lines(part, column)
        pieces = [
            self._indented(_item_lines(value), column) if at is None else kept[at]
            for at, value in zip(found, wanted, strict=True)
        ]
        return _Edit(parts[0].start, parts[-1].end, "".join([*pieces, above]))

    def _changed(self, item: yaml.Node, part: _Part, wanted: Value) -> str:
        """The text of an entry of a list after it was changed."""
        if isinstance(item, yaml.MappingNode) and isinstance(wanted, Mapping):
            return _applied(self.text, self.of_mapping(item, wanted), *part)
        return self.text[part.start : part.end]

    def _pieces(self, node: yaml.SequenceNode, wanted: Sequence[Value]) -> list[str]:
        """The entries of a list in brackets after the change, each as text."""
        found = _matches([data_of(item) for item in node.value], wanted)
        items = [(item, _Part(item.start_mark.index, self._end(item))) for item in node.value]
        return [
            _inline(value) if at is None else self._changed(*items[at], value)
            for at, value in zip(found, wanted, strict=True)
        ]

    def _without(self, node: yaml.MappingNode, pair: tuple[yaml.Node, yaml.Node]) -> list[_Edit]:
        """The edits that remove a key with its value."""
        key, value = pair
        at = [one for one, _ in node.value].index(key)
        following = [one.start_mark.index for one, _ in node.value[at + 1 : at + 2]]
        part = _Part(key.start_mark.index, self._end(value))
        own_line = not self.text[self._line_start(part.start) : part.start].strip()
        if node.flow_style or not own_line:
            before = self._end(node.value[at - 1][1]) if at else part.start
            part = _Part(part.start, following[0]) if following else _Part(before, part.end)
            self._must_be_free_of_comments(part)
            return [_Edit(*part, "")]
        part = _Part(self._line_start(part.start), self._line_end(part.end))
        return [_Edit(*part, self._comment_lines(part, key.start_mark.column))]

    def _added(self, node: yaml.MappingNode, new: list[tuple[str, Value]]) -> list[_Edit]:
        """The edits that add keys at the end of a mapping."""
        if node.flow_style:
            pairs = ", ".join(f"{scalar(name)}: {_inline(value)}" for name, value in new)
            at = self._end(node.value[-1][1]) if node.value else node.start_mark.index + 1
            return [_Edit(at, at, f", {pairs}" if node.value else pairs)]
        at = self._line_end(self._end(node))
        return [_Edit(at, at, self._indented(_pair_lines(new), node.value[0][0].start_mark.column))]

    def _must_be_free_of_comments(self, part: _Part) -> None:
        for at, _ in self.comments:
            if part.start <= at < part.end:
                raise ReviewkitError(
                    message(
                        "{shown}:{line}: there is a comment inside brackets, which would be lost. Nothing was "
                        "changed; please change this in an editor.",
                        shown=self.shown,
                        line=self.text.count(chr(10), 0, at) + 1,
                    )
                )

    def _comment_lines(self, part: _Part, column: int) -> str:
        """The comments in a part of the text, each as a line of its own."""
        return self._indented([said for at, said in self.comments if part.start <= at < part.end], column)

    def _indented(self, lines: Iterable[str], column: int) -> str:
        return "".join(f"{' ' * column}{line}{self.newline}" for line in lines)

    def _is_block(self, node: yaml.Node) -> bool:
        """Whether a value has lines of its own below its key."""
        return isinstance(node, yaml.CollectionNode) and not node.flow_style

    def _lines_of(self, item: yaml.Node) -> _Part:
        """The lines of an entry of a list."""
        return _Part(self._line_start(self._dash(item)), self._line_end(self._end(item)))

    def _dash(self, item: yaml.Node) -> int:
        return max(at for at in self.dashes if at <= item.start_mark.index)

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends, without the comments and lines below it."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style:
            return self._end(node.value[-1][1])
        if isinstance(node, yaml.SequenceNode) and not node.flow_style:
            return self._end(node.value[-1])
        if getattr(node, "style", None) in ("|", ">"):
            return len(self.text[: node.end_mark.index].rstrip())
        return int(node.end_mark.index)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def _column(self, at: int) -> int:
        return at - self._line_start(at)
