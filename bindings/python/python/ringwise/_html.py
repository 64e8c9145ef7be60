"""The balance of a ring as HTML, which notebooks show instead of its `repr`."""

from copy import copy
from html import escape
from typing import TYPE_CHECKING

from ringwise._evenness import over_fair
from ringwise._insight import Share, Shares
from ringwise._text import counted

if TYPE_CHECKING:
    from ringwise._ringwise import HashRing

MOST = 50
"""The number of nodes that are shown. If there are more, they are the fullest."""

# All colours are those of the page, some at lower opacity, so that the table is legible in every theme.
STYLE = """
.ringwise table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.ringwise th, .ringwise td { padding: 2px 10px 2px 0; text-align: right; white-space: nowrap; background: none; }
.ringwise th { font-weight: normal; opacity: 0.7; }
.ringwise .name { text-align: left; max-width: 24em; overflow: hidden; text-overflow: ellipsis; }
.ringwise .bar { position: relative; width: 240px; height: 12px; }
.ringwise .bar i { position: absolute; left: 0; top: 0; bottom: 0; background: currentColor; opacity: 0.4; }
.ringwise .bar b { position: absolute; top: -2px; bottom: -2px; width: 2px; margin-left: -1px; background: currentColor; }
"""


def balance(ring: "HashRing") -> str:
    """Return the share of each node as a bar, with its fair share as a mark."""
    ring = copy(ring)  # no other thread can edit the copy
    shares = ring.shares()
    names = list(shares)
    if len(names) > MOST:
        names = sorted(names, key=lambda name: over_fair(shares[name]) or 0.0, reverse=True)[:MOST]
    zoned = any(ring.node(name).zone is not None for name in names)
    widest = max((max(share.fraction, share.fair) for share in shares.values()), default=0.0)
    rows = "".join(row(ring, name, shares[name], widest, zoned) for name in names)
    heads = ["node", *(["zone"] if zoned else []), "weight", "share", "", "of fair"]
    head = "".join(f'<th class="name">{text}</th>' if text in ("node", "zone") else f"<th>{text}</th>" for text in heads)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if names else ""
    return f'<div class="ringwise"><style>{STYLE}</style><p>{title(ring)}</p>{table}{rest(shares, names)}</div>'


def title(ring: "HashRing") -> str:
    """Return one line about the ring."""
    stats = ring.stats()
    counts = f"<strong>HashRing</strong> {escape(ring.profile)}: {counted(stats.nodes, 'node')}, {counted(stats.points, 'point')}"
    return f"{counts}; the fullest has {stats.max_over_fair:.2f} times its fair share" if stats.points else counts


def row(ring: "HashRing", name: str, share: Share, widest: float, zoned: bool) -> str:
    """Return the row of a node."""
    node, scale, over = ring.node(name), 100 / (widest or 1.0), over_fair(share)
    bar = f'<i style="width: {share.fraction * scale:.2f}%"></i><b style="left: {share.fair * scale:.2f}%"></b>'
    cells = [
        f'<td class="name" title="{escape(name)}">{escape(name)}</td>',
        *([f'<td class="name">{escape(node.zone or "")}</td>'] if zoned else []),
        f"<td>{node.weight}</td>",
        f"<td>{share.fraction:.2%}</td>",
        f'<td><div class="bar">{bar}</div></td>',
        "<td>drained</td>" if over is None else f"<td>{over:.2f}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def rest(shares: Shares, names: list[str]) -> str:
    """Return the number of nodes that are not shown, if any."""
    more = len(shares) - len(names)
    return f"<p>and {more:,} more, each less full than these</p>" if more else ""
