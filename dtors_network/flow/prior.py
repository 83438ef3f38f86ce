"""What is taken for likely before anybody was counted: that people go on as much as that they do not (0017)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtors_network.flow.sparse import Mask, Places, Vector


@dataclass(frozen=True)
class Prior:
    """Parts of a prior mass of 1 at every service, in people.

    Attributes
    ----------
    started : array of float, shape (rows,)
        Of a start at each row; none where the link is not possible.
    lost : array of float, shape (rows,)
        Of being lost at each row.
    left : array of float, shape (services,)
        Of leaving with each of the outcomes.
    """

    started: Vector
    lost: Vector
    left: Vector


def prior_of(sender: Places, may_start: Mask, services: int, outcomes: int) -> Prior:
    """Give half of the mass to going on and half to not, in equal parts within; all to not where nothing leads on.

    Parameters
    ----------
    sender : array of int, shape (rows,)
        Position of the sender of each row.
    may_start : array of bool, shape (rows,)
        Rows on which a start is possible.
    services, outcomes : int
        Numbers of both.

    Returns
    -------
    Prior

    Examples
    --------
    >>> found = prior_of(np.array([0, 0]), np.array([True, False]), 2, 2)
    >>> found.started.tolist(), found.lost.tolist(), found.left.tolist()
    ([0.5, 0.0], [0.125, 0.125], [0.125, 0.5])
    """
    onward = np.bincount(sender, may_start, minlength=services)
    ends = np.bincount(sender, minlength=services) + outcomes
    going = np.where(onward > 0, 0.5, 0.0)
    start = np.divide(going, onward, out=np.zeros(services), where=onward > 0)
    end = (1 - going) / ends
    return Prior(start[sender] * may_start, end[sender], end)
