"""The areas that come with the project: invented, marked synthetic, and read by name."""

from __future__ import annotations

from dtors_network.area_files.area_io import read_area
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.near import check_known
from dtors_network.shipped import data_path


def example_names() -> list[str]:
    """Name the illustrative areas.

    Examples
    --------
    >>> len(example_names())
    6
    """
    return sorted(settings.parent.name for settings in (data_path() / "areas").glob("*/area.yaml"))


@checked
def example_area(name: str) -> Area:
    """Read an illustrative area.

    Parameters
    ----------
    name : str
        One of ``example_names()``.

    Returns
    -------
    Area
        As ``read_area`` gives it, with exact counts of people who never were.

    Raises
    ------
    InputError
        If there is no such area; it names those that there are.

    Examples
    --------
    >>> example_area("well_joined").synthetic
    True
    >>> example_area("well_join")
    Traceback (most recent call last):
    dtors_network.errors.InputError: unknown illustrative area (found 'well_join'). Did you mean 'well_joined'? \
Known: competing_providers, criminal_justice_overload, mental_health_exclusion, prison_release_unmet, \
rural_out_of_area, well_joined
    """
    check_known("illustrative area", name, example_names())
    return read_area(data_path() / "areas" / name)
