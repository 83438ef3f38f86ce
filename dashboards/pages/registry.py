"""Every page, in the order of the navigation. One page: one file and one line here."""

from __future__ import annotations

from typing import Final

from dashboards.pages import (
    best,
    compare,
    edit,
    evidence,
    flow,
    gaps,
    hidden,
    network_map,
    partnership,
    upload,
    ways,
    what_if,
)
from dashboards.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (
    gaps.PAGE,
    network_map.PAGE,
    evidence.PAGE,
    flow.PAGE,
    best.PAGE,
    what_if.PAGE,
    ways.PAGE,
    partnership.PAGE,
    compare.PAGE,
    hidden.PAGE,
    edit.PAGE,
    upload.PAGE,
)
