"""Who may use the page."""

import re

import pytest

from reviewkit.page.access import MOST_WRONG_CODES, Access, new_code


def test_the_token_opens_once() -> None:
    access = Access(1)
    token = access.token
    assert access.enters_with_token(token)
    assert not access.enters_with_token(token)
    assert not access.enters_with_token("")


def test_the_code_opens_once_however_it_is_typed() -> None:
    access = Access(1)
    code = access.code
    assert access.enters_with_code(f" {code.lower()} ")
    assert not access.enters_with_code(code)
    assert not access.enters_with_code("")


def test_after_too_many_wrong_codes_none_opens() -> None:
    access = Access(1)
    code = access.code
    for _ in range(MOST_WRONG_CODES):
        assert not access.enters_with_code("AAAAA-AAAAA")
    assert not access.enters_with_code(code)


def test_one_wrong_code_does_no_harm() -> None:
    access = Access(1)
    assert not access.enters_with_code("AAAAA-AAAAA")
    assert access.enters_with_code(access.code)


@pytest.mark.parametrize("secret", ["token", "session", "form_secret", "code"])
def test_every_server_has_secrets_of_its_own(secret: str) -> None:
    assert len({getattr(Access(1), secret) for _ in range(20)}) == 20


def test_a_code_has_no_letters_that_look_alike() -> None:
    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}", new_code()) for _ in range(50))


def test_cookies_of_two_ports_have_two_names() -> None:
    assert Access(1).cookie != Access(2).cookie


@pytest.mark.parametrize("given", ["", "x", "\ud800", "é"])
def test_no_other_text_is_the_session_or_the_form(given: str) -> None:
    access = Access(1)
    assert not access.is_session(given)
    assert not access.is_form(given)
    assert access.is_session(access.session)
    assert access.is_form(access.form_secret)
