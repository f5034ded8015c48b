"""Lays a table of transitions out as a drawing: the usual way downwards, side states beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from fulfilment.domain.flow import FIRST, Event, Flow, State

SIDE: tuple[State, ...] = ("other_way", "withdrawn", "failed")
WIDTH, HEIGHT, GAP = 210, 44, 46
LEFT, RIGHT = 130, 500


@dataclass(frozen=True)
class Node:
    """One state as a box."""

    state: State
    x: int
    y: int


@dataclass(frozen=True)
class Edge:
    """One step as a line, with where its name stands."""

    event: Event
    path: str
    kind: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Boxes and lines with the size of the whole."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def drawing_of(flow: Flow) -> Drawing:
    """Return the drawing; every step of the table is a line in it."""
    named = {FIRST} | {state for state, _, _ in flow.edges()} | {to for _, _, to in flow.edges()}
    ordered = [state for state in get_args(State) if state in named]
    spine = [state for state in ordered if state not in SIDE]
    beside = [state for state in ordered if state in SIDE]
    last = max(len(spine) - 1, 1)
    nodes = {state: Node(state, LEFT, _row(number)) for number, state in enumerate(spine)}
    for number, state in enumerate(beside):
        nodes[state] = Node(state, RIGHT, _row(1) + number * (_row(last) - _row(1)) // max(len(beside) - 1, 1))
    edges = tuple(_edges(flow, nodes))
    return Drawing(tuple(nodes.values()), edges, RIGHT + WIDTH + 50, _row(len(spine) - 1) + HEIGHT + 20)


def _row(number: int) -> int:
    return 20 + number * (HEIGHT + GAP)


def _edges(flow: Flow, nodes: dict[State, Node]) -> Iterator[Edge]:
    backwards = 0
    for at, event, to in flow.edges():
        if at == to:
            continue
        start, end = nodes[at], nodes[to]
        if start.x == end.x and 0 < end.y - start.y <= HEIGHT + GAP:
            yield _down(event, start, end)
        elif start.x == end.x:
            backwards += 1
            yield _around(event, start, end, backwards)
        else:
            yield _across(event, start, end)


def _down(event: Event, start: Node, end: Node) -> Edge:
    middle, bottom = start.x + WIDTH // 2, start.y + HEIGHT
    return Edge(event, f"M{middle} {bottom}V{end.y - 2}", "main", middle + 8, (bottom + end.y) // 2 + 5)


def _around(event: Event, start: Node, end: Node, number: int) -> Edge:
    y1, y2 = start.y + HEIGHT // 2, end.y + HEIGHT // 2 + 3 * number
    if start.x == LEFT:
        x, tip, out = start.x, end.x - 2, LEFT - 30 - 12 * number
    else:
        x, tip, out = start.x + WIDTH, end.x + WIDTH + 2, RIGHT + WIDTH + 50
    return Edge(event, f"M{x} {y1}C{out} {y1} {out} {y2} {tip} {y2}", "back", 4, (y1 + y2) // 2)


def _across(event: Event, start: Node, end: Node) -> Edge:
    rightwards = end.x > start.x
    x1 = start.x + WIDTH if rightwards else start.x
    x2 = end.x - 2 if rightwards else end.x + WIDTH + 2
    y1, y2 = start.y + HEIGHT // 2 + (0 if rightwards else 8), end.y + HEIGHT // 2 + (0 if rightwards else -8)
    middle = (x1 + x2) // 2
    return Edge(event, f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}", "side", middle, (y1 + y2) // 2)
