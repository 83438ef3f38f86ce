"""The page of the command line says every command, argument and option with its help."""

from pathlib import Path
from typing import Annotated

import pytest
import typer

from dtors_network import cli
from dtors_network.cli.commands import MODULES
from dtors_network.out.commands_page import commands_page

PAGE = commands_page(cli.whole_app())
COMMANDS = list(MODULES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section_with_its_help(name: str) -> None:
    (section,) = [part for part in PAGE.split("\n## ") if part.startswith(f"`dtors-network {name}")]
    assert len(section.splitlines()[2]) > 20


def test_what_a_section_says() -> None:
    section = next(part for part in PAGE.split("\n## ") if part.startswith("`dtors-network ask"))
    assert section.splitlines()[:7] == [
        "`dtors-network ask AREA [OPTIONS]`",
        "",
        "List the questions whose answers would settle the open findings, or write them into forms for each service.",
        "",
        "| argument or option | what it is | values | default |",
        "|---|---|---|---|",
        "| `AREA` | A folder of tables, a workbook, or the name of an illustrative area. |  |  |",
    ]
    assert "| `--format` | Terminal text, CSV or JSON. | `table`, `csv`, `json` | `table` |" in section


def test_arguments_that_may_be_left_out_or_repeated_say_so() -> None:
    app = typer.Typer(name="tool")

    @app.command("join")
    def join(
        first: Annotated[Path, typer.Argument(help="The first.")],
        others: Annotated[list[Path] | None, typer.Argument(metavar="OTHER", help="Further ones.")] = None,
        times: Annotated[int, typer.Option(help="How often.")] = 1,
    ) -> None:
        """Join files."""

    assert commands_page(app).split("\n## ")[1] == (
        "`tool join FIRST [OTHER…] [OPTIONS]`\n\nJoin files.\n\n"
        "| argument or option | what it is | values | default |\n|---|---|---|---|\n"
        "| `FIRST` | The first. |  |  |\n| `OTHER` | Further ones. |  |  |\n| `--times` | How often. |  | `1` |\n"
    )
