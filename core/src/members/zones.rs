//! The rounds in which a list of nodes visits the zones.

use std::collections::HashMap;

use crate::members::node::Node;
use crate::members::{Members, Slot};

/// The number of a zone, from 0.
pub(crate) type Zone = u32;

/// The first round of a list takes one node of each zone, the second round a second node, and so on.
#[derive(Clone, Debug, Default)]
pub(crate) struct ZoneRounds {
    /// By slot; empty if no node has a zone. A node without a zone is its own zone.
    zones: Vec<Zone>,
    /// By round, the number of nodes that it lists. Without zones there is one round of all nodes that own a point.
    sizes: Vec<u32>,
}

impl ZoneRounds {
    /// Returns the rounds of the members that have weight and for which `counts` is true. Without `spread`, zones are
    /// ignored.
    pub(crate) fn new(members: &Members, counts: impl Fn(Slot) -> bool, spread: bool) -> Self {
        let nodes = members.by_slot();
        let listed = |slot: Slot, node: &Node| node.checked_weight() > 0 && counts(slot);
        if !spread || nodes.iter().all(|node| node.zone().is_none()) {
            let owners = (0..).zip(nodes).filter(|&(slot, node)| listed(slot, node)).count() as u32;
            return ZoneRounds { zones: Vec::new(), sizes: if owners == 0 { Vec::new() } else { vec![owners] } };
        }
        let mut numbers = HashMap::new();
        let mut members_of = Vec::new();
        let mut sizes: Vec<u32> = Vec::new();
        let mut zone_of = Vec::with_capacity(nodes.len());
        for (slot, node) in (0..).zip(nodes) {
            let new = members_of.len() as Zone;
            let zone = node.zone().map_or(new, |zone| *numbers.entry(zone).or_insert(new));
            if zone == new {
                members_of.push(0);
            }
            zone_of.push(zone);
            if listed(slot, node) {
                let round: &mut usize = &mut members_of[zone as usize];
                match sizes.get_mut(*round) {
                    Some(size) => *size += 1,
                    None => sizes.push(1),
                }
                *round += 1;
            }
        }
        ZoneRounds { zones: zone_of, sizes }
    }

    /// Returns the zone of a node, if any node has one. Never allocates.
    #[inline]
    pub(crate) fn zone(&self, slot: Slot) -> Option<Zone> {
        self.zones.get(slot as usize).copied()
    }

    /// Returns the number of nodes that a round lists; `None` after the last round. Never allocates.
    #[inline]
    pub(crate) fn size(&self, round: usize) -> Option<u32> {
        self.sizes.get(round).copied()
    }

    /// Returns whether no round lists a node. Never allocates.
    pub(crate) fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.zones.capacity() * size_of::<Zone>() + self.sizes.capacity() * size_of::<u32>()
    }
}
