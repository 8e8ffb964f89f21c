"""A codebook as a table: a row for each code, as `codebook export` writes it and people fill it in."""

from collections.abc import Mapping, Sequence

from reviewkit.exchange.projects import ProjectCode, guid_of
from reviewkit.exchange.refi_codes import KEYS
from reviewkit.exchange.refi_read import ReadCodes
from reviewkit.words import message

_NESTED = ("examples",)  # texts by names in one cell, which cannot be told from a text


def is_codebook_table(head: Sequence[str]) -> bool:
    """Whether a table with these columns is a codebook."""
    return {"id", "label"} <= set(head)


def codes_of_rows(rows: Sequence[tuple[int, Mapping[str, str]]]) -> ReadCodes:
    """The codes of a table. A parent is named by its id; columns that no codebook has are left out."""
    losses: dict[str, None] = {}
    codes = []
    seen: set[str] = set()
    for line, row in rows:
        name = row.get("label", "").strip() or row.get("id", "").strip()
        if not name:
            continue
        identity = row.get("id", "").strip()
        if identity in seen:
            said = message(
                "left out: row {line} ({label}), because an earlier row has its id too", line=line, label=name
            )
            losses.setdefault(said)
            continue
        seen |= {identity} - {""}
        lines = [f"[id] {identity}"] if identity else []
        for key, text in row.items():
            if key in ("id", "label", "parent", "definition", "color", "language") or not text.strip():
                continue
            if key not in KEYS or key in _NESTED:
                losses.setdefault(message("left out: the column {name!r}", name=key))
            elif key in ("aliases", "related"):
                lines += [f"[{key} *] {one.strip()}" for one in text.split(";") if one.strip()]
            else:
                lines.append(f"[{key}] {' '.join(text.split())}")
        parent = row.get("parent", "").strip()
        codes.append(
            ProjectCode(
                _guid(identity or f"row {line}"),
                " ".join(name.split()),
                _guid(parent) if parent else "",
                "\n".join(filter(None, (row.get("definition", "").strip(), *lines))),
                row.get("color", "").strip(),
            )
        )
    return ReadCodes("a table", tuple(codes), (), tuple(losses))


def _guid(name: str) -> str:
    return guid_of("row of a codebook", name)
