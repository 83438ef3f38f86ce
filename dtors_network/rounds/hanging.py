"""What hangs on a question, in one plain line that tells neither a number of people nor what anybody else said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dtors_network.gaps import RULES, Gap, wording
from dtors_network.model.area import Area

_AFTERCARE: Final = "Is there a way to aftercare from {service}?"
PHRASES: Final = {
    "no_provider": "Is there a service that offers {types}?",
    "no_aftercare_route": _AFTERCARE,
    "missing_route": "Is there a way on from {service} to {types}?",
    "refused_group": "Is there a service that takes {people}?",
    "dead_end": "Is there any way on from {service}?",
    "disputed_link": "Can people go this way?",
    "single_point": "Is there more than one way through?",
    "transition_loss": "Are people met when they come out?",
}
"""What a finding is about, by its rule; of a rule that is not here, its title."""


def hangs(area: Area, gaps: Sequence[Gap]) -> str:
    """Say what hangs on a question.

    Parameters
    ----------
    area : Area
        The area.
    gaps : sequence of Gap
        The gaps that its answer moves, the most important first.

    Returns
    -------
    str
        One line; blank where nothing does.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(small_area(), groups=["everyone"], rules=["no_aftercare_route", "dead_end"])
    >>> hangs(found.area, found.gaps)
    'Is there a way to aftercare from gp (Hill Surgery)? And 1 more.'
    """
    if not gaps:
        return ""
    first = gaps[0].finding
    service = wording.service(area, first.services[0]) if first.services else "here"
    filled: dict[str, Callable[[], str]] = {
        "service": lambda: service,
        "types": lambda: wording.types(area, first.types) or "what is needed",
        "people": lambda: wording.people(area, first.group),
    }
    phrase = PHRASES.get(first.rule, f"Is this so: {wording.lower_first(RULES[first.rule].title)}?")
    for name, words in filled.items():
        phrase = phrase.replace(f"{{{name}}}", words()) if f"{{{name}}}" in phrase else phrase
    return f"{phrase} And {len(gaps) - 1:,} more." if len(gaps) > 1 else phrase
