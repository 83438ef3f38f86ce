"""Open a workbook to change some of its cells, where everything else in it can be written again."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from typing import Any, Final

from dtors_network.errors import Fault, InputError

_LOST: Final = ("xl/drawings/", "xl/charts/", "xl/media/", "xl/pivotTables/")
"""Parts of a workbook that openpyxl would not write again; comments, which are drawn in .vml, it does."""


def open_to_edit(raw: bytes, name: str) -> Any:
    """Open a workbook whose parts openpyxl can all write again.

    Formulas, formats and comments stay; pictures and charts, which writing would lose, are refused.

    >>> from openpyxl import Workbook
    >>> out = BytesIO()
    >>> Workbook().save(out)
    >>> open_to_edit(out.getvalue(), "map.xlsx").sheetnames
    ['Sheet']
    """
    from openpyxl import load_workbook

    with zipfile.ZipFile(BytesIO(raw)) as archive:
        if any(part.startswith(_LOST) and not part.endswith(".vml") for part in archive.namelist()):
            problem = "this workbook holds pictures or charts, which writing into it would lose"
            fix = "Move them to another workbook, or keep the area in a folder"
            raise InputError([Fault(problem, fix, file=name)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts, such as drop-downs of newer programs, that are kept as they are
        return load_workbook(BytesIO(raw))
