"""The laws that the tables of an area must keep (design §3), whoever made the area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from dtors_network.errors import Fault
from dtors_network.model.area import ENDS, KEYS, Action, Answer, Area, BarrierReport, Row
from dtors_network.model.count_laws import count_faults
from dtors_network.model.fault_at import cell_of, fault_at, place_of
from dtors_network.model.narrow import narrow_faults
from dtors_network.model.same_name import same_name
from dtors_network.model.vocabulary import ActionStatus, QuestionKind

_LINK: Final = ("source", "target")
_ANSWER_NEEDS: Final[dict[QuestionKind, tuple[str, ...]]] = {
    QuestionKind.LINK: _LINK,
    QuestionKind.ACCEPTANCE: ("service", "client_group"),
    QuestionKind.SENDS_TO_NOBODY_ELSE: ("service",),
    QuestionKind.RECEIVES_FROM_NOBODY_ELSE: ("service",),
}


def faults(area: Area) -> tuple[Fault, ...]:
    """Find every law that an area breaks; a law with unknown counts is broken only if no counts could keep it.

    >>> from dataclasses import replace
    >>> from dtors_network.examples import small_area
    >>> faults(small_area())
    ()
    >>> from dtors_network.model.area import Arrival
    >>> wrong = replace(small_area(), arrivals=(Arrival(service="pharmacy", client_group="everyone", count=3),))
    >>> print(faults(wrong)[0])
    arrivals, column service: there is no service of this id (found 'pharmacy'). List it in services, or mend the id
    """
    found = [*_of_the_area(area), *_repeated(area), *_dangling(area), *_to_itself(area)]
    found += [fault for answer in area.answers for fault in _answer_places(answer)]
    found += [fault for report in area.barriers for fault in _barrier_places(report)]
    found += [fault for action in area.actions for fault in _action_status(action)]
    counted = list(count_faults(area))
    return (*found, *counted, *(() if counted else narrow_faults(area)))


def _of_the_area(area: Area) -> Iterator[Fault]:
    start, end = area.period_start, area.period_end
    if start and end and end < start:
        problem = f"the period ends before it starts, on {start}"
        yield Fault(problem, "Correct one of the two dates", file="area", column="period_end", value=str(end))
    if area.reference_pathway != area.pathway.id:
        problem = f"this is not the id of the reference pathway at hand, which is {area.pathway.id}"
        fix = "Name the pathway by which the area is judged"
        yield Fault(problem, fix, file="area", column="reference_pathway", value=area.reference_pathway)


def _repeated(area: Area) -> Iterator[Fault]:
    for table, columns in KEYS.items():
        seen: dict[tuple[object, ...], Row] = {}
        for row in _rows(area, table):
            key = tuple(getattr(row, column) for column in columns)
            first = seen.setdefault(key, row)
            if first is not row and key[0]:
                yield _repeat(table, row, first, columns)


def _repeat(table: str, row: Row, first: Row, columns: tuple[str, ...]) -> Fault:
    if len(columns) == 1:
        problem = f"this id was given before ({place_of(table, first)})"
        return fault_at(table, row, columns[0], problem, "Give each row an id of its own, or delete one of the two")
    words = f"{', '.join(columns[:-1])} and {columns[-1]}"
    problem = f"another row has the same {words} ({place_of(table, first)})"
    return fault_at(table, row, columns[-1], problem, "Add the two rows together, or delete one")


def _dangling(area: Area) -> Iterator[Fault]:
    services = _Known(area.service)
    for table, columns in ENDS.items():
        for column in columns:
            for row in _rows(area, table):
                if getattr(row, column) and getattr(row, column) not in area.service:
                    yield _no_such(table, row, column, "service", services)
    if "organisations" in area.tables:
        organisations = _Known(area.organisation)
        for service in area.services:
            if service.organisation and service.organisation not in area.organisation:
                yield _no_such("services", service, "organisation", "organisation", organisations)
    rounds = _Known({row.round for row in area.rounds})
    for asked in area.asked:
        if asked.round not in rounds.ids:
            yield _no_such("asked", asked, "round", "round", rounds)


class _Known:
    """Ids that are there, to be found whatever their case, their spaces and how their letters are stored."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = ids

    def alike(self, id_: str) -> str:
        return self._plain.get(same_name(id_), "")

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {same_name(one): one for one in sorted(self.ids, reverse=True)}


def _no_such(table: str, row: Row, column: str, what: str, known: _Known) -> Fault:
    alike = known.alike(cell_of(row, column))
    fix = f"Did you mean {alike!r}?" if alike else f"List it in {what}s, or mend the id"
    return fault_at(table, row, column, f"there is no {what} of this id", fix)


def _to_itself(area: Area) -> Iterator[Fault]:
    for table, columns in ENDS.items():
        if columns[:2] == _LINK:
            for row in _rows(area, table):
                if row.source and row.source == row.target:
                    fix = "Name two services, or delete the row"
                    yield fault_at(table, row, "target", "a link leads from a service to itself", fix)


def _answer_places(answer: Answer) -> Iterator[Fault]:
    """Ask that an answer names what its question is about and nothing else; a complete list may name a service."""
    needs = _ANSWER_NEEDS.get(answer.question, ())
    for column in (*_LINK, "service", "client_group"):
        given = getattr(answer, column)
        if column in needs and not given:
            problem = f"an answer about {answer.question} must name its {column}"
            yield fault_at("answers", answer, column, problem, f"Fill in {' and '.join(needs)}")
        elif given and column not in (needs or ("service",)):
            problem = f"an answer about {answer.question} is not about a {column}"
            yield fault_at("answers", answer, column, problem, "Leave this cell blank")


def _barrier_places(report: BarrierReport) -> Iterator[Fault]:
    fix = "Name a link (source and target), or a service, or a service_type, or none of them for the area"
    if bool(report.source) != bool(report.target):
        column = "target" if report.source else "source"
        yield fault_at("barriers", report, column, "a link needs both source and target", fix)
    places = [report.source or report.target, report.service, report.service_type]
    if sum(map(bool, places)) > 1:
        yield fault_at("barriers", report, "", "this report names more than one place", fix)


def _rows(area: Area, table: str) -> tuple[Any, ...]:
    rows: tuple[Any, ...] = getattr(area, table)
    return rows


def _action_status(action: Action) -> Iterator[Fault]:
    """Ask that what is dropped says why, and that a day of doing stands only beside what is done."""
    if action.status is ActionStatus.DROPPED and not action.reason:
        yield fault_at("actions", action, "reason", "an action that was dropped says why", "Write the reason")
    if action.done_on and action.status not in (None, ActionStatus.DONE):
        problem = f"this action was done on {action.done_on}, and its status says that it is not done"
        yield fault_at("actions", action, "status", problem, "Write done, or take the day away")
    if action.agreed_on and action.done_on and action.done_on < action.agreed_on:
        problem = f"this was done before it was agreed, on {action.agreed_on}"
        yield fault_at("actions", action, "done_on", problem, "Correct one of the two days")
