"""Letters that know where they are, tidied as every text is."""

from hypothesis import example, given
from hypothesis import strategies as st

from reviewkit.extract.manuscripts.letters import Letter, text_of, tidied_letters
from reviewkit.extract.prose import tidied_columns

SIGNS = " \t\u00a0\u200b12\u00b2ﬁe\u0301\u0308a\u0142"
TEXTS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")))


@given(TEXTS)
@example("e\u200b\u0301")
@example("ﬁ\u0301")
@example("0 \u0300")
@example("1\u200b \t 2 3  4")
@example("rec\u00ad\u200bords\u00ad \u00ad")
def test_letters_are_tidied_as_texts_are(text: str) -> None:
    assert text_of(tidied_letters(Letter(one, None) for one in text)) == tidied_columns(text)
