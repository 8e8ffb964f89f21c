"""SECURITY.md promises what tests show, and nothing else: each promise has its tests, which are there."""

import ast
import re

import pytest

from tests.conftest import REPOSITORY
from tests.test_strangers import is_of, used_names

# The first words of each promise, and the tests that show it: module, and names that are in it.
SHOWN_BY = {
    "Text acts nowhere": {
        "faults/test_payloads.py": [
            "test_what_a_command_shows_acts_nowhere",
            "test_nothing_acts_while_the_review_is_made",
        ],
        "test_strangers.py": ["test_what_writes_as_it_is_told_is_used_in_one_place"],
        "test_cli.py": ["test_the_name_of_a_file_is_no_line_of_a_message"],
    },
    "No cell of a CSV": {
        "test_safe.py": ["test_no_cell_is_a_formula_whichever_separator_opens_the_file"],
        "render/tables/test_xlsx.py": ["test_hostile_text_never_becomes_a_formula_or_a_link"],
    },
    "Web pages, drawings and Word": {
        "faults/test_payloads.py": ["test_what_a_command_shows_acts_nowhere"],
        "render/tables/test_html.py": ["test_the_page_takes_nothing_from_the_network_and_runs_nothing"],
    },
    "A file that is read runs nothing": {
        "test_databases.py": ["test_tables_are_read_and_views_are_left_alone"],
        "formats/test_xml.py": ["test_entities_of_xml_do_not_act"],
        "store/test_spreadsheets.py": ["test_a_workbook_that_declares_entities_is_refused"],
        "extract/test_xml.py": ["test_nothing_outside_is_read_and_nothing_grows"],
    },
    "A file that is too large": {
        "test_archives.py": ["test_a_file_that_becomes_many_times_larger_is_not_unpacked"],
        "store/test_files.py": ["test_devices_and_pipes_are_not_waited_for"],
    },
    "Names of files stay": {
        "store/test_files.py": ["test_a_device_of_windows_is_none_whatever_stands_behind_it"],
        "page/test_attacks.py": ["test_no_file_that_is_imported_acts_or_leads_out"],
        "test_safe.py": ["test_a_name_in_a_command_is_one_name_for_every_shell"],
        "store/test_cache.py": ["test_a_key_is_never_a_path"],
    },
    "An export whose format reviewkit recognises": {
        "formats/test_registry.py": ["test_a_record_that_quotes_another_format_stays_in_its_own"],
        "exchange/test_decisions.py": ["test_a_note_that_quotes_ris_is_a_note"],
    },
    "The page of `reviewkit open`": {
        "page/test_attacks.py": ["test_other_computers_cannot_connect"],
        "page/test_guard.py": ["test_without_the_cookie_there_is_nothing"],
    },
    "reviewkit sends nothing anywhere": {
        "test_security.py": ["test_nothing_in_the_package_opens_a_connection_or_starts_a_program"],
    },
}
TESTS = REPOSITORY / "tests"
TEXT = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")


def promises() -> list[str]:
    part = TEXT.partition("## What is promised")[2].partition("\n## ")[0]
    return re.findall(r"(?m)^- (.+)$", part)


def test_every_promise_has_its_tests_and_every_test_its_promise() -> None:
    named = [[key for key in SHOWN_BY if promise.startswith(key)] for promise in promises()]
    assert named == [[key] for key in SHOWN_BY]


@pytest.mark.parametrize("module", sorted({module for tests in SHOWN_BY.values() for module in tests}))
def test_the_tests_of_the_promises_are_there(module: str) -> None:
    tree = ast.parse((TESTS / module).read_text(encoding="utf-8"))
    there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert {name for tests in SHOWN_BY.values() for name in tests.get(module, [])} <= there


def test_it_is_one_screen_and_says_how_to_report() -> None:
    assert len(TEXT.splitlines()) < 50
    assert "privately" in TEXT


def test_the_readme_leads_to_it_and_the_source_archive_holds_it() -> None:
    assert "(SECURITY.md)" in (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert '"/SECURITY.md"' in (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")


# What opens connections or starts programs, and the modules that may: the page, which answers, and the browser for it;
# and what starts reviewkit itself once more, to read a PDF or to check queries.
NEVER = {
    "urllib.request": set(),
    "http.client": set(),
    "httpx": set(),
    "ftplib": set(),
    "smtplib": set(),
    "socket": {"page/serve.py"},
    "webbrowser": {"page/serve.py"},
    "subprocess": {"store/processes.py"},
    "os.system": set(),
    "os.popen": set(),
    "os.startfile": set(),
    "pickle": set(),
    "marshal": set(),
    "eval": set(),
    "exec": set(),
}


@pytest.mark.parametrize("name", NEVER)
def test_nothing_in_the_package_opens_a_connection_or_starts_a_program(name: str) -> None:
    assert {
        f"{module}:{line}"
        for module, names in used_names().items()
        if module not in NEVER[name]
        for line, used in names
        if is_of(used, name)
    } == set()
