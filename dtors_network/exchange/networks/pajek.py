"""Pajek: written only, for it knows numbers, labels and weights and nothing else."""

from __future__ import annotations

from dtors_network.exchange.networks.network import Network


def write(network: Network) -> bytes:
    r"""Write vertices with their labels, and arcs with their weights.

    An arc whose people were not counted, or are hidden, has the weight 1.

    >>> from dtors_network.exchange.networks.network import Edge, Node
    >>> drawn = Network(nodes=(Node(id="a", label="Hub"), Node(id="b")), edges=(Edge(source="a", target="b"),))
    >>> write(drawn).decode().splitlines()
    ['*Vertices 2', '1 "Hub"', '2 "b"', '*Arcs', '1 2 1']
    """
    numbers = {node.id: number for number, node in enumerate(network.nodes, start=1)}
    lines = [f"*Vertices {len(network.nodes)}"]
    lines += [f'{numbers[node.id]} "{_label(node.label or node.id)}"' for node in network.nodes]
    lines.append("*Arcs")
    for edge in network.edges:
        weight = edge.attributes.get("weight", "1")
        lines.append(f"{numbers[edge.source]} {numbers[edge.target]} {weight}")
    return ("\n".join(lines) + "\n").encode()


def _label(text: str) -> str:
    """Keep a label on one line and within its quotes, which Pajek cannot escape."""
    return " ".join(text.split()).replace('"', "'")
