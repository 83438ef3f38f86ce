"""Barriers that people report: where a code of the codebook can stand, and where a plant needs one."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.model.area import BarrierReport
from dtors_network.model.codebook import BarrierCode
from dtors_network.model.vocabulary import End, Reply, ReporterRole
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Link, Manner, Sketch
from dtors_network.synthetic.voices import day


def decide_reports(draft: Draft) -> None:
    """Choose the services at which a barrier that closes a group is reported.

    Only where acceptance is unknown anyway: a report makes it so. Where a plant lets reports close a group, at
    one of its receivers at least.
    """
    closable = {code.closes for code in draft.setting.codebook.barriers if code.closes}
    for sketch in draft.services.values():
        open_to = [g for g in sketch.accepts if g in closable and _is_open(sketch, g)]
        sketch.reported = {g for g in open_to if _must(draft, sketch, g) or draft.rng.random() < 0.3}


def _is_open(sketch: Sketch, group: str) -> bool:
    return sketch.accepts[group] == "unknown" and group not in sketch.contradicted


def _must(draft: Draft, sketch: Sketch, group: str) -> bool:
    """Tell whether this is the first service of a plant that lets reports close a group."""
    for refusal in draft.refusals:
        if refusal.manner is Manner.REPORTED and refusal.group == group:
            of_type = [other for other in draft.services.values() if not refusal.types.isdisjoint(other.roles)]
            if of_type and of_type[0] is sketch:
                return True
    return False


def barriers(draft: Draft) -> tuple[BarrierReport, ...]:
    """Write the reports that close a group, and others anywhere: one for about every third service."""
    found = [*_closing_reports(draft), *_other_reports(draft)]
    draft.rng.shuffle(found)
    return tuple(_numbered(draft, place, code, at) for place, (code, at) in enumerate(found, 1))


Place = Link | Sketch | None
"""A link, a service or the area."""


def _closing_reports(draft: Draft) -> Iterator[tuple[BarrierCode, Place]]:
    into: dict[str, list[Link]] = {}
    for link in draft.links.values():
        into.setdefault(link.target, []).append(link)
    for sketch in draft.services.values():
        for group in sorted(sketch.reported):
            codes = [code for code in draft.setting.codebook.barriers if code.closes == group]
            places: list[Place] = [sketch, *into.get(sketch.id, ())]
            yield draft.rng.choice(codes), draft.rng.choice(places)


def _other_reports(draft: Draft) -> Iterator[tuple[BarrierCode, Place]]:
    codes = [code for code in draft.setting.codebook.barriers if not code.closes and _places(code)]
    links, services = list(draft.links.values()), list(draft.services.values())
    for _ in range(len(services) // 3 if codes else 0):
        code = draft.rng.choice(codes)
        kind = draft.rng.choice(_places(code))
        if kind == "link":
            yield code, draft.rng.choice(links)
        else:
            yield code, draft.rng.choice(services) if kind == "service" else None


def _places(code: BarrierCode) -> list[str]:
    return [place for place in code.attaches_to if place in ("link", "service", "area")]


def _numbered(draft: Draft, number: int, code: BarrierCode, at: Place) -> BarrierReport:
    link = at if isinstance(at, Link) else None
    role, reporter = _reporter(draft, code)
    return BarrierReport(
        report=f"b{number:04d}",
        code=code.code,
        side=(code.side or draft.rng.choice(list(End))) if link else None,
        source=link.source if link else "",
        target=link.target if link else "",
        service=at.id if isinstance(at, Sketch) else "",
        reporter_role=role,
        reporter=reporter,
        said_on=day(draft),
        document=f"invented interview {reporter}",
        locator=f"line {draft.rng.randint(1, 400)}",
        reply=draft.rng.choice(list(Reply)) if link else None,
    )


def _reporter(draft: Draft, code: BarrierCode) -> tuple[ReporterRole, str]:
    """Draw who reports: somebody like those who reported it in the study, under a pseudonym."""
    known = [role for role in (ReporterRole.PROVIDER, ReporterRole.TREATMENT_SEEKER) if role in code.reported_by]
    role = draft.rng.choice(known or [ReporterRole.PROVIDER, ReporterRole.TREATMENT_SEEKER])
    letter = "P" if role is ReporterRole.PROVIDER else "T"
    return role, f"{letter}{draft.rng.randint(1, 32):02d}"
