"""Read the codebook, and a user's own codes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from dtors_network.area_files.levers_yaml import read_levers
from dtors_network.area_files.marks_yaml import read_mark
from dtors_network.model.codebook import (
    KINDS,
    PLACES,
    TESTS,
    BarrierCode,
    ClientGroup,
    Codebook,
    ServiceType,
    Term,
)
from dtors_network.model.vocabulary import EVERYONE, End, ReporterRole, Stage
from dtors_network.safe.yaml_fields import Fields
from dtors_network.safe.yaml_reading import YamlText
from dtors_network.shipped import data_path

_NOTHING: Final = Codebook(
    id="", title="", source="", service_types=(), client_groups=(), barriers=(), outcomes=(), refusal_reasons=()
)
_ROLES: Final = [role.value for role in ReporterRole]


@cache
def shipped_codebook() -> Codebook:
    """Read the codebook of the DTORS qualitative study, which is shipped; once a process.

    Returns
    -------
    Codebook
        Its codes, each with a pointer into the report.

    Examples
    --------
    >>> shipped_codebook().barrier["referral.refuses_current_use"].closes
    'currently_using'
    """
    return read_codebook(data_path() / "codebook.yaml")


def read_codebook(path: Path) -> Codebook:
    """Read a complete codebook.

    A YAML file with ``id``, ``title``, ``source`` and all lists of codes.

    >>> read_codebook(data_path() / "codebook.yaml").title
    'Codebook of the DTORS qualitative study'
    """
    fields = Fields.of_file(path)
    stages = tuple(_terms(fields, "stages"))
    fields.check("stages", [term.code for term in stages], [stage.value for stage in Stage])
    for stage in Stage:
        if stage not in [term.code for term in stages]:
            fields.note("stages", f"the stage {stage} has no title", f"Add a line {stage}: title")
    groups = fields.mapping.get("client_groups")
    if not isinstance(groups, dict) or EVERYONE not in groups:
        fields.note("client_groups", "the client group everyone is not there", "Add everyone: {title: Everyone}")
    return _together(_NOTHING, fields, stages)


def extend_codebook(base: Codebook, path: Path | YamlText) -> Codebook:
    """Add a user's own codes to a codebook; of those that are there already, only levers may be put otherwise.

    Parameters
    ----------
    base : Codebook
        The codebook to add to, as a rule the shipped one.
    path : Path or YamlText
        A YAML file with any of ``service_types``, ``client_groups``, ``barriers``, ``outcomes``, ``refusal_reasons``,
        ``levers``, ``lever_sources``.

    Returns
    -------
    Codebook
        The codes of ``base``, then the user's; a lever of a code that has one already stands in its place.

    Raises
    ------
    InputError
        With every fault found.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "codebook.yaml"
    >>> _ = place.write_text("service_types: {chill_out: {stage: open_access, title: Chill-out space}}")
    >>> extend_codebook(shipped_codebook(), place).stage_of["chill_out"].value
    'open_access'
    >>> folder.cleanup()
    """
    return _together(base, Fields.of_file(path), base.stages)


def _together(base: Codebook, fields: Fields, stages: tuple[Term, ...]) -> Codebook:
    """Read every list, note what clashes, and put the new codes after those of the base."""
    types = (*base.service_types, *_service_types(fields, base))
    routes_in = [kind.code for kind in types if kind.stage is Stage.ROUTES_IN]
    groups = (*base.client_groups, *_client_groups(fields, base, routes_in))
    barriers = (*base.barriers, *_barriers(fields, base, [group.code for group in groups]))
    outcomes = (*base.outcomes, *_terms(fields, "outcomes", [term.code for term in base.outcomes]))
    taken = [term.code for term in base.refusal_reasons] + [barrier.code for barrier in barriers]
    reasons = (*base.refusal_reasons, *_terms(fields, "refusal_reasons", taken))
    sources = (*base.lever_sources, *_terms(fields, "lever_sources", list(base.lever_source)))
    hindering = [barrier.code for barrier in barriers if barrier.kind in ("barrier", "")]
    subjects = [*hindering, *(term.code for term in reasons)]
    codebook = Codebook(
        id=fields.text("id", base.id or None),
        title=fields.text("title", base.title or None),
        source=fields.text("source", base.source or None),
        service_types=types,
        client_groups=groups,
        barriers=barriers,
        outcomes=outcomes,
        refusal_reasons=reasons,
        stages=stages,
        levers=read_levers(fields, base, subjects, [source.code for source in sources]),
        lever_sources=sources,
    )
    fields.finish()
    fields.settle()
    return codebook


def _service_types(fields: Fields, base: Codebook) -> Iterator[ServiceType]:
    for code, entry in fields.items("service_types", base.service_type):
        title, stage = entry.text("title"), entry.choice("stage", list(Stage))
        entry.finish()
        if stage:
            yield ServiceType(code=code, title=title, stage=Stage(stage))


def _client_groups(fields: Fields, base: Codebook, routes_in: list[str]) -> Iterator[ClientGroup]:
    for code, entry in fields.items("client_groups", base.group):
        yield ClientGroup(code=code, title=entry.text("title"), starts_at=entry.choices("starts_at", routes_in))
        entry.finish()


def _barriers(fields: Fields, base: Codebook, groups: list[str]) -> Iterator[BarrierCode]:
    reasons = [term.code for term in base.refusal_reasons]
    marks = {barrier.mark.letter: barrier.mark for barrier in base.barriers if barrier.mark}
    for code, entry in fields.items("barriers", [*base.barrier, *reasons]):
        side = entry.choice("side", list(End), "")
        kind = entry.choice("kind", KINDS, "barrier") or ""
        yield BarrierCode(
            code=code,
            theme=entry.text("theme", ""),
            title=entry.text("title"),
            definition=entry.text("definition", ""),
            kind=kind,
            reported_by=entry.choices("reported_by", _ROLES),
            attaches_to=entry.choices("attaches_to", PLACES),
            side=End(side) if side else None,
            closes=entry.choice("closes", groups, "") or None,
            test=entry.choice("test", TESTS, "") or None,
            source=entry.text("source", ""),
            note=entry.text("note", ""),
            mark=read_mark(entry, kind, marks),
            asked=entry.text("asked", ""),
        )
        entry.finish()


def _terms(fields: Fields, key: str, taken: list[str] | None = None) -> Iterator[Term]:
    block = fields.terms(key, taken or [])
    for code in block.mapping:
        yield Term(code=code, title=block.text(code))
