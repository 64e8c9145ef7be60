//! A placement for tests: the native one on few positions, so that ties happen in every run.

use core::ops::Range;

use crate::members::node::Node;
use crate::points::draft::Draft;
use crate::points::key_space::KeySpace;
use crate::profile::traits::{KeyHash, Placement, Traits};

use super::native::Native;

/// Keeps the top `bits` of each position. `low` moves them to the bottom, where all points fall into one bucket of the
/// index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Narrow {
    pub(crate) bits: u32,
    pub(crate) low: bool,
    pub(crate) vnodes: u64,
}

impl Narrow {
    /// Returns every position that a point or a key can have.
    pub(crate) fn positions(self) -> impl Iterator<Item = u64> {
        (0..1_u64 << self.bits).map(move |top| self.coordinate(top))
    }

    fn key_space(self) -> KeySpace {
        if self.low { KeySpace::leading_bits(self.bits, 64) } else { KeySpace::leading_bits(self.bits, self.bits) }
    }

    pub(crate) fn key_position(self, key: &[u8]) -> u64 {
        self.squeeze(self.native().key_position(key))
    }

    pub(crate) fn points(self, identity: &str, numbers: Range<u64>) -> impl Iterator<Item = u64> {
        self.native().points(identity, numbers).map(move |position| self.squeeze(position))
    }

    pub(crate) fn traits(self) -> Traits {
        Traits::incremental(self.key_space())
    }

    fn native(self) -> Native {
        Native::new(0, 1)
    }

    fn squeeze(self, position: u64) -> u64 {
        self.coordinate(position >> (64 - self.bits))
    }

    fn coordinate(self, top: u64) -> u64 {
        if self.low { top } else { top << (64 - self.bits) }
    }
}

impl Placement for Narrow {
    fn position(&self, key: &[u8]) -> u64 {
        self.key_space().to_position(self.key_position(key))
    }

    fn key_hash(&self) -> KeyHash {
        KeyHash::Narrow(self.key_space())
    }

    fn vnodes(&self, node: &Node) -> u64 {
        node.checked_weight() * self.vnodes
    }

    fn extend(&self, node: &Node, vnodes: Range<u64>, draft: &mut Draft) {
        draft.extend(self.points(node.identity(), vnodes));
    }

    fn describe(&self, first: Option<&Node>) -> Vec<String> {
        self.native().describe(first)
    }
}
