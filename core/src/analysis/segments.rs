//! The segments of a ring: all keys of one have the same list of nodes.

use core::iter::{FusedIterator, successors};

use crate::ring::HashRing;

/// Adjacent positions, from `first` to `last` inclusive, whose keys have one list of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// The point at which the list begins; `None` on a ring without points.
    pub(crate) start: Option<usize>,
}

impl Segment {
    /// Returns its number of positions.
    pub(crate) fn len(self) -> u128 {
        u128::from(self.last - self.first) + 1
    }
}

impl HashRing {
    /// Returns the segment of a position. Never allocates.
    pub(crate) fn segment(&self, position: u64) -> Segment {
        let (owner_rule, key_space) = (self.profile.traits.owner_rule, self.profile.traits.key_space);
        let coordinate = key_space.to_coordinate(position);
        let before = owner_rule.count_before(coordinate, &self.points);
        let around = owner_rule.segment(position, before, key_space, &self.points);
        let start = owner_rule.owning_point(coordinate, before, &self.points);
        Segment { first: *around.start(), last: *around.end(), start }
    }

    /// Returns all segments, from position 0 to the last.
    pub(crate) fn segments(&self) -> impl FusedIterator<Item = Segment> {
        let last = self.profile.traits.key_space.last();
        successors(Some(self.segment(0)), move |segment| (segment.last < last).then(|| self.segment(segment.last + 1)))
    }
}
