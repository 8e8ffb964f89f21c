"""The audit trail of a thematic analysis: what the logs show of each of the six phases, as an appendix."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from reviewkit.coding import Cell
from reviewkit.locales import Labels
from reviewkit.model import CodebookAct, Undo
from reviewkit.phases import Phases, label_change, labelled
from reviewkit.render.coding_methods import agreed
from reviewkit.render.document import Document, Section
from reviewkit.render.tables.table import Table
from reviewkit.words import CODEBOOK_OPS, REVIEW_ACTIONS

PHASES = range(1, 7)


def audit_trail(found: Phases, names: Mapping[str, str], labels: Labels) -> Document:
    """The appendix. A phase of which nothing is logged says so. `names` are those of people, by their ids."""
    said = _Said(found, names, labels)
    introduction = [said("introduction", codebook=found.book.title, version=found.book.version)]
    introduction += agreed(found, labels)
    if found.last:
        introduction.append(said("last", day=said.day(found.last)))
    missing = [str(phase) for phase in PHASES if not found.is_shown(phase)]
    if missing:
        introduction.append(said("not_shown", phases=", ".join(missing), n=len(missing)))
    parts = (_read, _coded, _searched, _reviewed, _defined, _reported)
    sections = [said.section(phase, part) for phase, part in zip(PHASES, parts, strict=True)]
    return Document(said("title"), tuple(introduction), (*sections, _changes(said)), labels.language)


class _Said:
    """The words of a language, and what they are said of."""

    def __init__(self, found: Phases, names: Mapping[str, str], labels: Labels) -> None:
        self.found, self.names, self.labels = found, names, labels

    def __call__(self, key: str, /, **values: object) -> str:
        return self.labels.sentence(f"audit.{key}", **values) if values else self.labels.text(f"audit.{key}")

    def day(self, at: datetime | None) -> str:
        return f"{at:%Y-%m-%d}" if at else self("no_date")

    def person(self, who: str) -> str:
        return self.names.get(who) or who

    def number(self, n: int) -> str:
        return self.labels.number(n)

    def label(self, code: str) -> str:
        """What a code is called now, or its id where it is in the codebook no more."""
        codes = (one for one in self.found.book.codes if one.id == code)
        return next((one.label(self.labels.language) for one in codes), code)

    def table(self, caption: str, heads: str, rows: Sequence[tuple[str, ...]]) -> tuple[Table, ...]:
        """A table with these heads; none where it has no rows."""
        head = tuple(self(f"head_{name}") for name in heads.split())
        made = Table(self(caption), head, tuple(rows), language=self.labels.language)
        return (made,) if rows else ()

    def section(self, phase: int, part: "_Part") -> Section:
        """A phase: what is logged of it, or that nothing is."""
        paragraphs, tables = part(self)
        logged = self.found.in_phase.get(phase, 0)
        said = [] if self.found.is_shown(phase) else [self("nothing")]
        said += [self("in_phase", n=logged)] if logged else []
        return Section(self(f"phase_{phase}"), (*said, *paragraphs), tables)


_Parts = tuple[list[str], tuple[Table, ...]]
_Part = Callable[[_Said], _Parts]


def _read(said: _Said) -> _Parts:
    found = said.found
    if not found.readings:
        return [], ()
    rows = [
        (
            said.person(row.by),
            row.study.citation,
            said.day(row.at),
            said.number(row.texts) + (f" ({said('other_texts')})" if row.other_texts_now else ""),
            row.memo,
        )
        for row in found.readings
    ]
    return [said("read", n=len(rows), read=found.read, total=found.studies)], said.table(
        "caption_read", "person study day texts memo", rows
    )


def _coded(said: _Said) -> _Parts:
    found = said.found
    lines = [said("closed", n=found.closed)] if found.closed else []
    if found.coders:
        lines.append(
            said(
                "coded",
                quotes=found.quotes,
                studies=found.quoted_studies,
                total=found.studies,
                codes=found.codes_used,
            )
        )
        lines += [said("marks", n=found.study_marks)] if found.study_marks else []
        lines += [said("undated", n=found.undated)] if found.undated else []
        lines.append(said("unfinished", n=found.unfinished) if found.unfinished else said("finished"))
    if begun := found.begun_with:
        key = "begun" if begun.ids else "begun_empty"
        lines.append(said(key, day=said.day(begun.at), n=len(begun.ids)))
    else:
        lines.append(said("no_history"))
    return lines, (*_coders(said), *_created(said))


def _coders(said: _Said) -> tuple[Table, ...]:
    coders = [
        (
            said.person(row.coder),
            *map(said.number, (row.quotes, row.study_marks, row.studies, row.finished)),
            said.day(row.first),
            said.day(row.last),
        )
        for row in said.found.coders
    ]
    return said.table("caption_coders", "person quotes marks studies finished from until", coders)


def _created(said: _Said) -> tuple[Table, ...]:
    created = [
        (
            said.person(row.by),
            str(row.phase or said("no_phase")),
            said.number(row.codes),
            said.day(row.first),
            said.day(row.last),
        )
        for row in said.found.created
    ]
    return said.table("caption_created", "person phase codes from until", created)


def _searched(said: _Said) -> _Parts:
    found = said.found
    lines = []
    if found.candidates_made:
        lines.append(said("candidates_made", n=found.candidates_made, promoted=found.candidates_promoted))
    if found.lists.candidates:
        labels = "; ".join(said.label(one.code.id) for one in found.lists.candidates)
        lines.append(said("candidates", n=len(found.lists.candidates), labels=labels))
    if found.lists.parked:
        labels = "; ".join(said.label(one.code.id) for one in found.lists.parked)
        lines.append(said("parked", n=len(found.lists.parked), labels=labels))
    return lines, ()


def _reviewed(said: _Said) -> _Parts:
    found, left = said.found, said.found.lists
    lines = []
    if found.recoded:
        lines.append(said("recoded", n=found.recoded))
    if found.reviewed:
        lines.append(said("reviewed", n=found.reviewed, quotes=found.quotes))
    now = {
        "open_reviews": found.open_reviews,
        "contradicting": len(left.contradicting),
        "no_theme": sum(one.is_used for one in left.no_theme),
        "not_coded": len(left.not_coded),
    }
    lines += [said(key, n=n) for key, n in now.items() if n and found.coders]
    reviews = [
        (said.person(who), *(said.number(counts[action]) for action in REVIEW_ACTIONS))
        for who, counts in found.reviews.items()
    ]
    consulted = [
        (one.day, one.whom, ", ".join(map(said.label, one.about)), one.said, one.led_to)
        for one in found.consultations
    ]
    return lines, (
        *said.table("caption_reviews", f"person {' '.join(REVIEW_ACTIONS)}", reviews),
        *said.table("caption_consulted", "day whom about said led_to", consulted),
    )


def _defined(said: _Said) -> _Parts:
    found = said.found
    if not found.themes:
        return [said("no_themes")], ()
    rows = [
        (
            row.theme.label(said.labels.language),
            said("candidate") if row.theme.status == "candidate" else said("theme"),
            row.definition or said("none"),
            row.central_concept or said("none"),
        )
        for row in found.themes
    ]
    line = said("defined", n=len(rows), defined=found.defined, concepts=found.with_concept)
    return [line], said.table("caption_themes", "theme status definition concept", rows)


def _reported(said: _Said) -> _Parts:
    found, cells = said.found, said.found.cells
    lines = []
    if found.coders and cells:
        lines.append(
            said(
                "matrix",
                present=cells[Cell.PRESENT],
                contradicted=cells[Cell.CONTRADICTED],
                not_found=cells[Cell.NOT_FOUND],
                not_assessed=cells[Cell.NOT_ASSESSED],
            )
        )
    if found.findings:
        lines.append(said("findings", n=found.findings))
    lines.append(said("writing"))
    return lines, ()


def _changes(said: _Said) -> Section:
    """Every change to the codebook, with its reason, also those that were undone."""
    found = said.found
    if not found.changes:
        return Section(said("changes"), (said("no_changes"),))
    in_effect = sum(found.ops.values())
    ops = ", ".join(said(f"count_{op}", n=found.ops[op]) for op in CODEBOOK_OPS if found.ops.get(op))
    lines = [said("changed", n=in_effect, ops=ops)] if ops else []
    lines += [said("phase_not_said", n=found.in_phase[0])] if found.in_phase.get(0) else []
    rows = [_change(said, *one) for one in labelled(found, said.labels.language)]
    heads = "day person what codes why phase"
    return Section(said("changes"), tuple(lines), said.table("caption_changes", heads, rows))


def _change(said: _Said, act: CodebookAct, undo: Undo | None, called: Mapping[str, str]) -> tuple[str, ...]:
    """A row of the table; codes are called as they were then."""
    above = [str(one.after) for one in act.changes if act.op == "move" and one.key == "parent" and one.after]
    codes, into = ("; ".join(called.get(code) or code for code in some) for some in (act.ids, act.into or above))
    renamed = label_change(act, said.labels.language) if act.op == "rename" else None
    what = " → ".join(renamed or filter(None, (codes, into)))
    taken_back = f" ({said('undone', person=said.person(undo.by), day=said.day(undo.at))})" if undo else ""
    return (
        said.day(act.at),
        said.person(act.by),
        said(f"op_{act.op}") + taken_back,
        what,
        act.why,
        str(act.phase or ""),
    )
