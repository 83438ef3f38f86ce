"""Every fixed sentence of a form: plain words, which a test holds to a reading age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DONT_KNOW: Final = "dont_know"
NOT_US: Final = "not_us"
NEVER_ASKED: Final = "never_asked"
YES, WEAK, NO = "yes", "weak", "no"
AFTER: Final = "after_assessment"

_OPEN: Final = {DONT_KNOW: "Don't know", NOT_US: "Not us", NEVER_ASKED: "Never asked"}
ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "link": {YES: "Yes", WEAK: "Yes, but it works badly", NO: "No", **_OPEN},
    "acceptance": {YES: "Yes", AFTER: "Only after we assess them", NO: "No", **_OPEN},
    "sends_to_nobody_else": {YES: "Yes, that is all", NO: "No, there are more", DONT_KNOW: "Don't know"},
    "receives_from_nobody_else": {YES: "Yes, that is all", NO: "No, there are more", DONT_KNOW: "Don't know"},
    "hinders": {YES: "Yes", NO: "No", DONT_KNOW: "Don't know"},
}
"""The answers to each kind of question, by their codes; a form keeps those that it went out with."""

AGREEMENTS: Final[Mapping[str, str]] = {
    "formal": "Yes, in writing",
    "informal": "Yes, by word",
    "none": "No",
    "unknown": "Don't know",
}
ROLES: Final[Mapping[str, str]] = {
    "manager": "I run this service",
    "worker": "I work with people here",
    "office": "I work in the office",
    "volunteer": "I help out here",
    "other": "Something else",
}
STATES: Final[Mapping[str, str]] = {
    "open": "Yes",
    "declined": "We would rather not",
    "no_such_service": "This service has closed",
}
NUMBERS: Final[Mapping[str, str]] = {str(number): str(number) for number in range(1, 10)}

HELP: Final = (
    "Pick one from the list. Not us: this is not a thing that we do. Never asked: it has not come up. "
    "Leave it blank to skip it."
)
INTRO: Final = (
    "We want to know how people find their way from one service to the next. Please tell us how it works where you "
    "are. Do not give the name of any person. There is no right or wrong answer.",
    "What you say is kept as the word of your service. We do not show who said it.",
)
MATTERS: Final = (
    "Part 1 matters most. It takes a few minutes. You may stop after it. The rest helps us too, but you may skip it."
)
PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "about": ("about you", "We ask for your role and not for your name."),
    "first": ("the questions that matter most", "Beside each you can see what hangs on it."),
    "sends": (
        "who do you send people to?",
        "Say yes to those you send people to. For those, please say more beside it. Leave out the rest.",
    ),
    "receives": (
        "who sends people to you?",
        "Say yes to those who send people to you. For those, please say more beside it. Leave out the rest.",
    ),
    "accepts": ("who do you take?", "Do you take these people?"),
    "hinders": ("what gets in the way where you work?", "Say yes to each that gets in the way."),
}
"""Heading of each part of a form, and what to do there."""

ABOUT: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "about.role": ("What do you do at this service?", ROLES),
    "about.number": ("If two of you have the same role: are you the first, or the second? Put 1 or 2.", NUMBERS),
    "about.day": ("What is the date today? Put it as 2026-03-31.", {}),
    "about.state": ("Can you answer for this service?", STATES),
}
HEADS: Final[Mapping[str, str]] = {
    "text": "Question",
    "hangs": "What hangs on it",
    "answer": "Your answer",
    "agreement": "Have you agreed how to do it?",
    "barrier": "What gets in the way?",
    "note": "Do you want to add anything?",
}
SPARE: Final = "Is someone not on the list? Put the name of the service here."
ALL: Final[Mapping[str, str]] = {
    "sends_to_nobody_else": "Is that everyone you send people to?",
    "receives_from_nobody_else": "Is that everyone who sends people to you?",
}
HTML: Final[Mapping[str, str]] = {
    "save": "Save my answers",
    "open": "Open my answers",
    "print": "Print",
    "how": "When you are done, press Save my answers. Your browser then keeps a small file. Send us that file.",
    "later": "To go on another day, open this page again. Then open the file that you saved.",
    "saved": "Your answers are saved. Please send us the file:",
    "opened": "Your answers are back.",
    "wrong": "This file does not belong to this form. Nothing was changed.",
    "tick": "Yes",
    "badly": "It works badly",
    "skip": "No answer",
}
XLSX: Final = ("Fill in the white cells. Then save the file and send it back. You can change white cells only.",)


def intro(matters: bool) -> tuple[str, ...]:
    """Give what stands above a form, with or without a first part that matters most.

    Examples
    --------
    >>> len(intro(True)) - len(intro(False))
    1
    """
    return (*INTRO[:1], *((MATTERS,) if matters else ()), *INTRO[1:])


def heading(number: int, part: str) -> str:
    """Give the heading of a part.

    Examples
    --------
    >>> heading(0, "about"), heading(1, "first")
    ('About you', 'Part 1: the questions that matter most')
    """
    title = PARTS[part][0]
    return f"Part {number}: {title}" if number else title.capitalize()


def asked(kind: str, sends: bool, other: str, people: str) -> str:
    """Put a question to one service in plain words.

    Parameters
    ----------
    kind : str
        One of ``ANSWERS`` but ``hinders``.
    sends : bool
        Of a link: whether the service that is asked is the one that sends.
    other : str
        Of a link: the service at the other end.
    people : str
        Of an acceptance: the people.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> asked("link", True, "Onward", ""), asked("link", False, "Hill Surgery", "")
    ('Do you send people to Onward?', 'Does Hill Surgery send people to you?')
    """
    if kind == "link":
        return f"Do you send people to {other}?" if sends else f"Does {other} send people to you?"
    if kind == "acceptance":
        return f"Do you take {people}?"
    return ALL[kind]


def again(text: str, disputed: bool) -> str:
    """Say why something is asked that was told before: because of yes and no, or because it worked badly.

    Examples
    --------
    >>> again("Do you send people to Onward?", disputed=True)
    'We have heard yes, and we have heard no. Which is right now? Do you send people to Onward?'
    """
    why = "We have heard yes, and we have heard no. Which is right now?" if disputed else "We heard it works badly."
    return f"{why} {text}" if disputed else f"{why} Is it better now? {text}"


def fixed() -> tuple[str, ...]:
    """Give every fixed sentence, for whoever wants to know how hard it is to read."""
    lists = [*ANSWERS.values(), AGREEMENTS, ROLES, STATES]
    return (
        *INTRO,
        MATTERS,
        HELP,
        *(text for both in PARTS.values() for text in both),
        *(text for text, _ in ABOUT.values()),
        *HEADS.values(),
        SPARE,
        *ALL.values(),
        *HTML.values(),
        *XLSX,
        *(words for one in lists for words in one.values()),
        *(asked(kind, sends, "them", "them") for kind in ("link", "acceptance") for sends in (True, False)),
        *(again("Do you take them?", disputed) for disputed in (True, False)),
    )
