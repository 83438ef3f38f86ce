"""Of which type a service seems to be, by words of its name: always shown as a guess, with the word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple


class Guess(NamedTuple):
    """A service type, and from which words; both blank where nothing can be told."""

    type: str
    why: str


_WORDS: Final = (
    ("mutual_aid", r"alcoholics anonymous|narcotics anonymous|cocaine anonymous|al-?anon|smart recovery|mutual aid|"
                   r"\bfellowship\b|12[ -]step|twelve[ -]step"),
    ("needle_exchange", r"needle|syringe|\bNSP\b"),
    ("outreach", r"outreach|street team|rough sleep\w*"),
    ("criminal_justice_team", r"criminal justice|\bDIP\b|drug intervention|offender|\bDRR\b|\bATR\b|"
                              r"liaison and diversion"),
    ("prison", r"\bHMP\b|\bHMYOI\b|\bYOI\b|prison"),
    ("court_or_probation", r"probation|\bcourts?\b|magistrates"),
    ("arrest", r"custody|police|arrest referral"),
    ("inpatient_detoxification", r"in-?patient|detox\w*"),
    ("residential_rehabilitation", r"rehab\w*|residential|therapeutic community|recovery house"),
    ("gp_prescribing", r"shared care|GP prescribing"),
    ("specialist_prescribing", r"prescribing|substitute|\bOST\b|opioid|methadone|addictions? (?:clinic|unit)"),
    ("day_programme", r"day (?:programme|program|centre|care)"),
    ("aftercare", r"after-?care"),
    ("mental_health", r"mental health|\bCMHT\b|psychiatr\w*|crisis team|talking therap\w+|\bIAPT\b|psycholog\w*"),
    ("womens_service", r"\bwom[ae]n'?s?\b"),
    ("housing", r"housing|homeless\w*|hostel|shelter|\bYMCA\b|supported living|accommodation"),
    ("employment_education", r"employ\w*|\bjobs?\b|job ?centre|college|training|education|learning|\bIPS\b"),
    ("family_parenting", r"famil\w+|parent\w*|carers?|children'?s cent(?:re|er)"),
    ("finance_benefits", r"benefits?|debt|money|citizens advice|finance\w*|credit union"),
    ("social_care", r"social care|social services|safeguarding|\bMASH\b"),
    ("gp", r"surger(?:y|ies)|medical (?:centre|practice)|health centre|\bGPs?\b|general practice|family doctor"),
    ("hospital", r"hospital|infirmary|\bA&E\b|emergency department"),
    ("physical_health", r"sexual health|hepatitis|liver|dent(?:al|ist)\w*|wound|physical health|\bBBV\b"),
    ("psychosocial", r"counsel\w*|psychosocial|key ?work\w*|\bCBT\b|group ?work"),
    ("open_access", r"open access|drop[- ]in|\bhub\b|open door|access point|single point of (?:access|contact)"),
    ("recovery_support", r"recovery|peer support|peer[- ]led|lived experience"),
    ("wellbeing", r"well-?being|gym|yoga|allotment|art group"),
)  # fmt: skip
"""Words by type: the first that stands in a name decides, so special words come before general ones."""

_PATTERNS: Final = tuple((code, re.compile(words, re.IGNORECASE)) for code, words in _WORDS)


def guess_type(texts: Iterable[str], known: Iterable[str]) -> Guess:
    """Guess the type of a service.

    Parameters
    ----------
    texts : iterable of str
        Its name first, then what its source says of it; the first text with such a word decides.
    known : iterable of str
        The service types of the codebook.

    Returns
    -------
    Guess
        To be looked over: a word may mean something else.

    Examples
    --------
    >>> guess_type(["Hill Surgery"], ["gp"]), guess_type(["The Bridge"], ["gp"])
    (Guess(type='gp', why='Surgery'), Guess(type='', why=''))
    """
    types = frozenset(known)
    for text in texts:
        for code, words in _PATTERNS:
            found = words.search(text) if code in types else None
            if found:
                return Guess(code, found[0])
    return Guess("", "")
