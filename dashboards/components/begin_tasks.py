"""The parts of the page Begin: its tasks, and what is sent to the browser for each grid and form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.state import State, write_state
from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
from dtors_network.beginning.alike import alike
from dtors_network.beginning.begun import ADDED, Begun
from dtors_network.beginning.opening import CAME_FROM, USUAL, usual_routes_in
from dtors_network.beginning.partners import ticked
from dtors_network.beginning.steps import Step, steps
from dtors_network.exchange.registers.authorities import authorities
from dtors_network.model.codebook import Codebook
from dtors_network.model.vocabulary import EVERYONE, ReporterRole, Stage

MARKS: Final = {"strong": 0, "listed": 1, "weak": 2}
STAGES: Final = {stage: stage.value.replace("_", " ").capitalize() for stage in Stage}


def tasks(begun: Begun, state: State) -> list[Component]:
    """List the tasks, each with how far it is."""
    items = [
        html.Li(
            [
                html.Div(
                    [
                        dcc.Link(
                            one.title, href="/begin" + write_state(state.but(view=one.code)), className="task-name"
                        ),
                        html.Span(one.done.value.capitalize(), className=f"task-state task-{one.done.name.lower()}"),
                    ],
                    className="task-line",
                ),
                html.P(one.so_far, className="quiet"),
            ]
        )
        for one in steps(begun)
    ]
    stop = "Stop whenever you like: everything is saved as you go, and stands here the next time."
    return [html.Ol(items, className="task-list"), html.P(stop)]


def told(begun: Begun | None, code: str) -> list[Component]:
    """Say what can be concluded once a task is done, and what cannot."""
    one: Step = next(step for step in steps(begun) if step.code == code)
    so_far = html.Dd(one.so_far, id=f"begin-so-far-{code}")
    terms = [("So far", so_far), ("What can be concluded", html.Dd(one.can)), ("What cannot", html.Dd(one.cannot))]
    return [html.Dl([html.Div([html.Dt(term), words]) for term, words in terms], className="begin-told")]


def place(name: str, data: Mapping[str, Any], heading: str = "", words: str = "") -> list[Component]:
    """Give the place where the browser builds a form or a grid, and what it is built from."""
    return [
        *([html.H2(heading)] if heading else []),
        *([html.P(words)] if words else []),
        dcc.Store(id={"type": "begin-data", "name": name}, data={"name": name, **data}),
        html.Div(id={"type": "begin-place", "name": name}, className="begin-place", **hyphened(data_place=name)),
    ]


def _open(begun: Begun | None) -> list[Component]:
    every = sorted(authorities(), key=lambda one: (one.region, one.name))
    regions = [
        [region, [[one.code, one.name] for one in many]] for region, many in groupby(every, lambda one: one.region)
    ]
    references = [(id_, shipped_pathway(id_)) for id_ in shipped_pathways()]
    told = [[id_, f"{one.title} ({one.dated})"] for id_, one in sorted(references, key=lambda one: one[1].dated)[::-1]]
    source = "Names, codes and regions: mySociety, UK local authority names and codes, CC BY 4.0."
    return [*place("open", {"regions": regions, "references": told}), html.P(source, className="quiet")]


def _bring(begun: Begun) -> list[Component]:
    came: dict[str, int] = {}
    for line in begun.log:
        came[line.number] = came.get(line.number, 0) + (line.column == ADDED)
    files = [[number, file, day, came[number]] for number, (file, day) in begun.files.items()]
    words = (
        "A CQC directory or sheet, an Open Referral or HSDS directory, or any table with a column Name. It is read on "
        "this machine. Services that need no registration are missing from registers: add them below."
    )
    return place("bring", {"area": begun.area.id, "files": files}, "Bring a register, a directory or a list", words)


def _candidates(begun: Begun) -> list[Component]:
    rows = sorted(begun.candidates, key=lambda row: (MARKS.get(row.get("mark", ""), 3), row.get("name", "").casefold()))
    columns = (
        "service", "name", "organisation_name", "service_type", "type_from", "belongs", "still_open", "last_confirmed",
        "same_as", "source", "source_date", "mark", "why", "taken",
    )  # fmt: skip
    data = {
        "area": begun.area.id,
        "rows": [{name: row.get(name, "") for name in columns} for row in rows],
        "types": types(begun.area.codebook),
        "others": others(begun),
    }
    words = (
        "Tick who belongs to this area. A type that is guessed says from which word; change it where it is wrong. What "
        "belongs and has a type is a service at once."
    )
    return place("candidates", data, "Who belongs", words)


def _alike(begun: Begun) -> list[Component]:
    own = {row["service"] for row in begun.candidates}
    pairs = [[one.first, one.first_name, one.second, one.second_name, one.first in own] for one in alike(begun)]
    if not pairs:
        return []
    words = "Nothing is merged by itself. Both names stay with the service."
    return place("alike", {"area": begun.area.id, "pairs": pairs}, "May be one under two names", words)


def _add(begun: Begun) -> list[Component]:
    data = {"area": begun.area.id, "types": types(begun.area.codebook)}
    return place("add", data, "Add one by hand")


def _routes(begun: Begun) -> list[Component]:
    area = begun.area
    usual = usual_routes_in(area.pathway, area.codebook)
    data = {
        "area": area.id,
        "routes": [
            [one.service, one.name, one.service in area.service] for one in usual if _is_usual(begun, one.service)
        ],
    }
    words = "They stand there because the reference asks for ways on from them. Untick what is not there."
    return place("routes", data, "Usual routes in", words)


def _is_usual(begun: Begun, id_: str) -> bool:
    here = begun.area.service.get(id_)
    return here is None or dict(here.extra).get(CAME_FROM) == USUAL


def _complete(begun: Begun) -> list[Component]:
    words = "Only where every service of the area is listed can it be certain that one is missing."
    data = {"area": begun.area.id, "said": begun.area.services_complete}
    return place("complete", data, "Is every service listed?", words)


def _partners(begun: Begun) -> list[Component]:
    area = begun.area
    order = {stage: at for at, stage in enumerate(Stage)}
    stage = {row.service: area.codebook.service_type[row.service_type].stage for row in area.services}
    rows = sorted(area.services, key=lambda row: (order[stage[row.service]], row.title.casefold()))
    mine = ticked(area)
    said = sorted({(row.source, row.target) for row in area.statements} - mine)
    data = {
        "area": area.id,
        "services": [[row.service, row.title, STAGES[stage[row.service]]] for row in rows],
        "ticks": sorted(mine),
        "spoken": said,
        "roles": [[role.value, role.value.replace("_", " ")] for role in ReporterRole],
    }
    words = (
        "Tick where you know that people are sent from one to the other. Leave blank what you do not know: a blank "
        "says nothing."
    )
    return place("partners", data, words=words)


def _counts(begun: Begun) -> list[Component]:
    area = begun.area
    came = {row.service: row for row in area.arrivals if row.client_group == EVERYONE}
    links = sorted(ticked(area) | {(row.source, row.target) for row in area.referrals})
    order = {stage: at for at, stage in enumerate(Stage)}
    rows = sorted(area.services, key=lambda row: order[area.codebook.service_type[row.service_type].stage])
    data = {
        "area": area.id,
        "period": [str(day or "") for day in (area.period_start, area.period_end)],
        "arrivals": [[row.service, row.title, _count(came.get(row.service), "count")] for row in rows],
        "links": [
            [*link, *(area.service[end].title for end in link),
             *(_count(area.referral_at.get((*link, EVERYONE)), column) for column in ("referred", "started"))]
            for link in links
        ],
    }  # fmt: skip
    words = (
        "Of one period, best of a year, for everyone. A number, a range such as 11..15, or * for 1 to 4; blank where "
        "nobody counted. What is shown to others stands in blocks."
    )
    return place("counts", data, words=words)


def _count(row: Any, column: str) -> str:
    from dtors_network.area_files.table_text import cell_text

    return cell_text(getattr(row, column)) if row is not None else ""


def types(codebook: Codebook) -> list[list[Any]]:
    """Give the service types under their stages."""
    found = [(STAGES[one.stage], one) for one in codebook.service_types]
    stages = dict.fromkeys(stage for stage, _ in found)
    return [[stage, [[one.code, one.title] for under, one in found if under == stage]] for stage in stages]


def others(begun: Begun) -> list[list[str]]:
    """Give what a candidate may be another name of."""
    names = {row.service: row.title for row in begun.area.services}
    names |= {row["service"]: row.get("name", "") for row in begun.candidates if not row.get("same_as")}
    return sorted(([id_, name] for id_, name in names.items()), key=lambda one: one[1].casefold())


Make = Callable[[Any], Sequence[Component] | Iterator[Component]]
PLACES: Final[Mapping[str, Make]] = {
    "open": _open, "bring": _bring, "candidates": _candidates, "alike": _alike, "add": _add, "routes": _routes,
    "complete": _complete, "partners": _partners, "counts": _counts,
}  # fmt: skip
"""What the page builds in the browser, by name."""
