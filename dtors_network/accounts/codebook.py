"""The account of every code: service types, client groups, barriers, outcomes, reasons, and what partnerships do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.code_rows import KEYS, code_rows
from dtors_network.accounts.kinds import CODE, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of_none
from dtors_network.model.codebook import Codebook
from dtors_network.rounding import written

Row = Mapping[str, Any]
SHOWN: Final = {"code": "Code", "title": "What it means", "under": "Under"}
"""What a screen shows; files hold every column."""

LISTS: Final = {
    "service_types": "service types",
    "client_groups": "client groups",
    "barriers": "barriers, benefits and context",
    "outcomes": "outcomes",
    "refusal_reasons": "reasons for a refusal",
    "levers": "levers and what is done",
    "lever_sources": "sources of levers",
}
"""The lists of codes in words."""


def _column(key: str) -> Column[Row]:
    kind = CODE if key == "list" else TEXT
    return Column[Row](key, SHOWN.get(key, ""), kind, lambda row: row.get(key) or None)


class CodebookAccount(Account):
    """Every code of a codebook."""

    @property
    def nested(self) -> dict[str, Any]:
        """The id of the codebook, and its codes under the name by which they are known."""
        sheet = self.sheet("codes")
        return {
            "codebook": self.stamp.reference_id,
            "codes": [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows()],
        }


def codebook_account(codebook: Codebook) -> CodebookAccount:
    """Tell every code.

    Parameters
    ----------
    codebook : Codebook
        The codebook, shipped or extended.

    Returns
    -------
    CodebookAccount
        Sheet ``codes``: one row a code, and one an action of a lever; what a code does not have is missing.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> told = codebook_account(shipped_codebook())
    >>> told.headline[:49]
    '30 service types, 6 client groups, 28 barriers, b'
    >>> [row[1] for row in told.sheet().rows() if row[told.sheet().keys.index("closes")]]
    ['referral.refuses_current_use']
    """
    rows = tuple(code_rows(codebook))
    of = Counter(row["list"] for row in rows)
    return CodebookAccount(
        name="codebook",
        stamp=stamp_of_none(codebook.title, codebook.source, codebook.id),
        headline=", ".join(f"{written(of[name])} {words}" for name, words in LISTS.items() if of[name]) + ".",
        sheets=(Sheet("codes", "Every code", tuple(map(_column, KEYS)), rows, part=lambda row: LISTS[row["list"]]),),
    )
