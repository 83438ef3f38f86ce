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
    return to_page(words, METHOD, area, anchor("rule", rule))


def to_code(words: str, code: str, area: str) -> Component:
    """Lead to a code of the method page."""
    return to_page(words, METHOD, area, anchor("code", code))


def to_page(words: str, path: str, area: str = "", at: str = "") -> Component:
    """Lead to a page, or to a place on it."""
    link: Component = dcc.Link(words, href=path + write_state(State(area=area)) + (f"#{at}" if at else ""))
    return link
