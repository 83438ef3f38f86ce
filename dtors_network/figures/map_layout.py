"""Where the services of a network map stand: columns by stage, organisations together, few crossings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]
SWEEPS = 8


def columns_in_order(
    column_of: Mapping[str, int], group_of: Mapping[str, str], pairs: Iterable[Pair]
) -> dict[int, list[str]]:
    """Order the members of each column so that links cross little and groups stand together.

    Parameters
    ----------
    column_of : mapping of str to int
        Column by member.
    group_of : mapping of str to str
        Group (organisation) by member; an empty group stands alone.
    pairs : iterable of pairs of str
        Links between members.

    Returns
    -------
    dict of int to list of str
        Members from top to bottom, by column.

    Notes
    -----
    Sweeps of the barycentre heuristic over groups: K. Sugiyama, S. Tagawa and M. Toda, IEEE Trans. SMC 11 (1981).

    Examples
    --------
    >>> columns_in_order({"a": 0, "b": 0, "c": 1, "d": 1}, {}, [("a", "d"), ("b", "c")])
    {0: ['b', 'a'], 1: ['c', 'd']}
    """
    columns: dict[int, list[str]] = {}
    for member in sorted(column_of, key=lambda one: (column_of[one], group_of.get(one) or one, one)):
        columns.setdefault(column_of[member], []).append(member)
    beside = _neighbours(pairs)
    for sweep in range(SWEEPS):
        for column in sorted(columns, reverse=bool(sweep % 2)):
            height = _heights(columns)
            columns[column] = _sorted_by_group(columns[column], group_of, beside, height)
    return columns


def _neighbours(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = {}
    for source, target in pairs:
        beside.setdefault(source, []).append(target)
        beside.setdefault(target, []).append(source)
    return beside


def _heights(columns: Mapping[int, Sequence[str]]) -> dict[str, float]:
    """Give each member its height between 0 (top) and 1."""
    return {one: (at + 0.5) / len(members) for members in columns.values() for at, one in enumerate(members)}


def _sorted_by_group(
    members: list[str], group_of: Mapping[str, str], beside: Mapping[str, list[str]], height: Mapping[str, float]
) -> list[str]:
    """Sort groups by the mean height of what they are linked to, and members within their group likewise."""

    def pull(one: str) -> float:
        heights = [height[other] for other in beside.get(one, ())]
        return sum(heights) / len(heights) if heights else height[one]

    groups: dict[str, list[str]] = {}
    for one in members:
        groups.setdefault(group_of.get(one) or one, []).append(one)
    means = {name: sum(map(pull, those)) / len(those) for name, those in groups.items()}
    return [
        one
        for name in sorted(groups, key=lambda name: (means[name], name))
        for one in sorted(groups[name], key=lambda one: (pull(one), one))
    ]
