"""coding/CODER/STUDY.yaml: what one coder found in one study, written by hand or by version 0.2. They still count,
beside the events in coding/CODER.jsonl."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from reviewkit.errors import Level, Problem
from reviewkit.model import (
    AnyAct,
    CodedSegment,
    Coding,
    Mark,
    Segment,
    SegmentRecoded,
    SegmentReviewed,
)
from reviewkit.store.files import files_in, folders_in
from reviewkit.store.unread import without_copies
from reviewkit.store.yaml_section import Section, read_section, section_or_problem
from reviewkit.words import CODING_STATES, RELATIONS, message

FOLDER = "coding"


def read_all(root: Path, problems: list[Problem]) -> tuple[Coding, ...]:
    """Every coding file of the folder, by coder and study."""
    codings = []
    for folder in folders_in(root, FOLDER, problems):
        paths = files_in(root, f"{FOLDER}/{folder.name}", (".yaml",), problems)
        for path in without_copies(root, paths, problems):
            if (top := section_or_problem(path, path.relative_to(root).as_posix(), problems)) is not None:
                codings.append(_coding(top, path))
    return tuple(codings)


def read(path: Path, shown: str, problems: list[Problem]) -> Coding:
    """One coding file. Raises ReviewkitError where it cannot be read."""
    return _coding(read_section(path, shown, problems), path)


def _coding(top: Section, path: Path) -> Coding:
    coding = Coding(
        coder=top.text("coder") or path.parent.name,
        study=top.text("study") or path.stem,
        state=top.word("state", CODING_STATES, "in-progress"),
        segments=tuple(_segment(section) for section in top.sections("segments")),
        study_marks=_marks(top, "study_codes"),
        place=top.place,
        codebook=top.text("codebook").removesuffix(".yaml"),
    )
    for key in ("source_file", "sha256", "note", "round", "codebook_version", "schema"):
        top.text(key)
    top.done()
    if coding.coder != path.parent.name or coding.study != path.stem:
        top.problem(
            "study",
            message(
                "the file says coder {coder!r} and study {study!r}, but its path says otherwise. Rename the "
                "file, or correct it",
                coder=coding.coder,
                study=coding.study,
            ),
        )
    return coding


def _segment(section: Section) -> Segment:
    segment = Segment(
        quote=section.needed("quote"),
        page=section.text("page"),
        marks=_marks(section, "codes"),
        note=section.text("note"),
        place=section.place,
        section=section.text("section"),
        construct=section.text("construct"),
    )
    section.done()
    if not segment.marks:
        section.problem("codes", message("the quote has no code. Add `codes: [...]`"))
    return segment


def _marks(section: Section, key: str) -> tuple[Mark, ...]:
    """Codes as plain ids, or as mappings with a relation."""
    node = section.values.get(key)
    section.seen.add(key)
    if node is None or not node.value:
        return ()
    marks = []
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.ScalarNode):
            marks.append(Mark(str(item.value).strip()))
            continue
        entry = section._section(key, item)
        if entry is not None:
            marks.append(Mark(entry.needed("id"), entry.word("relation", RELATIONS, "supports")))
            for extra in ("basis", "why"):
                entry.text(extra)
            entry.done()
    return tuple(marks)


def problems(counting: Iterable[AnyAct], undone: Iterable[AnyAct]) -> list[Problem]:
    """Acts about a quote that is in no log, so that they have no effect."""
    counting = tuple(counting)
    known = {act.id for act in (*counting, *undone) if isinstance(act, CodedSegment)}
    return [
        Problem(
            act.place,
            message(
                "this line is about {segment!r}, which is in no log of coding, so it has no effect. Wait until the "
                "folder has been synchronised",
                segment=act.segment,
            ),
            Level.WARNING,
            "recode-of-nothing",
        )
        for act in counting
        if isinstance(act, SegmentRecoded | SegmentReviewed) and act.segment not in known
    ]
