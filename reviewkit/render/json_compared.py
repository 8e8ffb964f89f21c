"""The numbers of a file beside those of the folder as JSON. docs/json.md describes it."""

from collections.abc import Sequence

from reviewkit.compared import ComparedEntry, in_each_standing
from reviewkit.render.json import Shape


def compared(what: str, language: str, entries: Sequence[ComparedEntry]) -> Shape:
    """What was compared, how many values stand in each way, and each of them with the ids behind ours."""
    return {
        "what": what,
        "language": language,
        **{str(standing): n for standing, n in in_each_standing(entries).items()},
        "entries": [_entry(one) for one in entries],
    }


def _entry(one: ComparedEntry) -> Shape:
    ours, theirs = one.ours, one.theirs
    return {
        "standing": one.standing,
        "place": one.entry.place,
        "label": ours.label if ours else None,
        "label_in_file": theirs.label if theirs else None,
        "in_file": theirs.value if theirs else None,
        "in_folder": ours.value if ours else None,
        "difference": one.difference,
        "boxes": list(ours.of) if ours else [],
        "members": list(ours.members) if ours and ours.members is not None else None,
    }
