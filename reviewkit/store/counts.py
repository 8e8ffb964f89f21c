"""counts.yaml: numbers that a person entered, for a review whose records are elsewhere."""

from dataclasses import replace
from pathlib import Path

from reviewkit.entered import Counts
from reviewkit.errors import Problem
from reviewkit.store.yaml_section import Section, read_section
from reviewkit.words import OtherArm, Stages

TEMPLATE = """\
# Numbers for a PRISMA 2020 flow diagram; leave out what you do not have. To draw it: reviewkit prisma counts.yaml
stages: two             # one, or two (title-abstract, then full-text)
other_arm: separate     # separate, or pooled with the databases
identified:
  databases: {CINAHL: 113, MEDLINE: 273}
  registers: {}
  other: {}
removed: {duplicates: 100, automation: 0}
screened: 286
excluded: {total: 200}
sought: 86
not_retrieved: 2
assessed: 84
reports_excluded: {total: 69, reasons: {Wrong population: 60, Wrong study design: 9}}
included: {studies: 15, reports: 15}
"""


def read(path: Path, problems: list[Problem]) -> Counts:
    """The entered counts in a file, with the line of each group of numbers."""
    top = read_section(path, str(path), problems)
    identified = top.section("identified")
    removed = top.section("removed")
    counts = replace(
        _full_text(top),
        other_arm=top.choice("other_arm", OtherArm, OtherArm.SEPARATE),
        stages=top.choice("stages", Stages, Stages.TWO),
        identified={arm: identified.counts(arm) for arm in ("databases", "registers", "other")}
        if identified
        else {},
        duplicates=removed.integer("duplicates") if removed else None,
        automation=removed.integer("automation") if removed else None,
        removed_other=removed.counts("other") if removed else {},
        screened=top.integer("screened"),
        places={
            **{key: top.place_of(key) for key in ("excluded", "reports_excluded", "screened")},
            **({"duplicates": removed.place_of("duplicates")} if removed else {}),
        },
    )
    counts = _excluded(top, counts)
    counts = _included(top, counts)
    if other := top.section("other_methods"):
        counts = replace(counts, other=_full_text(other))
        other.done()
    if previous := top.section("previous"):
        counts = replace(counts, previous=(previous.integer("studies") or 0, previous.integer("reports") or 0))
        previous.done()
    for section in (identified, removed, top):
        if section:
            section.done()
    return counts


def _full_text(section: Section) -> Counts:
    excluded = section.section("reports_excluded")
    counts = Counts(
        place=section.place,
        sought=section.integer("sought"),
        not_retrieved=section.integer("not_retrieved"),
        assessed=section.integer("assessed"),
        reports_excluded=excluded.integer("total") if excluded else None,
        report_reasons=excluded.counts("reasons") if excluded else {},
    )
    if excluded:
        excluded.done()
    return counts


def _excluded(top: Section, counts: Counts) -> Counts:
    excluded = top.section("excluded")
    if excluded is None:
        return counts
    counts = replace(counts, excluded=excluded.integer("total"), reasons=excluded.counts("reasons"))
    excluded.done()
    return counts


def _included(top: Section, counts: Counts) -> Counts:
    included = top.section("included")
    if included is None:
        return counts
    counts = replace(counts, studies=included.integer("studies"), reports=included.integer("reports"))
    included.done()
    return counts
