//! The points of a ring, in ring order, with the owner of each.

pub(crate) mod draft;
mod index;
pub(crate) mod key_space;
pub(crate) mod owner_rule;
pub(crate) mod owners;
pub(crate) mod preference;
mod sort;

use core::cmp::Ordering;
use core::ops::Range;

use crate::members::{Members, Slot, SlotRemap};
use crate::points::index::Index;
use crate::points::owners::Owners;
use crate::points::preference::{PreferenceList, PreferenceOrder};
use crate::points::sort::sort;

/// A set of points in ring order: by position, and by identity at the same position.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    positions: Vec<u64>,
    owners: Owners,
    index: Index,
    preference_order: PreferenceOrder,
    /// The members that have weight but are in no list, in order. Only other systems have such members.
    unlisted: Box<[Slot]>,
    /// The bytes of longer positions after their leading 64 bits: the same number of bytes for each point.
    low_bytes: Box<[u8]>,
}

impl Default for Points {
    fn default() -> Self {
        SortedPoints { positions: Vec::new(), owners: Owners::with_capacity(0, 0) }.indexed()
    }
}

impl Points {
    /// Returns the number of points.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.positions.len()
    }

    /// Returns the owner of a point. Never allocates.
    #[inline]
    pub(crate) fn owner(&self, point: usize) -> Slot {
        self.owners.get(point)
    }

    /// Returns the first point at or after a position, or else the first of all; `None` without points. Never
    /// allocates.
    #[inline]
    pub(crate) fn successor(&self, position: u64) -> Option<usize> {
        let below = self.index.count_below(&self.positions, position);
        match self.len() {
            0 => None,
            len if below == len => Some(0),
            _ => Some(below),
        }
    }

    /// Returns the number of points before a position. Never allocates.
    #[inline]
    pub(crate) fn count_below(&self, position: u64) -> usize {
        self.index.count_below(&self.positions, position)
    }

    /// Returns the position of a point. Never allocates.
    #[inline]
    pub(crate) fn position(&self, point: usize) -> Option<u64> {
        self.positions.get(point).copied()
    }

    /// Returns the preference list that begins at a point. Never allocates.
    #[inline]
    pub(crate) fn preference_list(&self, start: usize) -> PreferenceList<'_> {
        self.preference_order.list(&self.owners, start)
    }

    /// Returns whether a member has weight but is in no list. Never allocates.
    #[inline]
    pub(crate) fn is_unlisted(&self, slot: Slot) -> bool {
        !self.unlisted.is_empty() && self.unlisted.binary_search(&slot).is_ok()
    }

    /// Returns the points in ring order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (u64, Slot)> + DoubleEndedIterator + Clone {
        self.positions.iter().enumerate().map(|(point, &position)| (position, self.owner(point)))
    }

    /// Returns these points without `removed` and with `added`, owners mapped by `remap`. `before` indexes `self` and
    /// `removed`; `after` indexes `added` and the result. It is one pass, without sorting.
    pub(crate) fn merged(
        &self,
        removed: &SortedPoints,
        added: &SortedPoints,
        before: &Members,
        after: &Members,
        remap: &SlotRemap,
    ) -> Points {
        let cuts = self.cuts(removed, added, before, after);
        let len = self.len() - removed.len() + added.len();
        let mut merged = SortedPoints { positions: Vec::with_capacity(len), owners: Owners::with_capacity(len, after.len()) };
        for cut in cuts {
            match cut {
                Cut::Kept(range) => {
                    merged.positions.extend_from_slice(&self.positions[range.clone()]);
                    merged.owners.extend(&self.owners, range, remap);
                }
                Cut::Added((position, owner)) => {
                    merged.positions.push(position);
                    merged.owners.push(owner);
                }
            }
        }
        merged.indexed()
    }

    /// Lists the parts of a merge's result: the ranges of points that are kept, and the added points between them.
    fn cuts(&self, removed: &SortedPoints, added: &SortedPoints, before: &Members, after: &Members) -> Vec<Cut> {
        let mut cuts = Cuts { from: 0, list: Vec::with_capacity(2 * added.len() + removed.len() + 1) };
        let (mut removed, mut added) = (removed.iter().peekable(), added.iter().peekable());
        loop {
            let next_removed = removed.peek().map(|&(position, slot)| (position, before.node(slot).identity()));
            let next_added = added.peek().map(|&(position, slot)| (position, after.node(slot).identity()));
            let (next, is_removed) = match (next_removed, next_added) {
                (None, None) => break,
                (Some(removed), None) => (removed, true),
                (None, Some(added)) => (added, false),
                (Some(removed), Some(added)) => (removed.min(added), removed <= added),
            };
            // Not before the points already handled: a node may have several points at one position.
            let point = self.count_before(next, before).max(cuts.from);
            cuts.keep_to(point);
            if is_removed {
                removed.next();
                cuts.from = point + 1;
            } else if let Some(new) = added.next() {
                cuts.list.push(Cut::Added(new));
            }
        }
        cuts.keep_to(self.len());
        cuts.list
    }

    /// Returns the number of points before one with that position and identity.
    fn count_before(&self, (position, identity): (u64, &str), members: &Members) -> usize {
        let mut point = self.index.count_below(&self.positions, position);
        while self.positions.get(point) == Some(&position) && members.node(self.owner(point)).identity() < identity {
            point += 1;
        }
        point
    }

    /// Returns the bytes that every lookup may read.
    pub(crate) fn hot_bytes(&self) -> usize {
        self.owners.bytes() + self.index.heap_bytes()
    }

    /// Returns the bytes that a lookup reads only if two points share a prefix.
    pub(crate) fn cold_bytes(&self) -> usize {
        size_of_val(&*self.positions) + self.low_bytes.len() + self.preference_order.heap_bytes()
    }
}

/// The parts of points that only other systems' placements need.
impl Points {
    /// Returns the first point at the same position. Never allocates.
    pub(crate) fn first_at_same(&self, point: usize) -> usize {
        // Longer positions were distinguished when their points were made: of equal ones, one remained.
        if self.low_bytes.is_empty() { self.count_below(self.positions[point]) } else { point }
    }

    /// Returns the bytes of a point's position after its leading 64 bits.
    pub(crate) fn low_bytes_of(&self, point: usize) -> &[u8] {
        let len = self.low_bytes.len() / self.len().max(1);
        &self.low_bytes[point * len..(point + 1) * len]
    }

    /// Returns the points with the bytes of their positions after the leading 64 bits.
    pub(crate) fn with_low_bytes(mut self, low_bytes: Vec<u8>) -> Self {
        self.low_bytes = low_bytes.into();
        self
    }

    /// Returns the points with another preference order.
    pub(crate) fn with_preference_order(mut self, preference_order: PreferenceOrder) -> Self {
        self.preference_order = preference_order;
        self
    }

    /// Returns the points, with a note of which of these slots are in no list.
    pub(crate) fn with_unlisted(mut self, weighty: impl Iterator<Item = Slot>, members: usize) -> Self {
        let mut listed = vec![false; members];
        match &self.preference_order {
            PreferenceOrder::Points => self.iter().for_each(|(_, slot)| listed[slot as usize] = true),
            PreferenceOrder::Members { order: slots, .. } | PreferenceOrder::Lists { slots, .. } => {
                slots.iter().for_each(|&slot| listed[slot as usize] = true);
            }
        }
        self.unlisted = weighty.filter(|&slot| !listed[slot as usize]).collect();
        self
    }
}

/// A part of the points after a merge.
enum Cut {
    /// This range of the old points.
    Kept(Range<usize>),
    /// An added point.
    Added((u64, Slot)),
}

struct Cuts {
    /// The old points that are neither kept nor dropped yet.
    from: usize,
    list: Vec<Cut>,
}

impl Cuts {
    fn keep_to(&mut self, to: usize) {
        if self.from < to {
            self.list.push(Cut::Kept(self.from..to));
            self.from = to;
        }
    }
}

/// Points in ring order, not indexed yet.
#[derive(Debug)]
pub(crate) struct SortedPoints {
    positions: Vec<u64>,
    owners: Owners,
}

impl SortedPoints {
    /// Sorts points that are listed node after node. `runs` has the owner and length of each run. Points at one
    /// position are in `order`.
    pub(crate) fn new(unsorted: &[u64], runs: &[(Slot, usize)], members: usize, order: impl Fn(Slot, Slot) -> Ordering) -> Self {
        if Owners::are_short(members) {
            let (positions, owners) = sort(unsorted, runs, order);
            SortedPoints { positions, owners: Owners::Short(owners) }
        } else {
            let (positions, owners) = sort(unsorted, runs, order);
            SortedPoints { positions, owners: Owners::Long(owners) }
        }
    }

    /// Takes points that are in ring order.
    pub(crate) fn from_sorted(points: impl Iterator<Item = (u64, Slot)>, members: usize) -> Self {
        let mut sorted = SortedPoints { positions: Vec::new(), owners: Owners::with_capacity(0, members) };
        for (position, slot) in points {
            sorted.positions.push(position);
            sorted.owners.push(slot);
        }
        sorted
    }

    /// Returns these points with one point at each position: the first, or the last.
    pub(crate) fn without_ties(self, keep_last: bool, members: usize) -> Self {
        let tie = |point: usize| self.positions.get(point.wrapping_sub(1)) == self.positions.get(point);
        if !(1..self.len()).any(tie) {
            return self;
        }
        let len = self.len();
        let kept = |point: usize| if keep_last { point + 1 == len || !tie(point + 1) } else { point == 0 || !tie(point) };
        let kept: Vec<usize> = (0..len).filter(|&point| kept(point)).collect();
        SortedPoints::from_sorted(kept.into_iter().map(|point| (self.positions[point], self.owners.get(point))), members)
    }

    /// Returns the points with an index.
    pub(crate) fn indexed(self) -> Points {
        Points {
            index: Index::new(&self.positions),
            positions: self.positions,
            owners: self.owners,
            preference_order: PreferenceOrder::Points,
            unlisted: Box::default(),
            low_bytes: Box::default(),
        }
    }

    /// Returns these points without some, whose indices are in ascending order.
    pub(crate) fn without(self, removed: &[usize], members: usize) -> Self {
        if removed.is_empty() {
            return self;
        }
        let len = self.len() - removed.len();
        let mut kept = SortedPoints { positions: Vec::with_capacity(len), owners: Owners::with_capacity(len, members) };
        let mut from = 0;
        for &point in removed.iter().chain([&self.len()]) {
            kept.positions.extend_from_slice(&self.positions[from..point]);
            kept.owners.extend(&self.owners, from..point, &SlotRemap::Nothing);
            from = point + 1;
        }
        kept
    }

    pub(crate) fn len(&self) -> usize {
        self.positions.len()
    }

    pub(crate) fn position(&self, point: usize) -> u64 {
        self.positions[point]
    }

    pub(crate) fn owner(&self, point: usize) -> Slot {
        self.owners.get(point)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, Slot)> {
        self.positions.iter().enumerate().map(|(point, &position)| (position, self.owner(point)))
    }
}
