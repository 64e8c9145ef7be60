//! Points in the making, node after node.

use core::cmp::Ordering;

use crate::error::{Error, Result};
use crate::limits;
use crate::members::Slot;
use crate::points::SortedPoints;

/// Points in the making. The points of a node are consecutive, in the order of its virtual nodes.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    coordinates: Vec<u64>,
    /// The owner and the length of each run of points.
    runs: Vec<(Slot, usize)>,
    /// The bytes of each position after its leading 64 bits: the same number of bytes for each point.
    low_bytes: Vec<u8>,
    low_bytes_len: usize,
}

impl Draft {
    /// Reserves memory for nodes with these counts of points. Before that, it refuses more points than a ring can have,
    /// the `kept` ones included.
    pub(crate) fn new(kept: u64, counts: impl IntoIterator<Item = u64>, low_bytes_len: usize) -> Result<Self> {
        let mut points = kept;
        // Checked after each count: the sum of all might not fit 64 bits.
        for count in counts {
            points = points.saturating_add(count);
            if points > limits::POINTS {
                return Err(Error::TooManyPoints { points });
            }
        }
        let drafted = (points - kept) as usize;
        let low_bytes = Vec::with_capacity(drafted * low_bytes_len);
        Ok(Draft { coordinates: Vec::with_capacity(drafted), runs: Vec::new(), low_bytes, low_bytes_len })
    }

    /// Begins the points of a node.
    pub(crate) fn begin(&mut self, slot: Slot) {
        self.runs.push((slot, 0));
    }

    /// Adds a point of the node that was begun last.
    #[inline]
    pub(crate) fn push(&mut self, coordinate: u64) {
        self.coordinates.push(coordinate);
        if let Some((_, count)) = self.runs.last_mut() {
            *count += 1;
        }
    }

    /// Adds a point whose position is longer than 64 bits.
    #[inline]
    pub(crate) fn push_long(&mut self, coordinate: u64, low_bytes: &[u8]) {
        self.push(coordinate);
        self.low_bytes.extend_from_slice(&low_bytes[..self.low_bytes_len]);
    }

    /// Adds points of the node that was begun last.
    #[inline]
    pub(crate) fn extend(&mut self, coordinates: impl Iterator<Item = u64>) {
        let before = self.coordinates.len();
        self.coordinates.extend(coordinates);
        if let Some((_, count)) = self.runs.last_mut() {
            *count += self.coordinates.len() - before;
        }
    }

    /// Returns the owner and the length of each run of points.
    pub(crate) fn runs(&self) -> &[(Slot, usize)] {
        &self.runs
    }

    /// Returns the coordinates of the points, in the order in which they were added.
    pub(crate) fn coordinates(&self) -> &[u64] {
        &self.coordinates
    }

    /// Returns the number of bytes that a position has after its leading 64 bits.
    pub(crate) fn low_bytes_len(&self) -> usize {
        self.low_bytes_len
    }

    /// Returns the bytes of a point's position after its leading 64 bits.
    pub(crate) fn low_bytes_of(&self, point: usize) -> &[u8] {
        &self.low_bytes[point * self.low_bytes_len..(point + 1) * self.low_bytes_len]
    }

    /// Returns the points in ring order. At one position they are in `order`.
    pub(crate) fn sorted(&self, members: usize, order: impl Fn(Slot, Slot) -> Ordering) -> SortedPoints {
        SortedPoints::new(&self.coordinates, &self.runs, members, order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_counts_the_points_that_are_kept() {
        assert!(Draft::new(limits::POINTS - 3, [1, 2], 0).is_ok());
        let error = Draft::new(limits::POINTS - 3, [2, 2], 0).unwrap_err();
        assert_eq!(error, Error::TooManyPoints { points: limits::POINTS + 1 });
        assert_eq!(Draft::new(0, [1, u64::MAX], 0).unwrap_err(), Error::TooManyPoints { points: u64::MAX });
    }

    #[test]
    fn a_run_counts_what_is_added_to_it() {
        let mut draft = Draft::new(0, [3, 1], 0).unwrap();
        draft.begin(7);
        draft.push(5);
        draft.extend([9, 1].into_iter());
        draft.begin(2);
        draft.push(5);
        assert_eq!((draft.runs(), draft.coordinates()), (&[(7, 3), (2, 1)][..], &[5, 9, 1, 5][..]));
    }
}
