"""A title without what databases add to it, and which kind of notice its marks make it (erratum, reply, ...).

Folded titles are lower case words without accents and punctuation (normalize.folded).
"""

import re

from reviewkit import normalize

LANGUAGES = frozenset(
    (
        "arabic bulgarian catalan chinese croatian czech danish dutch english estonian finnish french german greek "
        "hebrew hungarian icelandic italian japanese korean lithuanian norwegian persian polish portuguese romanian "
        "russian serbian slovak slovene slovenian spanish swedish turkish ukrainian"
    ).split()
)
# In brackets at the end: "[Review] [53 refs]", "[Article in Swedish]", "[Erratum appears in Am J Hematol. 2010]".
_REMARK = re.compile(
    r"^(?:reviews?|proceedings|references|letters?|multiple letters|abstracts?(?: only| no.*)?|poster|\d{1,3}|"
    r"\d+ refs?|article|"
    r"(?:author s )?transl(?:ation)?|(?:see )?comments?\b.*|comment in .*|published erratum\b.*|erratum\b.+|"
    r"republished in .*|"
    r"(?:panel|tutorial|demo|demonstration|poster)(?: abstract| session| discussion| description| summary)?|"
    r"experience paper|invited(?: paper| talk)?|extended (?:abstract|version)|structured abstract|short version|"
    r"summary for patients .*|retracted article.*|retraction in .*|retracted by .*|withdrawn.*)$"
)
_BRACKETED = re.compile(r"(?<![\s.,])[\s.,]*+(?:\[([^\[\]]*+)\]|[\[(]([^\[\]()]*+)[\])])[\s.]*+$")
# "(vol 360, pg 542, 2009)", "(New England Journal of Medicine (2009) 360 (542-544))", "J Methods 221 (2014)
# 92-102". A journal has four letters (Pain) before a year in brackets, or "A Berlin study (2004)" would lose its
# end; without a bracket before it seven, after a quotation mark. Other numbers change no verdict of the eight
# sets.
_ABOUT = re.compile(
    r"(?<![\s.,])[\s.,]*+(?:\(?\bvol(?:ume)?\W{0,5}\d{1,9}\W{1,5}p(?:g|age|p)s?\b.*"
    r"|\((?:the )?[^()]{4,}+\((?:19|20)\d\d\)[^()]*+(?:\([^()]*+\)[^()]*+)*+\)"
    r"|['\"”’]\W{0,5}\s[A-Za-z][\w&. ]{6,200}\d \((?:19|20)\d\d\)[\d\W]*+)[\s.]*+$",
    re.IGNORECASE,
)
_RETRACTED = re.compile(r"^\W*retracted(?: article)?\W*[:.\]]\s*", re.IGNORECASE)
_NOTICE_BEFORE = re.compile(
    r"^\W*(?:(?P<erratum>(?:(?:publisher|author)(?:['’]?s)?\s+)?"
    r"(?:erratum|errata|corrigend(?:um|a)|corrections?|addendum|rettelser?|rättelser?|berigtigelser?|berigtigung|"
    r"berichtigung|korrektur|korrigering|korrigendum))"
    r"|(?P<retraction>retraction(?: note| notice)?|notice of retraction|expression of concern|withdrawn)"
    r"|(?P<reply>(?:the )?(?:authors?['’]?s?['’]? )?(?:reply|response|replies)(?: by (?:the )?authors?)?"
    r"|forfatter(?:ne|en)s? svarer?|svar|tilsvar|replikk?|genmäle|antwort|erwiderung)"
    r"|(?P<comment>(?:invited )?(?:comment(?:s|ary)?|discussion|perspective|critique)|"
    r"letter(?: to the editor| regarding)?|re|kommentar(?:er)?|leserbrief|"
    r"(?:plain language )?summary(?: for patients)?|highlights)"
    r"|(?P<editorial>(?:guest )?editorial(?: comment)?))"
    r"(?:\s*[:.]\s*|\s+(?:to|on|for|of|re|from|til|till|på|om|zu|auf)\b[:\s]*|\s+[-–—]\s+|\W*$|(?<=regarding)\s+)['\"“‘]?",
    re.IGNORECASE,
)
# The words that such a mark may begin with, so that most titles are not searched.
_FIRST_WORDS = frozenset(
    (
        "erratum errata corrigendum corrigenda correction corrections addendum publisher author authors the "
        "retraction notice expression withdrawn reply response replies comment comments commentary invited letter re "
        "guest editorial rettelse rettelser rättelse rättelser berigtigelse berigtigelser berigtigung berichtigung "
        "korrektur korrigering korrigendum forfatterne forfatteren svar tilsvar replikk replik genmäle antwort "
        "erwiderung kommentar kommentarer leserbrief discussion perspective critique summary plain highlights"
    ).split()
)
_NOTICE_BEHIND = re.compile(
    r"(?<![\s.:(\[–—-])[\s.:(\[–—-]++(?:(?P<reply>(?:the )?(?:authors?['’]?s?['’]? )?(?:reply|response))"
    r"|(?P<erratum>erratum|corrigendum|correction)|(?P<comment>comment))[)\]\s.]*+$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset("reply erratum corrigendum correction comment".split())
_PROTOCOL = re.compile(
    r"^(?:study )?protocol\b(?: for| of)?(?: an?| the)?|(?: a| an| the)?(?: study| research| trial)? protocol$"
    r"|(?: a| an| the)? (?:study |research |trial )?protocol (?:for|of) (?:an? |the )?| study protocol\b"
    r"|\b(?:studie|studien|forsknings)protokoll\b|^protokoll (?:for|til|zu|fur)\b| protokoll$"
)
# A session that a database names inside a title: "Index research (panel session): forest or trees?"
_SESSION = re.compile(
    r"(?<!\s)\s*+\((?:panel|tutorial|demo|demonstration|poster) session\)|^(?:panel|tutorial):\s", re.IGNORECASE
)
_R_ESCAPE = re.compile(r"<U\+([0-9A-Fa-f]{4,5})>")
# Letters that are looked at for a first word: the longest, "corrections", has 11; a dot or an apostrophe may follow.
_FIRST_LETTERS = 14
# Letters that stand at least before a mark at the end: "The reply" keeps its word. With 30 "Editor's Notes and
# Erratum" would no longer be linked with "Editor's Notes"; with 4 no verdict of the eight sets changes.
_BEFORE_NOTICE = 12
# Letters that are left at least of a title without its remarks: of "[Swedish]" nothing would be. From 1 to 15 no
# verdict of the eight sets changes.
_SHORTEST = 5
# Remarks at the end that are taken off: databases write up to three ("[Review] [53 refs] [Norwegian]"). A title of
# 8,000 times "[1]" took four seconds when all were.
_MOST_REMARKS = 20


_RESPONSIBLE = re.compile(
    r"\b(?:redigert|redaksjon|redaktor|red|edited|editor|editors|eds?|av|by|utgitt|oversatt|translated|hrsg|herausgegeben|"
    r"von|redigerad|redaktion)\b"
)


def without_responsibility(title: str, authors: tuple[str, ...]) -> str:
    """A title without the statement of responsibility that catalogues write behind a slash ("Title / Liv Moe")."""
    before, slash, behind = title.partition(" / ")
    if not slash or len(before) < _SHORTEST:
        return title
    words = set(normalize.folded(behind).split())
    is_named = any(normalize.surname(author) in words for author in authors)
    return before if is_named or _RESPONSIBLE.search(" ".join(words)) else title


def title_and_notice(text: str) -> tuple[str, str]:
    """The folded title of what a record is about, and "" or erratum, retraction, reply, comment, editorial."""
    if "<U+" in text:  # what R makes of letters that it cannot write
        text = _R_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    if "ession" in text or text.startswith(("Tutorial:", "Panel:")):
        text = _SESSION.sub("", text)
    text, about = _without_remarks(text)
    notice = ""
    first = text.lstrip("[('\"“‘ ")[:_FIRST_LETTERS].casefold()
    if first.split(":")[0].split(".")[0].split("'")[0].split("’")[0].split(" ")[0] in _FIRST_WORDS:
        if mark := _NOTICE_BEFORE.match(text):
            notice, text = str(mark.lastgroup), text[mark.end() :].strip() or text
    elif first.startswith("retracted"):
        text = _RETRACTED.sub("", text)
    if _last_word(text) in _LAST_WORDS and (mark := _NOTICE_BEHIND.search(text)) and mark.start() > _BEFORE_NOTICE:
        notice, text = notice or str(mark.lastgroup), text[: mark.start()]
    return normalize.folded(text), notice or about


def _without_remarks(text: str) -> tuple[str, str]:
    """The title without remarks at its end, and "about" where it names the volume and page of another report."""
    about = ""
    for _ in range(_MOST_REMARKS):
        tail = text.rstrip(" .'\"")
        last = tail[-1:]
        shorter = text
        if last and last in ")]":
            if (bracket := _BRACKETED.search(text)) and _is_remark(
                normalize.folded(bracket[1] or bracket[2] or "")
            ):
                shorter = text[: bracket.start()]
            elif place := _ABOUT.search(text):
                about, shorter = "about", text[: place.start()]
        elif last.isdigit() or last == "+":
            if place := _ABOUT.search(text):
                about, shorter = "about", text[: place.start()]
        elif (word := _last_word(tail)) in LANGUAGES and tail[: -len(word)].rstrip()[-1:] in (".", "?", "!", "]"):
            shorter = tail[: -len(word)]
        if shorter == text or len(shorter) < _SHORTEST:
            break
        text = shorter
    return text, about


def _is_remark(words: str) -> bool:
    """Whether a bracket holds a remark: languages ("article in norwegian"), or a phrase of the databases."""
    remaining = [word for word in words.split() if word not in ("article", "in", "and", "original")]
    return all(word in LANGUAGES for word in remaining) or bool(_REMARK.match(words))


def _last_word(text: str) -> str:
    """The last word of a title in lower case, without brackets and dots around it."""
    return text.rstrip(" .)]").rpartition(" ")[2].strip("[(-–:").casefold()


def is_protocol(title: str) -> bool:
    """Whether a folded title announces a study: "study protocol", "protocol for a scoping review"."""
    return _names_protocol(title) and bool(_PROTOCOL.search(title))


def without_protocol(title: str) -> str:
    """A folded title without the words that say it is a protocol."""
    return " ".join(_PROTOCOL.sub(" ", title).split()) if _names_protocol(title) else title


def _names_protocol(title: str) -> bool:
    """Whether the words of _PROTOCOL can be in a title; most have none, and are not searched for them."""
    return "protocol" in title or "protokoll" in title
