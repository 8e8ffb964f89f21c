"""How one person likes to screen one review on this computer: changed keys, and own words to highlight.

They are not in the review folder: nobody else is to see by which words somebody looks at records, and sync programs
have less to disagree about. A damaged file counts as far as it can be understood.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.model import Highlight
from reviewkit.store.files import read_text, write_whole
from reviewkit.store.local import config_folder, key_of

# The usual key of each action. Not i and not r: i means include in Rayyan and irrelevant in ASReview.
USUAL = {
    "include": "y",
    "exclude": "n",
    "maybe": "m",
    "note": "t",
    "label": "l",
    "duplicate": "d",
    "back": "b",
    "undo": "u",
    "skip": "s",
    "criteria": "c",
    "quit": "q",
}
_MOST = 500  # words or keys; more are no choice of a person
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Preferences:
    """`keys` are the keys that the person changed, by action (include, exclude, ...); `highlight` their own words."""

    keys: Mapping[str, str] = field(default_factory=dict)
    highlight: Highlight = field(default_factory=Highlight)


def keys_of(changed: Mapping[str, str]) -> dict[str, str]:
    """The key of each action: the usual ones, with those that the reviewer changed.

    A change counts only where it is one visible sign; where two actions would have one key, all are as usual.
    """
    valid = {
        action: key.casefold()
        for action, key in changed.items()
        if action in USUAL and len(key) == 1 and key.isprintable() and not key.isspace()
    }
    keys = {**USUAL, **valid}
    return keys if len(set(keys.values())) == len(keys) else dict(USUAL)


def read(root: Path, reviewer: str) -> Preferences:
    """What this computer knows of a person in a review; nothing where it knows nothing, or nothing readable."""
    try:
        known = json.loads(read_text(_path(root, reviewer)))
    except (ReviewkitError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(known, dict):
        return Preferences()
    words = known.get("highlight")
    given = words if isinstance(words, dict) else {}
    return Preferences(
        _keys(known.get("keys")), Highlight(_words(given.get("include")), _words(given.get("exclude")))
    )


def write(root: Path, reviewer: str, preferences: Preferences) -> None:
    """Keep what a person chose, in place of what they chose before. Raises ReviewkitError as write_whole does."""
    words = preferences.highlight
    known = {
        "review": str(root.resolve()),
        "reviewer": reviewer,
        "keys": dict(preferences.keys),
        "highlight": {"include": list(words.include), "exclude": list(words.exclude)},
    }
    write_whole(_path(root, reviewer), json.dumps(known, ensure_ascii=True, indent=2) + "\n")


def _path(root: Path, reviewer: str) -> Path:
    """One file for each review and person; ids may be spelled as no file can be called, so it has a hash of both."""
    name = hashlib.blake2b(f"{key_of(root)} {reviewer}".encode("utf-8", "surrogateescape"), digest_size=12)
    return config_folder() / "preferences" / f"{name.hexdigest()}.json"


def _keys(value: object) -> dict[str, str]:
    """Texts by texts; what is anything else is left out."""
    if not isinstance(value, dict):
        return {}
    found = {str(name): key for name, key in value.items() if isinstance(key, str) and len(key) <= _LONGEST}
    return dict(list(found.items())[:_MOST])


def _words(value: object) -> tuple[str, ...]:
    """A list of texts; what is anything else is left out."""
    if not isinstance(value, list):
        return ()
    return tuple(word for word in value if isinstance(word, str) and word.strip() and len(word) <= _LONGEST)[
        :_MOST
    ]
