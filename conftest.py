"""What the tests of docstrings cannot import where an optional engine is not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pyspark") else ["dtors_network/records/engines/spark_engine.py"]
