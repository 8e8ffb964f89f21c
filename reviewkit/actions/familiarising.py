"""The reading log (Braun & Clarke 2006, phase 1): who says that they have read which study. Nobody is put down as a
reader because a file was opened."""

from dataclasses import dataclass

from reviewkit.actions.coding import start, study_of
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import acting
from reviewkit.model import Study, StudyRead
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Message, message, number_of


@dataclass(frozen=True, slots=True)
class ReadStudy:
    """What was logged of a reading; `texts` is how many full texts the study had then."""

    id: str
    study: str
    reader: str
    texts: int
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedReading:
    """A reading, and how many full texts of the study are new since, or no longer attached to it."""

    act: StudyRead
    study: Study
    new_texts: int = 0
    gone_texts: int = 0

    @property
    def is_of_other_texts(self) -> bool:
        """Whether the study has other full texts now than those that were read."""
        return bool(self.new_texts or self.gone_texts)

    def changes(self) -> tuple[Message, ...]:
        """What has become of the texts since, in words."""
        new, gone = (number_of(n, "full text", "full texts") for n in (self.new_texts, self.gone_texts))
        said = []
        if self.new_texts:
            said.append(message("{texts} attached since", texts=new))
        if self.gone_texts:
            said.append(message("{texts} of then not attached any more", texts=gone))
        return tuple(said)


def log_reading(folder: OpenReview, as_: str, study: str, memo: str = "") -> ReadStudy:
    """Log that somebody has read a study, with the checksums of its full texts and what came to their mind.

    Raises ReviewkitError for an unknown study, and for a person who does not code.
    """
    with acting(folder, as_) as act:
        start(act, study, [])
        texts = tuple(dict.fromkeys(one.sha256 for one in act.review.texts_of_study(study_of(act, study))))
        write_proposed(act, [study])
        done = StudyRead(act.who, study, texts, memo.strip(), at=ledger.now())
        notices = () if texts else (_without_text(study),)
        return ReadStudy(act.log([done])[0], study, act.who, len(texts), notices)


def _without_text(study: str) -> Message:
    return message(
        "{study} has no full text here, so the log does not say which text was read. To attach one: reviewkit text "
        "add RECORD FILE",
        study=study,
    )


def readings(review: Review) -> tuple[LoggedReading, ...]:
    """The readings of the included studies in their order, each with what has become of the texts since."""
    of_key = {study.key: study for study in review.included_studies}
    now = {key: {text.sha256 for text in review.texts_of_study(study)} for key, study in of_key.items()}
    return tuple(
        LoggedReading(
            act, of_key[act.study], len(now[act.study] - {*act.texts}), len({*act.texts} - now[act.study])
        )
        for act in review.facts.readings
        if act.study in of_key
    )


def unread(review: Review) -> tuple[Study, ...]:
    """The included studies that nobody has logged as read."""
    read = {act.study for act in review.facts.readings}
    return tuple(study for study in review.included_studies if study.key not in read)
