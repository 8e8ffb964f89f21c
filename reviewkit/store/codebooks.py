"""codebooks/*.yaml: the themes and codes of a review (Braun & Clarke 2006)."""

from collections.abc import Mapping
from pathlib import Path

from reviewkit.codebook_history import ITSELF, KINDS, STATUSES, state_of
from reviewkit.coding import current_ids
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.model import BookState, Code, Codebook, Said
from reviewkit.model.coding import circles
from reviewkit.store.files import files_in
from reviewkit.store.format import is_format_mark
from reviewkit.store.unread import without_copies
from reviewkit.store.yaml_edit import Number, Value, data_of, edited, said_in
from reviewkit.store.yaml_section import Section, parse_section, read_section, section_or_problem
from reviewkit.words import message

FOLDER = "codebooks"


def read_all(root: Path, problems: list[Problem]) -> tuple[Codebook, ...]:
    """Every codebook of the folder, by file name; one that cannot be read is a problem, as is a copy of one."""
    paths = [path for path in files_in(root, FOLDER, (".yaml",), problems) if not is_format_mark(path.name)]
    books = []
    for path in without_copies(root, paths, problems):
        shown = path.relative_to(root).as_posix()
        if (top := section_or_problem(path, shown, problems)) is not None:
            books.append(_codebook(top, path, problems))
    return tuple(books)


def read(path: Path, shown: str, problems: list[Problem]) -> Codebook:
    """One codebook. Raises ReviewkitError where it cannot be read."""
    return _codebook(read_section(path, shown, problems), path, problems)


def of_text(text: str, shown: str, problems: list[Problem]) -> Codebook:
    """The codebook that a text is. Raises ReviewkitError where it is no mapping."""
    return _codebook(parse_section(text, shown, problems), Path(shown), problems)


def file_of(name: str) -> str:
    """The file of a codebook in the folder of its review."""
    return f"{FOLDER}/{name}.yaml"


def rewritten(text: str, shown: str, new: BookState) -> str:
    """The text of a codebook after it says what the new state does; everything else stays as it is written.

    Raises ReviewkitError, so that nothing is changed, where it is written in a way that cannot be changed from here.
    """
    top = said_in(text, shown)
    now, written = state_of(top), top.get("codes")
    codes: dict[str, Value | None] = {}
    for code in dict.fromkeys((*now, *new)):
        if code == ITSELF or now.get(code) == new.get(code):
            continue
        if code not in new:
            codes[code] = None
        elif isinstance(written, dict) and isinstance(written.get(code), dict):
            codes[code] = _changed(now.get(code, {}), new[code])
        else:
            codes[code] = dict(new[code])
    wanted: dict[str, Value | None] = {"codes": codes} if codes else {}
    if now[ITSELF] != new[ITSELF]:
        wanted["version"] = Number(new[ITSELF]["version"])
    after = edited(text, shown, wanted) if wanted else text
    if state_of(said_in(after, shown)) != new:
        raise ReviewkitError(
            message(
                "{shown}: the file is written in a way that cannot be changed from here. Nothing was "
                "changed; please change it in an editor.",
                shown=shown,
            )
        )
    return after


def _changed(before: Mapping[str, Said], after: Mapping[str, Said]) -> dict[str, Value | None]:
    """The keys that say something else; None for those that go."""
    changed: dict[str, Value | None] = {}
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old != new:
            changed[key] = _changed(old, new) if isinstance(old, dict) and isinstance(new, dict) else new
    return changed


def _codebook(top: Section, path: Path, problems: list[Problem]) -> Codebook:
    """Codes are a mapping from a permanent id to what it means; `id: label` is a valid start."""
    language = top.text("language") or "en"
    codes = top.section("codes")
    found = tuple(_codes(codes, language)) if codes else ()
    codebook = Codebook(
        name=path.stem,
        title=top.text("title") or path.stem,
        version=top.text("version") or "1",
        language=language,
        codes=found,
        place=top.place,
        said=state_of({key: data_of(node) for key, node in top.values.items()}),
    )
    for key in ("schema", "source", "note", "licence"):
        top.text(key)
    top.done()
    _check_parents(codebook, problems)
    return codebook


def _codes(codes: Section, language: str) -> list[Code]:
    found = []
    for code_id, node in codes.values.items():
        if not isinstance(node.value, list):
            label = codes.text(code_id)
            if not label:
                codes.problem(
                    code_id,
                    message("the code {code_id!r} has no label; write `{code_id}: LABEL`", code_id=code_id),
                )
            found.append(Code(code_id, "code", {language: label} if label else {}, place=codes.place_of(code_id)))
            continue
        section = codes.section(code_id)
        if section is not None:
            found.append(_code(code_id, section, language))
    return found


def _code(code_id: str, section: Section, language: str) -> Code:
    code = Code(
        id=code_id,
        kind=section.word("kind", KINDS, "code"),
        labels=section.labels("label", language),
        parent=section.text("parent"),
        definition="; ".join(section.labels("definition", language).values()),
        status=section.word("status", STATUSES, "active"),
        aliases=section.texts("aliases"),
        place=section.place,
    )
    if not code.labels:
        section.problem("label", message("the code {code_id!r} has no label. Add `label: ...`", code_id=code_id))
    for key in ("central_concept", "include", "exclude", "examples", "memo", "origin", "color", "applies_to"):
        _texts_by_name(section, key) if _is_mapping_or_text(section, key) else section.texts(key)
    section.texts("related")
    section.done()
    return code


def _texts_by_name(section: Section, key: str) -> None:
    """Read a text, or texts by names that people choose, which nothing else uses."""
    if section.is_value(key):
        section.text(key)
    elif own := section.section(key):
        for name in own.values:
            own.text(name)


def _is_mapping_or_text(section: Section, key: str) -> bool:
    node = section.values.get(key)
    return (
        node is None or not isinstance(node.value, list) or bool(node.value and isinstance(node.value[0], tuple))
    )


def _check_parents(codebook: Codebook, problems: list[Problem]) -> None:
    current = current_ids(codebook.codes)
    ids = {code.id: current.get(code.parent, code.parent) for code in codebook.codes}
    below_themselves = {code for circle in circles(ids) for code in circle}
    for code in codebook.codes:
        if code.parent and code.parent not in current:
            problems.append(
                Problem(
                    code.place,
                    message(
                        "the parent {parent!r} of {code!r} is not in the codebook. Add it, or correct `parent`",
                        parent=code.parent,
                        code=code.id,
                    ),
                    Level.ERROR,
                    "codebook",
                )
            )
        if code.id in below_themselves:
            problems.append(
                Problem(
                    code.place,
                    message("{code!r} is its own ancestor. Correct `parent`", code=code.id),
                    Level.ERROR,
                    "codebook",
                )
            )
