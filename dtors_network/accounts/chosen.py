"""What is known of one service or one referral link, in words: beside the map, and wherever one is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.map_links import Known, known_links
from dtors_network.accounts.reports import ReportLine, told_once
from dtors_network.accounts.sheet import Lead, to_gap
from dtors_network.accounts.words import group_name, link
from dtors_network.gaps import Gaps, wording
from dtors_network.gaps.finding import Question
from dtors_network.graph import UNSETTLED, Network
from dtors_network.model.bounds import count_words
from dtors_network.model.vocabulary import EVERYONE, LinkState, QuestionKind

NOBODY: Final = "Nobody, as far as anyone spoke of it or recorded it."


@dataclass(frozen=True, slots=True)
class Beside:
    """Services at the other end of links, under one heading, with the state of each link."""

    heading: str
    links: tuple[tuple[str, str, Lead], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is known of a service or a link.

    Attributes
    ----------
    title : str
        Its name.
    terms : tuple of (str, str)
        What is known, term by term.
    beside : tuple of Beside
        Of a service: whom it refers on to, and by whom it is referred people.
    reports : tuple of ReportLine or None
        What was reported; None where that is not asked.
    question, whom : str
        What would settle it, and whom to ask; blank where nothing is open.
    findings : tuple of (str, Lead)
        The findings that name it.
    """

    title: str
    terms: tuple[tuple[str, str], ...]
    beside: tuple[Beside, ...] = ()
    reports: tuple[ReportLine, ...] | None = None
    question: str = ""
    whom: str = ""
    findings: tuple[tuple[str, Lead], ...] = ()


def service_chosen(gaps: Gaps, service: str, group: str = "") -> Chosen:
    """Say what a service is, whom it accepts, with whom it is linked, and what was reported of it.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> told = service_chosen(find_gaps(small_area()), "clinic")
    >>> told.title, [name for name, *_ in told.beside[0].links]
    ('clinic', ['aftercare (Onward)', 'minds (County Trust)'])
    """
    area, network = gaps.area, gaps.case.network
    row = area.service[service]
    lines = [*known_links(network, group)]
    accepts = network.acceptance.group(group or EVERYONE).of[service].value
    terms = (
        ("Offers", wording.types(area, row.offers, "and")),
        ("Run by", wording.organisation(area, row.organisation) if row.organisation else "no organisation"),
        (f"Accepts ({group_name(area, group or EVERYONE)})", accepts.replace("_", " ")),
    )
    return Chosen(
        title=row.title,
        terms=terms,
        beside=(
            Beside("Refers on to", tuple(_ends((one for one in lines if one.source == service), "target"))),
            Beside("Is referred people by", tuple(_ends((one for one in lines if one.target == service), "source"))),
        ),
        reports=told_once(area, (report for report in area.barriers if report.service == service)),
        findings=tuple(_findings(gaps, {service})),
    )


def _ends(lines: Iterable[Known], end: str) -> Iterator[tuple[str, str, Lead]]:
    for one in lines:
        reported = "; ".join(f"{title} ({said})" for title, said in one.barriers)
        state = one.state.value.replace("_", "-")
        told = f"{state}; reported: {reported}" if reported else state
        yield wording.service(one.area, getattr(one, end)), told, one.lead


def _findings(gaps: Gaps, services: set[str]) -> Iterator[tuple[str, Lead]]:
    for gap in gaps.gaps:
        if services <= set(gap.finding.link or gap.finding.services):
            yield gap.title, to_gap(gaps.area.id, gap.id)


def link_chosen(gaps: Gaps, source: str, target: str, group: str = "") -> Chosen:
    """Say what each end and the records say of a link, what was reported about it, and what to ask.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> told = link_chosen(find_gaps(small_area()), "clinic", "minds")
    >>> dict(told.terms)["State"]
    'disputed – the ends, or the records, disagree'
    """
    area, network, whom = gaps.area, gaps.case.network, group or EVERYONE
    evidence = network.evidence.link(source, target)
    terms = (
        ("State", f"{evidence.state.value.replace('_', '-')} – {wording.STATES[evidence.state]}"),
        ("The end that refers on", wording.SAYS[evidence.sender]),
        ("The end that receives", wording.SAYS[evidence.receiver]),
        ("On record", _records(network, source, target, whom)),
        (
            f"Receiver accepts ({group_name(area, whom)})",
            network.acceptance.group(whom).of[target].value.replace("_", " "),
        ),
    )
    asked = Question(QuestionKind.LINK, source=source, target=target)
    open_ = evidence.state in (*UNSETTLED, LinkState.SILENT)
    return Chosen(
        title=link(area, source, target),
        terms=terms,
        reports=told_once(area, (row for row in area.barriers if (row.source, row.target) == (source, target))),
        question=wording.question(area, asked) if open_ else "",
        whom=gaps.whom(asked) if open_ else "",
        findings=tuple(_findings(gaps, {source, target})),
    )


def _records(network: Network, source: str, target: str, group: str) -> str:
    rows = [row for row in network.evidence.referrals(source, target) if row.client_group == group]
    if not rows:
        return f"no referral of {wording.people(network.area, group)} is on record"
    return f"{count_words(rows[0].referred)} referred, {count_words(rows[0].started)} started in the period"
