"""Further views of the page that sets areas side by side: one picture many times, one area, published, two periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.holder import at_holder
from dashboards.components.tables import sheet_table
from dashboards.components.uploading import upload_place
from dashboards.library import Library
from dashboards.neighbour_lists import LARGEST
from dashboards.state import State, write_state
from dashboards.uploads import STAYS
from dtors_network.accounts.compare_against import (
    against_sheet,
    beside_one,
    place_of,
    small_cascades,
    steps_sheet,
)
from dtors_network.accounts.compare_published import neighbours_sheet, published_sheet, registry_sheet
from dtors_network.accounts.compare_sheets import changes_sheet
from dtors_network.accounts.compare_words import change_sentences
from dtors_network.figures.multiples import small_cascade

PICTURES: Final = 12
"""Pictures of one kind that are drawn at once; the table holds every area."""
AT_ONCE: Final = 60
"""Rows of a long table that are open; the others are folded."""
SAME_SCALE: Final = (
    "Every picture has the same scale, and they stand in the order in which the areas were opened: it says nothing. "
    "Whether two of them differ by more than chance is told under Reach of aftercare, not by eye."
)
PUBLISHED_NOTE: Final = (
    "Nothing is tested here. Read first whether both mean the same; where they do not, the two figures cannot be held "
    "against each other, however near they are."
)
OWN_LIST: Final = {
    "accept": ".csv",
    "label": "CSV file with the columns code, neighbour, rank, model, year",
    "keep": "Give a list of neighbours of authorities alone.",
}
OWN_LIST_TOLD: Final = (
    "One model and one year a file: lists of two models are never mixed. It stands beside the families above, under "
    f"its own name, in the memory of this dashboard alone: until it ends, for {STAYS // 3600} hours, or until you "
    "delete it. Areas are found in it by their authority code."
)
OWN_LIST_ELSEWHERE: Final = (
    "A published list of your own can be given here where the dashboard was started with --holder, and to the command: "
    "dtors-network compare AREA… --neighbours FILE."
)
Body = Callable[[Library, State, Any], Iterator[Component]]


def cascade(library: Library, state: State, found: Any) -> Iterator[Component]:
    """Show the way to aftercare of every area, as one picture many times."""
    small = small_cascades(found, library.flow_of_each())
    yield _lead(found, SAME_SCALE)
    drawn = [one for one in small if one.cascade is not None][:PICTURES]
    yield from _without_picture(small)
    yield html.Div([_small(one) for one in drawn], className="multiples")
    yield from sheet_table(steps_sheet(found, small), at_once=AT_ONCE, of="step")


def _lead(found: Any, said: str) -> Component:
    """Say what a view shows, after in what the areas are unlike."""
    return html.Section([html.P(text) for text in (*found.unlike, said)], className="lead", id="headline")


def _small(one: Any) -> Component:
    caption = f"{one.known}. Bar: of 100 who come in. Line: 95 % interval."
    return html.Section([html.H2(one.name), chart(f"cascade-{one.at}", small_cascade(one.cascade), caption)])


def _without_picture(small: Sequence[Any]) -> Iterator[Component]:
    """Say which areas have no picture, so that nobody takes those that have one for all of them."""
    missing = [one for one in small if one.cascade is None]
    if missing:
        named = "; ".join(f"{one.name} ({one.missing})" for one in missing[:PICTURES])
        more = f"; and {len(missing) - PICTURES:,} more" if len(missing) > PICTURES else ""
        yield html.P(f"Without a picture, since nobody knows how many reach aftercare there: {named}{more}.")
    if len(small) - len(missing) > PICTURES:
        yield html.P(f"The first {PICTURES} areas with a figure are drawn; the table holds all of them.")


def against(library: Library, state: State, found: Any) -> Iterator[Component]:
    """Show one area against its neighbours: made to be printed."""
    at = place_of(found, state.area)
    others, why = beside_one(found, at)
    small = small_cascades(found, library.flow_of_each())
    yield _lead(found, why)
    mine = [small[place] for place in (at, *others)]
    yield from _without_picture(mine)
    yield html.Div([_small(one) for one in mine if one.cascade is not None], className="multiples")
    yield from sheet_table(against_sheet(found, at, others), of="area")
    yield html.H2("Published figures beside it")
    yield html.P(PUBLISHED_NOTE)
    yield from sheet_table(published_sheet(found, at))
    yield html.H2("Why these areas")
    yield from sheet_table(neighbours_sheet(found, at))
    yield _own_list(library, state)


def _own_list(library: Library, state: State) -> Component:
    """Offer the holder to give a published list of neighbours; others are told how one is given."""
    if not at_holder(library):
        return html.P(OWN_LIST_ELSEWHERE, className="own-list")
    seen = {**OWN_LIST, "open": "/compare" + write_state(state.but(view="neighbours")), "see": "Show its neighbours"}
    place = upload_place(library.neighbour_lists, "neighbour-list", LARGEST, seen)
    return html.Section([html.H2("A published list of your own"), html.P(OWN_LIST_TOLD), *place], className="own-list")


def published(library: Library, state: State, found: Any) -> Iterator[Component]:
    """Show what others publish beside what the areas have themselves, and what each of it is."""
    yield html.Section(html.P(PUBLISHED_NOTE), className="lead", id="headline")
    yield from sheet_table(published_sheet(found), at_once=AT_ONCE, of="figure")
    yield html.H2("What is published, and what is known of it")
    yield from sheet_table(registry_sheet())


def changed(library: Library, state: State, found: Any) -> Iterator[Component]:
    """Show what changed between two periods of one area."""
    at = place_of(found, state.area)
    yield html.Section([html.P(text) for text in change_sentences(found, at)], className="lead", id="headline")
    yield from sheet_table(changes_sheet(found, at), at_once=AT_ONCE, of="change")


VIEWS: Final[dict[str, tuple[str, Body]]] = {
    "cascade": ("The way to aftercare, area by area", cascade),
    "neighbours": ("One area against its neighbours", against),
    "published": ("Published figures", published),
    "changes": ("What changed between two periods", changed),
}
"""By the name in the address: title and body."""

OF_ONE: Final = frozenset({"neighbours", "changes"})
"""Views that are about one area."""
