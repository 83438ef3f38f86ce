"""Areas worked out on a Spark cluster: the function that processes of one machine run, mapped over all areas."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

T = TypeVar("T")
R = TypeVar("R")
Mapped = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
"""Does the same work on many things, and gives what it gave in their order."""


@contextmanager
def spark_map(master: str) -> Iterator[Mapped]:
    """Start Spark, and stop it at the end.

    Parameters
    ----------
    master : str
        The address of a cluster, whose machines have this package; ``local[2]`` for two cores of this one.

    Yields
    ------
    callable
        To be given to ``compare`` as ``mapped``.

    Raises
    ------
    InputError
        If pyspark is not installed.
    """
    if find_spec("pyspark") is None:
        raise InputError([Fault("Spark is not installed", 'Install it: pip install "dtors-network[spark]"')])
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # tasks need the libraries that this Python has
    session = (
        SparkSession.builder.master(master)
        .appName("dtors-network compare")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.OPENBLAS_NUM_THREADS", "1")  # tasks with several threads each wait for one another
        .getOrCreate()
    )
    try:
        yield over_spark(session)
    finally:
        session.stop()


def over_spark(session: SparkSession) -> Mapped:
    """Map work over a Spark session that is there already: one task a thing."""

    def mapped(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
        return list(session.sparkContext.parallelize(things, max(1, len(things))).map(work).collect())

    return mapped
