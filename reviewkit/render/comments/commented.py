"""A copy of a Word document with comments, or a new one with the text of a manuscript and the comments on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewkit.extract.manuscripts.letters import Where
from reviewkit.extract.manuscripts.pieces import is_text
from reviewkit.extract.manuscripts.word import WordPiece, word_pieces
from reviewkit.extract.manuscripts.word_styles import property_of
from reviewkit.extract.word_parts import main_part
from reviewkit.extract.xml import named
from reviewkit.model.passages import Manuscript
from reviewkit.render.comments.package import WholeParts, changed_parts, comments_part, copied, is_of_word
from reviewkit.render.comments.ranges import Range, mark, range_of
from reviewkit.render.comments.written import as_word, bytes_of

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of the letters of a passage from `start` to before `end`; each line of it becomes a paragraph."""

    passage: int
    start: int
    end: int
    text: str


def with_comments(data: bytes, name: str, comments: Sequence[Comment]) -> bytes:
    """A copy of a Word document with these comments on its passages, which are numbered as `read_manuscript` does.

    Comments that it has stay, and nothing else changes. Raises ReviewkitError for a damaged document.
    """
    parts = WholeParts(data, name)
    pieces = [piece for piece in word_pieces(parts) if is_text(piece.piece)]
    root = parts.root(main_part(parts))
    if root is None or not comments:
        return data
    if not is_of_word(root):
        raise parts.damaged()
    ranges = _ranges(root, pieces, comments)
    if None in ranges:
        raise parts.damaged()
    place = comments_part(parts)
    mark(root, [one for one in ranges if one], place.first_free)
    changed = changed_parts(parts, root, place, [one.text for one in comments])
    return copied(data, name, changed, str(parts.damaged()))


def written_with_comments(manuscript: Manuscript, comments: Sequence[Comment], language: str) -> bytes:
    """A new Word document with the text of a manuscript that came in another format, and these comments on it."""
    made, letters = as_word(manuscript, language)
    ranges = [range_of(letters[one.passage][one.start : one.end]) for one in comments]
    mark(made.element, ranges, 0)
    written = bytes_of(made, manuscript)
    if not comments:
        return written
    parts = WholeParts(written, manuscript.name)
    root = parts.root(main_part(parts))
    assert root is not None  # it was written just now
    changed = changed_parts(parts, root, comments_part(parts), [one.text for one in comments])
    return copied(written, manuscript.name, changed, str(parts.damaged()))


def _ranges(
    root: "etree._Element", pieces: Sequence[WordPiece], comments: Sequence[Comment]
) -> list[Range | None]:
    """Where comments are; one on a note is at its mark in the text, for Word takes no comments in notes. Where a note
    has lost its mark, it is at the last words of the text; None where the text has none."""
    marks = _marks_of_notes(root)
    last = _last_words(pieces)
    ranges = []
    for comment in comments:
        piece = pieces[comment.passage - 1]
        at_mark = marks.get((piece.kind, piece.note), last)
        ranges.append(at_mark if piece.note else range_of(piece.letters[comment.start : comment.end]))
    return ranges


def _marks_of_notes(root: "etree._Element") -> dict[tuple[str, str], Range]:
    """The first mark of each note in the text, by its kind and its id."""
    marks: dict[tuple[str, str], Range] = {}
    for kind in ("footnote", "endnote"):
        for one in named(root, f"{kind}Reference"):
            marks.setdefault((kind, property_of(one, "id")), Range(Where(one, 0), Where(one, 0)))
    return marks


def _last_words(pieces: Sequence[WordPiece]) -> Range | None:
    in_text = (one for one in reversed(pieces) if not one.note and any(letter.where for letter in one.letters))
    last = next(in_text, None)
    return range_of(last.letters) if last else None
