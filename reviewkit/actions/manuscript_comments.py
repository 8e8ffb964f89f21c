"""A manuscript as a Word document with a comment at each claim that somebody should look at."""

from collections.abc import Iterator

from reviewkit.actions.manuscript import CheckedManuscript
from reviewkit.locales import Labels, labels
from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.words import message

MOST_SOURCES = 6  # named in a comment; the page and the JSON have all of them


def commented(checked: CheckedManuscript, everything: bool, language: str) -> bytes:
    """A copy of a Word manuscript with comments; of another format, a Word document with its text and the comments.

    They are on what disagrees and nobody confirmed; with `everything` on each claim. Raises ReviewkitError for a
    document that cannot be written again.
    """
    from reviewkit.render.comments.commented import Comment, with_comments, written_with_comments

    words = labels(language)
    comments = [
        Comment(one.claim.passage, one.claim.start, one.claim.end, "\n".join(_lines(checked, number, one, words)))
        for number, one in checked.numbered(everything)
    ]
    manuscript = checked.manuscript
    if manuscript.name.casefold().endswith(".docx"):
        return with_comments(checked.data, manuscript.name, comments)
    return written_with_comments(manuscript, comments, language)


def _lines(checked: CheckedManuscript, number: int, one: CheckedClaim, words: Labels) -> Iterator[str]:
    """What a comment says: the answer, what says otherwise and where that is from, and what somebody said of it."""
    yield f"{number}. {words.say(_answer(one.answer))}"
    if one.says:
        yield words.say(one.says)
    if one.other:
        yield words.say(message("The other place: “{words}”", words=one.other.words))
    if one.sources:
        yield words.say(message("From: {sources}", sources=", ".join(one.sources[:MOST_SOURCES])))
    confirmation = checked.confirmed.get(number)
    if confirmation:
        said = {"by": confirmation.act.by, "why": confirmation.act.why}
        if confirmation.holds:
            yield words.say(message("{by} said that this is right: {why}", **said))
        else:
            yield words.say(
                message(
                    "{by} said that this is right ({why}), but what it disagrees with has changed since.", **said
                )
            )


def _answer(answer: Answer) -> str:
    """An answer as a heading."""
    match answer:
        case Answer.AGREES:
            return message("Agrees with the review folder")
        case Answer.DISAGREES:
            return message("Disagrees with the review folder")
        case Answer.PARTS_DISAGREE:
            return message("Disagrees with another part of the manuscript")
    return message("Cannot be checked")
