"""What every page says of an area: which, when, held against what, invented or not, and what is not shown."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dtors_network.accounts.dates import period
from dtors_network.accounts.sources import list_words
from dtors_network.accounts.stamp import reference_age
from dtors_network.model.area import Area
from dtors_network.model.sharing import TITLES, profile_of_shown
from dtors_network.model.vocabulary import Profile


def area_context(area: Area) -> Component:
    """Say the period, the reference and its date, and whether the area is invented; refuse an unprotected one."""
    profile_of_shown(area)
    marks: list[Component | str] = (
        [html.Span("Invented area", className="mark-synthetic"), " "] if area.synthetic else []
    )
    invented = [html.P([*marks, "Every place, service, person and figure in it is made up."])] if area.synthetic else []
    when = "not given" if area.period_start is None or area.period_end is None else period(area)
    terms = [("Period", when), ("Held against", f"{area.pathway.title} (dated {area.pathway.dated})")]
    terms.append(("List of services", f"{len(area.services):,}, {list_words(area)}"))
    age = reference_age(area)
    return html.Div(
        [
            *invented,
            html.Dl([html.Div([html.Dt(term), html.Dd(words)]) for term, words in terms], className="terms"),
            *([html.P(age, className="message message-note")] if age else []),
        ],
        className="context",
    )


def profile_banner(profile: Profile) -> list[Component]:
    """Warn on every page where counts are exact."""
    return [html.P(f"{TITLES[profile]}.", className="banner-profile")] if profile is Profile.NONE else []


def reading(notes: Iterable[str], profile: Profile, *first: Component) -> Component:
    """Say how to read a page: what its account notes, and what holds on every page."""
    own = [html.Li(text) for text in notes]
    return html.Section(
        [
            html.H2("How to read this page"),
            *first,
            *([html.Ul(own, className="notes")] if own else []),
            _standing_notes(profile),
        ],
        className="reading",
    )


def _standing_notes(profile: Profile) -> Component:
    """Say what was done to counts, and what this is not."""
    return html.Ul(
        [
            html.Li(f"{TITLES[profile]}."),
            html.Li(
                "This is a view of links between services, not a measure of anybody's performance, quality or results."
            ),
            html.Li("A number of people says how many came to that place, not how many were let down there."),
            html.Li("A link is not a journey: nothing here says that anybody chose it or was helped."),
        ],
        className="notes",
    )
