"""The colours of nodes: the hue of the zone, or without zones a colour of its own if there are enough."""

from ringwise.pictures._ranking import Ranked
from ringwise.pictures._theme import HUES, SHADES, Theme

_OTHER = len(HUES)


def zones_of(nodes: list[Ranked]) -> list[str]:
    """Return the names of the zones, sorted."""
    return sorted({node.zone for node in nodes if node.zone is not None})


def coloured_zones(nodes: list[Ranked]) -> list[str]:
    """Return the zones that have a colour of their own. Grey is one of the colours if nothing else needs it."""
    zones = zones_of(nodes)
    room = len(HUES) if any(node.zone is None for node in nodes) else len(HUES) + 1
    return zones if len(zones) <= room else zones[: len(HUES) - 1]


def colours(nodes: list[Ranked], theme: Theme) -> dict[str, str]:
    """Return the colour of each node. The nodes are in order, the fullest first."""
    zones = coloured_zones(nodes)
    if zones:
        return _by_zone(sorted(nodes), zones, theme)
    if len(nodes) > len(HUES) * SHADES:
        # The fullest nodes matter most.
        return {node.name: theme.shade(place, 0) if place < len(HUES) else theme.shade(_OTHER, place) for place, node in enumerate(nodes)}
    return {node.name: theme.shade(place % len(HUES), place // len(HUES)) for place, node in enumerate(sorted(nodes))}


def zone_colour(zone: str | None, zones: list[str], theme: Theme) -> str:
    """Return the colour of a zone; grey if it has none of its own."""
    return theme.shade(_hue(zone, zones), 0)


def _hue(zone: str | None, zones: list[str]) -> int:
    return zones.index(zone) if zone in zones else _OTHER


def _by_zone(nodes: list[Ranked], zones: list[str], theme: Theme) -> dict[str, str]:
    seen: dict[str | None, int] = {}
    found = {}
    for node in nodes:
        place = seen[node.zone] = seen.get(node.zone, -1) + 1
        found[node.name] = theme.shade(_hue(node.zone, zones), place)
    return found
