"""The command line: parse, call, print, exit code. Heavy parts are imported inside the command that needs them."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, TypeVar

import typer

from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import RenderableType

    from dtors_network.disclosure import Controlled
    from dtors_network.gaps import Gaps
    from dtors_network.model.area import Area
    from dtors_network.report.export import Table

T = TypeVar("T")

app = typer.Typer(
    name="dtors-network",
    help="Find, bound, explain and help to close the gaps between drug-treatment services.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class ShownCounts(StrEnum):
    """Which disclosure profile is applied to numbers of people."""

    NDTMS = "ndtms"
    NONE = "none"


AreaArgument = Annotated[
    str, typer.Argument(metavar="AREA", help="A folder of tables, a workbook, or the name of an illustrative area.")
]
GroupOption = Annotated[str | None, typer.Option("--group", help="Judge one client group only.")]
RuleOption = Annotated[str | None, typer.Option("--rule", help="Judge one gap rule only.")]
FormatOption = Annotated[Format, typer.Option("--format", help="Terminal text, CSV or JSON.")]
ProfileOption = Annotated[
    ShownCounts, typer.Option("--profile", help="ndtms hides counts of 1 to 4; none is for the holder of the data.")
]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option("--against", metavar="AREA", help="Another area; losses are held against all of them together."),
]
CodebookOption = Annotated[Path | None, typer.Option("--codebook", help="Your own codes, beside the shipped ones.")]
PathwayOption = Annotated[Path | None, typer.Option("--pathway", help="Your own reference pathway.")]


@app.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder to make, or a workbook ending in .xlsx.")],
) -> None:
    """Write an empty area: a folder of tables, or one workbook with drop-downs."""
    from dtors_network.formats.area_io import new_area

    new_area(path)
    typer.echo(f"Wrote an empty area to {path}. Fill in area, services and statements first, then:")
    typer.echo(f"dtors-network check {path}")


@app.command()
def check(area: AreaArgument, codebook: CodebookOption = None, pathway: PathwayOption = None) -> None:
    """Read an area and name every fault, or say what it holds."""
    from dtors_network.formats.area_io import warnings
    from dtors_network.report.contents import contents_page

    read = _read(area, codebook, pathway)
    _show(contents_page(read))
    for warning in warnings(read):
        typer.echo(f"warning: {warning}", err=True)


@app.command()
def gaps(
    area: AreaArgument,
    group: GroupOption = None,
    rule: RuleOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the gaps of an area: how sure each is, whom it affects, what to ask or what would help."""
    from dtors_network.disclosure import PROFILES, control

    others = [_read(other, codebook, None) for other in against or ()]
    found = control(_find(_read(area, codebook, pathway), group, rule, others), PROFILES[profile.value])
    if format is Format.TABLE:
        from dtors_network.report.terminal import gaps_page

        _show(gaps_page(found))
        return
    from dtors_network.report.export import as_csv, as_json
    from dtors_network.report.gap_rows import gaps_document, gaps_table

    _print(as_csv(found.map(gaps_table)) if format is Format.CSV else as_json(found.map(gaps_document)) + "\n")


@app.command()
def ask(
    area: AreaArgument,
    service: Annotated[str | None, typer.Option("--service", help="Only questions about this service.")] = None,
    group: GroupOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the questions whose answers would settle the open findings, and whom to ask."""
    from dtors_network.report.questions import questions_of, questions_table

    read = _read(area, codebook, pathway)
    if service is not None:
        _known("service", service, read.service, "--service")
    asked = questions_of(_find(read, group, None), service)
    if format is Format.TABLE:
        from dtors_network.report.terminal import questions_page

        _show(questions_page(asked))
        return
    from dtors_network.disclosure import control
    from dtors_network.report.export import as_csv, as_json

    table = control(questions_table(asked))
    document = table.map(lambda rows: {"area": read.id, "questions": list(rows.rows)})
    _print(as_csv(table) if format is Format.CSV else as_json(document) + "\n")


@app.command()
def flow(
    area: AreaArgument,
    group: GroupOption = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Follow people from this service; all who come in if not given.")
    ] = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the random numbers behind the intervals.")] = 0,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Follow people through an area: who reaches which stage, and where people are lost."""
    read = _read(area, codebook, pathway)
    if group is not None:
        _known("client group", group, read.codebook.group, "--group")
    if start is not None:
        _known("service", start, read.service, "--from")
    from dtors_network.disclosure import PROFILES, control
    from dtors_network.flow import client_flow, rest_flow
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.flow_rows import flow_document, flow_report, flow_table

    flows = [client_flow(read, group or EVERYONE, seed=seed)]
    if group and group != EVERYONE:
        flows.append(rest_flow(read, group, seed=seed))
    reports = control(tuple(flow_report(one, start or "") for one in flows), PROFILES[profile.value])
    if format is Format.TABLE:
        from dtors_network.report.flow_page import flow_page

        _show(flow_page(reports))
        return
    from dtors_network.report.export import as_csv, as_json, joined

    if format is Format.CSV:
        _print(as_csv(reports.map(lambda some: joined([flow_table(one) for one in some]))))
        return
    document = reports.map(lambda some: flow_document(some[0]) | {"beside": [flow_document(one) for one in some[1:]]})
    _print(as_json(document) + "\n")


@app.command("what-if")
def what_if(
    area: AreaArgument,
    group: GroupOption = None,
    relieve: Annotated[
        list[str] | None,
        typer.Option(
            "--relieve",
            metavar="CODE[@PLACE]",
            help="A reason falls away: everywhere, at a service, or at a link SENDER>RECEIVER.",
        ),
    ] = None,
    open_: Annotated[
        list[str] | None, typer.Option("--open", metavar="SERVICE:GROUP", help="A service accepts a client group.")
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="SENDER>RECEIVER[=SHARE]", help="Add or confirm a link; SHARE from 0 to 1."),
    ] = None,
    remove_service: Annotated[
        list[str] | None, typer.Option("--remove-service", metavar="SERVICE", help="A service closes.")
    ] = None,
    remove_organisation: Annotated[
        list[str] | None,
        typer.Option("--remove-organisation", metavar="ORGANISATION", help="An organisation leaves with its services."),
    ] = None,
    merge_services: Annotated[
        list[str] | None,
        typer.Option("--merge-services", metavar="KEPT+MERGED", help="One service takes over another."),
    ] = None,
    merge_organisations: Annotated[
        list[str] | None,
        typer.Option(
            "--merge-organisations", metavar="KEPT+MERGED", help="One organisation takes over another's services."
        ),
    ] = None,
    places: Annotated[
        list[str] | None, typer.Option("--places", metavar="SERVICE=PLACES", help="Add places to a service.")
    ] = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what changes would do: who more would reach aftercare, which gaps close, and whom it would overload."""
    read = _shared(_read(area, codebook, pathway), profile)
    if group is not None:
        _known("client group", group, read.codebook.group, "--group")
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.whatif_page import whatif_page
    from dtors_network.report.whatif_rows import whatif_document, whatif_table
    from dtors_network.whatif import read_changes
    from dtors_network.whatif import what_if as worked_out

    given = {
        "relieve": relieve,
        "open": open_,
        "add": add,
        "remove-service": remove_service,
        "remove-organisation": remove_organisation,
        "merge-services": merge_services,
        "merge-organisations": merge_organisations,
        "places": places,
    }
    changes = read_changes((option, text) for option, texts in given.items() for text in texts or ())
    _told(worked_out(read, changes, group or EVERYONE), profile, format, whatif_page, whatif_table, whatif_document)


@app.command("best-changes")
def best_changes(
    area: AreaArgument,
    group: GroupOption = None,
    most: Annotated[int, typer.Option("-k", "--most", min=1, max=3, help="Changes that a set may have.")] = 2,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Find the few changes that would bring most people to aftercare, and whom they would overload."""
    read = _shared(_read(area, codebook, pathway), profile)
    if group is not None:
        _known("client group", group, read.codebook.group, "--group")
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.help_rows import best_document, best_table
    from dtors_network.report.whatif_page import best_page
    from dtors_network.whatif import best_changes as found

    _told(found(read, group or EVERYONE, most), profile, format, best_page, best_table, best_document)


@app.command()
def routes(
    area: AreaArgument,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Where somebody is now.")],
    to: Annotated[
        str, typer.Option("--to", help="A stage, treatment, a type of service, or a service.")
    ] = "aftercare_and_recovery",
    group: GroupOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the best few ways on from a service, step by step."""
    read = _shared(_read(area, codebook, pathway), profile)
    _known("service", service, read.service, "SERVICE")
    if group is not None:
        _known("client group", group, read.codebook.group, "--group")
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.help_rows import routes_document, routes_table
    from dtors_network.report.whatif_page import routes_page
    from dtors_network.whatif import routes as ways_on

    _told(ways_on(read, service, to, group or EVERYONE), profile, format, routes_page, routes_table, routes_document)


@app.command()
def stress(
    area: AreaArgument,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Take each organisation out in turn: who loses every way to aftercare, and who would have to carry the rest."""
    read = _shared(_read(area, codebook, pathway), profile)
    from dtors_network.report.help_rows import stress_document, stress_table
    from dtors_network.report.whatif_page import stress_page
    from dtors_network.whatif import stress as taken_out

    found = taken_out(read)
    _told(
        found,
        profile,
        format,
        lambda some: stress_page(some, read),
        stress_table,
        lambda some: stress_document(read.id, some),
    )


def _shared(area: Area, profile: ShownCounts) -> Area:
    """Hide small counts before anything is worked out from them, so that what is printed can be shared."""
    from dtors_network.disclosure import PROFILES, hidden_area

    return hidden_area(area, PROFILES[profile.value])


def _told(
    found: T,
    profile: ShownCounts,
    form: Format,
    page: Callable[[Controlled[T]], RenderableType],
    table: Callable[[T], Table],
    document: Callable[[T], dict[str, Any]],
) -> None:
    """Print a result in the form that was asked for."""
    from dtors_network.disclosure import PROFILES, control
    from dtors_network.report.export import as_csv, as_json

    controlled = control(found, PROFILES[profile.value])
    if form is Format.TABLE:
        _show(page(controlled))
    elif form is Format.CSV:
        _print(as_csv(controlled.map(table)))
    else:
        _print(as_json(controlled.map(document)) + "\n")


@app.command()
def codebook(
    format: FormatOption = Format.TABLE,  # noqa: A002
    own: CodebookOption = None,
) -> None:
    """List every code: service types, client groups, barriers, outcomes and reasons for refusal."""
    from dtors_network.disclosure import control
    from dtors_network.formats.codebook_yaml import extend_codebook, shipped_codebook
    from dtors_network.report.codebook_text import codebook_page, codebook_table
    from dtors_network.report.export import as_csv, as_json

    book = extend_codebook(shipped_codebook(), own) if own else shipped_codebook()
    if format is Format.TABLE:
        typer.echo(codebook_page(book))
        return
    table = control(codebook_table(book))
    document = table.map(lambda rows: {"codebook": book.id, "codes": list(rows.rows)})
    _print(as_csv(table) if format is Format.CSV else as_json(document) + "\n")


@app.command()
def dashboard(
    areas: Annotated[
        list[str] | None,
        typer.Argument(metavar="AREA", help="Folders, workbooks or names of illustrative areas; all of these if none."),
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to try first.")] = 8050,
    profile: ProfileOption = ShownCounts.NDTMS,
) -> None:
    """Show areas in a browser, served on this machine alone."""
    from dashboards.server import serve
    from dtors_network.disclosure import PROFILES

    serve([_read(area, None, None) for area in areas or _illustrative()], PROFILES[profile.value], port)


def _illustrative() -> list[str]:
    """Name the illustrative areas."""
    from dtors_network.shipped import data_path

    return sorted(settings.parent.name for settings in (data_path() / "areas").glob("*/area.yaml"))


def _read(area: str, codebook: Path | None, pathway: Path | None) -> Area:
    """Read an area by path, or an illustrative one by name."""
    from dtors_network.formats.area_io import read_area
    from dtors_network.formats.near import did_you_mean
    from dtors_network.shipped import data_path

    if os.path.exists(area):
        return read_area(area, codebook, pathway)
    if area in _illustrative():
        return read_area(data_path() / "areas" / area, codebook, pathway)
    fix = f"Check the path for a slip, or name an illustrative area. {did_you_mean(area, _illustrative())}"
    raise InputError([Fault("there is no such folder or workbook", fix, file=area)])


def _find(area: Area, group: str | None, rule: str | None, others: Sequence[Area] = ()) -> Gaps:
    """Find gaps; counts are held against published figures and, where there are some, other areas taken together."""
    from dtors_network.formats.comparators_yaml import shipped_comparators
    from dtors_network.gaps import RULES, find_gaps

    if group is not None:
        _known("client group", group, area.codebook.group, "--group")
    if rule is not None:
        _known("gap rule", rule, RULES, "--rule")
    comparators = list(shipped_comparators())
    if others:
        from dtors_network.compare import pooled_losses

        comparators += pooled_losses(others)
    return find_gaps(area, [group] if group else None, [rule] if rule else None, comparators)


def _known(what: str, value: str, known: Iterable[str], option: str) -> None:
    """Refuse a name that is not known, and list those that are."""
    names = list(known)
    if value not in names:
        from dtors_network.formats.near import did_you_mean

        raise InputError([Fault(f"unknown {what} for {option}", did_you_mean(value, names), value=value)])


def _show(page: RenderableType) -> None:
    from rich.console import Console

    Console(highlight=False, markup=False).print(page)


def _print(text: str) -> None:
    """Write text as UTF-8 and leave its line ends alone, whatever the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def main() -> None:
    """Run the command line; exit code 0 is fine, 2 bad input, 1 a bug with its traceback."""
    _never_stop_at_a_letter(sys.stdout, sys.stderr)
    try:
        app()
    except InputError as error:
        for fault in error.faults:
            typer.echo(f"error: {fault}", err=True)
        raise SystemExit(2) from None


def _never_stop_at_a_letter(*streams: TextIO) -> None:
    """Print a question mark for what the terminal or the file of a redirection cannot hold."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
