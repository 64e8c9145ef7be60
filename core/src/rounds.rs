//! Zones, and the rounds in which a list of nodes visits them.

use std::collections::HashMap;

use crate::members::{Members, Slot};
use crate::options::Zones;

/// A zone's number, from 0.
pub(crate) type Zone = u32;

/// A list of nodes takes one node of each zone in its first round, a second of each that has two in the next, and so on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rounds {
    /// By slot; empty where no node has a zone. A node without a zone is a zone of its own.
    zones: Vec<Zone>,
    /// By round, how many nodes it lists. Without zones there is one round, of all that own a point.
    sizes: Vec<u32>,
}

impl Rounds {
    pub(crate) fn new(members: &Members, zones: Zones) -> Self {
        let nodes = members.in_order();
        if nodes.iter().all(|node| node.zone().is_none()) {
            let owners = nodes.iter().filter(|node| node.units() > 0).count() as u32;
            return Rounds { zones: Vec::new(), sizes: vec![owners] };
        }
        let mut numbers = HashMap::new();
        let mut members_of = Vec::new();
        let mut sizes: Vec<u32> = Vec::new();
        let mut zone_of = Vec::with_capacity(nodes.len());
        for node in nodes {
            let new = members_of.len() as Zone;
            let zone = node.zone().map_or(new, |zone| *numbers.entry(zone).or_insert(new));
            if zone == new {
                members_of.push(0);
            }
            zone_of.push(zone);
            if node.units() > 0 {
                let round: &mut usize = &mut members_of[zone as usize];
                match sizes.get_mut(*round) {
                    Some(size) => *size += 1,
                    None => sizes.push(1),
                }
                *round += 1;
            }
        }
        if zones == Zones::Strict {
            sizes.truncate(1);
        }
        Rounds { zones: zone_of, sizes }
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

    pub(crate) fn heap_bytes(&self) -> usize {
        self.zones.capacity() * size_of::<Zone>() + self.sizes.capacity() * size_of::<u32>()
    }
}
