"""Two tabs and a terminal of one person at once: no decision is lost, doubled, or given to another record."""

import re
import threading
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from reviewkit.actions import screening
from reviewkit.actions.shown import Shown, StaleAnswerError
from reviewkit.blind import blind_view
from reviewkit.store.open_review import open_review
from reviewkit.words import Choice
from tests.folders import afresh, begin
from tests.page.browser import Served, served

RECORDS = 24
FIELD = re.compile(r'name="(report|stage|answer|last)" value="([^"]*)"')


class Tab:
    """A tab of a browser, without the browser: it answers what the page shows, and remembers what it answered."""

    def __init__(self, server: Served, choice: str) -> None:
        self.server, self.choice = server, choice
        self.answered: list[str] = []

    def asks(self, address: str, form: dict[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.server.address + address, data)
        request.add_header("Cookie", f"{self.server.access.cookie}={self.server.access.session}")
        request.add_header("Origin", self.server.address.rstrip("/"))
        with urllib.request.urlopen(request) as answer:
            return str(answer.read().decode())

    def work(self) -> None:
        while form := dict(FIELD.findall(self.asks("screen"))):
            if "report" not in form:
                return
            sent = {**form, "decision": self.choice, "form_secret": self.server.access.form_secret}
            if f"{form['report']}: {self.choice.capitalize()}" in self.asks("screen", sent):
                self.answered.append(form["report"])


def terminal(root: Path, answered: list[str]) -> None:
    """The prompt of `screen`, without its keys."""
    folder = open_review(root)
    while queue := blind_view(folder.refresh(), "a").queue:
        report, stage = queue[0]
        try:
            screening.decide(folder, "a", report, Choice.MAYBE, "", stage, shown=Shown(report, stage))
        except StaleAnswerError:
            continue
        answered.append(report)


def test_two_tabs_and_a_terminal_decide_each_record_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = begin(tmp_path / "review", records=RECORDS)
    typed: list[str] = []
    with served(folder.root, "a", monkeypatch) as server:
        tabs = [Tab(server, "include"), Tab(server, "exclude")]
        workers = [threading.Thread(target=tab.work) for tab in tabs]
        workers.append(threading.Thread(target=terminal, args=(folder.root, typed)))
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(120)
    decisions = afresh(folder).facts.decisions
    assert sorted(one.record for one in decisions) == [f"cinahl-{n:04d}" for n in range(1, RECORDS + 1)]
    chosen = {one.record: one.choice.value for one in decisions}
    acknowledged = [(tab.choice, report) for tab in tabs for report in tab.answered]
    acknowledged += [("maybe", report) for report in typed]
    assert [(choice, report) for choice, report in acknowledged if chosen[report] != choice] == []
    assert len(acknowledged) <= RECORDS
    assert {report for _, report in acknowledged} >= {one for one, choice in chosen.items() if choice == "maybe"}
