"""What the check finds: each change by itself, and false alarms in the unchanged text."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.manuscripts.changes import Change
from benchmarks.manuscripts.filled import Claim, Filled, Kind
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.claim import Claim as Said
from reviewkit.model.passages import Manuscript, Passage

Check = Callable[[Manuscript], Sequence[CheckedClaim]]
WRONG = (Answer.DISAGREES, Answer.PARTS_DISAGREE)
_NUMBER = re.compile(r"(?<![\w.])\d[\d.,]*(?!\w)")
_CITED = re.compile(r"\b\w[^().;]*?,? \d{4}(?=[;)])")


@dataclass(frozen=True)
class Checked:
    """A text as the check reads it, with its claims and their answers."""

    text: str
    manuscript: Manuscript
    claims: tuple[CheckedClaim, ...]

    @cached_property
    def wrong(self) -> tuple[CheckedClaim, ...]:
        """The claims that disagree."""
        return tuple(one for one in self.claims if one.answer in WRONG)

    def passage(self, said: Said) -> Passage:
        """The passage of a claim."""
        return self.manuscript.passages[said.passage - 1]

    def line(self, said: Said) -> int:
        """The line of the file that a claim is on."""
        return self.passage(said).line_at(said.start) or 0

    def key(self, one: CheckedClaim) -> tuple[int, str, str]:
        """What tells an alarm from others, to see which are new; a change leaves all lines in their places."""
        return self.line(one.claim), one.claim.words, str(one.says)

    def spans(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The places in passages (number, start, end) of words of the file; of no words, all passages of their line."""
        line = self.text.count("\n", 0, start) + 1
        own = [one for one in self.manuscript.passages if _is_on(one, line)]
        if start == end or not own:
            return [(one.number, 0, len(one.text) + 1) for one in own]
        words = _breaking(self.text[start:end])
        begun = self._begin(own[0].line or 0)
        before = len(re.findall(re.escape(words), _breaking(self.text[begun:start])))
        places = [
            (one.number, at.start(), at.end())
            for one in own
            for at in re.finditer(re.escape(words), _breaking(one.text))
        ]
        return places[before : before + 1]

    def _begin(self, line: int) -> int:
        """Where a line of the file begins."""
        return self._lines[line - 1]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def _breaking(text: str) -> str:
    """A text whose spaces may all break, as the check reads it."""
    return text.replace("\u00a0", " ")


def _is_on(passage: Passage, line: int) -> bool:
    return passage.line is not None and passage.line <= line <= (passage.line_at(len(passage.text)) or 0)


def checked(check: Check, text: str, name: str) -> Checked:
    """A text with what the check answers."""
    manuscript = read_manuscript(text.encode(), name)
    return Checked(text, manuscript, tuple(check(manuscript)))


@dataclass(frozen=True)
class Result:
    """A change and whether it was found."""

    change: Change
    line: int
    sentence: str
    is_found: bool


@dataclass(frozen=True)
class Report:
    """What the check makes of a manuscript: of the unchanged text, and of each change."""

    manuscript: Filled
    unchanged: Checked
    results: tuple[Result, ...]

    @property
    def words(self) -> int:
        """How long the manuscript is."""
        return len(self.manuscript.text.split())

    def agrees(self, claim: Claim) -> bool:
        """Whether the check says of a claim in the unchanged text that it agrees."""
        return bool(claim.start < claim.end) and any(
            one.answer is Answer.AGREES and _meet(one.claim, span)
            for span in self.unchanged.spans(claim.start, claim.end)
            for one in self.unchanged.claims
        )

    @property
    def outside(self) -> int:
        """How many numbers and citations of the text say what no folder shows, such as those of its background."""
        body = list(self.manuscript.text)
        for claim in self.manuscript.claims:
            body[claim.start : claim.end] = " " * (claim.end - claim.start)
        listed = [claim.start for claim in self.manuscript.claims if claim.kind is Kind.REFERENCE]
        lines = "".join(body)[: min(listed, default=len(body))].split("\n")
        text = "\n".join(line for line in lines if not line.startswith(("#", "|")))
        cited = _CITED.findall(text)
        return len(cited) + len(_NUMBER.findall(_CITED.sub(" ", text)))


def report(check: Check, manuscript: Filled, made: Sequence[Change]) -> Report:
    """Check the unchanged text, and the text with each change."""
    name = manuscript.file
    unchanged = checked(check, manuscript.text, name)
    before = {unchanged.key(one) for one in unchanged.wrong}
    results = []
    for change in made:
        after = checked(check, change.made(manuscript.text), name)
        new = [one for one in after.wrong if after.key(one) not in before]
        results.append(
            Result(
                change,
                manuscript.text.count("\n", 0, change.claim.start) + 1,
                _sentence(manuscript.text, change),
                any(_names(after, one, change) for one in new),
            )
        )
    return Report(manuscript, unchanged, tuple(results))


def _sentence(text: str, change: Change) -> str:
    """Some words around the change, with the right and the wrong ones."""
    claim = change.claim
    begun = max(text.rfind("\n", 0, claim.start) + 1, claim.start - 90)
    ended = text.find("\n", claim.end)
    after = text[claim.end : min(len(text) if ended < 0 else ended, claim.end + 60)]
    right = text[claim.start : claim.end]
    return f"{text[begun : claim.start]}[{right} -> {change.wrong}]{after}"


def _names(after: Checked, one: CheckedClaim, change: Change) -> bool:
    """Whether an alarm is at the change, or names it."""
    spans = after.spans(change.claim.start, change.claim.start + len(change.wrong))
    said = [one.claim, *([one.other] if one.other else [])]
    if any(_meet(claim, span) for claim in said for span in spans):
        return True
    if any(_same_line_of_table(after, claim, span) for claim in said for span in spans):
        return True
    about = change.claim.about
    return bool(about) and any(about in text for text in (str(one.says), *(claim.words for claim in said)))


def _meet(said: Said, span: tuple[int, int, int]) -> bool:
    passage, start, end = span
    return said.passage == passage and said.start < end and start < max(said.end, said.start + 1)


def _same_line_of_table(after: Checked, said: Said, span: tuple[int, int, int]) -> bool:
    """Whether an alarm is in the row or the column of a changed cell."""
    here, there = after.passage(said).cell, after.manuscript.passages[span[0] - 1].cell
    if here is None or there is None or here.table != there.table:
        return False
    return here.row == there.row or here.column == there.column


def alarms(one: Report) -> Iterator[tuple[int, str, str, str]]:
    """The false alarms of the unchanged text: line, words, their surroundings and what was said."""
    for alarm in one.unchanged.wrong:
        claim, text = alarm.claim, one.unchanged.passage(alarm.claim).text
        around = (
            text[max(0, claim.start - 80) : claim.start] + f"[{claim.words}]" + text[claim.end : claim.end + 60]
        )
        yield one.unchanged.line(claim), claim.words, around, str(alarm.says)
