"""An account as JSON: its sentences, and each sheet as a list of flat rows with the columns of the CSV file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dtors_network.accounts.account import Account


def document(account: Account) -> dict[str, Any]:
    """Give an account as a JSON document.

    ``area``, ``period_start``, ``period_end``, ``profile``, ``reference``, ``synthetic``, ``headline``, ``sentences``,
    ``notes`` and ``sheets`` (rows by name of the sheet); only text, numbers, booleans, lists, dicts and None.

    >>> from dtors_network.accounts.stamp import stamp_of
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> document(Account("demo", stamp_of(protect(small_area())), "It is so."))["headline"]
    'It is so.'
    """
    stamp = account.stamp
    return {
        **{name: cell or None for name, cell in stamp.columns.items()},
        "reference": stamp.reference_id,
        "synthetic": stamp.synthetic,
        "headline": account.headline,
        "sentences": list(account.sentences),
        "notes": list(account.notes),
        "sheets": {
            sheet.name: [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows()] for sheet in account.sheets
        },
    }


def json_text(account: Account, **beside: Any) -> str:
    """Write an account as indented JSON text, with what is nested; ``beside`` adds further members."""
    return json.dumps({**document(account), **account.nested, **beside}, ensure_ascii=False, indent=2) + "\n"


def json_of_all(accounts: Sequence[Account]) -> str:
    """Write several accounts as a JSON list of their documents."""
    return json.dumps([document(account) for account in accounts], ensure_ascii=False, indent=2) + "\n"
