"""What a rule is made of."""

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.rule import asks, joins, links, parts
from reviewkit.words import Relation, Verdict


def question(pair: Evidence) -> bool:
    """Why it is
    asked."""
    return True


def test_a_rule_takes_its_reason_from_the_question() -> None:
    rule = joins("X01", "one title")(question)
    assert (rule.code, rule.says, rule.verdict, rule.why) == ("X01", "one title", Verdict.SAME, "Why it is asked.")
    assert rule.holds is question


def test_only_what_links_has_a_relation_and_only_what_has_none_keeps_apart() -> None:
    assert asks("X02", "")(question).verdict is Verdict.UNSURE
    linked, apart = links("X03", "", Relation.PART)(question), parts("X04", "")(question)
    assert (linked.verdict, linked.relation, linked.keeps_apart) == (Verdict.DIFFERENT, Relation.PART, False)
    assert (apart.verdict, apart.relation, apart.keeps_apart) == (Verdict.DIFFERENT, None, True)
    assert not joins("X05", "")(question).keeps_apart
