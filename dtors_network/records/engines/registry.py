"""The engines by name; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    "spark": _Entry("spark_engine", "pyspark", "spark"),
}


@contextmanager
def open_engine(name: str, scratch: Path, master: str = "") -> Iterator[Engine]:
    """Start an engine, and stop it at the end.

    Parameters
    ----------
    name : str
        One of ``ENGINES``.
    scratch : Path
        A folder for what does not fit into memory; whoever made it takes it away.
    master : str
        The address of a Spark cluster; blank for this machine.

    Yields
    ------
    Engine
        Ready to read.

    Raises
    ------
    InputError
        If there is no such engine, or what it needs is not installed.
    """
    entry = ENGINES.get(name)
    if entry is None:
        raise InputError([Fault("there is no such engine", f"Known: {', '.join(ENGINES)}", value=name)])
    if find_spec(entry.needs) is None:
        fix = f'Install it: pip install "dtors-network[{entry.extra}]"'
        raise InputError([Fault(f"the engine {name} is not installed", fix)])
    module = import_module(f"dtors_network.records.engines.{entry.module}")
    engine = cast(Engine, module.start(scratch, master))
    try:
        yield engine
    finally:
        engine.close()
