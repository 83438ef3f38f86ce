"""Burt's constraint: how far all contacts of a service lead back to the same ones."""

from __future__ import annotations

from typing import Any

from dtors_network.measures.ties import Ties


def constraint(ties: Ties) -> Any:
    """Give Burt's constraint of each service.

    Parameters
    ----------
    ties : Ties
        The network; a link in each direction weighs two, one in either direction one.

    Returns
    -------
    ndarray of float, shape (n,)
        Σ over its contacts j of (p_ij + Σ_q p_iq p_qj)²; not a number for a service without contacts.

    Notes
    -----
    R. S. Burt, "Structural holes" (1992), p54 to 55; contacts are those that a service is linked with in either
    direction, and the shares of a contact are taken over the whole network.

    Examples
    --------
    >>> constraint(Ties.of("abc", [(0, 1), (1, 2)])).round(3).tolist()
    [1.0, 0.5, 1.0]
    """
    import numpy as np

    sent = ties.matrix()
    ties_of = sent + sent.T
    weights = np.asarray(ties_of.sum(axis=1)).ravel()
    shares = _rows_over(ties_of, np.where(weights > 0, weights, 1.0))
    through = shares + shares @ shares
    contacts = (ties_of > 0) * through
    found = np.asarray((contacts * contacts).sum(axis=1)).ravel()
    return np.where(weights > 0, found, np.nan)


def _rows_over(matrix: Any, divisors: Any) -> Any:
    """Divide each row of an array, or of a sparse one, by a number of its own."""
    if hasattr(matrix, "tocsr"):
        from scipy import sparse

        return sparse.diags_array(1 / divisors).tocsr() @ matrix
    return matrix / divisors[:, None]
