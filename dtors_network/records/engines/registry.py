"""The engines by name; each is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple, cast

from dtors_network.errors import Fault, InputError
from dtors_network.records.engines.engine import Engine


class _Entry(NamedTuple):
    module: str
    needs: str
    extra: str


ENGINES: Final = {
    "polars": _Entry("polars_engine", "polars", ""),
    "duckdb": _Entry("duckdb_engine", "duckdb", "duckdb"),
    "spark": _Entry("spark_engine", "pyspark", "spark"),
}


def open_engine(name: str, scratch: Path, master: str = "") -> Engine:
    """Start an engine.

    Parameters
    ----------
    name : str
        One of ``ENGINES``.
    scratch : Path
        A folder for what does not fit into memory; whoever made it takes it away.
    master : str
        The address of a Spark cluster; blank for this machine.

    Returns
    -------
    Engine
        To be closed.

    Raises
    ------
    InputError
        If what it needs is not installed.
    """
    entry = ENGINES[name]
    if find_spec(entry.needs) is None:
        fix = f'Install it: pip install "dtors-network[{entry.extra}]"'
        raise InputError([Fault(f"the engine {name} is not installed", fix)])
    module = import_module(f"dtors_network.records.engines.{entry.module}")
    return cast(Engine, module.start(scratch, master))
