"""The command line for reading: a page of the reference, written from the signature and help of each command."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, get_args, get_type_hints

import typer
from typer.models import CommandInfo, OptionInfo

from dtors_network.out.markdown import code, table


def commands_page(app: typer.Typer) -> str:
    r"""Write the commands of an application as a page of Markdown.

    Parameters
    ----------
    app : Typer
        The application; every argument and option of its commands is annotated.

    Returns
    -------
    str
        A page with one section a command.

    Examples
    --------
    >>> app = typer.Typer(name="greet")
    >>> @app.command()
    ... def hello() -> None:
    ...     "Say hello."
    >>> commands_page(app).split("## ")[1]
    '`greet hello`\n\nSay hello.\n'
    """
    sections = (part for command in app.registered_commands for part in _section(str(app.info.name), command))
    return "\n".join([_OPENING.format(name=app.info.name), *sections])


@dataclass(frozen=True, slots=True)
class _Given:
    """An argument or an option of a command; only an argument has its place in the usage."""

    name: str
    usage: str
    help: str
    values: tuple[str, ...]
    default: str


def _section(program: str, command: CommandInfo) -> Iterator[str]:
    function = command.callback
    assert function is not None
    given = list(_given(function))
    arguments = [one.usage for one in given if one.usage]
    options = ["[OPTIONS]"] if len(arguments) < len(given) else []
    yield f"## `{' '.join([program, command.name or function.__name__, *arguments, *options])}`\n"
    yield f"{' '.join((command.help or function.__doc__ or '').split())}\n"
    if given:
        rows = ([code(one.name), one.help, ", ".join(map(code, one.values)), code(one.default)] for one in given)
        yield table(["argument or option", "what it is", "values", "default"], rows)


def _given(function: Callable[..., Any]) -> Iterator[_Given]:
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, info = get_args(hints.get(name, parameter.annotation))  # options made from a list are no names of its own
        required = parameter.default is inspect.Parameter.empty
        shown = _flag(name, info) if isinstance(info, OptionInfo) else info.metavar or name.upper()
        several = "…" if any(str(part).startswith("list") for part in (kind, *get_args(kind))) else ""
        yield _Given(
            name=shown,
            usage="" if isinstance(info, OptionInfo) else shown if required else f"[{shown}{several}]",
            help=info.help or "",
            values=tuple(str(one.value) for one in kind) if isinstance(kind, type) and issubclass(kind, Enum) else (),
            default="" if required or parameter.default is None else str(parameter.default),
        )


def _flag(name: str, info: OptionInfo) -> str:
    """Give the name of an option; where it is annotated, Typer takes the first name for a default."""
    names = (info.default, *(info.param_decls or ()))
    return next((one for one in names if isinstance(one, str) and one.startswith("--")), f"--{name}")


_OPENING: Final = """\
# Command line

Results go to standard output, faults and warnings to standard error, one on a line. `{name} COMMAND --help` says the
same as this page.

| exit code | when |
|---|---|
| 0 | all is well |
| 1 | a bug; its traceback is shown |
| 2 | bad input or a wrong use; every fault says where it is and how to mend it |
| 130 | stopped by Ctrl+C; areas are as they were, or hold all of what was to be written |
"""
