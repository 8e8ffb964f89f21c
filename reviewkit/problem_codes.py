"""The registry of problem codes: what each means and what to do, once. docs/problems.md is generated from it.

Codes are stable: other programs may filter by them (`reviewkit check --json`).
"""

MEANINGS: dict[str, tuple[str, str]] = {
    # files and logs
    "unreadable": (
        "A file or folder cannot be read.",
        "Correct or replace it. Until then nothing in it counts.",
    ),
    "no-file": (
        "There is a folder, pipe or device where a file should be.",
        "Rename it, or move it out of the folder.",
    ),
    "link": ("A link points out of the review folder.", "Put the file itself into the folder."),
    "not-downloaded": (
        "A sync program keeps a file elsewhere: it is in iCloud, or empty on this computer.",
        "Download it in the Finder or the Explorer.",
    ),
    "unread": (
        "reviewkit does not read this file.",
        "Give it the name that such files have, or move it out of the folder.",
    ),
    "copy": (
        "A sync program made a copy of a file.",
        "For a log: `reviewkit merge FILE`. For a YAML file: compare the two by hand.",
    ),
    "tampered": (
        "A file of a bundle, or a review, is not what it was when its hash was printed.",
        "Ask the authors for the original; docs/verify.md says what can be noticed and what cannot.",
    ),
    "unknown-log": ("A log belongs to nobody in review.yaml.", "Add the reviewer, or merge the log."),
    "torn": ("reviewkit was stopped while it was writing.", "Repeat what you did if it is missing."),
    "cut-off": (
        "Only some of the lines that belong together were written; none of them counts.",
        "Repeat what you did.",
    ),
    "log": (
        "A line of a log could not be understood and was left out.",
        "Look at the line. A newer version of reviewkit may be able to read it.",
    ),
    "id-twice": ("Version 0.2 gave the same id to two entries; both count.", "Undo the one that is wrong."),
    "recode-of-nothing": (
        "A recoding or a review names a quote that is in no log.",
        "Wait until the log has been synchronised.",
    ),
    "undo-of-nothing": ("An undo names an entry that is in no log.", "Wait until the log has been synchronised."),
    "future": ("A line is dated in the future.", "Correct the clock of that computer."),
    "chain": (
        "A log was changed by hand, or lines are missing from it.",
        "Compare it with a backup; see docs/logs.md.",
    ),
    "format": (
        "The folder's format is newer than this version of reviewkit, or its marker file is missing.",
        "Install the newest version, or put the file back with `reviewkit upgrade`.",
    ),
    "yaml": ("A value in a YAML file is not valid.", "Correct it; the message says how."),
    "counts-csv": ("A number in a table of PRISMA2020 is not valid.", "Correct it; the message says how."),
    # searches
    "export": (
        "An imported file is missing, changed or unreadable.",
        "Put it back as the database exported it, or import the same file again.",
    ),
    "not-imported": ("A file in searches/ was never imported.", "`reviewkit import FILE --source NAME`."),
    "imported-twice": ("The same file was imported twice, or is in a zip twice; it counts once.", "Nothing."),
    "ids-twice": ("Two copies of the folder gave the same ids to two files.", "Check the ids in studies.yaml."),
    "search-line": (
        "A line of a search strategy names a line that is not above it, or its hits cannot be so.",
        "Compare it with the search history of the database, and correct searches.yaml.",
    ),
    "search-element": (
        "A line of a search strategy is about an element that the framework of the question does not have.",
        "Correct `element`, or add it: `reviewkit protocol element ID`.",
    ),
    "rerun": (
        "A search is said to be another one run again, but there is no such search, or it was run later.",
        "Correct `rerun_of` in searches.yaml.",
    ),
    "search-log": ("searches.yaml has no entry for a source.", "Add its database, date, searcher and hits."),
    "hits": (
        "The hits of a search are missing, or differ from the number of imported records.",
        "Add the hits, or explain the difference.",
    ),
    # notes on how exports were read
    "encoding": (
        "An export, or a part of it, is not UTF-8 and was read as Windows-1252.",
        "Check that accented letters are right.",
    ),
    "signs": (
        "An export has characters that its format does not allow; they were replaced, or kept as they are.",
        "Compare the line that the message names with the database.",
    ),
    "two-encodings": (
        "A part of an export is in another encoding, or damaged, and may be lost.",
        "Export it again, or import the files one by one.",
    ),
    "no-records": (
        "No records were found in a file, or in one of the files in a zip.",
        "Export it again, or name its format with `--format`.",
    ),
    "outside": ("There is text outside the records of an export; it is kept.", "Nothing."),
    "missing-er": ("A RIS record has no ER line.", "Nothing; `reviewkit lint` says more."),
    "missing-ty": ("A RIS record has no TY line.", "Nothing; `reviewkit lint` says more."),
    "tags-after-er": ("There are RIS tags after ER; they were kept.", "Nothing."),
    "cells": ("A row of a table has more cells than the header.", "Check the row."),
    "head-again": ("A row names the columns of its table once more.", "Import the joined tables one by one."),
    "csv": ("A table is cut off.", "Export it again."),
    "quote": (
        "A quotation mark in a table is never closed, so the rows below it were read as part of one record.",
        "Correct the row that the message names, or export the table again.",
    ),
    "xml": ("An XML file is cut off or not well formed.", "Export it again."),
    "json": ("A JSON file is cut off.", "Export it again."),
    "jsonl": ("A line of a reviewkit JSONL file is not a record.", "Convert the export again."),
    "bibtex": ("A BibTeX entry is damaged; it was kept as it is.", "Check the entry."),
    # duplicates and screening
    "not-deduplicated": ("Records were never compared for duplicates.", "`reviewkit dedupe`."),
    "possible-duplicates": ("Possible duplicates need a person's decision.", "`reviewkit dedupe review`."),
    "answer-without-effect": (
        "A person called two records the same report, but other answers keep them apart.",
        "See `reviewkit dedupe explain` for the two records, and answer again on the pair that is wrong.",
    ),
    "disputed-pair": ("Two people gave different answers on a pair.", "Agree, and one of you answers again."),
    "unknown-record": (
        "A log line or a study names a record that is not in the review.",
        "Import its export, or undo the line.",
    ),
    "withdrawn-record": (
        "Decisions are about records whose import was undone.",
        "Nothing, or restore the import by undoing the undo.",
    ),
    "unknown-reason": ("A reason is not in review.yaml.", "Add it there, or decide again."),
    "unknown-reviewer": ("A reviewer is not in review.yaml.", "Add them under `reviewers`."),
    "unknown-stage": (
        "A decision is at a stage that this review does not have.",
        "Correct `stages`, or decide again.",
    ),
    "reason-not-recorded": ("An exclusion has no main reason.", "`reviewkit screen settle`."),
    "settled-without-conflict": (
        "Somebody settled a conflict that did not exist.",
        "Undo it if it was a mistake.",
    ),
    "nobody-left": (
        "Reports wait for more decisions than there are people who screen.",
        "Name one more reviewer, or correct `reviewers_per_record`.",
    ),
    "no-record": (
        "A decision from another tool matches no record, or matches several equally well.",
        "`--skip-unmatched` imports the others.",
    ),
    "other-record": (
        "A decision from another tool has the id of one record and the title of another.",
        "Check the file.",
    ),
    "decision": ("A decision from another tool cannot be understood.", "The message says which word."),
    # full texts
    "text-missing": (
        "A full text that was attached is not in texts/ on this computer.",
        "Wait for the synchronisation, or get the file and attach it again.",
    ),
    "text-changed": (
        "A file in texts/ is not the one that was attached.",
        "Put the original back, or attach the new file and undo the old act.",
    ),
    "text-unlisted": (
        "A file in texts/ belongs to no report.",
        "`reviewkit text add RECORD FILE`, or delete it.",
    ),
    # studies and coding
    "study-not-included": ("A study has no included report.", "Check the decisions, or remove the study."),
    "unnamed-study": (
        "An included report belongs to no study.",
        "`reviewkit studies --write`, or add it to studies.yaml.",
    ),
    "unknown-study": (
        "A coding is of a study that is not in studies.yaml.",
        "Add the study, or correct the coding.",
    ),
    "unknown-code": ("A code is in no codebook.", "Add it, or correct the coding."),
    "retired-code": ("A retired code is in use.", "Use another code, or bring it back."),
    "state": ("A coder reported finding nothing, but used codes.", "`reviewkit code done STUDY`."),
    "no-theme": (
        "A code is in use but counts for no theme.",
        "`reviewkit codebook move CODE THEME`, or `codebook park CODE`.",
    ),
    "segment-open": (
        "Somebody asked about a coded quote or proposed other codes for it, and nobody has answered.",
        "`reviewkit code review`: recode the quote, settle it, or agree.",
    ),
    "quote-lost": (
        "A coded quote is in none of the full texts of its study.",
        "Remove it (`reviewkit code remove`) and code the words of the text.",
    ),
    "quote-changed": (
        "A coded quote has other words in the full text.",
        "Compare the two; remove it (`reviewkit code remove`) and code the words of the text.",
    ),
    "not-coded": ("Included studies are not coded to the end.", "Code them, then `reviewkit code done STUDY`."),
    "finding-names": (
        "A finding names a code, a study or a quote that does not count.",
        "Say what is behind it now: `reviewkit finding revise KEY`.",
    ),
    "finding-without-evidence": (
        "Nothing that was coded is behind a finding.",
        "Name its codes, studies or quotes: `reviewkit finding revise KEY`.",
    ),
    "finding-contradicted": (
        "Quotes contradict a finding, and it names none of them.",
        "Read them, and name one: `reviewkit finding revise KEY --quote ID`.",
    ),
    "finding-twice": (
        "Two people added a finding under the same key, so only the later wording counts.",
        "Undo one of the two, and add it with another key.",
    ),
    "judged-earlier": (
        "A judgement is of an earlier wording of a finding, or what is behind it changed since.",
        "Judge it again: `reviewkit finding judge KEY COMPONENT LEVEL`.",
    ),
    "judgement-of-nothing": (
        "A judgement names a finding that there is not, or that was undone.",
        "Undo the judgement, or wait until the log has been synchronised.",
    ),
    "same-name": (
        "Two studies have one citation, two themes one label, or two codebooks one code.",
        "Give one of the two another name.",
    ),
    "codebook-edited": (
        "A codebook with a history was changed by hand, or is an older copy.",
        "`reviewkit codebook status`, then `reviewkit codebook accept --why WHY`, or `reject` to take it back.",
    ),
    "codebook": ("A codebook contradicts itself.", "Correct the parent that the message names."),
    # the charting form
    "form-id": (
        "An id in the charting form is used twice, or contains characters other than a-z, digits and hyphens.",
        "Give one of the two another id; its name goes under `label`.",
    ),
    "form-type": (
        "A field of the charting form has a type that there is not.",
        "Write one of those that it names.",
    ),
    "form-choices": (
        "The choices of a field of the charting form are missing, look alike, or are given for another type.",
        "Correct `choices` or `type`, as the message says.",
    ),
    "form-columns": (
        "The columns of a table in the charting form are missing, of a wrong type, or given for no table.",
        "Correct `columns` or `type`, as the message says.",
    ),
    "form-when": (
        "A field of the charting form depends on an answer that cannot be given; it is always asked until then.",
        "Name an earlier field under `when`, and answers that it can have.",
    ),
    "form-group": ("A group of the charting form, or the form, is empty.", "Add fields to it, or remove it."),
    "form-unit": (
        "A field of the charting form that is no number has a unit.",
        "Make it a number, or put the unit into its label.",
    ),
    "form-version": (
        "The versions of the charting form are out of order, or one has no reason.",
        "List them under `versions`, the oldest first, each with `why`.",
    ),
    # what was charted
    "chart-sheet": (
        "A cell of an Excel file of charting does not fit, or was changed elsewhere meanwhile (`chart import`).",
        "Correct the cell that is named, and import the file again.",
    ),
    "form-question": (
        "A group of the charting form is for a research question that review.yaml has not, or a question has no group.",
        "Correct the number after `question:` in charting/form.yaml, or the `questions` of review.yaml.",
    ),
    "chart-outdated": (
        "What was charted does not fit the form any more, which was changed since.",
        "Chart it again, or put the field, choice or type back; `reviewkit chart migrate` lists all of them.",
    ),
    "chart-older-form": (
        "A study was charted with an older version of the form.",
        "`reviewkit chart migrate` lists the answers. What is charted again counts for the new version.",
    ),
    # retractions: marked by a database, or in a list that is named (`check --retractions FILE`)
    "marked-retracted": (
        "An included report is marked as retracted or withdrawn by the database that it comes from.",
        "Read the notice, and decide together: exclude the report, or say in the review that it was retracted.",
    ),
    "retracted": (
        "A record is in the list of retracted articles.",
        "Read the notice. If the report is included, decide together: exclude it, or say in the review that it was "
        "retracted.",
    ),
    "concern": (
        "The list has an expression of concern about a record.",
        "Read the notice before you rely on the report.",
    ),
    "corrected": ("The list has a correction of a record.", "Use the corrected numbers."),
    "reinstated": ("A record was retracted, and the retraction was taken back.", "Nothing."),
    "may-be-retracted": (
        "A record is like an article in the list, but it is not certain that it is that article.",
        "Compare the two; the message names the line of the list.",
    ),
    "no-article": (
        "Rows of a list of retracted articles have no DOI, no PubMed id and no title.",
        "Nothing, if the list is as it was downloaded.",
    ),
    # entered counts, and the balance of the flow
    "duplicates": (
        "The entered number of duplicates is impossible.",
        "The message says which number would be right.",
    ),
    "removed": (
        "Some kinds of removals were stated, others not, so nobody knows how many records were removed in all.",
        "Add the missing kinds (0 if there were none), or `total`.",
    ),
    "screened": (
        "More records were screened than identified.",
        "Add the missing source, or correct one of the numbers.",
    ),
    "units": (
        "Entered studies were added to reports, in a box of ongoing studies or of those awaiting classification.",
        "Write the number of reports, or import the records and remove the entered number.",
    ),
    "no-box": (
        "A footnote or a line of your own names a box that the flow does not have.",
        "Write the id of a box that is there; the message names them.",
    ),
    "more-studies": (
        "More studies than reports were entered.",
        "Nothing, if one report describes several studies.",
    ),
    "excluded": ("Reasons for exclusion do not add up.", "Count one main reason for each excluded record."),
    "reports_excluded": (
        "Reasons for exclusion at full text do not add up.",
        "Count one main reason for each excluded report.",
    ),
    **{
        f"A{n}": (
            f"The flow does not add up: {what}.",
            "Correct the entered numbers (counts.yaml, `numbers` in review.yaml). Without these, report it as an "
            "error in reviewkit.",
        )
        for n, what in (
            (1, "the sources of an arm should sum to its total"),
            (2, "identified less removed should be screened"),
            (3, "removed should be duplicates, automation and other reasons together"),
            (4, "screened less excluded should be sought (or included, with one stage)"),
            (5, "sought less not retrieved should be assessed"),
            (6, "assessed less excluded should be included"),
            (7, "the reasons should sum to the excluded"),
            (8, "excluded by people and by tools should sum to the excluded"),
            (10, "previous and new should sum to the total"),
        )
    },
}
