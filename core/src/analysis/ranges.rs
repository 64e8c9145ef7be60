//! The ranges of positions that one node owns.

use crate::error::{Error, Result};
use crate::points::key_space::KeySpace;
use crate::ring::HashRing;

/// The positions after `start`, up to and including `end`, clockwise: `(start, end]`.
///
/// If `start >= end`, it wraps past the end of the ring; `(0, 0]` is the whole ring.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, Range};
///
/// let ring = HashRing::from_names(["a"])?;
/// assert_eq!(ring.ranges("a")?, [Range { start: 0, end: 0 }]);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range {
    /// The position before the first.
    pub start: u64,
    /// The last position.
    pub end: u64,
}

impl Range {
    /// The range that is the whole ring.
    pub(crate) const WHOLE: Range = Range { start: 0, end: 0 };

    /// Returns the range from its first position, in a key space, to its last.
    pub(crate) fn between(first: u64, last: u64, key_space: KeySpace) -> Self {
        Range { start: first.checked_sub(1).unwrap_or(key_space.last()), end: last }
    }
}

impl HashRing {
    /// Returns the ranges of positions whose keys a node owns, by `start`. Adjacent ranges are joined. The sum of their
    /// lengths is the node's share.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name; `Unsupported` under a profile that is a table.
    ///
    /// # Complexity
    ///
    /// `O(points)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b"])?;
    /// let lengths = ring.ranges("a")?.into_iter().map(|range| u128::from(range.end.wrapping_sub(range.start)));
    /// assert_eq!(lengths.sum::<u128>(), ring.shares(1)?.get("a").unwrap().parts);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn ranges(&self, name: &str) -> Result<Vec<Range>> {
        let slot = self.members.require(name)?;
        if self.profile.traits.is_table {
            let why = format!("profile {} spreads keys over the entries of a table, which no range joins", self.profile());
            return Err(Error::Unsupported { what: "the ranges of a node".to_owned(), why });
        }
        let mut owned: Vec<(u64, u64)> = Vec::new();
        for segment in self.segments().filter(|segment| segment.start.is_some_and(|start| self.points.owner(start) == slot)) {
            match owned.last_mut() {
                Some((_, last)) if *last + 1 == segment.first => *last = segment.last,
                _ => owned.push((segment.first, segment.last)),
            }
        }
        Ok(round(owned, self.profile.traits.key_space))
    }
}

/// Joins ranges that touch across the end of a key space.
fn round(mut owned: Vec<(u64, u64)>, key_space: KeySpace) -> Vec<Range> {
    if owned == [(0, key_space.last())] {
        return vec![Range::WHOLE];
    }
    if owned.first().is_some_and(|&(first, _)| first == 0) {
        // It begins after the last position, so it comes last.
        let (_, end) = owned.remove(0);
        match owned.last_mut() {
            Some((_, last)) if *last == key_space.last() => *last = end,
            _ => owned.push((0, end)),
        }
    }
    owned.into_iter().map(|(first, last)| Range::between(first, last, key_space)).collect()
}
