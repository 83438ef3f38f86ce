"""The account of how people flow through an area, and where they are lost."""

from __future__ import annotations

from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.flow_columns import COVERAGE, ENDS, LINKS, LOAD, NOT_COUNTED, OBSERVED, OUTCOMES, REACH, Of
from dtors_network.accounts.flow_figures import FIGURES, figures
from dtors_network.accounts.flow_names import who
from dtors_network.accounts.flow_report import FlowReport, flow_report
from dtors_network.accounts.flow_words import (
    few_people,
    headline,
    how_sure,
    in_the_dark,
    notes,
    seen_and_modelled,
    what_to_collect,
    worst,
    worst_share,
)
from dtors_network.accounts.kinds import PEOPLE, scalars
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.words import capital
from dtors_network.flow import ClientFlow
from dtors_network.flow.load import Load
from dtors_network.flow.transitions import by_number


def flow_account(flow: ClientFlow, *beside: ClientFlow, start: str = "") -> Account:
    """Tell how people flow through an area.

    Parameters
    ----------
    flow : ClientFlow
        The flow of a client group.
    *beside : ClientFlow
        That of everyone else, where it is to stand beside.
    start : str
        The service that people set out from; all who come in where left out.

    Returns
    -------
    Account
        Sheets ``figures`` (every figure, one row each), ``reach``, ``journey_ends``, ``links``, ``links_not_counted``,
        ``coverage``, ``load`` and ``outcomes``; ``observed`` where records followed people.

    Raises
    ------
    InputError
        If ``start`` is no service on the way through treatment.
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.flow import client_flow
    >>> from dtors_network.disclosure import Profile, protect
    >>> told = flow_account(client_flow(protect(counted_area(), Profile.NONE)))
    >>> told.headline.split(";")[0]
    'Of 100 people who come in, about 24 go on to start aftercare or recovery support'
    >>> told.sheet("links").words()[0][:4]
    ('gp (Hill Surgery) → clinic (Riverside)', '100', '80', '20')
    """
    return account_of_reports(tuple(flow_report(one, start) for one in (flow, *beside)))


def account_of_reports(reports: tuple[FlowReport, ...]) -> Account:
    """Tell what was worked out of the flow of a group, and of everyone else beside it."""
    first, *others = reports
    sheets = _sheets(reports)
    every_figure = Sheet("figures", "Every figure, one row each", FIGURES, figures(sheets), most=0)
    sentences = (
        what_to_collect(first) or how_sure(first),
        in_the_dark(first),
        seen_and_modelled(first),
        *(f"{headline(other)} {how_sure(other)}".strip() for other in others),
        worst(first),
        worst_share(first),
        few_people(first),
    )
    return Account(
        name="flow",
        stamp=stamp_of(first.area),
        headline=headline(first),
        sentences=tuple(filter(None, sentences)),
        sheets=(every_figure, *sheets),
        notes=notes(first),
    )


def asked_of(reports: tuple[FlowReport, ...]) -> dict[str, Any]:
    """Give what was asked for and how it was worked out, for a document, and what its members were called before."""
    first, *others = reports
    low, high = scalars(PEOPLE, first.coming)
    return {
        "client_group": first.who,
        "beside": [one.who for one in others],
        "start": first.start or None,
        "not_counted": first.reason or None,
        "replicates": first.draws,
        "seed": first.seed,
        "coming_in": {} if low is None else {"people_low": low, "people_high": high},
        "starts_only": first.starts_only,
        "left_out": [list(pair) for pair in first.left_out],
        "called_now": NOW,
    }


NOW: Final = {
    "reach": "sheets.reach",
    "observed": "sheets.observed",
    "journeys_end": "sheets.journey_ends",
    "outcome_mix": "sheets.outcomes",
    "transitions": "sheets.links",
    "links_not_counted": "sheets.links_not_counted",
    "coverage": "sheets.coverage",
    "load": "sheets.load",
    "assumption": "notes",
    "beside": "the rows of each sheet whose client_group begins with not",
}
"""What members of the JSON document of before are called now."""


def _sheets(reports: tuple[FlowReport, ...]) -> tuple[Sheet[Of], ...]:
    first, several = reports[0], len(reports) > 1
    counted = [one for one in reports if not one.reason]

    def sheet(name: str, title: str, columns: tuple[Column[Of], ...], rows: list[Of], **more: Any) -> Sheet[Of]:
        return Sheet(name, title, columns, rows, part=_who if several else None, **more)

    def of(name: str, among: Any = reports) -> list[Of]:
        return [Of(one, row) for one in among for row in getattr(one, name)]

    observed = [Of(one, one.observed) for one in reports if one.observed]
    lost = [Of(one, row) for one in reports for row in by_number(one.transitions)]
    coverage, load = of("coverage"), [Of(first, row) for row in sorted(first.loads, key=_unknown)]
    known = sum(not _unknown(row) for row in first.loads)
    sheets = [
        sheet("reach", "Who ever starts at each stage", REACH, of("reached", counted), none=NOT_FOLLOWED),
        sheet("journey_ends", "How journeys to aftercare end", ENDS, of("journeys", counted), none=NOT_FOLLOWED),
        sheet("links", "Where people are lost between services", LINKS, lost, none=NO_LINK, most=MOST),
    ]
    sheets += [sheet("observed", "What records saw, beside the model", OBSERVED, observed)] if observed else []
    return (
        *sheets,
        sheet("links_not_counted", "Links of which a count is blank", NOT_COUNTED, of("not_counted"), none="none"),
        sheet("coverage", "Wider support, beside treatment", COVERAGE, coverage, none="no referral is on record"),
        Sheet("load", "How full services are", LOAD, load, NOT_FOLLOWED if first.reason else NO_SERVICE, known),
        sheet(
            "outcomes", "How spells end, over the whole chain", OUTCOMES, of("mix", counted), none=NOT_FOLLOWED, most=0
        ),
    )


MOST: Final = 12
"""Links that are shown at once."""

NO_SERVICE: Final = "no service is on the way through treatment"
NOT_FOLLOWED: Final = "not counted, for the reason above"
NO_LINK: Final = "not counted, since no link has both who was referred and who started on record"
NOT_COUNTED_NOTE: Final = (
    "People are referred there, but not all of them were counted: "
    "what became of people there is not in the figures of reach."
)
LOST_NOTE: Final = (
    "Lost: referred, and neither started nor kept by the sender. The last column says how many more of 100 who come in "
    "would reach aftercare if everybody lost there had started. Ordered by the middle of what is likely, or the least."
)


def _unknown(load: Load) -> bool:
    """Tell whether neither places in use nor places are known, so that a row goes below the others."""
    return not load.load and not load.places


def _who(row: Of) -> str:
    return capital(who(row.report.area, row.report.who))
