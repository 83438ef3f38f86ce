"""The names that the package offers, and that they cost nothing until they are used."""

import subprocess
import sys

import pytest

import dtors_network


@pytest.mark.parametrize("name", dtors_network.__all__)
def test_a_public_name_is_the_function_of_its_room(name: str) -> None:
    assert getattr(dtors_network, name).__name__ == name
    assert name in dir(dtors_network)


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'dtors_network' has no attribute 'find_gap'"):
        _ = dtors_network.find_gap


def test_every_public_name_has_its_room() -> None:
    assert sorted(dtors_network._HOMES) == sorted(dtors_network.__all__)


def test_the_package_loads_nothing_by_itself() -> None:
    code = "import dtors_network, sys; print([name for name in ('numpy', 'pandas', 'yaml') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
