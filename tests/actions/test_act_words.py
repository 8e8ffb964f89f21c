"""Every kind of act has words, from which a person sees what an undo takes back."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.actions.act_words import described
from reviewkit.model import AnyAct, Undo
from tests.store.test_events import ACTS


@pytest.mark.thorough
@pytest.mark.parametrize("kind", get_args(AnyAct), ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_no_act_is_called_an_undo(kind: type, data: st.DataObject) -> None:
    said = described(data.draw(ACTS[kind]))
    assert said
    assert "counts again" not in said


def test_an_undo_names_the_act_that_counts_again() -> None:
    assert described(Undo("a-1", "b")) == "the undo of a-1, by b; a-1 counts again"
