"""What people said of claims, found again in a manuscript that has changed."""

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.confirmed import confirmations, key_of, said_against
from reviewkit.model import ClaimConfirmed
from reviewkit.model.passages import Manuscript, Passage
from reviewkit.words import message

TEXT = "We included 16 studies, and 16 of them are from Norway."


def claim(passage: int = 1, start: int = 12, words: str = "16") -> Claim:
    return Claim(ClaimKind.NUMBER, passage, start, start + len(words), words)


def checked(one: Claim, n: int = 15, answer: Answer = Answer.DISAGREES) -> CheckedClaim:
    return CheckedClaim(one, answer, message("{what}: {n}", what="studies", n=n))


def confirmed(one: CheckedClaim, text: str = TEXT, by: str = "a") -> ClaimConfirmed:
    return ClaimConfirmed(by, *key_of(one.claim, Passage(1, text)), said_against(one), "one came late")


def manuscript(*texts: str) -> Manuscript:
    return Manuscript("paper.txt", tuple(Passage(number, text) for number, text in enumerate(texts, 1)))


def test_a_claim_is_known_wherever_its_passage_is() -> None:
    act = confirmed(checked(claim()))
    found = confirmations(manuscript("A new paragraph.", TEXT), [checked(claim(passage=2))], [act])
    assert (found[1].act, found[1].holds) == (act, True)


def test_it_is_another_claim_in_another_text_place_or_words() -> None:
    act = confirmed(checked(claim()))
    assert confirmations(manuscript(TEXT.replace("Norway", "Sweden")), [checked(claim())], [act]) == {}
    assert confirmations(manuscript(TEXT), [checked(claim(start=28))], [act]) == {}
    assert confirmations(manuscript(TEXT), [checked(claim(words="16 studies"))], [act]) == {}


def test_what_was_said_holds_until_the_folder_says_something_else() -> None:
    act = confirmed(checked(claim(), n=15))
    found = confirmations(manuscript(TEXT), [checked(claim(), n=14)], [act])
    assert not found[1].holds


def test_the_words_in_the_other_place_belong_to_what_was_said_against() -> None:
    one = CheckedClaim(claim(), Answer.PARTS_DISAGREE, message("There are two"), other=claim(words="15"))
    assert said_against(one) == "There are two [15]"


def test_the_last_that_was_said_counts() -> None:
    first, last = confirmed(checked(claim())), confirmed(checked(claim()), by="b")
    assert confirmations(manuscript(TEXT), [checked(claim())], [first, last])[1].act.by == "b"


def test_what_agrees_needs_nobody_to_confirm_it() -> None:
    one = checked(claim(), answer=Answer.AGREES)
    assert confirmations(manuscript(TEXT), [one], [confirmed(one)]) == {}
