"""Every page, in the order of the navigation. One page: one file and one line here."""

from __future__ import annotations

from typing import Final

from dashboards.pages import (
    actions,
    begin,
    best,
    compare,
    edit,
    evidence,
    flow,
    gaps,
    glossary,
    hidden,
    method,
    my_service,
    network_map,
    overview,
    partnership,
    rounds,
    upload,
    ways,
    what_if,
)
from dashboards.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (
    overview.PAGE,
    gaps.PAGE,
    network_map.PAGE,
    evidence.PAGE,
    flow.PAGE,
    partnership.PAGE,
    compare.PAGE,
    my_service.PAGE,
    ways.PAGE,
    best.PAGE,
    what_if.PAGE,
    actions.PAGE,
    hidden.PAGE,
    method.PAGE,
    glossary.PAGE,
    begin.PAGE,
    rounds.PAGE,
    edit.PAGE,
    upload.PAGE,
)
