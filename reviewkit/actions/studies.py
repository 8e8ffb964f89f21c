"""studies.yaml: the studies that the included reports stand for are written, joined, split and changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from reviewkit import studies as stage
from reviewkit.actions import agreements, rewriting
from reviewkit.actions.who import Acting, acting, known_records
from reviewkit.errors import Level, ReviewkitError
from reviewkit.model import Study
from reviewkit.normalize import letters
from reviewkit.store import studies
from reviewkit.store.files import read_text, write_whole
from reviewkit.store.open_review import OpenReview
from reviewkit.store.yaml_edit import Value, edited, with_key
from reviewkit.store.yaml_section import as_text, rewritten
from reviewkit.words import message


def propose(folder: OpenReview, as_: str) -> tuple[Study, ...]:
    """Write a study into studies.yaml for each included report that no study names; returns these."""
    with acting(folder, as_) as act:
        return write_proposed(act)


def write_proposed(act: Acting, keys: Collection[str] | None = None) -> tuple[Study, ...]:
    """As propose, for somebody at work already: all proposed studies, or those with these keys.

    What is in studies.yaml stays as it is, with its comments. Raises ReviewkitError where that file is no YAML.
    """
    new = [
        study for study in act.review.included_studies if study.proposed and (keys is None or study.key in keys)
    ]
    if not new:
        return ()

    def add(top: Any) -> None:
        for study in new:
            records = list(map(as_text, study.records))
            top[as_text(study.key)] = {"citation": as_text(study.citation), "records": records}

    path = act.root / studies.FILE
    before = read_text(path) if path.exists() else ""
    write_whole(path, rewritten(before, studies.FILE, add))
    act.folder.refresh()
    agreements.notice(act.folder, act.who, "studies of included reports")
    return tuple(new)


@dataclass(frozen=True, slots=True)
class ChangedStudy:
    """A study as it is after a change, and what `undo` calls the change: nothing where it was so already.

    `coded_by` and `charted_by` are the people who had coded or charted the study from which this one was split.
    """

    study: Study
    ids: tuple[str, ...]
    coded_by: tuple[str, ...] = ()
    charted_by: tuple[str, ...] = ()


def join(
    folder: OpenReview,
    as_: str,
    keys: Sequence[str],
    key: str = "",
    citation: str = "",
    note: str = "",
    seen: str = "",
) -> ChangedStudy:
    """Make one study of several: with the records, characteristics, sets and notes of all of them.

    Its key is `key`, else that of the one that is coded or charted, else the first. Raises ReviewkitError, with the
    file untouched, where two of them contradict each other, or codings or charted answers name a study that would no
    longer be there.
    """
    with acting(folder, as_) as act:
        before = _text(act, seen)
        chosen = [_study(act, name) for name in dict.fromkeys(keys)]
        if len(chosen) < 2:
            raise ReviewkitError(message("Name at least two studies to join, by their keys."))
        names = [study.key for study in chosen]
        kept = key or next((name for name in names if _coders(act, name) or _charters(act, name)), names[0])
        if kept not in names:
            _must_be_free(act, kept)
        for name in names:
            if name != kept:
                _must_not_be_worked_on(act, name, message("it cannot become part of {study}", study=kept))
        text = before if kept in names else _renamed(before, names[0], kept)
        target = next((study for study in chosen if study.key == kept), chosen[0])
        pairs = _united(target, chosen, studies.notes_of(before))
        pairs["citation"] = " ".join(citation.split()) or target.citation
        gone: dict[str, Value | None] = {name: None for name in names if name != kept}
        after = edited(text, studies.FILE, {kept: pairs, **gone})
        return _written(act, before, after, kept, note or f"{', '.join(names)} are one study")


def split(
    folder: OpenReview,
    as_: str,
    key: str,
    records: Sequence[str],
    new_key: str = "",
    citation: str = "",
    note: str = "",
    seen: str = "",
) -> ChangedStudy:
    """Make a new study of some records of a study, with all records of the same reports.

    Characteristics, charted answers and codings stay with the old one. Raises ReviewkitError, with the file untouched,
    for a record that is not in the study, and where nothing would be left in it.
    """
    with acting(folder, as_) as act:
        before = _text(act, seen)
        study = _study(act, key)
        moved, left = _divided(act, study, records)
        new = _proposed(act, moved)
        name = new_key or new.key
        _must_be_free(act, name)
        entry = {"citation": " ".join(citation.split()) or new.citation, "records": list(moved)}
        old = {"citation": study.citation, "records": list(left)}
        after = edited(before, studies.FILE, {key: old, name: entry})
        why = note or f"{name} is a study of its own"
        return _written(act, before, after, name, why, _coders(act, key), _charters(act, key))


def change(
    folder: OpenReview,
    as_: str,
    key: str,
    citation: str | None = None,
    sets: Sequence[str] | None = None,
    new_key: str | None = None,
    note: str = "",
    seen: str = "",
) -> ChangedStudy:
    """Change how a study is cited, the sets it is in, or its key; None leaves it as it is.

    Raises ReviewkitError, with the file untouched, for a new key of a study that is coded or charted, because codings
    and answers name studies by their keys.
    """
    with acting(folder, as_) as act:
        before = _text(act, seen)
        study = _study(act, key)
        name = new_key or key
        text = before
        if name != key:
            _must_be_free(act, name)
            _must_not_be_worked_on(act, key, message("its key cannot change"))
            text = _renamed(before, key, name)
        pairs: dict[str, Value | None] = {
            "citation": study.citation if citation is None else " ".join(citation.split())
        }
        if study.proposed:
            pairs["records"] = list(study.records)
        if sets is not None:
            pairs["sets"] = list(dict.fromkeys(filter(None, (" ".join(one.split()) for one in sets)))) or None
        after = edited(text, studies.FILE, {name: pairs})
        return _written(act, before, after, name, note or f"the study {name} was changed")


def _text(act: Acting, seen: str) -> str:
    """The text of studies.yaml, if it is still the one that the person saw."""
    text = rewriting.text_now(act.folder, studies.FILE)
    rewriting.must_be_seen(text, studies.FILE, seen)
    return text


def _written(
    act: Acting,
    before: str,
    after: str,
    key: str,
    why: str,
    coded_by: tuple[str, ...] = (),
    charted_by: tuple[str, ...] = (),
) -> ChangedStudy:
    """Write studies.yaml if no error came in; the study as it is read from it.

    Warnings there name the studies that they are about, so under a new key an old one would look new.
    """
    found = rewriting.read_back(studies.of_text, before, after, (Level.ERROR,))
    ids = rewriting.write(act, studies.FILE, after, why)
    return ChangedStudy(next(study for study in found if study.key == key), ids, coded_by, charted_by)


def _study(act: Acting, key: str) -> Study:
    """The study with a key, in studies.yaml or proposed for an included report."""
    known = {study.key: study for study in (*act.review.included_studies, *act.review.facts.studies)}
    if key not in known:
        raise ReviewkitError(
            message(
                "There is no study {key!r}. The studies are: {known}",
                key=key,
                known=", ".join(known) or message("(none yet)"),
            )
        )
    return known[key]


def _must_be_free(act: Acting, key: str) -> None:
    """Raises ReviewkitError where another study has this key."""
    taken = {study.key.casefold() for study in (*act.review.included_studies, *act.review.facts.studies)}
    if key.casefold() in taken:
        raise ReviewkitError(
            message("There is a study {key!r} already. Choose another key, such as {key}b.", key=key)
        )


def _coders(act: Acting, key: str) -> tuple[str, ...]:
    """Who has coded a study."""
    return tuple(dict.fromkeys(one.coder for one in act.review.facts.codings if one.study == key))


def _charters(act: Acting, key: str) -> tuple[str, ...]:
    """Who has charted anything of a study, or said that they are done with it."""
    return tuple(sorted(act.review.chart.begun(key)))


def _must_not_be_worked_on(act: Acting, key: str, what: str) -> None:
    """Raises ReviewkitError where codings or charted answers name the study, which is then needed under this key."""
    if charters := _charters(act, key):
        raise ReviewkitError(
            message(
                "{key} is charted by {people}, and charted answers name a study by its key, so {what}. Nothing was "
                "changed. Keep the key {key}, or let them undo their answers first.",
                key=key,
                people=", ".join(charters),
                what=what,
            )
        )
    if coders := _coders(act, key):
        raise ReviewkitError(
            message(
                "{key} is coded by {coders}, and codings name a study by its key, so {what}. Nothing was "
                "changed. Keep the key {key}, or let the coders undo their coding of it first.",
                key=key,
                coders=", ".join(coders),
                what=what,
            )
        )


def _renamed(text: str, old: str, new: str) -> str:
    """The text with another key for a study; a study that is only proposed is not in it yet."""
    written = {study.key for study in studies.of_text(text, [])}
    return with_key(text, studies.FILE, old, new) if old in written else text


def _united(target: Study, chosen: Sequence[Study], notes: dict[str, str]) -> dict[str, Value | None]:
    """The records, characteristics, sets and notes of several studies, for the entry of one of them."""
    pairs: dict[str, Value | None] = {
        "records": list(dict.fromkeys(record for study in chosen for record in study.records))
    }
    if characteristics := _characteristics(target, chosen):
        pairs["characteristics"] = characteristics
    if sets := list(dict.fromkeys(name for study in (target, *chosen) for name in study.sets)):
        pairs["sets"] = sets
    said = [notes[study.key] for study in (target, *chosen) if study.key in notes]
    if said:
        pairs["note"] = "; ".join(dict.fromkeys(said))
    return pairs


def _characteristics(target: Study, chosen: Sequence[Study]) -> dict[str, Value | None]:
    """What the others add to the characteristics of a study. Raises ReviewkitError for a contradiction."""
    known = {letters(name): (target, name, text) for name, text in target.characteristics.items() if text}
    added: dict[str, Value | None] = {}
    for study in chosen:
        for name, text in study.characteristics.items():
            if not text:
                continue
            first, first_name, said = known.setdefault(letters(name), (study, name, text))
            if said != text:
                raise ReviewkitError(
                    message(
                        "{first} and {second} contradict each other: {name} is {said!r} in one and {text!r} "
                        "in the other. Nothing was changed. Agree on one of them in studies.yaml, then join the "
                        "studies.",
                        first=first.key,
                        second=study.key,
                        name=first_name,
                        said=said,
                        text=text,
                    )
                )
            if first is not target:
                added[first_name] = said
    return added


def _divided(act: Acting, study: Study, records: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The records that move to a new study, with the others of their reports, and those that stay."""
    known_records(act.review, records)
    for record in records:
        if record not in study.records:
            raise ReviewkitError(
                message(
                    "{record} is not in the study {key}. Its records are: {records}",
                    record=record,
                    key=study.key,
                    records=", ".join(study.records),
                )
            )
    report_of = act.review.report_of
    reports = {report_of[record] for record in records}
    moved = tuple(record for record in study.records if report_of.get(record) in reports)
    left = tuple(record for record in study.records if record not in moved)
    if not moved or not left:
        raise ReviewkitError(
            message(
                "Nothing would be left in {key}. Name some of its records, but not those of every report: "
                "{records}",
                key=study.key,
                records=", ".join(study.records),
            )
        )
    return moved, left


def _proposed(act: Acting, records: Sequence[str]) -> Study:
    """The key and the citation of a new study with these records."""
    review = act.review
    report = review.report_of[records[0]]
    named = {study.key: study for study in (*review.facts.studies, *review.included_studies)}
    (study,) = stage.proposed({report: records}, review.records, tuple(named.values()))
    return study
