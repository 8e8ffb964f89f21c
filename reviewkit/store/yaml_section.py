"""YAML files that people write, read with their lines: every value is text, and what is not understood is a problem.

All scalars stay text, so `country: NO` is "NO" and `version: 1.10` is "1.10" (YAML 1.1 would say false and 1.1).
Anchors and aliases are refused: no file of a review needs them, and they can expand without limit.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from reviewkit import limits
from reviewkit.errors import Level, Place, PlacedError, Problem
from reviewkit.store import yaml_text
from reviewkit.store.files import read_text
from reviewkit.words import LANGUAGE_CODES, message

Choice = TypeVar("Choice", bound=StrEnum)


NOTHING = ("", "~", "null", "Null", "NULL")  # without quotes, as YAML says it
# What readers of YAML 1.1 (PyYAML, R) take for yes or no, a number or a day where it is without quotation marks.
_NO_TEXT_ELSEWHERE = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|[-+]?(?:0[xob][0-9a-f_]+|[0-9.][0-9_.,:]*+(?:e[-+]?[0-9]+)?)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)?",
    re.IGNORECASE,
)
_MOST_UNKNOWN = 100  # keys of one mapping that are told one by one: a file of another program may have 100,000
_LONGEST_NUMBER = 15  # digits; no count of a review is longer, and Python refuses to read 4,301
_WHOLE_NUMBER = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]{0,2}(\s[0-9]{3})+)\Z")
_SEPARATED = re.compile(r"[0-9]+([,.\s]+[0-9]+)+\Z")  # perhaps a decimal number
_YES = frozenset(("yes", "true", "ja", "on", "1"))
_NO = frozenset(("no", "false", "nei", "off", "0"))


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\Z")  # a code such as en, nb or pt-BR

# The C parser is ten times as fast, but is not available on all computers.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Section:
    """A mapping of a YAML file. Each getter names the key; what is wrong goes to `problems` with file and line."""

    path: str
    name: str
    line: int
    values: dict[str, yaml.Node]
    problems: list[Problem]
    lines: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    @property
    def place(self) -> Place:
        return Place(self.path, self.line)

    def place_of(self, key: str) -> Place:
        """The place of a key."""
        return Place(self.path, self.lines.get(key, self.line))

    def problem(self, key: str, message: str, level: Level = Level.ERROR, code: str = "yaml") -> None:
        self.problems.append(Problem(self.place_of(key), message, level, code))

    def text(self, key: str, default: str = "") -> str:
        """The value as text; a list or a mapping there is a problem."""
        node = self._node(key)
        if node is None:
            return "" if key in self.values else default
        if not isinstance(node, yaml.ScalarNode):
            self.problem(
                key, message("{called} should be one value, not a list or a mapping", called=self._called(key))
            )
            return default
        return str(node.value).strip()

    def verbatim(self, key: str) -> str:
        """As text, with the spaces at its start and end."""
        node = self._node(key)
        return str(node.value) if isinstance(node, yaml.ScalarNode) else self.text(key)

    def needed(self, key: str) -> str:
        """The value as text; an empty one is a problem."""
        value = self.text(key)
        if not value:
            self.problem(key, message("{called} is missing. Add `{key}: ...`", called=self._called(key), key=key))
        return value

    def integer(self, key: str) -> int | None:
        """A whole number from 0, or None where the key is absent or empty. "1 502" and "1,502" are 1502;
        what is not in groups of three may have been a decimal number, so "1,5" and "12 34" are problems."""
        text = self.text(key)
        if not text:
            return None
        digits = re.sub(r"[,\s]", "", text)  # \s knows every space: no-break, thin, narrow
        if _WHOLE_NUMBER.match(text) and len(digits) <= _LONGEST_NUMBER:
            return int(digits)
        hint = message("; write only the digits of a whole number, such as 1502") if _SEPARATED.match(text) else ""
        self.problem(
            key,
            message(
                "{called} should be a whole number, not {text!r}{hint}",
                called=self._called(key),
                text=text[:40],
                hint=hint,
            ),
        )
        return None

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """One of the words of a StrEnum."""
        text = self.text(key)
        if not text:
            return default
        try:
            return kind(text)
        except ValueError:
            words = ", ".join(kind)
            self.problem(
                key,
                message(
                    "{called} is {text!r}. It can be: {words}", called=self._called(key), text=text, words=words
                ),
            )
            return default

    def choice_or_none(
        self, key: str, kind: type[Choice], also: Mapping[str, Choice] = MappingProxyType({})
    ) -> Choice | None:
        """As choice, also by other words that people use; None where the key is absent, empty or no such word."""
        text = self.text(key)
        if not text:
            return None
        word = " ".join(text.casefold().split())
        if word in also:
            return also[word]
        if word in list(kind):
            return kind(word)
        self.problem(
            key,
            message(
                "{called} is {text!r}. It can be: {words}",
                called=self._called(key),
                text=text,
                words=", ".join(kind),
            ),
        )
        return None

    def yes(self, key: str, default: bool) -> bool:
        """Yes or no, in the words of YAML, English and Norwegian."""
        text = self.text(key)
        if text.casefold() in _YES:
            return True
        if text and text.casefold() not in _NO:
            self.problem(
                key,
                message(
                    "{called} is {text!r}. It can be: {words}",
                    called=self._called(key),
                    text=text,
                    words="yes, no",
                ),
            )
        return default if not text else False

    def day(self, key: str) -> date | None:
        """A date as 2026-01-31, or None where the key is absent or empty."""
        text = self.text(key)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.problem(
                key,
                message("{called} is {text!r}; write the date as 2026-01-31", called=self._called(key), text=text),
            )
            return None

    def is_value(self, key: str) -> bool:
        """Whether one value is at the key, not a list, a mapping or nothing."""
        node = self._node(key)
        return isinstance(node, yaml.ScalarNode) and bool(self.text(key))

    def is_list(self, key: str) -> bool:
        """Whether a list is at the key (lines that start with `- `)."""
        return isinstance(self._node(key), yaml.SequenceNode)

    def word(self, key: str, words: tuple[str, ...], default: str) -> str:
        """One of the words that are known here."""
        value = self.text(key) or default
        if value not in words:
            self.problem(
                key,
                message(
                    "{called} is {text!r}. It can be: {words}",
                    called=self._called(key),
                    text=value,
                    words=", ".join(words),
                ),
            )
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        node = self._node(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (str(node.value).strip(),)
        if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
            return tuple(str(item.value).strip() for item in node.value if not _is_nothing(item))
        self.problem(key, message("{called} should be a list of texts", called=self._called(key)))
        return ()

    def labels(self, key: str, default_language: str = "en") -> dict[str, str]:
        """A text by language, or one text, which then is in the default language."""
        node = self._node(key)
        if node is None:
            return {}
        if isinstance(node, yaml.ScalarNode):
            return {default_language: str(node.value)} if node.value else {}
        section = self._section(key, node)
        if section is None:
            return {}
        found = {language: text for language in section.values if (text := section.text(language))}
        for language in found:
            if not _LANGUAGE.match(language):
                section.problem(
                    language,
                    f"{section.name}: {language!r} is read as the name of a language. Put the whole text in quotation "
                    f'marks, as in "{language}: {found[language]}", or write the language as en, nb or nn',
                )
        return {LANGUAGE_CODES.get(language, language): text for language, text in found.items()}

    def labels_list(self, key: str, default_language: str = "en") -> tuple[dict[str, str], ...]:
        """A list of labels; one text alone is a list of one."""
        node = self._node(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = []
        for item in items:
            one = Section(self.path, self.name, item.start_mark.line + 1, {key: item}, self.problems)
            found.append(one.labels(key, default_language))
        return tuple(label for label in found if label)

    def section(self, key: str) -> "Section | None":
        """A mapping below this one, or None where the key is absent or empty."""
        node = self._node(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return None
        return self._section(key, node)

    def sections(self, key: str, short: str = "") -> "list[Section]":
        """A list of mappings; absent or empty is an empty list.

        With `short`, a text in the list stands for a mapping that has only this key (`- aim` for `- {id: aim}`).
        """
        node = self._node(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problem(
                key, message("{called} should be a list (lines that start with `- `)", called=self._called(key))
            )
            return []
        found = (self._short(key, item, short) or self._section(key, item) for item in node.value)
        return [section for section in found if section is not None]

    def _short(self, key: str, node: yaml.Node, short: str) -> "Section | None":
        """The mapping that a text in a list stands for; None where it stands for none."""
        if not short or not isinstance(node, yaml.ScalarNode) or _is_nothing(node):
            return None
        line = node.start_mark.line + 1
        return Section(self.path, self._called(key), line, {short: node}, self.problems, {short: line})

    def named(self) -> "Iterator[tuple[str, Section]]":
        """The mappings below this one by name, for files whose keys are names that people choose."""
        for key, node in self.values.items():
            self.seen.add(key)
            section = self._section(key, node)
            if section is not None:
                yield key, section

    def counts(self, key: str) -> dict[str, int]:
        """Whole numbers by name."""
        section = self.section(key)
        if section is None:
            return {}
        return {name: count for name in section.values if (count := section.integer(name)) is not None}

    def done(self) -> None:
        """Call after reading all known keys: every other key becomes a problem, with a suggestion."""
        unknown = [key for key in self.values if key not in self.seen]
        for key in unknown[:_MOST_UNKNOWN]:
            near = difflib.get_close_matches(key, self.seen, 1)
            hint = (
                message("; did you mean {meant!r}?", meant=near[0])
                if near
                else message(". Known keys: {known}", known=", ".join(sorted(self.seen)))
            )
            self.problem(key, message("unknown key {key!r}{hint}", key=key, hint=hint))
        if more := unknown[_MOST_UNKNOWN:]:
            self.problem(more[0], message("{n} more unknown keys", n=len(more)))

    def _called(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _node(self, key: str) -> yaml.Node | None:
        """What is at a key; None where the key is absent, or has nothing or null behind it."""
        self.seen.add(key)
        node = self.values.get(key)
        return None if node is None or _is_nothing(node) else node

    def _section(self, key: str, node: yaml.Node) -> "Section | None":
        if isinstance(node, yaml.MappingNode):
            return _mapping(node, self.path, self._called(key), self.problems)
        self.problems.append(
            Problem(
                Place(self.path, node.start_mark.line + 1),
                message(
                    "{called} should be a mapping (lines like `name: value`){hint}",
                    called=self._called(key),
                    hint=yaml_text.missing_space(node),
                ),
                Level.ERROR,
                "yaml",
            )
        )
        return None


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in NOTHING


def read_section(path: Path, shown: str, problems: list[Problem]) -> Section:
    """The top-level mapping of a YAML file; an empty file is an empty mapping.

    Raises ReviewkitError, with the line, where the file is not YAML or not a mapping.
    """
    return parse_section(read_text(path), shown, problems)


def section_or_problem(path: Path, shown: str, problems: list[Problem]) -> Section | None:
    """As read_section; a file that cannot be read is a problem, and does not count."""
    try:
        return read_section(path, shown, problems)
    except PlacedError as error:
        said = message("{said} Until then nothing in this file counts", said=error.said)
        problems.append(Problem(Place(shown, error.place.line), said, Level.ERROR, "unreadable"))
        return None


def parse_section(text: str, shown: str, problems: list[Problem]) -> Section:
    """As read_section, for text that has already been read."""
    if len(text) > limits.YAML:
        raise PlacedError(
            Place(shown),
            message(
                "this file has more than {most} MB, so it was not read. Is it the file you mean?",
                most=f"{limits.YAML / 1_000_000:g}",
            ),
        )
    text = yaml_text.prepared(text, shown, problems)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml_text.NO_YAML as error:
        line, said = yaml_text.fault_of(text, error)
        raise PlacedError(Place(shown, line), message("this is not YAML: {said}.", said=said)) from None
    if node is None:
        return Section(shown, "", 1, {}, problems)
    _refuse_aliases(node, shown)
    problems += yaml_text.doubts(node, text, shown)
    if not isinstance(node, yaml.MappingNode):
        said = message(
            "the file should be a mapping (lines like `name: value`){hint}.", hint=yaml_text.missing_space(node)
        )
        raise PlacedError(Place(shown, 1), said)
    return _mapping(node, shown, "", problems)


def _refuse_aliases(top: yaml.Node, shown: str) -> None:
    """Raises ReviewkitError for a node that occurs twice, which means that an alias (`*name`) points to it."""
    seen: set[int] = set()
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            line = node.start_mark.line + 1
            said = message("aliases (*name) are not allowed here. Write the value out each time.")
            raise PlacedError(Place(shown, line), said)
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _mapping(node: yaml.MappingNode, path: str, name: str, problems: list[Problem]) -> Section:
    section = Section(path, name, node.start_mark.line + 1, {}, problems)
    for key_node, value in node.value:
        key = str(key_node.value)
        if key in section.values:
            section.lines[key] = key_node.start_mark.line + 1
            section.problem(
                key, message("the key {key!r} is used twice; only the first is read. Remove one of them", key=key)
            )
            continue
        section.values[key] = value
        section.lines[key] = key_node.start_mark.line + 1
    return section


def is_text_everywhere(text: str) -> bool:
    """Whether a text without quotation marks is a text to readers of YAML 1.1 too: `No`, `1e3` and 2026-01-31 are none.

    To reviewkit every value is a text.
    """
    return not _NO_TEXT_ELSEWHERE.fullmatch(text)


def as_text(text: str) -> str:
    """A text for a change by `rewritten`: in quotation marks where others would take it for something else."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    return text if is_text_everywhere(text) else DoubleQuotedScalarString(text)


def rewritten(text: str, shown: str, change: Callable[[Any], None]) -> str:
    """The text of a YAML file after a change of its top mapping; comments, order and quotation marks stay.

    `change` is given the mapping of ruamel.yaml. Raises ReviewkitError where the text is not YAML.
    """
    import io

    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml_file = YAML()
    yaml_file.preserve_quotes = True
    yaml_file.width = 4096
    yaml_file.indent(mapping=2, sequence=4, offset=2)
    try:
        top = yaml_file.load(text)
    except (YAMLError, *yaml_text.NO_YAML) as error:
        raise _unchanged(text, shown, error) from None
    if top is None:
        top = yaml_file.map()
    change(top)
    out = io.StringIO()
    try:
        yaml_file.dump(top, out)
    except (YAMLError, *yaml_text.NO_YAML) as error:  # it reads `!!set {[a]: b}`, and cannot write it
        raise _unchanged(text, shown, error) from None
    return out.getvalue()


def _unchanged(text: str, shown: str, error: Exception) -> PlacedError:
    line, said = yaml_text.fault_of(text, error)
    return PlacedError(Place(shown, line), message("this is not YAML, so it was not changed: {said}.", said=said))
