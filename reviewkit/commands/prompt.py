"""The prompt of `screen`: one reviewer gets one report after another and answers with one key each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from reviewkit.commands import keys
from reviewkit.commands.screening_agreement import say_pilots
from reviewkit.commands.shared import echo, echo_coloured, terminal_width, warn
from reviewkit.errors import ReviewkitError
from reviewkit.words import Choice, Order, Stage, Verdict, in_language, number_of

if TYPE_CHECKING:
    from reviewkit.blind import BlindView, OwnDecision
    from reviewkit.model import Highlight, Protocol
    from reviewkit.store.open_review import OpenReview

CHOICES = {"include": Choice.INCLUDE, "exclude": Choice.EXCLUDE, "maybe": Choice.MAYBE}
_ASKED = {action: action for action in keys.USUAL}
_AGAIN = {
    "include": "include",
    "exclude": "exclude",
    "maybe": "maybe",
    "note": "note",
    "label": "label",
    "back": "further back",
    "skip": "leave it so",
    "criteria": "criteria",
    "quit": "quit",
}
_REASON_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def screen(folder: "OpenReview", who: str, order: Order, stage: Stage | None) -> None:
    """Ask about everything that waits for a person, until nothing is left or they quit.

    Raises ReviewkitError for a stage that the review has not, and typer.Exit where the input ended.
    """
    protocol = folder.review.protocol
    if stage is not None and protocol.stage(stage) is None:
        raise ReviewkitError(
            f"This review has no stage {stage}. Its stages are: {', '.join(protocol.stage_list())}"
        )
    session = _Session(folder, who, order, stage)
    show_criteria(protocol)
    say_pilots(folder.review, who, is_done=False, stage=stage)
    try:
        session.run()
    except (KeyboardInterrupt, EOFError, typer.Abort):
        echo()
        session.tell_what_is_not_logged()
        warn("stopped; every decision that was shown as logged is kept")
        raise typer.Exit(1) from None
    session.tell_what_is_not_logged()


def show_criteria(protocol: "Protocol") -> None:
    """Print the eligibility criteria of review.yaml."""
    for head, criteria in (("include", protocol.criteria.include), ("exclude", protocol.criteria.exclude)):
        if criteria:
            echo(f"{head}:")
        for criterion in criteria:
            text = in_language(criterion, protocol.language)
            echo(f"  - {text}")


class _Session:
    """One person at the prompt: what they have skipped, what they wrote on reports, and what they can undo."""

    def __init__(self, folder: "OpenReview", who: str, order: Order, stage: Stage | None) -> None:
        from reviewkit.store import preferences

        own = preferences.read(folder.root, who)
        self.folder, self.who, self.order, self.stage = folder, who, order, stage
        self.keys = keys.keys_of(own.keys)
        self.action = {key: action for action, key in self.keys.items()}
        self.own_words = own.highlight
        self.skipped: set[str] = set()
        self.logged: list[tuple[str, ...]] = []
        self.notes: dict[str, str] = {}
        self.labels: dict[str, tuple[str, ...]] = {}

    def run(self) -> None:
        """Ask about one report after another."""
        going_on = True
        while going_on:
            view = self.view()
            waiting = [item for item in view.waiting(self.stage) if item[0] not in self.skipped]
            if not waiting:
                skipped = f", except {len(self.skipped)} that you skipped" if self.skipped else ""
                echo(f"nothing is left to decide for {self.who}{skipped}")
                say_pilots(self.folder.review, self.who, is_done=True, stage=self.stage)
                return
            going_on = self.ask(view, *waiting[0])

    def view(self) -> "BlindView":
        """What this person may see of the review as it is now."""
        from reviewkit.blind import blind_view

        return blind_view(self.folder.refresh(), self.who, self.order)

    def ask(self, view: "BlindView", report: str, stage: Stage) -> bool:
        """Show a report and act on the keys until it is answered; False when the person quits."""
        where = f"stage {stage}, {report}{_others(view, stage)}"
        self.show(view, report, f"{_progress(view, stage)} for {self.who}, {where}")
        while True:
            action = self.pressed(_ASKED)
            if action == "quit":
                return False
            if action in CHOICES:
                return self.answer(view, report, stage, CHOICES[action], "")
            if action == "back":
                return self.go_back(view)
            if action in ("skip", "undo", "duplicate"):
                self.leave(action, view, report)
                return True
            self.remark(action, view, report)

    def pressed(self, actions: dict[str, str]) -> str:
        """The action of the key that the person presses; they are told of keys that do nothing."""
        while True:
            key = keys.key(f"\n{keys.named(self.keys, actions)}")
            action = self.action.get(key, "")
            if action in actions:
                return action
            known = [self.keys[one] for one in actions]
            warn(f"type {', '.join(known[:-1])} or {known[-1]}")

    def show(self, view: "BlindView", report: str, head: str) -> None:
        """Print a report, with highlighted words on a terminal."""
        from reviewkit.render import terminal

        width = terminal_width()
        echo(f"\n{'─' * width}\n{head}\n")
        entry, keywords = view.record(report), view.keywords(report)
        if keys.on_terminal():
            words: Highlight = view.protocol.highlight.with_also(self.own_words)
            echo_coloured(terminal.record_in_colour(entry, keywords, width, words))
        else:
            echo(terminal.record(entry, keywords, width))
        self.show_remarks(report)

    def show_remarks(self, report: str) -> None:
        """Print the note and labels that will be logged with the decision."""
        if note := self.notes.get(report):
            echo(f"note: {note}")
        if labels := self.labels.get(report):
            echo(f"labels: {', '.join(labels)}")

    def answer(self, view: "BlindView", report: str, stage: Stage, choice: Choice, last: str) -> bool:
        """Log a decision after asking for the reason, unless the report is no longer as it was shown."""
        from reviewkit.actions.screening import decide
        from reviewkit.actions.shown import Shown, StaleAnswerError

        reason = _ask_reason(view.protocol, stage) if choice is Choice.EXCLUDE else ""
        if reason is None:
            return True
        note, labels = self.notes.get(report, ""), self.labels.get(report)
        try:
            shown = Shown(report, stage, last)
            done = decide(self.folder, self.who, report, choice, reason, stage, note, labels, shown)
        except StaleAnswerError as error:
            warn(str(error))
            return True
        self.logged.append(done.ids)
        self.notes.pop(report, None)
        self.labels.pop(report, None)
        echo(f"{report}: {choice.value}{f' ({reason})' if reason else ''}")
        return True

    def leave(self, action: str, view: "BlindView", report: str) -> None:
        """Skip a report, undo the last decision, or mark a duplicate."""
        if action == "skip":
            self.skipped.add(report)
        elif action == "undo":
            self.undo_last()
        else:
            self.mark_duplicate(view, report)

    def remark(self, action: str, view: "BlindView", report: str) -> None:
        """Write a note or a label, to be logged with the decision, or show the criteria."""
        if action == "criteria":
            show_criteria(view.protocol)
        elif action == "note":
            self.notes[report] = keys.line("Note", self.notes.get(report, ""))
        else:
            self.labels[report] = _changed(self.labels.get(report, ()), _ask_label(view))
        if action != "criteria":
            self.show_remarks(report)

    def go_back(self, view: "BlindView") -> bool:
        """Show one's own decisions, the newest first, each to be left or made anew; False when the person quits."""
        from reviewkit.blind import own_decisions

        for own in own_decisions(view, stage=self.stage):
            action = self.ask_again(view, own)
            if action == "quit":
                return False
            if action in CHOICES:
                return self.answer(view, own.report, own.decision.stage, CHOICES[action], own.decision.id)
            if action == "skip":
                return True
        warn("you have made no earlier decision")
        return True

    def ask_again(self, view: "BlindView", own: "OwnDecision") -> str:
        """Show one of the person's own decisions; the key that leaves it."""
        from reviewkit.render.terminal import decision as in_words

        decision = own.decision
        at = f"{decision.at:%Y-%m-%d %H:%M}"
        self.show(view, own.report, f"decided {at}, stage {decision.stage}, {own.report}: {in_words(decision)}")
        while True:
            action = self.pressed(_AGAIN)
            if action == "criteria":
                show_criteria(view.protocol)
            elif action in ("note", "label"):
                self.annotate(action, view, own)
                return "skip"
            else:
                return action

    def annotate(self, action: str, view: "BlindView", own: "OwnDecision") -> None:
        """Change the note or labels of an earlier decision."""
        from reviewkit.actions.screening import annotate

        if action == "note":
            note = keys.line("Note", own.decision.note)
            done = annotate(self.folder, self.who, own.report, note, stage=own.decision.stage)
        else:
            before = own.decision.labels
            labels = _changed(before, _ask_label(view))
            gone = [label for label in before if label not in labels]
            done = annotate(self.folder, self.who, own.report, None, labels, gone, own.decision.stage)
        if done.ids:
            self.logged.append(done.ids)
        labels_now = f" [{', '.join(done.labels)}]" if done.labels else ""
        echo(f"{own.report}: {done.choice.value}{labels_now}{f' {done.note!r}' if done.note else ''}")

    def undo_last(self) -> None:
        """Undo the last decision of this session."""
        from reviewkit.actions.undo import common_name, undo

        if not self.logged:
            warn("nothing to undo in this session; for an earlier decision: reviewkit undo ID")
            return
        ids = self.logged.pop()
        undo(self.folder, self.who, ids)
        echo(f"{common_name(ids)} was undone")

    def mark_duplicate(self, view: "BlindView", report: str) -> None:
        """Ask which record the report is a duplicate of, show both, and log the verdict after a yes."""
        from reviewkit.actions.duplicates import answer
        from reviewkit.render.terminal import side_by_side

        other = keys.line("Duplicate of which record? (an id, such as cinahl-0017)")
        if other not in view.records or other == report:
            warn(f"{other!r} is not another record in this review; ids look like cinahl-0017.")
            return
        echo(side_by_side(view.records[report], view.records[other]))
        if keys.key("\nThe same report? y = yes, n = no") == "y":
            done = answer(self.folder, self.who, (report, other), Verdict.SAME, "found while screening")
            echo(f"{report} and {other} are the same report; to undo this: reviewkit undo {done.id}")

    def tell_what_is_not_logged(self) -> None:
        """Name notes and labels on reports that the person has not decided on: they are logged with the decision."""
        for report in dict.fromkeys((*self.notes, *self.labels)):
            said = [*filter(None, [self.notes.get(report)]), *self.labels.get(report, ())]
            if said:
                warn(f"not logged, because you have not decided on {report}: {'; '.join(said)}")


def _progress(view: "BlindView", stage: Stage) -> str:
    decided, left = view.decided(stage), view.left().get(stage, 0)
    return f"{decided} of {decided + left} decided, {left} left"


def _others(view: "BlindView", stage: Stage) -> str:
    """What waits at the other stages."""
    others = [f"{number_of(n, 'report')} at {one}" for one, n in view.left().items() if one != stage]
    return f"; then {', '.join(others)}" if others else ""


def _ask_label(view: "BlindView") -> str:
    known = list(dict.fromkeys(label for one in reversed(view.own) for label in one.labels))[:9]
    used = f" (you use: {', '.join(known)})" if known else ""
    return keys.line(f"Label{used}, or -LABEL to remove one")


def _changed(labels: Sequence[str], typed: str) -> tuple[str, ...]:
    """Labels with one more, or with a minus sign one less."""
    name = typed.removeprefix("-").strip()
    others = tuple(label for label in labels if label.casefold() != name.casefold())
    return others if typed.startswith("-") or not name else (*others, name)


def _ask_reason(protocol: "Protocol", stage: Stage) -> str | None:
    """The main reason, "" for none, which a full text must not have; None where the person does not exclude it after
    all."""
    found = protocol.stage(stage)
    if not protocol.reasons or (found is not None and not found.reasons):
        return ""
    reasons = protocol.reasons
    listed = "  ".join(
        f"{key}={reason.label(protocol.language)}" for key, reason in zip(_REASON_KEYS, reasons, strict=False)
    )
    needs_one = found is not None and found.full_text
    none = "" if needs_one else "  0=none"
    while True:
        answer = keys.key(f"Main reason: {listed}{none}  -=do not exclude", "" if needs_one else "0")
        if answer in ("-", keys.ESCAPE):
            return None
        if answer == "0" and not needs_one:
            return ""
        number = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 4 else 0
        if not number and len(answer) == 1:
            number = _REASON_KEYS.find(answer) + 1
        if 0 < number <= len(reasons):
            return reasons[number - 1].id
        last = _REASON_KEYS[min(len(reasons), len(_REASON_KEYS)) - 1]
        first = 1 if needs_one else 0
        warn(
            f"type a number from {first} to {len(reasons)}"
            if len(reasons) < 10
            else f"type {first} to 9 or a to {last}"
        )
