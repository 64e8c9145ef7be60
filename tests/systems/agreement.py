"""Does ringwise place every key where a real system placed it?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from chance import SEED

import ringwise

SHOWN = 5
"""How many differences a failure shows."""

Nodes = dict[str, ringwise.NodeOptions]


@dataclass(frozen=True)
class Case:
    """A ring as the system has it: its profile, the profile's options, its members."""

    profile: str
    nodes: Nodes
    options: Mapping[str, Any] = field(default_factory=dict)
    setting: str = ""
    """The system's own settings, if the profile does not imply them."""

    def ring(self) -> ringwise.HashRing:
        """The same as ringwise has it."""
        return ringwise.HashRing(self.nodes, profile=self.profile, **self.options)


rings: Counter[str] = Counter()
placements: Counter[str] = Counter()
"""What was compared, by system."""


def agree(system: str, case: Case, keys: Sequence[bytes], theirs: Sequence[str], ours: Sequence[str | None] | None = None) -> None:
    """Fails unless ringwise places each key on the same node: by `get_node`, unless another answer is passed."""
    if ours is None:
        ours = case.ring().get_node_batch(keys)
    differences = [(key, own, their) for key, own, their in zip(keys, ours, theirs, strict=True) if own != their]
    rings[system] += 1
    placements[system] += len(keys)
    if differences:
        shown = "".join(f"  key {key!r}: ringwise {own!r}, {system} {their!r}\n" for key, own, their in differences[:SHOWN])
        pytest.fail(
            f"{len(differences)} of {len(keys)} keys are placed otherwise than by {system} (RINGWISE_SEED={SEED})\n"
            f"  profile {case.profile!r}, options {dict(case.options)} {case.setting}\n  members {dict(case.nodes)}\n{shown}",
            pytrace=False,
        )
