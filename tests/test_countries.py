"""Names of countries lead to one code, in each language and spelling, and never to that of another."""

from collections import Counter

import pytest

from reviewkit.countries import _NAMES, code_of, countries_in, spelled
from reviewkit.normalize import folded


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Norway", "NO"), ("norge ", "NO"), ("NOREG", "NO"), ("NO", "NO"), ("no", "NO"), ("NOR", "NO"),
        ("U.K.", "GB"), ("United Kingdom", "GB"), ("The Netherlands", "NL"), ("Sør-Korea", "KR"), ("Osterrike", "AT"),
        ("Côte d’Ivoire", "CI"), ("U.S.A.", "US"), ("Scotland", ""), ("Norge og Sverige", ""), ("", ""), ("?", ""),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_names_and_codes(name: str, code: str) -> None:
    assert code_of(name) == code


def test_no_name_means_two_countries() -> None:
    lines = [line.partition(": ") for line in _NAMES.strip().splitlines()]
    names = Counter(
        name for codes, _, rest in lines for name in {folded(one) for one in (*codes.split(), *rest.split(", "))}
    )
    assert [name for name, n in names.items() if n > 1] == []
    assert all(len(codes.split()) == 2 and rest for codes, _, rest in lines)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Norway and Sweden", ("Norway", "Sweden")),
        ("Norge, Sverige og Danmark", ("Norge", "Sverige", "Danmark")),
        ("NO/SE; DK", ("NO", "SE", "DK")),
        ("Antigua and Barbuda", ()),
        ("Bosnia og Hercegovina", ()),
        ("Norway, mostly Oslo", ()),
        ("Norway", ()),
        ("", ()),
    ],
)
def test_several_countries_in_one_text_are_seen_where_all_are_known(text: str, parts: tuple[str, ...]) -> None:
    assert countries_in(text) == parts


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("norge", "Norge"), ("NORWAY", "Norway"), ("united states", "United States"), ("usa", "USA"), ("no", "NO"),
        ("Noreg", "Noreg"), ("lofoten", "lofoten"), ("Norge og sverige", "Norge og sverige"), ("", ""),
    ],
)  # fmt: skip
def test_a_known_country_gets_its_capitals_and_nothing_else(typed: str, written: str) -> None:
    assert spelled(typed) == written
