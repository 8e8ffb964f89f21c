"""Codebooks as people write them, and sequences of changes to them."""

from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.codebook_changes import Change

BOOK = """\
# What we agreed in March
title: Themes
version: "1"   # first round
codes:
  # the first theme
  trust:
    kind: theme
    label: {en: Trust, nb: Tillit}   # both languages
    definition: That each relies on the other.
    aliases: [confidence]
  closeness:
    kind: theme
    label: Closeness
    # why this one is here
    include: Words about nearness
  same_face: The same face   # short form
  # below closeness
  knows_me:
    label: She knows me
    parent: closeness
    examples:
      typical: "She knows the house."
    aliases:
      - known   # from the pilot
      - familiar
  time: {label: Time, status: candidate}
"""
IDS = ("trust", "closeness", "same_face", "knows_me", "time", "new_one", "new_two", "new_three")
_ids = st.sampled_from(IDS)
_texts = st.sampled_from(
    ("A label", "Ord: med # tegn", "  two   words ", "«Å»", "'single'", "no", "1.10", "- dash")
)
_languages = st.sampled_from(("", "en", "nb", "nn"))

CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(
        changes.create,
        _ids,
        _texts,
        st.sampled_from(("code", "theme")),
        st.fixed_dictionaries({}, optional={"parent": _ids, "definition": _texts}),
    ),
    st.builds(changes.rename, _ids, _texts, _languages),
    st.builds(
        changes.redefine,
        _ids,
        st.dictionaries(
            st.sampled_from(("definition", "memo", "include")), st.one_of(_texts, st.just("")), min_size=1
        ),
        _languages,
    ),
    st.builds(changes.move, _ids, st.one_of(_ids, st.just(""))),
    st.builds(changes.merge, st.lists(_ids, min_size=1, max_size=3), _ids),
    st.builds(changes.split, _ids, st.dictionaries(_ids, _texts, min_size=2, max_size=3), st.booleans()),
    st.builds(changes.retire, _ids),
    st.builds(changes.park, _ids),
    st.builds(changes.restore, _ids),
    st.builds(changes.promote, _ids),
    st.builds(changes.demote, _ids, st.one_of(_ids, st.just(""))),
    st.builds(changes.version, _texts),
)
