//! The walk clockwise from a key, round by round through the zones.

use crate::members::Slot;
use crate::members::node::NodeId;
use crate::members::zones::ZoneRounds;
use crate::options::Zones;
use crate::points::preference::PreferenceList;

/// The nodes that a list has so far.
pub(crate) trait Visited {
    /// Adds a node, unless it is in the list or its zone already has a node in this round. Returns whether it was
    /// added.
    fn take(&mut self, slot: Slot, rounds: &ZoneRounds) -> bool;

    /// Begins a new round, in which every zone may have one more node.
    fn next_round(&mut self);
}

/// The state of a walk.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    /// Strict zones end the list with its first round.
    zones: Zones,
    /// The steps taken in this round.
    passed: usize,
    round: usize,
    /// The number of nodes that this round has yet to list; `None` before the first round.
    missing: Option<u32>,
    /// The number of steps that the next round may skip: the next node of a zone comes after the one that this round
    /// lists.
    skip: usize,
}

impl Walk {
    pub(crate) fn new(zones: Zones) -> Self {
        Walk { zones, passed: 0, round: 0, missing: None, skip: 0 }
    }

    /// Returns the next node of a preference list, skipping `excluded` ones. Deterministic for equal arguments. Never
    /// allocates, unless `visited` does.
    #[inline]
    pub(crate) fn next(
        &mut self,
        list: PreferenceList<'_>,
        rounds: &ZoneRounds,
        excluded: impl Fn(Slot) -> bool,
        visited: &mut impl Visited,
    ) -> Option<Slot> {
        let missing = match self.missing {
            None => rounds.size(0)?,
            Some(0) => self.next_round(rounds, visited)?,
            Some(missing) => missing,
        };
        while self.passed < list.len() {
            let slot = list.slot(self.passed);
            self.passed += 1;
            if !excluded(slot) && visited.take(slot, rounds) {
                if Some(missing) == rounds.size(self.round) {
                    self.skip = self.passed;
                }
                self.missing = Some(missing - 1);
                return Some(slot);
            }
        }
        None
    }

    fn next_round(&mut self, rounds: &ZoneRounds, visited: &mut impl Visited) -> Option<u32> {
        if self.zones == Zones::Strict {
            return None;
        }
        let size = rounds.size(self.round + 1)?;
        self.round += 1;
        self.passed = self.skip;
        visited.next_round();
        Some(size)
    }
}

/// A list as two consecutive sets of bits: the nodes, and the zones of this round.
#[derive(Clone, Debug)]
pub(crate) struct BitSet<B> {
    words: B,
}

impl BitSet<()> {
    /// Returns the number of words for this number of nodes. There are never more zones than nodes.
    pub(crate) const fn words(nodes: usize) -> usize {
        2 * nodes.div_ceil(64)
    }
}

impl<B: AsMut<[u64]>> BitSet<B> {
    /// Returns an empty list in zeroed words.
    pub(crate) fn new(words: B) -> Self {
        BitSet { words }
    }
}

impl<B: AsMut<[u64]>> Visited for BitSet<B> {
    #[inline]
    fn take(&mut self, slot: Slot, rounds: &ZoneRounds) -> bool {
        let words = self.words.as_mut();
        let (nodes, zones) = words.split_at_mut(words.len() / 2);
        let bit = |number: u32| ((number / 64) as usize, 1 << (number % 64));
        let (word, node) = bit(slot);
        if nodes[word] & node != 0 {
            return false;
        }
        if let Some((word, zone)) = rounds.zone(slot).map(bit) {
            if zones[word] & zone != 0 {
                return false;
            }
            zones[word] |= zone;
        }
        nodes[word] |= node;
        true
    }

    fn next_round(&mut self) {
        let words = self.words.as_mut();
        let half = words.len() / 2;
        words[half..].fill(0);
    }
}

/// A list in the caller's own slice, searched linearly, which is fastest for short lists.
///
/// While the list grows, an entry is a node's slot; [`SliceSet::finish`] replaces slots with ids.
#[derive(Debug)]
pub(crate) struct SliceSet<'o> {
    out: &'o mut [NodeId],
    len: usize,
    /// The start of this round.
    round: usize,
}

impl<'o> SliceSet<'o> {
    /// Returns an empty list with room for as many nodes as `out` has.
    pub(crate) fn new(out: &'o mut [NodeId]) -> Self {
        SliceSet { out, len: 0, round: 0 }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.len == self.out.len()
    }

    /// Returns the list, with each slot mapped by `id`.
    pub(crate) fn finish(self, id: impl Fn(Slot) -> NodeId) -> &'o [NodeId] {
        let list = &mut self.out[..self.len];
        for entry in &mut *list {
            *entry = id(entry.get());
        }
        list
    }
}

impl Visited for SliceSet<'_> {
    #[inline]
    fn take(&mut self, slot: Slot, rounds: &ZoneRounds) -> bool {
        let (visited, this_round) = (&self.out[..self.len], &self.out[self.round..self.len]);
        if visited.iter().any(|other| other.get() == slot) {
            return false;
        }
        let zone = rounds.zone(slot);
        if zone.is_some() && this_round.iter().any(|other| rounds.zone(other.get()) == zone) {
            return false;
        }
        self.out[self.len] = NodeId::new(slot);
        self.len += 1;
        true
    }

    fn next_round(&mut self) {
        self.round = self.len;
    }
}
