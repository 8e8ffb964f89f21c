"""coding/CODER/STUDY.yaml: what one coder found in one study; one file each, so two people never edit the same."""

from pathlib import Path

import yaml

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.model import Coding, Mark, Segment
from reviewkit.store.files import read_text, safe_name, write_whole
from reviewkit.store.logs import writer_name
from reviewkit.store.yaml_section import Section, parse_section, read_section

FOLDER = "coding"
STATES = ("not-started", "in-progress", "done", "done-nothing-found")
RELATIONS = ("supports", "qualifies", "contradicts")


def read_all(root: Path, problems: list[Problem]) -> tuple[Coding, ...]:
    """Every coding of the folder, by coder and study."""
    return tuple(
        _coding(read_section(path, path.relative_to(root).as_posix(), problems), path)
        for path in sorted((root / FOLDER).glob("*/*.yaml"))
    )


def _coding(top: Section, path: Path) -> Coding:
    coding = Coding(
        coder=top.text("coder", path.parent.name),
        study=top.text("study", path.stem),
        state=top.word("state", STATES, "in-progress"),
        segments=tuple(_segment(section) for section in top.sections("segments")),
        study_marks=_marks(top, "study_codes"),
        place=top.place,
    )
    for key in ("codebook", "source_file", "sha256", "note", "round", "codebook_version", "schema"):
        top.text(key)
    top.done()
    if coding.coder != path.parent.name or coding.study != path.stem:
        top.problem(
            "study",
            f"the file says coder {coding.coder!r} and study {coding.study!r}, its path says otherwise",
        )
    return coding


def _segment(section: Section) -> Segment:
    segment = Segment(
        quote=section.needed("quote"),
        page=section.text("page"),
        marks=_marks(section, "codes"),
        note=section.text("note"),
        place=section.place,
    )
    for key in ("section", "construct"):
        section.text(key)
    section.done()
    if not segment.marks:
        section.problem("codes", "the quote has no code; add `codes: [...]`")
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
            marks.append(Mark(str(item.value)))
            continue
        entry = section._section(key, item)
        if entry is not None:
            marks.append(Mark(entry.needed("id"), entry.word("relation", RELATIONS, "supports")))
            for extra in ("basis", "why"):
                entry.text(extra)
            entry.done()
    return tuple(marks)


def add_segment(
    root: Path, coder: str, study: str, quote: str, page: str, codes: tuple[str, ...], note: str
) -> Path:
    """Append a quote with its codes to the coder's file on a study, which is made where it is not there yet.

    What stands in the file, comments too, stays as it is; the result is read back before the file is replaced.
    """
    path = root / FOLDER / writer_name(coder) / f"{safe_name(study)}.yaml"
    before = (
        read_text(path) if path.exists() else f"coder: {coder}\nstudy: {study}\nstate: in-progress\nsegments:\n"
    )
    entry: dict[str, object] = {"quote": quote, "codes": list(codes)}
    entry |= {key: value for key, value in (("page", page), ("note", note)) if value}
    block = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100, default_flow_style=False)
    after = before.rstrip("\n") + "\n" + "".join(f"  {line}\n" for line in block.splitlines())
    shown = path.relative_to(root).as_posix()
    try:
        old, new = (_coding(parse_section(text, shown, []), path) for text in (before, after))
    except ReviewkitError:
        old, new = None, None
    if not old or not new or [s.quote for s in new.segments] != [*(s.quote for s in old.segments), quote]:
        raise ReviewkitError(
            f"{shown}: `segments:` should be the last key of the file, its entries indented by two spaces. "
            "Move it there and add the quote again; nothing was changed."
        )
    write_whole(path, after)
    return path
