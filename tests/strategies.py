"""Lawful areas that nobody would think of: odd ids, odd text, hidden counts, codes and columns of one's own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from dtors_network.area_files.assemble import organisations_of
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
from dtors_network.area_files.schema import OPTIONAL
from dtors_network.model.area import (
    ROW_TYPES,
    AcceptanceVoice,
    Action,
    Answer,
    Area,
    Arrival,
    BarrierReport,
    Contact,
    Departure,
    Extra,
    Organisation,
    Referral,
    Refusal,
    Service,
    Statement,
)
from dtors_network.model.bounds import Bounds
from dtors_network.model.codebook import ClientGroup, Codebook, ServiceType, Term
from dtors_network.model.narrow import narrow_faults
from dtors_network.model.pathway import Pathway
from dtors_network.model.vocabulary import (
    EVERYONE,
    SUPPRESSED,
    Accepts,
    Agreement,
    Count,
    End,
    Planned,
    QuestionKind,
    Reply,
    ReporterRole,
    Says,
    Sector,
    Stage,
    YesNo,
)

LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
ODD = (
    "NA",
    "007",
    "1",
    "1.0",
    "true",
    "no",
    "null",
    "~",
    "=1+1",
    "'=x",
    "''-x",
    "-2",
    "+3",
    "@me",
    "＝1",
    "'tis",
    "a,b;c",
    '"q"',
)
MORE_ODD = (
    "#N/A",
    "_x0041_",
    "été",
    "日本",
    "# no",
    "- a",
    "a: b",
    "2025-01-01",
    "1e5",
    "*",
    "%",
    "{a}",
    "&a",
    "!t",
    ".",
    "\u0085x",
)


_COIN = st.booleans()


@cache
def ids() -> st.SearchStrategy[str]:
    """Ids of every kind that is one: no spaces around it, no line end in it."""
    plain = st.text(LETTERS, min_size=1, max_size=6).filter(lambda text: text == text.strip())
    return st.sampled_from([*ODD, *MORE_ODD[:-1]]) | plain


@cache
def some_ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(ids(), min_size=least, max_size=most, unique=True)


@cache
def texts() -> st.SearchStrategy[str]:
    """Free text, blank or not, with line ends, tabs and spaces where they like."""
    return (
        st.just("")
        | st.sampled_from([*ODD, *MORE_ODD, " x ", "\n", "a\nb", "\ta", "  "])
        | st.text(LETTERS | st.sampled_from("\n\t"), max_size=8)
    )


@cache
def given_texts() -> st.SearchStrategy[str]:
    return texts().filter(bool)


@cache
def dates() -> st.SearchStrategy[date | None]:
    return st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


@cache
def counts() -> st.SearchStrategy[Count]:
    return st.none() | st.just(SUPPRESSED) | st.integers(0, 999_999_999) | ranges()


@cache
def ranges() -> st.SearchStrategy[Bounds]:
    """Two different ends, the smaller first."""
    ends = st.integers(0, 20) | st.integers(0, 999_999_999)
    return st.lists(ends, min_size=2, max_size=2, unique=True).map(lambda pair: Bounds(*sorted(pair)))


@cache
def numbers() -> st.SearchStrategy[float | None]:
    some = st.floats(0, allow_nan=False, allow_infinity=False, allow_subnormal=False)  # igraph reads no subnormal one
    return st.none() | some.map(lambda number: number + 0.0)


@cache
def one_of(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@cache
def hidden(number: int) -> st.SearchStrategy[Count]:
    """Show a count, the range in which it lies or a star where that is allowed, or leave it out."""
    block = Bounds(max(0, number - number % 5), number + 5)
    return st.sampled_from([number, None, block, *([SUPPRESSED] if 1 <= number <= 4 else [])])


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """The shipped codebook, or one with codes of one's own behind it."""
    book = shipped_codebook()
    if draw(_COIN):
        return book
    return replace(
        book,
        service_types=(
            *book.service_types,
            ServiceType(code="chill_out", title="Chill-out", stage=draw(st.sampled_from(Stage))),
        ),
        client_groups=(*book.client_groups, ClientGroup(code="parents", title="Parents")),
        outcomes=(*book.outcomes, Term(code="moved", title="Moved away")),
    )


@cache
def pathways() -> st.SearchStrategy[Pathway]:
    """A shipped pathway, or the like under an id of its own."""
    shipped = [shipped_pathway(id_) for id_ in shipped_pathways()]
    return st.sampled_from([*shipped, replace(shipped[0], id="007"), replace(shipped[1], id="ours", note="for us")])


@cache
def extra_columns() -> st.SearchStrategy[list[str]]:
    """Columns of one's own for a table."""
    known = {field.name for kind in (*ROW_TYPES.values(), Area) for field in fields(kind)}
    names = ids().filter(lambda name: name not in known and not name.startswith("accepts_"))
    return st.lists(names, unique=True, max_size=2)


@dataclass
class _Hand:
    """What the rows of one area are drawn from."""

    draw: st.DrawFn
    book: Codebook
    services: list[str]
    columns: dict[str, list[str]]

    def of(self, *values: Any) -> Any:
        return self.draw(one_of(values))

    def text(self) -> str:
        return self.draw(texts())

    def type_(self) -> str:
        return self.of(*self.book.service_type)

    def group(self) -> str:
        return self.of(*self.book.group)

    def extra(self, table: str) -> Extra:
        return tuple((name, self.draw(given_texts())) for name in self.columns[table] if self.draw(_COIN))

    def pair(self) -> dict[str, str]:
        source = self.of(*self.services)
        target = self.of(*(service for service in self.services if service != source))
        return {"source": source, "target": target}

    def rows(self, make: Any, most: int = 2) -> tuple[Any, ...]:
        return tuple(make(self) for _ in range(self.of(*range(most + 1))))

    def hidden(self, number: int) -> Count:
        return self.draw(hidden(number))


def _service(hand: _Hand, id_: str, organisation: str) -> Service:
    said = [(group, hand.of(None, *Accepts)) for group in hand.book.group]
    return Service(
        service=id_,
        organisation=organisation,
        name=hand.text(),
        service_type=hand.type_(),
        also_offers=tuple(sorted({hand.type_() for _ in range(hand.of(0, 1, 2))})),
        out_of_area=hand.of(True, False),
        accepts=tuple((group, word) for group, word in said if word),
        lists_all_sent_to=hand.of(True, False),
        places=hand.draw(counts()),
        caseload=hand.draw(counts()),
        keyworkers=hand.draw(numbers()),
        stay_days=hand.draw(numbers()),
        extra=hand.extra("services"),
    )


def _organisation(hand: _Hand, id_: str) -> Organisation:
    return Organisation(
        organisation=id_,
        name=hand.text(),
        sector=hand.of(None, *Sector),
        contract_end=hand.draw(dates()),
        extra=hand.extra("organisations"),
    )


def _statement(hand: _Hand) -> Statement:
    return Statement(
        **hand.pair(),
        end=hand.of(*End),
        says=hand.of(*Says),
        agreement=hand.of(None, *Agreement),
        reporter_role=hand.of(None, *ReporterRole),
        reporter=hand.text(),
        said_on=hand.draw(dates()),
        note=hand.text(),
        extra=hand.extra("statements"),
    )


def _answer(hand: _Hand) -> Answer:
    question = hand.of(*QuestionKind)
    about: dict[str, str] = {"service": hand.of(*hand.services)}
    if question is QuestionKind.LINK:
        about = hand.pair()
    elif question is QuestionKind.ACCEPTANCE:
        about["client_group"] = hand.group()
    elif question is QuestionKind.LIST_COMPLETE:
        about = {}
    return Answer(
        **about,
        question=question,
        answer=hand.of(*YesNo),
        by=hand.text(),
        on=hand.draw(dates()),
        extra=hand.extra("answers"),
    )


def _arrivals(hand: _Hand) -> tuple[Arrival, ...]:
    service, few, more = hand.of(*hand.services), hand.of(*range(7)), hand.of(*range(7))
    group = hand.of(*[code for code in hand.book.group if code != EVERYONE])
    return tuple(
        Arrival(service=service, client_group=code, count=hand.hidden(number), extra=hand.extra("arrivals"))
        for code, number in ((EVERYONE, few + more), (group, few))
    )


def _departure(hand: _Hand) -> Departure:
    return Departure(
        service=hand.of(*hand.services),
        client_group=hand.group(),
        outcome=hand.of(*[term.code for term in hand.book.outcomes]),
        planned=hand.of(None, *Planned),
        count=hand.draw(counts()),
        extra=hand.extra("departures"),
    )


def _people(hand: _Hand) -> tuple[tuple[Referral, ...], tuple[Refusal, ...]]:
    """Draw what truly happened between two services, to a group and to the others; then hide some of it."""
    pair, group = hand.pair(), hand.of(*[code for code in hand.book.group if code != EVERYONE])
    part = [hand.of(*range(6)) for _ in range(6)]
    whole = [number + hand.of(*range(6)) for number in part]
    referrals, refusals = [], []
    for code, (late, early, waiting, refused, kept, other) in ((group, part), (EVERYONE, whole)):
        started = late + early
        referrals.append(
            Referral(
                **pair,
                client_group=code,
                waited_over_21_days=hand.hidden(late),
                started=hand.hidden(started),
                accepted=hand.hidden(started + waiting),
                referred=hand.hidden(started + waiting + refused + kept + other),
                kept_by_sender=hand.hidden(kept),
                wait_median_days=hand.draw(numbers()),
                extra=hand.extra("referrals"),
            )
        )
        for reason, number in (("no_capacity", refused), ("referral.funding_fear", waiting)):
            refusals.append(
                Refusal(
                    **pair, client_group=code, reason=reason, count=hand.hidden(number), extra=hand.extra("refusals")
                )
            )
    return tuple(referrals), tuple(refusals)


def _barrier(hand: _Hand) -> dict[str, Any]:
    places: list[dict[str, str]] = [{}, {"service": hand.of(*hand.services)}, {"service_type": hand.type_()}]
    if len(hand.services) > 1:
        places.append(hand.pair())
    return {
        "code": hand.of(*hand.book.barrier),
        **places[hand.of(*range(len(places)))],
        "side": hand.of(None, *End),
        "excerpt": hand.text(),
        "reply": hand.of(None, *Reply),
        "said_on": hand.draw(dates()),
        "extra": hand.extra("barriers"),
    }


def _action(hand: _Hand) -> Action:
    return Action(
        finding=hand.draw(given_texts()),
        lever=hand.of("", *hand.book.lever),
        action=hand.draw(given_texts()),
        due=hand.draw(dates()),
        reach_then=hand.of(None, 7, Bounds(3, 9)),
        extra=hand.extra("actions"),
    )


def _contact(hand: _Hand, service: str) -> Contact:
    return Contact(service=service, desk=hand.text(), extra=hand.extra("contacts"))


def _acceptance_voice(hand: _Hand) -> AcceptanceVoice:
    return AcceptanceVoice(
        service=hand.of(*hand.services),
        client_group=hand.of(*hand.book.group),
        says=hand.of(*Accepts),
        reporter=hand.text(),
        said_on=hand.draw(dates()),
    )


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Lawful areas of up to four services; every table may be there with rows, there without, or not there."""
    book, pathway = draw(codebooks()), draw(pathways())
    services = draw(some_ids(1, 4))
    hand = _Hand(draw, book, services, {table: draw(extra_columns()) for table in (*ROW_TYPES, "area")})
    runners = draw(some_ids(0, 2))
    rows: dict[str, tuple[Any, ...]] = {
        "services": tuple(_service(hand, id_, hand.of("", *runners)) for id_ in services)
    }
    if len(services) > 1:
        rows["statements"] = hand.rows(_statement, 3)
        rows["referrals"], rows["refusals"] = _people(hand) if draw(_COIN) else ((), ())
        rows["answers"] = hand.rows(_answer)
    rows["arrivals"] = _arrivals(hand) if draw(_COIN) else ()
    rows["departures"] = hand.rows(_departure, 1)
    reports = draw(some_ids(0, 2))
    rows["barriers"] = tuple(BarrierReport(report=id_, **_barrier(hand)) for id_ in reports)
    rows["actions"] = hand.rows(_action)
    rows["contacts"] = tuple(_contact(hand, id_) for id_ in services[:2])
    rows["acceptance_voices"] = hand.rows(_acceptance_voice, 1)
    rows["organisations"] = tuple(_organisation(hand, id_) for id_ in runners)
    given = {table for table in OPTIONAL if rows.get(table) or draw(_COIN)}
    if not draw(_COIN) or "organisations" not in given:
        given.discard("organisations")
        rows["organisations"] = organisations_of(rows["services"])
    start, end = draw(dates()), draw(dates())
    if start and end and end < start:
        start, end = end, start
    area = Area(
        id=draw(ids()),
        name=draw(given_texts()),
        note=draw(texts()),
        region=draw(texts()),
        period_start=start,
        period_end=end,
        reference_pathway=pathway.id,
        services_complete=draw(_COIN),
        synthetic=draw(_COIN),
        extra=hand.extra("area"),
        **rows,
        tables=frozenset(given),
        codebook=book,
        pathway=pathway,
    )
    assume(not any(narrow_faults(area)))  # other counts of a row may leave one number of a range, which is a fault
    return area
