//! Two rings, cut at the boundaries of both.

use std::sync::Arc;

use crate::members::node::NodeId;
use crate::points::key_space::KeySpace;
use crate::ring::HashRing;

/// The two rings of a plan, with the ids of each name in both.
#[derive(Debug)]
pub(super) struct RingPair {
    pub(super) before: HashRing,
    pub(super) after: HashRing,
    /// The number of nodes that hold a key.
    pub(super) replicas: usize,
    /// By id of the ring before, the id of the name in the ring after, if it is a member there.
    counterparts: Box<[NodeId]>,
}

impl RingPair {
    pub(super) fn new(before: &HashRing, after: &HashRing, replicas: usize) -> Self {
        let mut counterparts = vec![NodeId::NONE; before.names_len()].into_boxed_slice();
        for slot in before.slots() {
            let counterpart = after.members.slot(before.members.node(slot).name());
            counterparts[before.members.id(slot).index()] = counterpart.map_or(NodeId::NONE, |slot| after.members.id(slot));
        }
        RingPair { before: before.clone(), after: after.clone(), replicas, counterparts }
    }

    /// Returns the key space of both rings.
    pub(super) fn key_space(&self) -> KeySpace {
        self.after.profile.traits.key_space
    }

    /// Returns the id, in the ring after, of a node of the ring before.
    pub(super) fn counterpart(&self, id: NodeId) -> Option<NodeId> {
        Some(self.counterparts[id.index()]).filter(|&counterpart| counterpart != NodeId::NONE)
    }

    /// Returns the segment around a position.
    pub(super) fn segment(&self, position: u64) -> PairSegment {
        let (before, after) = (self.before.segment(position), self.after.segment(position));
        PairSegment { first: before.first.max(after.first), last: before.last.min(after.last), starts: [before.start, after.start] }
    }

    pub(super) fn source_name(&self, source: Option<NodeId>) -> Option<&str> {
        source.and_then(|id| self.before.name(id))
    }

    pub(super) fn target_name(&self, target: NodeId) -> &str {
        self.after.name(target).unwrap_or_default()
    }
}

/// Adjacent positions whose keys have one list before and one list after.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairSegment {
    pub(super) first: u64,
    pub(super) last: u64,
    /// The points at which the two lists begin.
    pub(super) starts: [Option<usize>; 2],
}

impl PairSegment {
    /// Returns the number of positions.
    pub(super) fn len(self) -> u128 {
        u128::from(self.last - self.first) + 1
    }
}

/// All segments of two rings, from position 0 to the last.
#[derive(Clone, Debug)]
pub(super) struct PairSegments {
    pub(super) pair: Arc<RingPair>,
    /// The first position of the next segment; `None` after the last.
    next: Option<u64>,
}

impl PairSegments {
    pub(super) fn new(pair: Arc<RingPair>) -> Self {
        PairSegments { pair, next: Some(0) }
    }
}

impl Iterator for PairSegments {
    type Item = PairSegment;

    fn next(&mut self) -> Option<PairSegment> {
        let segment = self.pair.segment(self.next?);
        self.next = (segment.last < self.pair.key_space().last()).then(|| segment.last + 1);
        Some(segment)
    }
}
