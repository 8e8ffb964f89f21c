"""The codings of another program: each quote is found again in the texts of its study, and all are logged, or none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewkit.actions.codebook import Noted, change_within, chosen
from reviewkit.actions.coding import NewQuote, segment_of, study_of
from reviewkit.actions.coding_files import import_file
from reviewkit.actions.foreign_codes import MatchedCodes, NewCode, became_one, made_new, matched, with_those_above
from reviewkit.actions.foreign_projects import project_at
from reviewkit.actions.foreign_sources import studies_by_source
from reviewkit.actions.marks import ImportedMarks, must_have_none
from reviewkit.actions.quote_import import import_table
from reviewkit.actions.quoting import AROUND, GivenQuote, PlacedQuote, place_quote, texts_of
from reviewkit.actions.readings import ReadText
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.projects import Project, ProjectMark, ProjectQuote, ProjectUser
from reviewkit.exchange.study_lines import read_back
from reviewkit.model import CameFrom, Codebook, Mark
from reviewkit.normalize import letters_and_signs
from reviewkit.store.open_review import OpenReview
from reviewkit.words import CONSTRUCTS, RELATIONS, Message, Role, message

_MOST_LOSSES = 5  # of a project without quotes, in one sentence
EVERYBODY = "all"  # the codings of all coders of a project, as those of one person here


@dataclass(frozen=True, slots=True)
class Wanted:
    """How codings are imported: into which codebook, whose of those in the project, documents with their studies;
    whether codes are made, and why."""

    codebook: str = ""
    coder: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    create_codes: bool = False
    why: str = ""
    keep_lost: bool = False
    dry_run: bool = False
    empty_not_found: bool = False


def import_coding(folder: OpenReview, as_: str, path: Path, wanted: Wanted) -> ImportedMarks:
    """Log what another program, a table or a file of codings has, as that of one person."""
    project = project_at(path)
    if project is not None:
        return import_project(folder, as_, path, project, wanted)
    for option, given in (
        ("--create-codes", wanted.create_codes),
        ("--coder", wanted.coder),
        ("--source", wanted.sources),
    ):
        if given:
            raise ReviewkitError(
                message("{path}: {option} is for projects of other programs.", path=path, option=option)
            )
    if path.suffix.casefold() in (".yaml", ".yml"):
        return import_file(folder, as_, path, wanted.keep_lost, wanted.dry_run)
    return import_table(
        folder, as_, path, wanted.codebook, wanted.empty_not_found, wanted.keep_lost, wanted.dry_run
    )


def import_project(folder: OpenReview, as_: str, path: Path, project: Project, wanted: Wanted) -> ImportedMarks:
    """Log the quotes of a project, all or none; one undo takes all of it back, with the codes that were made.

    A quote that is logged already at the same place with the same codes is not logged again. Raises ReviewkitError with
    what is not understood: documents of no study, codes that the codebook does not have, quotes that no text has.
    """
    with acting(folder, as_) as act:
        act.needs_new_format(message("coding"))
        act.must(Role.CODES)
        book = chosen(act.review, wanted.codebook)
        return _Importing(act, path, project, book, wanted).done()


@dataclass(slots=True)
class _Importing:
    """One import, and what it has found so far."""

    act: Acting
    path: Path
    project: Project
    book: Codebook
    wanted: Wanted
    losses: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    already: int = 0

    def done(self) -> ImportedMarks:
        """Check everything, and log it."""
        quotes = self._of_coder()
        studies = self._studies(quotes)
        codes, new = self._codes(quotes)
        must_have_none(self.refused)
        placed = self._placed(quotes, studies, codes)
        must_have_none(self.refused)
        created = tuple(one.id for one in new)
        created_ids: tuple[str, ...] = ()
        ids: tuple[str, ...] = ()
        if not self.wanted.dry_run:
            created_ids = self._create(new)
            write_proposed(self.act, list(dict.fromkeys(quote.study for quote, _ in placed)))
            ids = self.act.log([segment_of(self.act, quote, place) for quote, place in placed])
        if on_cases := sum(len(case.codes) for case in self.project.cases):
            self.losses.append(message("left out: {what} ({n})", what=message("codes on cases"), n=on_cases))
        left_out = (*self.project.losses, *self.losses)
        return ImportedMarks(
            ids,
            0,
            self.already,
            (),
            (),
            left_out,
            len(placed),
            tuple(self.notices),
            self.wanted.dry_run,
            of_quotes=True,
            created=created,
            created_ids=created_ids,
        )

    # -- whose

    def _of_coder(self) -> list[ProjectQuote]:
        """The quotes with the codes that the wanted person gave them."""
        if not self.project.quotes:
            raise ReviewkitError(self._no_quote())
        names = names_of(self.project.users)
        ids = {user.guid: user.id for user in self.project.users}
        found = dict.fromkeys(
            names.get(mark.coder, mark.coder) for quote in self.project.quotes for mark in quote.marks
        )
        coder = self.wanted.coder
        if not coder and len(found) > 1 and self._is_ours() and self.act.who in ids.values():
            coder = self.act.who
        if not coder and len(found) > 1:
            raise ReviewkitError(
                message(
                    "{path}: these people have coded in it: {coders}. Say whose codings are imported as those of "
                    "{who}: --coder NAME, or --coder all. Nothing was imported.",
                    path=self.path,
                    coders=", ".join(name or message("(without a name)") for name in found),
                    who=self.act.who,
                )
            )
        if coder and coder != EVERYBODY and coder not in (*found, *ids.values()):
            raise ReviewkitError(
                message(
                    "{path}: {coder!r} has coded nothing in it. Coders are: {coders}. Nothing was imported.",
                    path=self.path,
                    coder=coder,
                    coders=", ".join(filter(None, found)) or message("(nobody yet)"),
                )
            )

        def is_theirs(mark: ProjectMark) -> bool:
            called = (names.get(mark.coder, mark.coder), ids.get(mark.coder, mark.coder))
            return coder in ("", EVERYBODY, *called)

        kept = [replace(quote, marks=tuple(filter(is_theirs, quote.marks))) for quote in self.project.quotes]
        return [quote for quote in kept if quote.marks]

    def _no_quote(self) -> Message:
        """That there is nothing to import, and what was left out, which may be why."""
        if not self.project.losses:
            return message("{path}: there is no coded quote in it. Nothing was imported.", path=self.path)
        losses = "; ".join(self.project.losses[:_MOST_LOSSES])
        return message(
            "{path}: there is no coded quote in it ({losses}). Nothing was imported.",
            path=self.path,
            losses=losses,
        )

    def _is_ours(self) -> bool:
        """Whether the project was exported from here, so that its coders are called as in review.yaml."""
        return self.project.program.startswith("reviewkit")

    # -- of which study

    def _studies(self, quotes: Sequence[ProjectQuote]) -> dict[str, str]:
        """The study of each document that has quotes; those of no study are refused, with what to do."""
        used = dict.fromkeys(quote.source for quote in quotes if quote.source)
        every = self.project.sources
        found = studies_by_source(self.act.review, every, self.project.cases, self.wanted.sources)
        for source in every:
            if source.guid in used and source.guid not in found:
                self.refused.append(
                    message(
                        "{path}: which study the document {name!r} is of is not known. Say it: --source '{name}=STUDY'",
                        path=self.path,
                        name=source.shown,
                    )
                )
        return found

    # -- which codes

    def _codes(self, quotes: Sequence[ProjectQuote]) -> tuple[Mapping[str, str], list[NewCode]]:
        """The code here of each code that is used, and those that are made for it."""
        used = frozenset(mark.code for quote in quotes for mark in quote.marks)
        needed = with_those_above(used, self.project.codes) if self.wanted.create_codes else used
        match = matched(self.book, [one for one in self.project.codes if one.guid in needed])
        self.refused += [
            message("{path}: {name!r} could mean several codes of the codebook", path=self.path, name=name)
            for name in match.ambiguous
        ]
        self.refused += [
            message(
                "{path}: several codes are called {name!r}, so it is not known which of them {code} is. Give them "
                "different names in that program, or make them one there",
                path=self.path,
                name=alike[0].name,
                code=match.known[alike[0].guid],
            )
            for alike in match.alike
            if sum(one.guid in used for one in alike) > 1
        ]
        self.losses += map(became_one, match.joined)
        if not self.wanted.create_codes:
            self._refuse(match)
            return match.known, []
        if match.unknown and not self.wanted.why.strip():
            self.refused.append(message("Say why codes are made: --why WHY"))
        wanted = [one for one in self.project.codes if one.guid in needed]
        new = made_new(self.book, wanted, match, self.project.program, self.losses)
        same = {letters_and_signs(one.name): new[one.guid].id for one in match.unknown if one.guid in new}
        names = {one.guid: letters_and_signs(one.name) for one in match.unknown}
        others = {guid: same[name] for guid, name in names.items() if name in same}
        return {**match.known, **others}, list(new.values())

    def _refuse(self, match: MatchedCodes) -> None:
        if not match.unknown:
            return
        self.refused.append(
            message(
                "{path}: the codebook {book} does not have {names}. Make these codes with --create-codes --why WHY, or "
                "give a code of the codebook this name as an alias",
                path=self.path,
                book=self.book.name,
                names=", ".join(repr(one.name) for one in match.unknown),
            )
        )

    def _create(self, new: Sequence[NewCode]) -> tuple[str, ...]:
        """Make the codes; the ids of what made them."""
        if not new:
            return ()
        noted = Noted(self.wanted.why, book=self.book.name)
        made = change_within(self.act, lambda book: [one.change for one in new], noted)
        return made.ids[1:] if made.begun else made.ids

    # -- where

    def _placed(
        self, quotes: Sequence[ProjectQuote], studies: Mapping[str, str], codes: Mapping[str, str]
    ) -> list[tuple[NewQuote, PlacedQuote]]:
        """What is new in the project, each with its place in the texts of its study."""
        known, texts = self._logged(), dict[str, tuple[ReadText, ...]]()
        names = names_of(self.project.users)
        places = {one.guid: one for one in self.project.sources}
        found = []
        for quote in quotes:
            note, said = read_back(quote.note)
            study = studies.get(quote.source) or self._study_of(said.get("study", ""))
            if not study:
                self.losses.append(message("a coded note is of no study that is known, and was left out"))
                continue
            marks = self._marks(quote, codes, said)
            words = " ".join(quote.words.split())
            if not marks or not any(map(str.isalnum, words)):
                self.losses.append(
                    message("{study}: a selection without words or codes was left out", study=study)
                )
                continue
            construct = said.get("construct", "")
            new = NewQuote(
                study,
                words,
                marks,
                said.get("page", ""),
                construct if construct in CONSTRUCTS else "",
                note,
                came_from=came_from(self.path.name, quote, names),
            )
            if study not in texts:
                texts[study] = texts_of(self.act.folder, study_of(self.act, study), self.wanted.keep_lost)
            source = places.get(quote.source)
            checksum = read_back(source.description)[1].get("sha256", "") if source else ""
            given = _given(quote, words, source.text if source else "", checksum, texts[study])
            placed = self._place(new, given, texts[study], source.name if source else "")
            if placed is None:
                continue
            alike = known.setdefault((study, words, new.page, frozenset(marks)), _Alike())
            if alike.has(quote, placed.quoted.start):
                self.already += 1
                continue
            found.append((new, placed))
        return found

    def _logged(self) -> dict[tuple[str, str, str, frozenset[Mark]], "_Alike"]:
        """The quotes of the person at work that are logged, by study, words, page and codes."""
        found: dict[tuple[str, str, str, frozenset[Mark]], _Alike] = {}
        for coding in self.act.review.facts.codings:
            if coding.coder != self.act.who:
                continue
            for one in coding.segments:
                key = (coding.study, " ".join(one.quote.split()), one.page, frozenset(one.marks))
                found.setdefault(key, _Alike()).logged[one.found.start if one.found else -1] += 1
        return found

    def _study_of(self, key: str) -> str:
        return key if any(study.key == key for study in self.act.review.included_studies) else ""

    def _marks(self, quote: ProjectQuote, codes: Mapping[str, str], said: Mapping[str, str]) -> tuple[Mark, ...]:
        found: dict[str, Mark] = {}
        for mark in quote.marks:
            code = codes.get(mark.code, "")
            if not code:
                self.losses.append(
                    message("a coding names a code that the project does not have; it was left out")
                )
                continue
            relation = said.get(f"relation {code}", "supports")
            found.setdefault(code, Mark(code, relation if relation in RELATIONS else "supports"))
        return tuple(found.values())

    def _place(
        self, new: NewQuote, given: GivenQuote, read: Sequence[ReadText], document: str
    ) -> PlacedQuote | None:
        try:
            placed = place_quote(study_of(self.act, new.study), read, given, self.wanted.keep_lost)
        except ReviewkitError as error:
            self.refused.append(f"{self.path}: {document or new.study}: {error}")
            return None
        if placed.notice and placed.match is not None:
            self.notices.append(f"{document or new.study}: {placed.notice}")
        return placed


@dataclass(slots=True)
class _Alike:
    """Quotes of the same words, page and codes: where those that are logged begin (-1 where that is not known), and the
    places of those of the project so far, there and in the texts here."""

    logged: Counter[int] = field(default_factory=Counter)
    places: set[tuple[str, int, int]] = field(default_factory=set)
    starts: set[int] = field(default_factory=set)

    def has(self, quote: ProjectQuote, start: int) -> bool:
        """Whether a quote is one of them. One that is logged is one of the project only, for a study says some words
        more than once."""
        place = (quote.source, quote.start, quote.end)
        if place in self.places or (start >= 0 and start in self.starts):
            return True
        self.places.add(place)
        self.starts.add(start)
        return self._take(start)

    def _take(self, start: int) -> bool:
        """Whether one that is logged may be at this place; it is then used up."""
        one = next((at for at in (start, -1) if at in self.logged), None)
        if one is None:
            if start >= 0 or not self.logged:
                return False
            one = next(reversed(self.logged))
        self.logged[one] -= 1
        if not self.logged[one]:
            del self.logged[one]
        return True


def names_of(users: Sequence[ProjectUser]) -> dict[str, str]:
    """What the people of a project are called there, by their GUIDs."""
    return {user.guid: user.name or user.id for user in users}


def came_from(file: str, quote: ProjectQuote, names: Mapping[str, str]) -> CameFrom:
    """The file of a quote, with who gave it its codes and when; where that is not said, who selected the words."""
    coders = tuple(filter(None, dict.fromkeys(names.get(mark.coder, mark.coder) for mark in quote.marks)))
    given = next((mark.at for mark in quote.marks if mark.at), quote.at)
    return CameFrom(file, coders or tuple(filter(None, [names.get(quote.coder, quote.coder)])), given)


def _given(quote: ProjectQuote, words: str, text: str, checksum: str, read: Sequence[ReadText]) -> GivenQuote:
    """A quote to be looked for, with the words around it; in a text that is the same as here it is where it was."""
    if quote.start < 0:
        return GivenQuote(words, text=checksum, strict=False)
    before, after = text[max(0, quote.start - AROUND) : quote.start], text[quote.end : quote.end + AROUND]
    begin = quote.start + len(text[quote.start : quote.end]) - len(text[quote.start : quote.end].lstrip())
    same = next((one.text.sha256 for one in read if one.reading.text == text), "")
    return GivenQuote(words, 0, same or checksum, False, begin if same else -1, before, after)
