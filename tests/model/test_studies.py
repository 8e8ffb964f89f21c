"""A study is what studies.yaml says of it, unless it was made from one report."""

from reviewkit.model import Study


def test_a_study_is_not_proposed_unless_it_says_so() -> None:
    study = Study("berg2024", "Berg (2024)", ("cinahl-0001", "medline-0002"))
    assert not study.proposed
    assert (study.characteristics, study.sets, study.place.path) == ({}, (), "studies.yaml")


def test_two_studies_share_no_characteristics() -> None:
    assert Study("a", "A", ()).characteristics is not Study("b", "B", ()).characteristics
