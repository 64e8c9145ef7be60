//! The health marks of a ring's nodes, separate from its points.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use crate::members::node::NodeId;
use crate::members::zones::ZoneRounds;
use crate::members::{Generation, Members, Slot};
use crate::ring::HashRing;

/// This process's opinion of a node.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, SharedRing};
///
/// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
/// ring.mark_node_unhealthy("a")?;
/// let health = ring.view().health("a")?.clone();
/// assert!(!health.healthy);
/// assert_eq!(health.reason, None); // marked by hand
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether the node is marked healthy.
    pub healthy: bool,
    /// When that last changed; if it never did, when the node was added.
    pub since: SystemTime,
    /// The reason for the last change, if one was given.
    pub reason: Option<Arc<str>>,
}

impl Health {
    /// The health of a node that has just been added.
    fn new(now: SystemTime) -> Self {
        Health { healthy: true, since: now, reason: None }
    }
}

/// The health of every member.
#[derive(Clone, Debug, Default)]
pub(crate) struct HealthMarks {
    by_id: BTreeMap<NodeId, (Generation, Health)>,
}

impl HealthMarks {
    /// Returns the marks of these members: their previous marks, and new ones for new members. The marks of removed
    /// members are dropped.
    pub(crate) fn of(&self, members: &Members) -> Self {
        let now = SystemTime::now();
        let mark = |slot| {
            let (id, generation) = (members.id(slot), members.generation(slot));
            let kept = self.by_id.get(&id).filter(|(marked, _)| *marked == generation);
            (id, (generation, kept.map_or_else(|| Health::new(now), |(_, health)| health.clone())))
        };
        HealthMarks { by_id: (0..members.len() as Slot).map(mark).collect() }
    }

    pub(crate) fn get(&self, id: NodeId) -> Option<&Health> {
        self.by_id.get(&id).map(|(_, health)| health)
    }

    /// Sets a member's health; returns it if it has changed.
    pub(crate) fn set(&mut self, id: NodeId, healthy: bool, reason: Option<&str>) -> Option<Health> {
        let (_, mark) = self.by_id.get_mut(&id).filter(|(_, mark)| mark.healthy != healthy)?;
        *mark = Health { healthy, since: SystemTime::now(), reason: reason.map(Arc::from) };
        Some(mark.clone())
    }

    /// Returns the members that are down, if there are any.
    pub(crate) fn down(&self, ring: &HashRing) -> Option<UnhealthySet> {
        let members = &ring.members;
        let mut slots = vec![0; members.len().div_ceil(64)].into_boxed_slice();
        let mut any = false;
        for slot in 0..members.len() as Slot {
            if self.by_id.get(&members.id(slot)).is_some_and(|(_, mark)| !mark.healthy) {
                slots[(slot / 64) as usize] |= 1 << (slot % 64);
                any = true;
            }
        }
        any.then(|| {
            let rounds = ring.zone_rounds(|slot| !has(&slots, slot));
            UnhealthySet { slots, rounds }
        })
    }
}

/// The members that are down, as lookups see them.
#[derive(Clone, Debug)]
pub(crate) struct UnhealthySet {
    /// One bit for each slot.
    slots: Box<[u64]>,
    rounds: ZoneRounds,
}

impl UnhealthySet {
    /// Returns whether a member is down. Never allocates.
    #[inline]
    pub(crate) fn has(&self, slot: Slot) -> bool {
        has(&self.slots, slot)
    }

    /// Returns the rounds of the other members.
    pub(crate) fn rounds(&self) -> &ZoneRounds {
        &self.rounds
    }
}

#[inline]
fn has(slots: &[u64], slot: Slot) -> bool {
    slots[(slot / 64) as usize] >> (slot % 64) & 1 == 1
}
