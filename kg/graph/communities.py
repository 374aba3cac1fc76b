"""Communities of a weighted graph: nodes that have more to do with one another than with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Mapping


def communities(
    weights: Mapping[tuple[str, str], float], *, resolution: float = 1.0, seed: int = 0
) -> list[tuple[str, ...]]:
    """
    Find communities by the method of Louvain (Blondel and others, 2008, arXiv:0803.0476).

    Args:
        weights: Weight above 0 of the tie between two nodes; the order of the two and of the pairs says nothing.
        resolution: Above 1 for more and smaller communities.
        seed: Of the order in which nodes are looked at; the same seed gives the same communities.

    Returns:
        Communities, the largest first, then by name; in each the nodes with the strongest ties first.

    >>> ties = {("a", "b"): 3.0, ("b", "c"): 3.0, ("c", "x"): 0.1, ("x", "y"): 3.0}
    >>> communities(ties)
    [('b', 'c', 'a'), ('x', 'y')]
    """
    names = sorted({name for pair in weights for name in pair})
    number = {name: i for i, name in enumerate(names)}  # sets of numbers have one order, sets of words have none
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    for one, other in sorted(weights, key=lambda pair: (*sorted(pair), pair)):
        before = graph.get_edge_data(number[one], number[other], {"weight": 0.0})["weight"]
        graph.add_edge(number[one], number[other], weight=before + weights[one, other])
    if not graph.number_of_edges():
        return [(name,) for name in names]
    degree = {i: round(float(graph.degree(i, weight="weight")), 9) for i in graph}
    found = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    ordered = [tuple(names[i] for i in sorted(part, key=lambda i: (-degree[i], i))) for part in found]
    return sorted(ordered, key=lambda part: (-len(part), part))
