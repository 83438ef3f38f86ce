"""Which account tells which result. One result: one line here; its module is read when the first is told."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.errors import Fault, InputError

ACCOUNTS: Final = {
    "dtors_network.actions.followed.FollowedActions": "dtors_network.accounts.actions.actions_account",
    "dtors_network.compare.result.Comparison": "dtors_network.accounts.compare.compare_account",
    "dtors_network.flow.result.ClientFlow": "dtors_network.accounts.flow.flow_account",
    "dtors_network.gaps.review.Gaps": "dtors_network.accounts.gaps.gaps_account",
    "dtors_network.measures.result.NetworkMeasures": "dtors_network.accounts.measures.measures_account",
    "dtors_network.records.api.CountedRecords": "dtors_network.accounts.records.counted_account",
    "dtors_network.rounds.result.Rounds": "dtors_network.accounts.rounds.rounds_account",
    "dtors_network.triangulation.result.Triangulation": "dtors_network.accounts.triangulation.evidence_account",
    "dtors_network.whatif.best.BestChanges": "dtors_network.accounts.best.best_account",
    "dtors_network.whatif.result.WhatIf": "dtors_network.accounts.whatif.whatif_account",
    "dtors_network.whatif.way.Routes": "dtors_network.accounts.routes.routes_account",
    "dtors_network.whatif.stress.Stresses": "dtors_network.accounts.stress.stress_account",
    "dtors_network.whatif.needed.Target": "dtors_network.accounts.target.target_account",
}
"""The account of each class of results, both with the module before the name."""


def account_of(result: Any) -> Account:
    """Tell a result.

    Parameters
    ----------
    result : object
        Of a class in ``ACCOUNTS``, or of one that is derived from it.

    Returns
    -------
    Account
        Its headline, sentences and sheets.

    Raises
    ------
    InputError
        If no account tells it.
    UnprotectedError
        If its area never passed ``protect``, outside ``for_holder``.

    Examples
    --------
    >>> from dtors_network import protect, routes
    >>> from dtors_network.examples import counted_area
    >>> account_of(routes(protect(counted_area()), "gp")).name
    'routes'
    """
    for kind in type(result).__mro__:
        path = ACCOUNTS.get(f"{kind.__module__}.{kind.__qualname__}")
        if path:
            module, _, name = path.rpartition(".")
            account: Account = getattr(import_module(module), name)(result)
            return account
    told = ", ".join(path.rpartition(".")[2] for path in ACCOUNTS)
    raise InputError([Fault("no account tells such a result", f"Told are: {told}", value=type(result).__name__)])
