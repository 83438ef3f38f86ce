"""Which words of a directory are a sign that a service treats people who use drugs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_SUBSTANCE: Final = r"(?:drugs?|alcohol|substances?|opiates?|opioids?|heroin|cocaine|cannabis|narcotics?|chemical)"
_SURE: Final = re.compile(
    r"\b(?:addict(?:s|ed|ions?|ive|ology)?|detox\w*|methadone|buprenorphine|suboxone|subutex|naloxone|narcan|naltrexone|"
    r"opiates?|opioids?|heroin|overdos\w+|sobriety|sober|alcoholi[cs]\w*|narcotics anonymous|harm reduction|"
    r"(?:needle|syringe)s?(?: and syringes?)? (?:exchange|service|program)\w*|"
    rf"(?:{_SUBSTANCE}(?:(?: and | or |, | & |/){_SUBSTANCE}){{0,4}})[\s-](?:(?:use|abuse|misuse|dependen\w+)\b|"
    r"(?:treatment|recovery|rehab\w*|counsel\w+|services?|support|problems?|free living|disorders?|team|advice|"
    r"worker|workers|programs?|programmes?|courts?)\b)|"
    rf"(?:dependen\w+|addicted|hooked) (?:on|upon|to) {_SUBSTANCE}|recovery from {_SUBSTANCE}|"
    r"(?:twelve|12)[\s-]step)\b",
    re.IGNORECASE,
)
"""Words that say so wherever they stand, a description of any length included."""

_LOOSE: Final = re.compile(
    r"\b(?:drugs?|alcohol|substances?|recovery|rehab\w*|needles?|narcotics?|clean and sober|drink(?:ing)? problems?)\b",
    re.IGNORECASE,
)
"""Words that say so in a name or a term, and mean other things elsewhere."""

_OTHER: Final = re.compile(
    r"\bfood (?:and|&) drugs?\b(?: administration)?|\bdrug ?stores?\b|"
    r"\b(?:prescription|generic|specialty|discount|low[\s-]cost|veterinary) drugs?\b(?! (?:abuse|misuse|addiction))|"
    r"\bdrugs? (?:discovery|trials?|development|safety|plans?|coverage|discounts?|costs?|prices?|formulary|mart)\b|"
    r"\b(?:alcohol|drinks?) licen[cs]\w+|\blicen[cs]\w+ (?:of |for )?alcohol\b|"
    r"\b(?:hazardous|toxic|dangerous|chemical|radioactive) substances?\b(?! (?:use|abuse|misuse))|"
    r"\bneedle(?:s)? (?:craft|felting|point|work|arts?)\b|\b(?:knitting|sewing) needles?\b|"
    r"\b(?:disaster|data|debt|asset|vehicle|breakdown|economic|covid\W?\d*|post[\s-]?operative|surgical|surgery|stroke|"
    r"cardiac|heart|injury|cancer|energy|resource|waste|crash|flood|storm|hurricane|natural|climate|property|cost|"
    r"birth|postnatal|postpartum|maternity|sports?|fitness|muscle|ptsd|eating disorders?|brain|long covid) recovery\b|"
    r"\brecovery (?:rooms?|plans? assistance act|vehicles?|trucks?|position|time|after surgery|from surgery|act)\b",
    re.IGNORECASE,
)
"""What these words mean elsewhere: taken out before anything is looked for."""

_CLINICAL: Final = (
    r"cardi\w+|heart|neuro\w*|physi(?:cal|o\w*)|pulmonary|respiratory|strokes?|vocational|occupational|nursing|spinal|"
    r"brain injur\w+|head injur\w+|orthop\w+|musculo\w+|speech|audiolog\w+|low vision|vestibular|amput\w+|prosthe\w+|"
    r"wheelchairs?|hydrotherapy|convalesc\w+|(?:post|sub)[\s-]?acute|reablement"
)
_OF_ANOTHER_KIND: Final = re.compile(rf"\b(?:{_CLINICAL})\b", re.IGNORECASE)
"""Words of a name or a term that make the *rehab* of the whole entry one of the body or of work."""
_DESCRIBED: Final = re.compile(
    rf"\bphysiotherap\w+|\b(?:{_CLINICAL})\W+(?:\w+\W+){{0,2}}(?:rehab\w*|therap\w+|nursing|facilit\w+|cent(?:er|re)s?)\b|"
    rf"\brehab\w*\W+(?:\w+\W+){{0,4}}(?:{_CLINICAL})\b",
    re.IGNORECASE,
)
"""The same of a description, where it must stand beside the treatment."""
_NEAR_ANOTHER_KIND: Final = re.compile(
    rf"\b(?:{_CLINICAL}|lungs?|employ\w*|jobs?|work|home (?:repairs?|rehab\w*|improvements?)|"
    r"housing|propert\w+|buildings?|sports?|visual\w*|sight\w*|blind\w*|hearing|deaf\w*|brain|spine|back|bones?|"
    r"joints?|hip|knees?|shoulder|hand|foot|pelvic|language|balance|cancer|oncology|burns?|limbs?|geriatric\w*|elderly|"
    r"older|aged|short[\s-]stay|p(?:a)?ediatric\w*|child\w*|disab\w+|paralys\w+|cerebral|aquatic|intermediate care|"
    r"medical|therapy|therapies|animals?|wildlife|horses?|equine|birds?|dogs?|land|soil|mines?|roads?|credit|urban|"
    r"psychiatric|psycho[\s-]?social)\b",
    re.IGNORECASE,
)
"""The same, and looser ones that count only in the text in which *rehab* itself stands."""


def words_about_drugs(name: str, terms: Iterable[str] = (), description: str = "") -> list[str]:
    """List the texts that speak of drugs, alcohol or recovery: a weak sign, since such words mean other things too.

    The name and the classification terms with such a word, and of the description the words alone, never itself; only
    words that say so wherever they stand count there.

    >>> words_about_drugs("The Hub", ["Alcohol advice"], "Ask Jo for an outpatient detox, or methadone")
    ['Alcohol advice', 'description: detox, methadone']
    >>> words_about_drugs("Pulmonary Rehab", ["Physical rehabilitation"], "A food and drug administration")
    []
    """
    listed = [name, *terms]
    other = bool(_OF_ANOTHER_KIND.search(" ".join(listed)) or _DESCRIBED.search(description))
    other = other and not any(_SURE.search(_meant(text)) for text in (*listed, description))
    found = [text for text in listed if _speaks(text, other)]
    told = list(dict.fromkeys(word.casefold() for word in _sure_words(description)))
    return [*found, *([f"description: {', '.join(told)}"] if told else [])]


def _speaks(text: str, other: bool) -> bool:
    """Say whether a name or a term speaks of drugs; *rehab* alone, only where nothing tells of another kind."""
    meant = _meant(text)
    loose = [found[0].casefold() for found in _LOOSE.finditer(meant)]
    rest = [word for word in loose if not word.startswith("rehab")]
    if rest or _SURE.search(meant):
        return True
    return bool(loose) and not other and not _NEAR_ANOTHER_KIND.search(meant)


def _sure_words(description: str) -> Iterator[str]:
    for found in _SURE.finditer(_meant(description)):
        yield " ".join(found[0].split())


def _meant(text: str) -> str:
    return _OTHER.sub(" … ", text)
