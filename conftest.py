"""What the tests share: a cache of protected areas of their own, and what cannot be imported without an engine."""

import atexit
import os
from importlib.util import find_spec
from shutil import rmtree
from tempfile import mkdtemp

collect_ignore = [] if find_spec("pyspark") else ["dtors_network/records/engines/spark_engine.py"]

OWN = "DTORS_TEST_CACHE"
"""Tells processes that this one starts that the cache of the tests is there already."""

if OWN not in os.environ:
    folder = mkdtemp(prefix="dtors-cache-")
    atexit.register(rmtree, folder, ignore_errors=True)
    os.environ.update({OWN: folder, "XDG_CACHE_HOME": folder, "LOCALAPPDATA": folder})
