"""Which pairs of figures chance alone could make differ, with false discoveries held down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from dtors_network.compare.figure import Figure, Indicator, Kind

FALSE: Final = 0.05
"""The share of differences called that may be false (Benjamini and Hochberg)."""
FEWEST: Final = 5.0
"""People expected on either side of either figure below which the tails of the test are not to be trusted."""
METHOD: Final = (
    "score test with the variance between drawn tables, differences called false in at most 5 % of cases "
    "(Benjamini and Hochberg) over all pairs of the indicator"
)


class Verdict(StrEnum):
    """What is said of two figures."""

    APART = "told apart"
    NOT_APART = "cannot be told apart"
    TOO_FEW = "too few people to tell"
    OPEN = "open questions could make them equal"
    MISSING = "not counted in one of them"
    UNLIKE = "held against different references"
    UNTESTED = "depends on who was asked; not tested"


EVERY: Final = tuple(Verdict)


class Pair(NamedTuple):
    """Two areas and what is said of their figures.

    Attributes
    ----------
    indicator, scope : str
        What is compared.
    one, other : int
        Positions of the areas, in the order in which they were given.
    difference : float or None
        The first figure less the second.
    p, adjusted : float or None
        Chance of such a difference between equal areas; the same after Benjamini and Hochberg.
    verdict : Verdict
        The one verdict: table, picture and sentence show it.
    """

    indicator: str
    scope: str
    one: int
    other: int
    difference: float | None
    p: float | None
    adjusted: float | None
    verdict: Verdict


@dataclass(frozen=True)
class PairTests:
    """All pairs of one indicator and scope.

    Attributes
    ----------
    indicator, scope : str
        What is compared.
    one, other : array of int, shape (pairs,)
        Positions of the areas.
    difference, p, adjusted : array of float, shape (pairs,)
        Not a number where there is none.
    verdicts : tuple of Verdict
        One a pair.
    """

    indicator: str
    scope: str
    one: Any
    other: Any
    difference: Any
    p: Any
    adjusted: Any
    verdicts: tuple[Verdict, ...]

    def __len__(self) -> int:
        return len(self.verdicts)

    def __iter__(self) -> Iterator[Pair]:
        columns = (self.one.tolist(), self.other.tolist(), self.difference.tolist())
        found = (self.p.tolist(), self.adjusted.tolist(), self.verdicts)
        for one, other, by, p, adjusted, verdict in zip(*columns, *found, strict=True):
            yield Pair(self.indicator, self.scope, one, other, _none(by), _none(p), _none(adjusted), verdict)

    def count(self, verdict: Verdict) -> int:
        """Count the pairs of which something is said."""
        return self.verdicts.count(verdict)


def held_apart(indicator: Indicator, figures: Sequence[Figure | None], references: Sequence[str]) -> PairTests:
    """Hold every pair of areas apart from chance.

    Parameters
    ----------
    indicator : Indicator
        What the figures are of.
    figures : sequence of Figure or None
        One an area, of one scope; None where the area has none.
    references : sequence of str
        The reference pathway of each area.

    Returns
    -------
    PairTests
        Every pair once, the earlier area first.

    Notes
    -----
    Score test of two shares with (N - 1)/N (I. Campbell, Statist. Med. 26 (2007)), of two rates likewise; the variance
    between drawn tables is added (D. B. Rubin 1987). Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995); for
    all pairs of a set: V. S. L. Williams, L. V. Jones and J. W. Tukey, J. Educ. Behav. Statist. 24 (1999).

    Examples
    --------
    >>> from dtors_network.compare.indicators.registry import INDICATORS
    >>> def figure(part): return Figure(indicator="load", part=part, whole=100.0, size=100.0, least=0, most=2)
    >>> found = held_apart(INDICATORS["load"], [figure(50.0), figure(52.0), figure(150.0)], ["a", "a", "a"])
    >>> [str(verdict) for verdict in found.verdicts]
    ['cannot be told apart', 'told apart', 'told apart']
    """
    import numpy as np

    count = len(figures)
    one, other = np.triu_indices(count, 1)
    there = np.array([figure is not None and figure.value is not None for figure in figures], bool)
    value = np.array([np.nan if f is None or f.value is None else f.value for f in figures], float)
    unlike = _unlike(indicator, references, one, other)
    difference = value[one] - value[other]
    p, few, open_ = _chance(indicator.kind, figures, one, other)
    testable = there[one] & there[other] & ~unlike & ~few & ~open_
    testable &= indicator.kind is not Kind.TOLD
    p = np.where(testable, p, np.nan)
    adjusted = np.full(len(p), np.nan)
    adjusted[testable] = adjusted_for_many(p[testable])
    said = np.full(len(p), EVERY.index(Verdict.NOT_APART))
    for verdict, where in (
        (Verdict.APART, adjusted <= FALSE),
        (Verdict.TOO_FEW, few),
        (Verdict.OPEN, open_),
        (Verdict.UNLIKE, unlike),
        (Verdict.UNTESTED, np.full(len(p), indicator.kind is Kind.TOLD)),
        (Verdict.MISSING, ~(there[one] & there[other])),
    ):
        said[where] = EVERY.index(verdict)
    verdicts = tuple(EVERY[code] for code in said.tolist())
    return PairTests(indicator.code, _scope(figures), one, other, difference, p, adjusted, verdicts)


def _scope(figures: Sequence[Figure | None]) -> str:
    return next((figure.scope for figure in figures if figure is not None), "")


def _unlike(indicator: Indicator, references: Sequence[str], one: Any, other: Any) -> Any:
    import numpy as np

    named = np.array(references, dtype=object)
    differ = named[one] != named[other]
    return np.asarray(differ, bool) if indicator.rests_on_reference else np.zeros(len(one), bool)


def _chance(kind: Kind, figures: Sequence[Figure | None], one: Any, other: Any) -> tuple[Any, Any, Any]:
    """Give the chance of each difference, where there are too few people, and where what is open could close it."""
    import numpy as np
    from scipy.stats import norm

    def column(name: str) -> Any:
        return np.array([np.nan if f is None or f.value is None else getattr(f, name) for f in figures], float)

    size, hidden = column("size"), column("hidden")
    least, most = column("least"), column("most")
    value = np.array([np.nan if f is None or f.value is None else f.value for f in figures], float)
    first, second = value[one], value[other]
    open_ = np.zeros(len(one), bool)
    if kind is Kind.KNOWN:  # the nearest ends of what is possible
        open_ = (least[one] <= most[other]) & (least[other] <= most[one])
        above = first > second
        first = np.where(above, least[one], most[one])
        second = np.where(above, most[other], least[other])
    n, m = size[one], size[other]
    with np.errstate(invalid="ignore", divide="ignore"):
        together = (first * n + second * m) / (n + m)
        rest = 1 - together if kind is not Kind.RATE else np.ones(len(together))
        finite = (n + m) / np.maximum(n + m - 1, 1) if kind is not Kind.RATE else 1.0
        variance = together * rest * (1 / n + 1 / m) * finite + hidden[one] + hidden[other]
        z = np.abs(first - second) / np.sqrt(variance)
        expected = np.minimum(n, m) * (np.minimum(together, rest) if kind is not Kind.RATE else together)
    few = ~(expected >= FEWEST)
    equal_ends = np.isnan(z) | (variance <= 0)
    return np.where(equal_ends, 1.0, 2 * norm.sf(np.where(equal_ends, 0, z))), few & ~open_, open_


def adjusted_for_many(p: Any) -> Any:
    """Adjust chances for how many differences were looked at (Benjamini and Hochberg 1995).

    Examples
    --------
    >>> import numpy as np
    >>> adjusted_for_many(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.04, 0.04]
    """
    from scipy.stats import false_discovery_control

    return false_discovery_control(p) if len(p) else p


def _none(value: float) -> float | None:
    return None if value != value else value  # not a number
