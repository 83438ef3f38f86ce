"""Draw an area in a few lines of text, and tell its gaps as text, so that a case can be checked by eye.

An area is drawn with one line per fact, in any order; ``#`` starts a comment::

    gp is gp                                          a service, run by an organisation of the same name
    clinic is psychosocial + aftercare of Riverside   what else it offers, and who runs it ("of nobody": nobody)
    clinic says no to currently_using                 its own word: yes, no, after_assessment or unknown
    clinic lists all it sends to                      also "lists all it receives from" and "records referrals"
    clinic has 60 caseload, 1.5 keyworkers            also places and stay_days

    gp -> clinic: confirmed                           also one_sided, weak, disputed, absent, not_applicable
    gp -> clinic: sender says present and weak        the voices of one end; also "receiver says …"
    gp -> clinic: 12 everyone referred, 0 started     a row of counts; "*" is 1 to 4, "0..5" a range, "? everyone
                                                      referred" is blank;
                                                      also accepted, kept_by_sender and waited_over_21_days
    nobody else is linked                             of every pair that is not drawn the sender says that it is absent

    120 everyone arrive at gp                         also "leave clinic"
    reported at clinic: referral.refuses_current_use  also "at gp -> clinic" and "of psychosocial" (a type)
    answered no: gp -> clinic                         also "clinic accepts currently_using",
                                                      "gp sends to nobody else", "clinic receives from nobody else"
                                                      and "every service is listed"
    from 2023-04-01 to 2024-03-31                     the period
    every service is listed                           so that an absence can be certain
    records are complete

    required: gp -> psychosocial or open_access       a row of the reference: any one of the types will do
    expected for leaving_prison: prison -> housing and mental_health      each of the types is needed
    optional if parents: clinic -> family_parenting   a condition that no client group expresses
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import permutations
from textwrap import dedent, wrap
from typing import Any

from dtors_network.accounts.measure_text import measure_text
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.gaps import Gap, Gaps, find_gaps
from dtors_network.gaps.finding import Question, Step
from dtors_network.model.area import Answer, Area, Arrival, BarrierReport, Departure, Referral, Service, Statement
from dtors_network.model.bounds import Bounds
from dtors_network.model.comparator import Comparator
from dtors_network.model.pathway import Pathway, Route
from dtors_network.model.vocabulary import SUPPRESSED, Accepts, Certainty, Count, End, Grade, QuestionKind, Says, YesNo

Drawing = dict[str, Any]

STATES = {
    "confirmed": ("present", "present"),
    "one_sided": ("present", ""),
    "weak": ("weak", "weak"),
    "disputed": ("present", "absent"),
    "absent": ("absent", "absent"),
    "not_applicable": ("not_applicable", "not_applicable"),
}
"""What the two ends say in a link that is drawn by the name of its state."""


# ---- from a drawing to an area -----------------------------------------------------------------------------------


def draw(*drawings: str) -> Area:
    """Make the area of one or more drawings, read one after the other.

    >>> draw("gp is gp", "clinic is psychosocial").services[1].service
    'clinic'
    """
    so_far: Drawing = {table: [] for table in (*TABLES, "routes")}
    so_far["services"] = {}
    for line in "\n".join(map(dedent, drawings)).splitlines():
        fact = " ".join(line.split("#")[0].split())
        if fact:
            _read(fact, so_far)
    if so_far.get("nobody_else"):
        so_far["statements"] += _denials(so_far)
    return Area(
        id="drawn",
        name="Drawn area",
        reference_pathway="drawn",
        services=tuple(so_far["services"].values()),
        period_start=so_far.get("period_start"),
        period_end=so_far.get("period_end"),
        services_complete=so_far.get("services_complete", False),
        records_complete=so_far.get("records_complete", False),
        codebook=shipped_codebook(),
        pathway=Pathway(id="drawn", title="Drawn", dated="2026", source="drawn", routes=tuple(so_far["routes"])),
        **{table: tuple(so_far[table]) for table in TABLES},
    )


TABLES = ("statements", "answers", "arrivals", "referrals", "departures", "barriers")


def _read(fact: str, so_far: Drawing) -> None:
    for pattern, read in LINES.items():
        found = re.fullmatch(pattern, fact)
        if found:
            read(so_far, **found.groupdict(""))
            return
    raise ValueError(f"not a line of a drawing: {fact!r}")


def _denials(so_far: Drawing) -> list[Statement]:
    drawn = {(row.source, row.target) for table in ("statements", "referrals") for row in so_far[table]}
    return [
        Statement(source=source, target=target, end=End.SENDER, says=Says.ABSENT)
        for source, target in permutations(so_far["services"], 2)
        if (source, target) not in drawn
    ]


def _service(so_far: Drawing, name: str, types: str, organisation: str) -> None:
    kind, *further = types.split(" + ")
    runner = {"": name, "nobody": ""}.get(organisation, organisation)
    so_far["services"][name] = Service(service=name, service_type=kind, also_offers=tuple(further), organisation=runner)


def _own_word(so_far: Drawing, name: str, word: str, group: str) -> None:
    service = so_far["services"][name]
    so_far["services"][name] = replace(service, accepts=(*service.accepts, (group, Accepts(word))))


def _has(so_far: Drawing, name: str, cells: str) -> None:
    for number, column in (cell.split() for cell in cells.split(", ")):
        value = _count(number) if column in ("places", "caseload") else float(number)
        so_far["services"][name] = replace(so_far["services"][name], **{column: value})


def _marked(column: str) -> Callable[..., None]:
    def mark(so_far: Drawing, name: str) -> None:
        so_far["services"][name] = replace(so_far["services"][name], **{column: True})

    return mark


def _state(so_far: Drawing, source: str, target: str, state: str) -> None:
    for end, says in zip(End, STATES[state], strict=True):
        if says:
            _voices(so_far, source, target, end, says)


def _voices(so_far: Drawing, source: str, target: str, end: str, said: str) -> None:
    for number, says in enumerate(said.split(" and ")):
        voice = f"{end} {number}"
        row = Statement(source=source, target=target, end=End(end), says=Says(says), reporter=voice)
        so_far["statements"].append(row)


def _referral(so_far: Drawing, source: str, target: str, counts: str) -> None:
    first, *others = counts.split(", ")
    number, group, column = first.split()
    cells = {column: _count(number)}
    cells |= {column: _count(number) for number, column in (other.split() for other in others)}
    so_far["referrals"].append(Referral(source=source, target=target, client_group=group, **cells))


def _count(text: str) -> Count:
    if ".." in text:
        return Bounds(*map(int, text.split("..")))
    return {"*": SUPPRESSED, "?": None}[text] if text in "*?" else int(text)


def _arrive(so_far: Drawing, count: str, group: str, service: str) -> None:
    so_far["arrivals"].append(Arrival(service=service, client_group=group, count=_count(count)))


def _leave(so_far: Drawing, count: str, group: str, service: str) -> None:
    so_far["departures"].append(Departure(service=service, client_group=group, outcome="unknown", count=_count(count)))


def _report(so_far: Drawing, code: str, **place: str) -> None:
    number = f"b{len(so_far['barriers']) + 1}"
    so_far["barriers"].append(BarrierReport(report=number, code=code, reporter="r1", **place))


def _answer(kind: QuestionKind) -> Callable[..., None]:
    def answer(so_far: Drawing, says: str, **about: str) -> None:
        so_far["answers"].append(Answer(question=kind, answer=YesNo(says), by="meeting", **about))

    return answer


def _route(so_far: Drawing, grade: str, group: str, condition: str, senders: str, receivers: str) -> None:
    from_types, to_types = senders.split(" or "), re.split(" or | and ", receivers)
    so_far["routes"].append(
        Route(
            code=f"{from_types[0]}_to_{to_types[0]}",
            title=f"from {senders} to {receivers}",
            senders=tuple(from_types),
            receivers=tuple(to_types),
            each=" and " in receivers,
            grade=Grade(grade),
            client_group=group or "everyone",
            condition=condition,
            collect="how many need it" if condition else "",
            source="drawn",
        )
    )


def _period(so_far: Drawing, start: str, end: str) -> None:
    so_far.update(period_start=date.fromisoformat(start), period_end=date.fromisoformat(end))


def _is_so(flag: str) -> Callable[..., None]:
    return lambda so_far: so_far.update({flag: True})


LINES: dict[str, Callable[..., None]] = {
    r"every service is listed": _is_so("services_complete"),
    r"records are complete": _is_so("records_complete"),
    r"nobody else is linked": _is_so("nobody_else"),
    r"from (?P<start>[\d-]{10}) to (?P<end>[\d-]{10})": _period,
    r"answered (?P<says>yes|no): (?P<source>\w+) -> (?P<target>\w+)": _answer(QuestionKind.LINK),
    r"answered (?P<says>yes|no): (?P<service>\w+) accepts (?P<client_group>\w+)": _answer(QuestionKind.ACCEPTANCE),
    r"answered (?P<says>yes|no): (?P<service>\w+) sends to nobody else": _answer(QuestionKind.SENDS_TO_NOBODY_ELSE),
    r"answered (?P<says>yes|no): (?P<service>\w+) receives from nobody else": _answer(
        QuestionKind.RECEIVES_FROM_NOBODY_ELSE
    ),
    r"answered (?P<says>yes|no): every service is listed": _answer(QuestionKind.LIST_COMPLETE),
    r"reported at (?P<source>\w+) -> (?P<target>\w+): (?P<code>\S+)": _report,
    r"reported at (?P<service>\w+): (?P<code>\S+)": _report,
    r"reported of (?P<service_type>\w+): (?P<code>\S+)": _report,
    r"(?P<grade>required|expected|optional)(?: for (?P<group>\w+))?(?: if (?P<condition>[^:]+))?: "
    r"(?P<senders>\w+(?: or \w+)*) -> (?P<receivers>\w+(?: (?:or|and) \w+)*)": _route,
    r"(?P<count>\*|\?|\d+) (?P<group>\w+) arrive at (?P<service>\w+)": _arrive,
    r"(?P<count>\*|\?|\d+) (?P<group>\w+) leave (?P<service>\w+)": _leave,
    rf"(?P<source>\w+) -> (?P<target>\w+): (?P<state>{'|'.join(STATES)})": _state,
    r"(?P<source>\w+) -> (?P<target>\w+): (?P<end>sender|receiver) says (?P<said>\w+(?: and \w+)*)": _voices,
    r"(?P<source>\w+) -> (?P<target>\w+): (?P<counts>[*?\d].*)": _referral,
    r"(?P<name>\w+) says (?P<word>\w+) to (?P<group>\w+)": _own_word,
    r"(?P<name>\w+) has (?P<cells>[*?\d].*)": _has,
    r"(?P<name>\w+) lists all it sends to": _marked("lists_all_sent_to"),
    r"(?P<name>\w+) lists all it receives from": _marked("lists_all_received_from"),
    r"(?P<name>\w+) records referrals": _marked("records_referrals_in"),
    r"(?P<name>\w+) is (?P<types>\w+(?: \+ \w+)*)(?: of (?P<organisation>.+))?": _service,
}
"""What each kind of line means; a line that fits none is an error in the drawing."""


# ---- from an area to a text --------------------------------------------------------------------------------------


def gaps_of(*drawings: str, rules: Iterable[str] | None = None, against: Iterable[Comparator] = ()) -> Gaps:
    """Find the gaps of a drawn area."""
    return find_gaps(draw(*drawings), rules=rules, comparators=against)


def tell(rule: str, *drawings: str, against: Iterable[Comparator] = ()) -> str:
    """Tell what one rule finds in a drawn area: how sure, for whom, where, the sentence, and what to ask or do."""
    return told(gaps_of(*drawings, rules=[rule], against=against))


def told(gaps: Gaps) -> str:
    """Tell gaps in order, one paragraph each."""
    return "\n".join(line for gap in gaps.gaps for line in _paragraph(gap))


def text(expected: str) -> str:
    """Take the indent of the test off a text that is expected."""
    return dedent(expected).strip()


def heads(gaps: Gaps) -> list[str]:
    """Tell gaps by one line each."""
    return [head(gap) for gap in gaps.gaps]


def head(gap: Gap) -> str:
    """Tell one gap by one line: certainty, rule, client group, route, place."""
    finding = gap.finding
    route = f" on {finding.route.code}" if finding.route else ""
    place = " -> ".join(finding.link) if finding.link else ", ".join(finding.services)
    runs = f" by {', '.join(finding.organisations)}" if finding.organisations else ""
    return f"{finding.certainty} {finding.rule} for {finding.group}{route}{f' at {place}' if place else ''}{runs}"


def _paragraph(gap: Gap) -> Iterable[str]:
    yield head(gap)
    yield from wrap(f"{gap.title}.", 100, initial_indent="    ", subsequent_indent="    ")
    if gap.finding.records:
        yield from wrap(f"{gap.finding.records}.", 100, initial_indent="    ", subsequent_indent="    ")
    if gap.finding.measure:
        yield from wrap(f"{measure_text(gap.finding.measure)}.", 100, initial_indent="    ", subsequent_indent="    ")
        return
    if gap.finding.certainty is not Certainty.CERTAIN or gap.finding.link:
        yield f"    yes: {asked(gap.ask.yes)}"
        yield f"    no: {asked(gap.ask.no)}"
    if gap.remedy:
        yield f"    remedy: {'; '.join(map(_step, gap.remedy))}"


def asked(questions: tuple[Question, ...] | None) -> str:
    """Tell a set of questions; no set at all is not the same as an empty one."""
    if questions is None:
        return "no answer can"
    return "; ".join(map(_question, questions)) or "nothing to ask"


def _question(question: Question) -> str:
    match question.kind:
        case QuestionKind.LINK:
            return f"{question.source} -> {question.target}?"
        case QuestionKind.ACCEPTANCE:
            return f"{question.service} accepts {question.group}?"
        case QuestionKind.LIST_COMPLETE:
            return "every service is listed?"
        case _:
            return f"{question.service} {question.kind.value.replace('_', ' ')}?"


def _step(step: Step) -> str:
    if step.kind == "open_link":
        return f"open {step.source} -> {step.target}"
    if step.kind == "open_acceptance":
        return f"{step.service} to accept {step.group}"
    if step.kind == "first_start":
        return "stays until somebody has started"
    return f"provide {' or '.join(step.types) if len(step.types) < 5 else f'one of {len(step.types)} types'}"
