"""The registry of problem codes: what each means and what to do, once. docs/problems.md is written from it.

Codes are stable: other programs may filter by them (`reviewkit check --json`).
"""

MEANINGS: dict[str, tuple[str, str]] = {
    # files and logs
    "unreadable": (
        "A file or folder cannot be read.",
        "See its line, correct or replace it; nothing in it counts.",
    ),
    "no-file": ("A folder, pipe or device is where a file belongs.", "Rename it or take it out."),
    "link": ("A link leads out of the review folder.", "Put the file itself into the folder."),
    "not-downloaded": (
        "A sync program keeps a file elsewhere: in iCloud, or it is empty here.",
        "Download it in the Finder or the Explorer.",
    ),
    "unread": ("Nothing reads a file.", "Rename it as its kind is named, or take it out of the folder."),
    "copy": (
        "A sync program made a copy of a file.",
        "Of a log: `reviewkit merge FILE`. Of YAML: compare by hand.",
    ),
    "unknown-log": ("A log is of nobody in review.yaml.", "Add the reviewer, or merge the log."),
    "torn": ("Something was being written when reviewkit was stopped.", "Do it again if it is missing."),
    "cut-off": ("An append was cut off before its last line; none of it counts.", "Do it again."),
    "log": (
        "A line of a log is not understood and was left out.",
        "Look at the line; a newer version may read it.",
    ),
    "id-twice": ("Version 0.2 gave one id to two acts; both count.", "Take back the one that is wrong."),
    "undo-of-nothing": ("An undo names an act that is in no log.", "Wait for the log to be synchronised."),
    "future": ("A line is dated in the future.", "Set the clock of that computer right."),
    "chain": (
        "A log does not say what it said when it was written.",
        "Compare it with a backup; see docs/logs.md.",
    ),
    "format": ("The folder's format is newer than this version, or its mark is missing.", "`reviewkit upgrade`."),
    "yaml": ("A value in a YAML file is not as it should be.", "Correct it; the message says how."),
    # searches
    "export": ("An imported file is missing, changed or cannot be read.", "Put it back as the database gave it."),
    "not-imported": ("A file in searches/ was never imported.", "`reviewkit import FILE --source NAME`."),
    "imported-twice": ("The same bytes were imported twice, or are twice in a zip; they count once.", "Nothing."),
    "ids-twice": ("Two copies of the folder gave the same ids to two files.", "Look at studies.yaml."),
    "search-log": ("searches.yaml has no entry for a source.", "Write database, date, searcher and hits."),
    "hits": ("The hits of a search are missing, or are not what was imported.", "Add or explain them."),
    # notes on how exports were read
    "encoding": ("An export is not UTF-8 and was read as Windows-1252.", "Look at accented letters."),
    "no-records": (
        "No record was found in a file, or in one of the files of a zip.",
        "Export it again, or name the format.",
    ),
    "outside": ("Text stands outside the records of an export; it is kept.", "Nothing."),
    "missing-er": ("A RIS record has no ER line.", "Nothing; `reviewkit lint` says more."),
    "missing-ty": ("A RIS record has no TY line.", "Nothing; `reviewkit lint` says more."),
    "tags-after-er": ("RIS tags stand after ER; they were kept.", "Nothing."),
    "cells": ("A row of a table has more cells than the head.", "Look at the row."),
    "csv": ("A table breaks off.", "Export it again."),
    "quote": (
        "A quotation mark in a table is never closed, so the rows below it were read as part of one record.",
        "Correct the row that is named, or export the table again.",
    ),
    "xml": ("XML breaks off or is not well formed.", "Export it again."),
    "json": ("JSON breaks off.", "Export it again."),
    "jsonl": ("A line of reviewkit's JSONL is no record.", "Convert the export again."),
    "bibtex": ("A BibTeX entry is damaged; it was kept as it is.", "Look at the entry."),
    # duplicates and screening
    "not-deduplicated": ("Records were never compared for duplicates.", "`reviewkit dedupe`."),
    "possible-duplicates": ("Possible duplicates wait for a person.", "`reviewkit dedupe review`."),
    "disputed-pair": ("Two people say different things of one pair.", "Talk, and one of you answers again."),
    "unknown-record": (
        "An act is about a record that is not in the review.",
        "Import its export, or take it back.",
    ),
    "withdrawn-record": ("Decisions wait for an import that was taken back.", "Nothing, or restore the import."),
    "unknown-reason": ("A reason is not in review.yaml.", "Add it there, or decide again."),
    "unknown-reviewer": ("A reviewer is not in review.yaml.", "Add them under `reviewers`."),
    "unknown-stage": (
        "A decision is of a stage that the review lacks.",
        "Correct `stages`, or decide again.",
    ),
    "reason-not-recorded": ("An exclusion has no main reason.", "`reviewkit screen settle`."),
    "settled-without-conflict": ("Somebody settled what was no conflict.", "Take it back if it was a mistake."),
    "no-record": (
        "A decision of another tool matches no record, or several between which nothing tells.",
        "`--skip-unmatched` imports the others.",
    ),
    "other-record": (
        "A decision of another tool is about another work than the record at its id.",
        "Check the file.",
    ),
    "decision": ("A decision of another tool cannot be understood.", "The message says which word."),
    # studies and coding
    "study-not-included": ("A study has no included report.", "Look at its decisions, or take it out."),
    "unnamed-study": ("An included report belongs to no study.", "Add it to studies.yaml."),
    "unknown-study": (
        "A coding is of a study that is not in studies.yaml.",
        "Add the study, or rename the coding.",
    ),
    "unknown-code": ("A code is in no codebook.", "Add it, or correct the coding."),
    "retired-code": ("A retired code is in use.", "Code anew, or bring the code back."),
    "state": ("A coder found nothing, yet there are codes.", "`reviewkit code done STUDY`."),
    "no-theme": ("A code is in use and counts for no theme.", "Give it a theme as its `parent`."),
    "not-coded": ("Included studies are not coded to the end.", "Code them, then `reviewkit code done STUDY`."),
    "same-name": (
        "Two studies have one citation, two themes one label, or two codebooks one code.",
        "Give one of the two another name.",
    ),
    "codebook": ("A codebook contradicts itself.", "Correct the parent that the message names."),
    # entered counts, and the balance of the flow
    "duplicates": ("Entered duplicates cannot be.", "The message says which number follows."),
    "screened": (
        "More records were screened than identified.",
        "Is a source missing? Correct one of the numbers.",
    ),
    "more-studies": (
        "More studies than reports were entered.",
        "Right where one report tells of several studies.",
    ),
    "excluded": ("Reasons for exclusion do not add up.", "Each excluded record has one main reason."),
    "reports_excluded": ("Reasons for exclusion at full text do not add up.", "Each report has one main reason."),
    **{
        f"A{n}": (f"A sum of the flow does not hold: {what}.", "Correct the numbers, or report this for a review.")
        for n, what in (
            (1, "sources add up to their arm"),
            (2, "identified less removed is screened"),
            (3, "removed is duplicates, automation and other reasons"),
            (4, "screened less excluded is sought, or included with one stage"),
            (5, "sought less not retrieved is assessed"),
            (6, "assessed less excluded is included"),
            (7, "reasons add up"),
            (8, "by people and by tools is excluded"),
            (10, "previous and new is total"),
        )
    },
}
