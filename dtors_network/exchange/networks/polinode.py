"""Polinode's workbook: a sheet of nodes by name and a sheet of edges; written here, read as any such workbook."""

from __future__ import annotations

from dtors_network.exchange.networks.network import Network
from dtors_network.exchange.networks.tables_out import edge_table, node_table, with_labels_as_ids
from dtors_network.exchange.networks.workbook import workbook_bytes


def write(network: Network) -> bytes:
    """Write Polinode's workbook, with the sheets Nodes and Edges.

    >>> write(Network())[:2]
    b'PK'
    """
    named = with_labels_as_ids(network)
    sheets = {"Nodes": node_table(named, ("Name",)), "Edges": edge_table(named, ("Source", "Target"))}
    return workbook_bytes(sheets, named.numbers)
