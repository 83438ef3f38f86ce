"""Ways to reach a person, taken out of free text: e-mail addresses, and telephone numbers of any country."""

from __future__ import annotations

import re
from typing import Final

LEFT_OUT_CONTACT: Final = "(contact left out)"

_BETWEEN: Final = r"[\s().\-/\u00b7\u2010-\u2015\u2212]{0,3}"
_MAIL: Final = re.compile(
    r"(?:mailto:)?[\w.+'-]{1,64}\s?(?:@|[\[(]\s?at\s?[\])])\s?[\w-]{1,64}(?:\s?(?:\.|[\[(]\s?dot\s?[\])])\s?[\w-]{1,64}){1,8}",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    rf"(?<![\w£$€@#])(?<!\d[.,:/-])(?P<number>(?:\+{_BETWEEN}|\(\+?)?\d(?:{_BETWEEN}\d){{4,16}})"
    r"(?P<extension>,?\s?(?:ext(?:ension)?|extn|x)\.?\s?\d{1,6})?(?![\w%]|[.,:]\d|\s?(?:%|per cent))",
    re.IGNORECASE,
)
_LETTERED: Final = re.compile(
    r"(?<![\w+])(?:\+?1[-. ]?)?\(?(?:8(?:00|33|44|55|66|77|88)|0800|0808|1[38]00)\)?[-. ]"
    r"(?:[0-9A-Z][-. ]?){2,9}[0-9A-Z](?![a-z])(?:\s?\(\d{3,7}\))?"
)
_CUE: Final = re.compile(
    r"\b(?:call(?:ing)?|ring(?:ing)?|tel(?:ephone)?|phone|dial|text(?:ing)?(?:\s+\w+\s+to)?|sms|fax|mobile|mob|cell|"
    r"whatsapp|number|"
    r"line|helpline|hotline|contact)s?\b[^\w]{0,4}(?:(?:us|on|at|is|me|them|him|her|to|now|free)\b[^\w]{0,3}){0,2}$",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"(?:(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:(?:19|20)\d\d|\d\d))"
)
_DASH: Final = r"\s?[-\u2010-\u2015\u2212]\s?"
_CLOCK: Final = r"(?:(?:[01]\d|2[0-4])[0-5]\d|(?:[01]?\d|2[0-4])[.:][0-5]\d|[1-9](?:00|15|30|45))"
_HOURS: Final = re.compile(rf"{_CLOCK}{_DASH}{_CLOCK}(?:\s+{_CLOCK}{_DASH}{_CLOCK})*")
_AGES: Final = re.compile(rf"\d{{1,2}}{_DASH}\d{{1,2}}(?:\s+\d{{1,2}}{_DASH}\d{{1,2}})*")
_YEARS: Final = re.compile(rf"(?:19|20)\d\d(?:(?:{_DASH}|/|\s+)(?:19|20)\d\d)+")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0.]000)+")
_HELPLINE: Final = re.compile(r"116[ -]?\d{3}")
_FEWEST: Final = 7
"""Figures of a telephone number that stands without a word for one; with such a word, five are enough."""


def without_contacts(text: str) -> str:
    """Take e-mail addresses and telephone numbers out of free text.

    A number is taken for a telephone number where it has seven figures or more, or five behind a word such as *call*,
    however it is grouped; dates, years, hours, ages, money and round thousands are not.

    >>> without_contacts("Ring 0113 496 0000, (555) 555-0199 or jo@example.org, 9am to 5pm, ages 16-18")
    'Ring (contact left out), (contact left out) or (contact left out), 9am to 5pm, ages 16-18'
    """
    without = _LETTERED.sub(_lettered, _MAIL.sub(LEFT_OUT_CONTACT, text))
    return _NUMBER.sub(_told, without)


def _lettered(found: re.Match[str]) -> str:
    """Take a number out that some write with letters, as ``1-800-662-HELP``."""
    signs = sum(sign.isalnum() for sign in found[0])
    return LEFT_OUT_CONTACT if signs >= _FEWEST else found[0]


def _told(found: re.Match[str]) -> str:
    """Put words in the place of a number, unless it is something else; a bracket around it stays."""
    number = found["number"].strip()
    bracket = "(" if number.startswith("(") and ")" not in number else ""
    number = number.removeprefix(bracket)
    if any(form.fullmatch(number) for form in (_DATE, _HOURS, _YEARS)):
        return found[0]
    cue = _CUE.search(found.string[max(found.start() - 40, 0) : found.start()])
    few = sum(sign.isdigit() for sign in number) < _FEWEST
    other = few or any(form.fullmatch(number) for form in (_AGES, _GROUPED))
    kept = other and not cue and not _HELPLINE.fullmatch(number)
    return found[0] if kept else f"{bracket}{LEFT_OUT_CONTACT}"
