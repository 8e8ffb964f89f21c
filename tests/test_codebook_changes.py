"""What can be done to a codebook, and what cannot."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import Step, replayed
from reviewkit.errors import ReviewkitError
from reviewkit.model import BookState, CodebookAct, Said
from reviewkit.store import codebooks
from tests.codebooks import BOOK, CHANGES

START = codebooks.of_text(BOOK, "codebooks/themes.yaml", []).said


def after(*made: Change, start: BookState = START) -> dict[str, dict[str, Said]]:
    """The state after changes, as their keys add up."""
    state = {code: dict(entry) for code, entry in start.items()}
    for change in made:
        step: Step = change(state, "en")
        begun = CodebookAct("a", "b", "create", (), changes=_all(state))
        state = {
            code: dict(entry)
            for code, entry in replayed([begun, CodebookAct("a", "b", step.op, (), step.changes)]).items()
        }
    return state


def _all(state: BookState) -> tuple:  # type: ignore[type-arg]
    from reviewkit.codebook_history import differences

    return differences({}, state)


def test_a_code_is_created_with_what_is_said_of_it() -> None:
    state = after(changes.create("calm", " A  calm home ", "theme", {"parent": "", "definition": "No haste"}))
    assert state["calm"] == {"kind": "theme", "label": "A calm home", "definition": "No haste"}
    assert {code: state[code] for code in START} == START


def test_a_label_changes_in_one_language() -> None:
    assert after(changes.rename("trust", "Tiltru", "nn"))["trust"]["label"] == {
        "en": "Trust",
        "nb": "Tillit",
        "nn": "Tiltru",
    }
    assert after(changes.rename("closeness", "Nearness"))["closeness"]["label"] == "Nearness"
    assert after(changes.rename("closeness", "Nærhet", "nb"))["closeness"]["label"] == {
        "en": "Closeness",
        "nb": "Nærhet",
    }


def test_texts_are_set_and_taken_out() -> None:
    entry = after(changes.redefine("closeness", {"definition": "To be near", "include": ""}))["closeness"]
    assert entry == {"kind": "theme", "label": "Closeness", "definition": "To be near"}


def test_a_merged_code_is_retired_and_an_alias_of_the_one_that_stays() -> None:
    state = after(changes.merge(["closeness", "time"], "trust"))
    assert state["trust"]["aliases"] == ["confidence", "closeness", "time"]
    assert [state[code]["status"] for code in ("closeness", "time")] == ["retired", "retired"]
    assert state["knows_me"] == START["knows_me"]  # its parent follows by the alias


def test_a_theme_that_is_merged_into_its_own_code_leaves_it_its_place() -> None:
    assert "parent" not in after(changes.merge(["closeness"], "knows_me"))["knows_me"]
    below = after(changes.move("closeness", "trust"), changes.merge(["closeness"], "knows_me"))
    assert below["knows_me"]["parent"] == "trust"


def test_a_restored_code_takes_itself_out_of_the_one_it_was_merged_into() -> None:
    state = after(changes.merge(["closeness", "time"], "trust"), changes.restore("closeness"))
    assert state["trust"]["aliases"] == ["confidence", "time"]
    assert state["closeness"]["status"] == "active"


@pytest.mark.parametrize(("in_use", "status"), [(True, None), (False, "retired")])
def test_a_split_code_stays_while_it_is_in_use(in_use: bool, status: str | None) -> None:
    state = after(
        changes.split("knows_me", {"knows_house": "Knows the house", "knows_life": "Knows my life"}, in_use)
    )
    assert state["knows_me"].get("status") == status
    assert state["knows_house"] == {"label": "Knows the house", "parent": "closeness"}


def test_a_code_rises_to_a_theme_and_falls_again() -> None:
    state = after(changes.promote("knows_me"))
    assert (state["knows_me"]["kind"], state["knows_me"]["parent"]) == ("subtheme", "closeness")
    state = after(changes.promote("knows_me"), start=state)
    assert state["knows_me"]["kind"] == "theme"
    assert "parent" not in state["knows_me"]
    state = after(changes.demote("knows_me", "trust"), start=state)
    assert (state["knows_me"]["kind"], state["knows_me"]["parent"]) == ("subtheme", "trust")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changes.create("trust", "Trust"), "has 'trust' already"),
        (changes.create("confidence", "Confidence"), "has 'confidence' already"),
        (changes.create("two words", "Two"), "cannot be the id"),
        (changes.create("tiltru", " tillit ", "theme"), "'tillit' is there already, with the id trust\\."),
        (changes.split("trust", {"one": "One", "two": "one"}, True), "'one' is there already, with the id one"),
        (changes.move("trust", "trust"), "trust cannot be below itself"),
        (changes.create("calm", "Calm", "code", {"parent": "calm"}), "calm cannot be below itself"),
        (changes.demote("closeness", "knows_me"), "knows_me is below closeness"),
        (changes.move("closeness", "knows_me"), "knows_me is below closeness"),
        (changes.create("", "Nothing"), "cannot be the id"),
        (changes.create("calm", "  "), "cannot be empty"),
        (changes.create("calm", "calm " * 100), "has 499 characters, and 300 is the most"),
        (changes.rename("trust", "calm " * 100), "has 499 characters"),
        (changes.rename("nobody", "Nobody"), "No codebook has the code 'nobody'"),
        (changes.rename("", "Nobody"), "No codebook has the code ''"),
        (changes.merge(["trust"], "trust"), "merged into itself"),
        (changes.merge(["trust"], "nobody"), "No codebook has the code 'nobody'"),
        (changes.split("trust", {"one": "One"}, True), "at least two"),
        (changes.restore("trust"), "is not retired"),
        (changes.promote("trust"), "trust is a theme already"),
        (changes.demote("time"), "time is a code already"),
    ],
)
def test_what_cannot_be_done_says_why(change: Change, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        change(START, "en")


def test_a_theme_and_a_code_can_have_one_name_and_so_can_one_that_came_after_a_retired_one() -> None:
    assert after(changes.create("trust_2", "Trust"))["trust_2"] == {"label": "Trust"}
    state = after(changes.retire("trust"))
    assert after(changes.create("trust_2", "Trust", "theme"), start=state)["trust_2"]["label"] == "Trust"


def test_a_retired_code_is_not_moved_and_nothing_is_moved_below_it() -> None:
    state = after(changes.retire("time"))
    for change in (changes.move("time", "trust"), changes.move("knows_me", "time")):
        with pytest.raises(ReviewkitError, match="reviewkit codebook restore time"):
            change(state, "en")


def test_a_retired_code_is_not_merged_and_nothing_is_merged_into_it() -> None:
    state = after(changes.retire("time"))
    for change in (changes.merge(["time"], "trust"), changes.merge(["trust"], "time")):
        with pytest.raises(ReviewkitError, match="reviewkit codebook restore time"):
            change(state, "en")


def test_a_parked_code_keeps_what_is_said_of_it_and_comes_back_by_restoring_or_moving() -> None:
    parked = after(changes.park("knows_me"))
    assert parked["knows_me"]["status"] == "parked"
    assert parked["knows_me"]["parent"] == "closeness"
    assert after(changes.restore("knows_me"), start=parked) == START
    moved = after(changes.move("knows_me", "trust"), start=parked)
    assert moved["knows_me"] == {**START["knows_me"], "parent": "trust"}
    assert after(changes.retire("knows_me"), start=parked)["knows_me"]["status"] == "retired"


def test_a_parked_theme_that_comes_back_is_a_candidate_until_it_is_promoted() -> None:
    back = after(changes.park("trust"), changes.restore("trust"))
    assert back["trust"]["status"] == "candidate"
    assert after(changes.promote("trust"), start=back) == START


def test_a_retired_code_cannot_be_parked() -> None:
    with pytest.raises(ReviewkitError, match="is retired"):
        after(changes.retire("time"), changes.park("time"))


def test_a_code_of_another_codebook_comes_with_all_that_is_said_of_it() -> None:
    said: dict[str, Said] = {"label": {"en": "Night", "nb": "Natt"}, "aliases": ["dark"], "memo": ""}
    made = after(changes.take_over("night", said), changes.take_over("dark", {"label": "Dark"}))
    assert made["night"] == {"label": {"en": "Night", "nb": "Natt"}, "aliases": ["dark"]}
    assert made["dark"] == {"label": "Dark"}
    known = next(code for code in START if code)
    for name in (known, "no id"):
        with pytest.raises(ReviewkitError):
            after(changes.take_over(name, {"label": "X"}))


def test_what_another_codebook_says_takes_the_place_of_what_is_said_and_the_rest_stays() -> None:
    known = next(code for code in START if code)
    made = after(changes.adopt(known, {"definition": "Other words", "color": "#fff"}))
    assert made[known] == {**START[known], "definition": "Other words", "color": "#fff"}
    with pytest.raises(ReviewkitError, match="Known codes"):
        after(changes.adopt("gone", {"label": "X"}))


@pytest.mark.parametrize(
    ("label", "taken", "proposed"),
    [
        ("She knows me!", (), "she_knows_me"),
        ("Tillit på Ås", (), "tillit_pa_as"),
        ("Time", ("time",), "time_2"),
        ("Time", ("time", "time_2"), "time_3"),
        ("信頼 と 時間", (), "信頼_と_時間"),
        ("_hidden_", (), "hidden"),
        ("…", (), "code"),
        ("a" * 60, (), "a" * 40),
    ],
)
def test_an_id_is_made_of_the_label_and_is_nobody_elses(label: str, taken: tuple[str, ...], proposed: str) -> None:
    assert changes.free_id(label, taken) == proposed
    changes.create(proposed, label)({}, "en")  # and can be one


def test_a_merge_that_was_done_says_so_when_it_is_asked_for_again() -> None:
    """As after a crash, when nobody knows whether it was written."""
    state = after(changes.merge(["time"], "trust"))
    with pytest.raises(ReviewkitError, match="time has become trust already"):
        changes.merge(["time"], "trust")(state, "en")
    with pytest.raises(ReviewkitError, match="time is retired"):
        changes.merge(["time"], "closeness")(state, "en")


@given(st.lists(CHANGES, max_size=12))
def test_whatever_is_done_no_code_is_below_itself(made: list[Change]) -> None:
    state: dict[str, dict[str, Said]] = {code: dict(entry) for code, entry in START.items()}
    for change in made:
        with contextlib.suppress(ReviewkitError):
            state = after(change, start=state)
    for code in filter(None, state):  # "" is the codebook itself
        above, passed = state[code].get("parent", ""), [""]
        while isinstance(above, str) and above in state and above not in passed:
            passed.append(above)
            above = state[above].get("parent", "")
        assert code not in passed
