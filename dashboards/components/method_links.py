"""Links to what a rule, a code or a term means."""

from __future__ import annotations

from dash import dcc
from dash.development.base_component import Component

from dashboards.state import State, write_state
from dtors_network.accounts.method import anchor

METHOD = "/method"
GLOSSARY = "/glossary"


def to_rule(words: str, rule: str, area: str) -> Component:
    """Lead to a rule of the method page."""
    return _link(words, METHOD, area, anchor("rule", rule))


def to_code(words: str, code: str, area: str) -> Component:
    """Lead to a code of the method page."""
    return _link(words, METHOD, area, anchor("code", code))


def to_page(words: str, path: str, area: str = "") -> Component:
    """Lead to the top of a page."""
    return _link(words, path, area)


def _link(words: str, path: str, area: str, at: str = "") -> Component:
    link: Component = dcc.Link(words, href=path + write_state(State(area=area)) + (f"#{at}" if at else ""))
    return link
