"""Whether chance alone could make two figures differ, with false differences held down over all that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dtors_network.compare.figure import Figure, Indicator, Kind
from dtors_network.compare.pairs import PairTests, Verdict

FALSE: Final = 0.05
"""The share of differences called that may be false (Benjamini and Hochberg)."""
FEWEST: Final = 5.0
"""People expected on either side of either figure below which the tails of the test are not to be trusted."""
EVERY: Final = tuple(Verdict)


def held_apart(indicator: Indicator, figures: Sequence[Figure | None], references: Sequence[str]) -> PairTests:
    """Hold every pair of areas apart from chance, by one figure.

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
    As :func:`held_together`, for one scope.

    Examples
    --------
    >>> from dtors_network.compare.indicators.registry import INDICATORS
    >>> def figure(part): return Figure(indicator="load", part=part, whole=100.0, size=100.0, least=0, most=2)
    >>> found = held_apart(INDICATORS["load"], [figure(50.0), figure(52.0), figure(150.0)], ["a", "a", "a"])
    >>> [str(verdict) for verdict in found.verdicts]
    ['cannot be told apart', 'told apart', 'told apart']
    """
    return held_together(indicator, [figures], references)[0]


def held_together(
    indicator: Indicator, scopes: Sequence[Sequence[Figure | None]], references: Sequence[str]
) -> list[PairTests]:
    """Hold every pair of areas apart from chance, by all figures of one indicator together.

    Whoever looks at an indicator looks at all of its scopes: held down in each alone, some scope would mostly call a
    difference where all areas are equal.

    Parameters
    ----------
    indicator : Indicator
        What the figures are of.
    scopes : sequence of sequence of Figure or None
        By scope, one an area; None where the area has none.
    references : sequence of str
        The reference pathway of each area.

    Returns
    -------
    list of PairTests
        By scope, every pair once, the earlier area first.

    Notes
    -----
    Score test of two shares with (N - 1)/N (I. Campbell, Statist. Med. 26 (2007)), of two rates likewise; the variance
    between drawn tables is added (D. B. Rubin 1987). Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995); for
    all pairs of a set: V. S. L. Williams, L. V. Jones and J. W. Tukey, J. Educ. Behav. Statist. 24 (1999).
    """
    import numpy as np

    tested = [_tested(indicator, figures, references) for figures in scopes]
    chances = np.concatenate([p for _, _, p, _ in tested]) if tested else np.empty(0)
    adjusted = np.full(len(chances), np.nan)
    adjusted[~np.isnan(chances)] = adjusted_for_many(chances[~np.isnan(chances)])
    each = np.split(adjusted, np.cumsum([len(p) for _, _, p, _ in tested])[:-1])
    return [
        PairTests(indicator.code, _scope(figures), *pairs, difference, p, mine, _said(mine, masks))
        for figures, (pairs, difference, p, masks), mine in zip(scopes, tested, each, strict=True)
    ]


def _tested(
    indicator: Indicator, figures: Sequence[Figure | None], references: Sequence[str]
) -> tuple[tuple[Any, Any], Any, Any, list[tuple[Verdict, Any]]]:
    """Give all pairs, their differences, chances (not a number where untested), and what stands against a test."""
    import numpy as np

    one, other = np.triu_indices(len(figures), 1)
    has_value = np.array([figure is not None and figure.value is not None for figure in figures], bool)
    value = np.array([np.nan if f is None or f.value is None else f.value for f in figures], float)
    p, few, open_ = _chance(indicator.kind, figures, one, other)
    masks = [
        (Verdict.TOO_FEW, few),
        (Verdict.OPEN, open_),
        (Verdict.UNLIKE, _unlike(indicator, references, one, other)),
        (Verdict.UNTESTED, np.full(len(p), indicator.kind is Kind.TOLD)),
        (Verdict.MISSING, ~(has_value[one] & has_value[other])),
    ]
    against = np.any([mask for _, mask in masks], axis=0)
    return (one, other), value[one] - value[other], np.where(against, np.nan, p), masks


def _said(adjusted: Any, masks: Sequence[tuple[Verdict, Any]]) -> tuple[Verdict, ...]:
    """Give the verdict of each pair: what stands against a test comes before what it says, the last of them first."""
    import numpy as np

    said = np.full(len(adjusted), EVERY.index(Verdict.NOT_APART))
    for verdict, where in ((Verdict.APART, adjusted <= FALSE), *masks):
        said[where] = EVERY.index(verdict)
    return tuple(EVERY[code] for code in said.tolist())


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

    >>> import numpy as np
    >>> adjusted_for_many(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.04, 0.04]
    """
    from scipy.stats import false_discovery_control

    return false_discovery_control(p) if len(p) else p
