"""What is logged of manuscripts; tests/store/test_events.py writes and reads whole lines of every noun."""

from reviewkit.store import ledger, manuscript_lines


def test_every_noun_is_logged_under_words_of_its_own_in_one_kind_of_log() -> None:
    words = [(one.kind, do) for one in manuscript_lines.FORMATS for do in one.do]
    assert len(words) == len(set(words))
    assert {kind for kind, _ in words} == {ledger.MANUSCRIPTS}
