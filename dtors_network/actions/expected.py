"""What the what-if of an action expects on the day on which it is agreed, to be held against what comes."""

from __future__ import annotations

from dtors_network.model.area import Area
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.rounding import per_100
from dtors_network.whatif import read_change, what_if


def expected_reach(area: Area, change: str) -> tuple[Bounds, Bounds] | None:
    """Give how many of 100 who come in reach aftercare, and how many would with a change, as the likely ends.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``: what is written down of an action leaves with it.
    change : str
        Such as ``relieve:no_capacity@clinic``.

    Returns
    -------
    pair of Bounds, or None
        Whole numbers of 100; None where reach is not counted.

    Raises
    ------
    InputError
        If the change cannot be read, or names something that is not there.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> then, expected = expected_reach(protect(counted_area()), "relieve:could_not_contact")
    >>> then.low <= then.high and expected.high >= then.high
    True
    """
    option, _, text = change.partition(":")
    found = what_if(area, [read_change(option, text)])
    whole = next((one for one in found.reach if not one.start), None)
    if whole is None or whole.before is None or whole.after is None:
        return None
    return _of_100(whole.before), _of_100(whole.after)


def _of_100(share: Estimate) -> Bounds:
    return Bounds(int(per_100(share.low)), int(per_100(share.high)))
