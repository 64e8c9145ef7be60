//! Zones, and the rounds in which a list of nodes visits them.

use std::collections::HashMap;

use crate::members::node::Node;
use crate::members::{Members, Slot};
use crate::ring::HashRing;

/// A zone's number, from 0.
pub(crate) type Zone = u32;

/// A list of nodes takes one node of each zone in its first round, a second of each that has two in the next, and so on.
#[derive(Clone, Debug, Default)]
pub(crate) struct ZoneRounds {
    /// By slot; empty where no node has a zone. A node without a zone is a zone of its own.
    zones: Vec<Zone>,
    /// By round, how many nodes it lists. Without zones there is one round, of all that own a point.
    sizes: Vec<u32>,
}

impl ZoneRounds {
    /// Returns the rounds of those members of a ring that own a point and that `counts` says to count.
    pub(crate) fn of(ring: &HashRing, counts: impl Fn(Slot) -> bool) -> Self {
        let owning = |slot| !ring.points.is_unlisted(slot) && counts(slot);
        ZoneRounds::new(&ring.members, owning, ring.profile.spreads_zones())
    }

    /// Returns the rounds of those members that have weight and that `counts` says to count; without `spread`, zones play no part.
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

    /// Returns how many nodes a round lists; `None` behind the last. Never allocates.
    #[inline]
    pub(crate) fn size(&self, round: usize) -> Option<u32> {
        self.sizes.get(round).copied()
    }

    /// Returns whether there is no node to list. Never allocates.
    pub(crate) fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.zones.capacity() * size_of::<Zone>() + self.sizes.capacity() * size_of::<u32>()
    }
}
