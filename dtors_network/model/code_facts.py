"""What a codebook says of one code: what partnerships do about it, and how it is marked on a map."""

from __future__ import annotations

from collections.abc import Iterable

from dtors_network.errors import Fault, InputError
from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import MEASURES, Lever
from dtors_network.model.mark import OTHER_MARK, Mark


def levers_of(codebook: Codebook, code: str) -> tuple[Lever, ...]:
    """List what partnerships do about a barrier or a reason for a refusal.

    Parameters
    ----------
    codebook : Codebook
        The codebook, shipped or extended.
    code : str
        A barrier, a reason for a refusal, or one of ``MEASURES``.

    Returns
    -------
    tuple of Lever
        Its own lever, then those that also bear on it; none where nothing is known or nothing can be done.

    Raises
    ------
    InputError
        If the codebook has no such code.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> [lever.code for lever in levers_of(shipped_codebook(), "referral.refuses_current_use")]
    ['referral.refuses_current_use', 'open_group']
    >>> levers_of(shipped_codebook(), "no_longer_interested")
    ()
    """
    if code not in codebook.reasons and code not in MEASURES:
        raise InputError([_no_such(code, [*codebook.reasons, *MEASURES])])
    own = codebook.lever.get(code)
    found = (own, *(codebook.lever[other] for other in own.also)) if own and own.is_lever else ()
    return tuple(dict.fromkeys(lever for lever in found if lever.is_lever))


def mark_of(codebook: Codebook, code: str) -> Mark | None:
    """Give the mark of a barrier on a map.

    Parameters
    ----------
    codebook : Codebook
        The codebook, shipped or extended.
    code : str
        A code of its barriers.

    Returns
    -------
    Mark or None
        Its own, or X; None for what is no barrier: benefits, what helps, context.

    Raises
    ------
    InputError
        If the codebook has no such code.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> mark_of(shipped_codebook(), "referral.funding_fear")
    Mark(letter='F', shape='square', colour='#E69F00')
    >>> mark_of(shipped_codebook(), "cjs.wider_access") is None
    True
    """
    if code not in codebook.barrier:
        raise InputError([_no_such(code, codebook.barrier)])
    barrier = codebook.barrier[code]
    return (barrier.mark or OTHER_MARK) if barrier.kind == "barrier" else None


def _no_such(code: str, known: Iterable[str]) -> Fault:
    return Fault("the codebook has no such code", f"Known: {', '.join(known)}", value=code)
