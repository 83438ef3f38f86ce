"""Funnel limits and shrunk figures, from ten areas on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.compare.figure import Figure, Kind
from dtors_network.compare.shrinkage import drawn_in
from dtors_network.intervals import Z95

AREAS: Final = 10
"""Areas with a figure below which intervals stand side by side and no funnel is drawn."""
Z998: Final = 3.090232306167813
WINSORISED: Final = 0.1
"""Share of the smallest and of the largest scores that is drawn in before the spread between areas is estimated."""
INSIDE, BEYOND_95, BEYOND_998 = "within 95 %", "beyond 95 %", "beyond 99.8 %"


@dataclass(frozen=True, slots=True)
class Limits:
    """What areas of one size would mostly lie between, were they all alike: 95 % and 99.8 %."""

    low_95: float
    high_95: float
    low_998: float
    high_998: float

    def verdict(self, value: float) -> str:
        """Say where a figure lies; never which way is good."""
        if not self.low_998 <= value <= self.high_998:
            return BEYOND_998
        return INSIDE if self.low_95 <= value <= self.high_95 else BEYOND_95


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One area in a funnel.

    Attributes
    ----------
    at : int
        Position of the area.
    figure : Figure
        Its figure.
    average : float
        Of all areas taken together.
    exact, spread : Limits
        By chance alone; and by chance and the spread that areas have anyhow (additive over-dispersion).
    tau : float
        That spread, on the scale of the transformed figure; 0 where areas differ by no more than chance.
    shrunk, shrunk_low, shrunk_high : float
        The figure drawn towards those of all areas by how little stands behind it, with its 95 % interval: every spread
        between areas is weighed by how well it fits, ``tau`` is not taken for certain.
    """

    at: int
    figure: Figure
    average: float
    exact: Limits
    spread: Limits
    tau: float
    shrunk: float
    shrunk_low: float
    shrunk_high: float


def funnel(kind: Kind, figures: Sequence[Figure | None]) -> tuple[FunnelPoint, ...]:
    """Work out the funnel of one indicator.

    Parameters
    ----------
    kind : Kind
        A share or a rate of people; nothing else has a funnel.
    figures : sequence of Figure or None
        One an area, of one scope.

    Returns
    -------
    tuple of FunnelPoint
        One an area with a figure, in the order given; none where fewer than ten have one.

    Notes
    -----
    Exact limits: quantiles of the binomial, or of the Poisson, between whole numbers of people
    (D. J. Spiegelhalter, Statist. Med. 24 (2005), appendix A.1.1). Over-dispersed limits: the additive model on the
    scale of arcsin √share (√rate), with 10 % of the scores winsorised (D. J. Spiegelhalter, Qual. Saf. Health Care 14
    (2005); R. DerSimonian and N. Laird (1986)). Hidden counts widen both by their variance between drawn tables.

    Examples
    --------
    >>> figures = [Figure(indicator="x", part=20.0 + at, whole=100.0, size=100.0) for at in range(12)]
    >>> points = funnel(Kind.SHARE, figures)
    >>> points[0].tau, round(points[0].exact.low_95, 3), points[0].spread.verdict(0.2)
    (0.0, 0.167, 'within 95 %')
    """
    import numpy as np

    at = [place for place, figure in enumerate(figures) if figure is not None and figure.value is not None]
    if kind not in (Kind.SHARE, Kind.RATE) or len(at) < AREAS:
        return ()
    kept = [figure for place in at if (figure := figures[place]) is not None]
    value, size, hidden = (np.array([getattr(one, name) for one in kept]) for name in ("value", "size", "hidden"))
    average = float((value * size).sum() / size.sum())
    if not 0 < average < (1 if kind is Kind.SHARE else np.inf):
        return ()
    there, back, slope = scale_of(kind)
    y, middle = there(value), there(average)
    own = 0.25 / size + hidden * slope(average) ** 2
    tau2 = spread_between((y - middle) / np.sqrt(own), own)
    wide = np.sqrt(own + tau2)
    limits = [back(middle + sign * z * wide) for z in (Z95, Z998) for sign in (-1, 1)]
    exact = _exact(kind, average, size, hidden)
    shrunk = [back(told) for told in drawn_in(y, own)]
    return tuple(
        FunnelPoint(
            at=place,
            figure=figure,
            average=average,
            exact=Limits(*(float(side[row]) for side in exact)),
            spread=Limits(*(float(side[row]) for side in limits)),
            tau=float(np.sqrt(tau2)),
            shrunk=float(shrunk[0][row]),
            shrunk_low=float(shrunk[1][row]),
            shrunk_high=float(shrunk[2][row]),
        )
        for row, (place, figure) in enumerate(zip(at, kept, strict=True))
    )


def spread_between(scores: Any, own: Any, winsorised: float = WINSORISED) -> float:
    """Estimate the variance between areas beyond chance, from their scores and the variance of each.

    Parameters
    ----------
    scores : array of float, shape (areas,)
        How many standard errors each lies from the average.
    own : array of float, shape (areas,)
        Variance of each by chance.
    winsorised : float
        Share of the scores at each end that is drawn in.

    Notes
    -----
    Without drawing in, and with scores about the average weighted by 1 / ``own``, it is the estimate of R. DerSimonian
    and N. Laird, Control. Clin. Trials 7 (1986).

    Examples
    --------
    >>> import numpy as np
    >>> spread_between(np.array([-1.0, 0.0, 1.0]), np.full(3, 0.01))
    0.0
    """
    import numpy as np

    low, high = np.quantile(scores, (winsorised, 1 - winsorised))
    drawn_in = np.clip(scores, low, high)
    areas, weight = len(scores), 1 / own
    beyond = float((drawn_in**2).sum()) - (areas - 1)
    return max(0.0, beyond / float(weight.sum() - (weight**2).sum() / weight.sum()))


def scale_of(kind: Kind) -> tuple[Any, Any, Any]:
    """Give the transformation that makes chance alike everywhere, its inverse, and its slope."""
    import numpy as np

    if kind is Kind.RATE:
        return np.sqrt, lambda y: np.maximum(y, 0) ** 2, lambda rate: 0.5 / np.sqrt(rate)
    inverse = lambda y: np.sin(np.clip(y, 0, np.pi / 2)) ** 2  # noqa: E731
    return lambda share: np.arcsin(np.sqrt(np.clip(share, 0, 1))), inverse, lambda p: 0.5 / np.sqrt(p * (1 - p))


def _exact(kind: Kind, average: float, size: Any, hidden: Any) -> list[Any]:
    """Give the four exact limits of each area, widened about the average by what is hidden."""
    import numpy as np

    top = 1.0 if kind is Kind.SHARE else np.inf
    chance = average * (1 - average if kind is Kind.SHARE else 1.0) / size
    wider = np.sqrt(1 + hidden / chance)
    tails = (0.025, 0.975, 0.001, 0.999)
    return [np.clip(average + (quantile(kind, tail, size, average) - average) * wider, 0, top) for tail in tails]


def quantile(kind: Kind, tail: float, size: Any, average: float) -> Any:
    """Give a quantile of a share or a rate of so many, between whole numbers of people.

    >>> import numpy as np
    >>> round(float(quantile(Kind.SHARE, 0.975, np.array([100]), 0.5)[0]), 4)
    0.5932
    """
    import numpy as np
    from scipy.stats import binom, poisson

    whole = np.maximum(np.round(size), 1)
    law = binom(whole, average) if kind is Kind.SHARE else poisson(whole * average)
    people = law.ppf(tail)
    over = (law.cdf(people) - tail) / np.maximum(law.pmf(people), 1e-300)
    return (people - np.minimum(over, np.maximum(people, 0))) / whole
