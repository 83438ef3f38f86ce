"""Gaps and questions laid out for a terminal: headline, then roots with their consequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dtors_network.gaps import wording
from dtors_network.gaps.finding import Question
from dtors_network.gaps.registry import RULES
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.gaps.roots import settled_alike, ways_in
from dtors_network.model.area import Area
from dtors_network.model.sharing import profile_line
from dtors_network.model.vocabulary import Certainty
from dtors_network.report.dates import period
from dtors_network.report.headline import headline, root_weight, way_in, weight
from dtors_network.report.plain import Page, Text
from dtors_network.report.questions import Asked

MARKS = {Certainty.CERTAIN: "■ certain", Certainty.SENSITIVE: "◧ sensitive", Certainty.UNKNOWABLE: "□ unknowable"}
MEANING = {
    Certainty.CERTAIN: "Certain: it holds whatever the open questions turn out to be.",
    Certainty.SENSITIVE: "Sensitive: it depends on the questions named.",
    Certainty.UNKNOWABLE: "Unknowable: these tables cannot show it; what to collect is named.",
}
COUNTED = "Counted: the whole 95 % interval lies beyond what it is held against, whatever hidden counts are."


def gaps_page(gaps: Gaps) -> Page:
    """Lay out the gaps of an area."""
    parts: list[Text] = [*area_heading(gaps.area), Text(headline(gaps), style="bold"), Text()]
    for meaning, mine in parted(gaps.roots):
        parts += [Text(meaning, style="underline"), Text()]
        parts += [part for at, root in enumerate(mine, 1) for part in _root(gaps, at, root)]
    parts += [*_not_assessed(gaps), Text(profile_line(gaps.area), style="dim")]
    return Page(*parts)


def parted(roots: Sequence[tuple[Gap, ...]]) -> Iterator[tuple[str, list[tuple[Gap, ...]]]]:
    """Part causes by how sure they are, and what is counted from what leads where; with what each part means."""
    for certainty in Certainty:
        mine = [root for root in roots if root[0].finding.certainty is certainty]
        structural = [root for root in mine if not RULES[root[0].finding.rule].counts]
        counted = [root for root in mine if RULES[root[0].finding.rule].counts]
        if structural:
            yield MEANING[certainty], structural
        if counted:
            yield COUNTED, counted


def area_heading(area: Area) -> Iterator[Text]:
    """Name the area, its period and its reference, and say what this is not."""
    made_up = "  [synthetic: invented for illustration]" if area.synthetic else ""
    yield Text.assemble((area.name, "bold"), made_up)
    when = period(area)
    yield Text(f"{when[:1].upper()}{when[1:]}. Against: {area.pathway.title} ({area.pathway.dated}).", style="dim")
    yield Text("A view of links between services, not of anybody's performance.", style="dim")
    yield Text()


def _root(gaps: Gaps, at: int, root: tuple[Gap, ...]) -> Iterator[Text]:
    lead, ways = root[0], ways_in(root)
    finding, one = lead.finding, settled_alike(root)
    consequences = [gap for gap in root if gap not in ways]
    grade = f" · {finding.grade.value} by the reference" if finding.grade else ""
    yield Text.assemble(f"{at:>3}. ", (MARKS[finding.certainty], "bold"), f" · {RULES[finding.rule].title}{grade}")
    yield _under(Text(f"{lead.root_title}."))
    yield _under(Text(_sentence(root_weight(root)), style="dim"))
    yield from (_under(line) for line in _next_steps(gaps, lead) if one)
    if len(ways) > 1:
        yield _under(Text("The ways in:"))
        for gap in ways:
            yield _under(Text(f"– {way_in(gaps.area, gap)}: {weight(gap)}."), 7)
            yield from (_under(line, 9) for line in _next_steps(gaps, gap) if not one)
    if consequences:
        yield _under(Text(f"With the same cause ({len(consequences):,}):"))
        yield from (_under(Text(f"– {gap.title}."), 7) for gap in consequences)
    yield Text()


def _next_steps(gaps: Gaps, gap: Gap) -> Iterator[Text]:
    area, ask = gaps.area, gap.ask
    yield from (Text(f"Reported: {line}") for line in _reported(gap))
    yield from (Text(line) for line in wording.would_remove(area, gap.remedy))
    if gap.finding.link:
        yield from (Text(f"Settle: {_asked(gaps, question)}") for question in ask.yes or ())
        return
    if gap.finding.certainty is Certainty.SENSITIVE and not ask.yes:
        yield Text("It holds on every listed service; only a missing one could change that.")
    if ask.yes == ask.no and ask.yes and len(ask.yes) == 1:
        yield Text(f"Ask {gaps.whom(ask.yes[0])}: {wording.question(area, ask.yes[0])}")
        yield Text("Yes would remove it; no would make it certain.")
        return
    if ask.yes:
        yield Text("Would remove it: " + "; ".join(f"{_asked(gaps, question)} – yes" for question in ask.yes))
    if ask.no:
        answers = (f"{_asked(gaps, question)} – {wording.closing_answer(question)}" for question in ask.no)
        yield Text("Would make it certain: " + "; ".join(answers))


def _reported(gap: Gap) -> Iterator[str]:
    """Count the reports of each code at each end by the role of who spoke."""
    said: dict[tuple[str, str], Counter[str]] = {}
    for report in gap.reports:
        role = (report.reporter_role or "somebody").replace("_", " ")
        said.setdefault((report.code, report.side or ""), Counter())[role] += 1
    for (code, side), roles in said.items():
        counted = wording.listed((f"{n:,} {role}{'s' if n > 1 else ''}" for role, n in roles.items()), "and")
        yield f"{code}{f', about the {side}' if side else ''} (by {counted})"


def _asked(gaps: Gaps, question: Question) -> str:
    return f"{wording.question(gaps.area, question)} (ask {gaps.whom(question)})"


def _not_assessed(gaps: Gaps) -> Iterator[Text]:
    if gaps.not_assessed:
        names = wording.listed((wording.people(gaps.area, group) for group in gaps.not_assessed), "and")
        yield Text(f"Not assessed, because no row names them: {names}.", style="dim")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _under(text: Text, indent: int = 5) -> Text:
    return text.indented(indent)


def questions_page(area: Area, asked: tuple[Asked, ...]) -> Page:
    """Lay out the questions about an area, with whom to ask and what each answer would do."""
    below = Text(profile_line(area), style="dim")
    if not asked:
        return Page(Text("There is nothing to ask: no finding depends on an answer."), below)
    parts: list[Text] = []
    for at, one in enumerate(asked, 1):
        parts += [
            Text.assemble(f"{at:>3}. ", (one.text, "bold")),
            _under(Text(f"Ask: {one.whom}")),
            *(_under(Text(line)) for line in _moves(one)),
            Text(),
        ]
    return Page(*parts, below)


def _moves(one: Asked) -> Iterator[str]:
    if one.settles:
        yield _helps("Either answer settles", one.settles)
    removes = tuple(gap for gap in one.removes if gap not in one.settles)
    if removes:
        yield _helps("Helps to remove", removes)
    certain = tuple(gap for gap in one.makes_certain if gap not in one.settles)
    if certain:
        yield _helps("Helps to make certain", certain)


def _helps(what: str, gaps: tuple[Gap, ...]) -> str:
    return f"{what} {_counted(gaps)}: {gaps[0].title}{_and_more(gaps)}"


def _counted(gaps: tuple[Gap, ...]) -> str:
    return "1 finding" if len(gaps) == 1 else f"{len(gaps):,} findings"


def _and_more(gaps: tuple[Gap, ...]) -> str:
    return "; and others." if len(gaps) > 1 else "."
