//! The owner of each point, in two bytes while the members fit two bytes.

use core::ops::Range;

use crate::members::{Slot, SlotRemap};

/// A slot for each point, in ring order.
#[derive(Clone, Debug)]
pub(crate) enum Owners {
    Short(Vec<u16>),
    Long(Vec<u32>),
}

/// A slot as it is stored.
pub(crate) trait Packed: Copy + Default + Into<Slot> {
    /// Packs a slot that is known to fit.
    fn pack(slot: Slot) -> Self;
}

impl Packed for u16 {
    #[inline]
    fn pack(slot: Slot) -> Self {
        slot as u16
    }
}

impl Packed for u32 {
    #[inline]
    fn pack(slot: Slot) -> Self {
        slot
    }
}

impl Owners {
    /// Returns whether the slots of this number of members fit two bytes.
    pub(crate) fn are_short(members: usize) -> bool {
        members <= 1 << 16
    }

    /// Returns an empty list with room for these numbers of points and members.
    pub(crate) fn with_capacity(points: usize, members: usize) -> Self {
        if Self::are_short(members) { Owners::Short(Vec::with_capacity(points)) } else { Owners::Long(Vec::with_capacity(points)) }
    }

    /// Returns the owner of a point. Never allocates.
    #[inline]
    pub(crate) fn get(&self, point: usize) -> Slot {
        match self {
            Owners::Short(slots) => Slot::from(slots[point]),
            Owners::Long(slots) => slots[point],
        }
    }

    pub(crate) fn push(&mut self, slot: Slot) {
        match self {
            Owners::Short(slots) => slots.push(slot as u16),
            Owners::Long(slots) => slots.push(slot),
        }
    }

    /// Appends a part of another list, with its slots remapped.
    pub(crate) fn extend(&mut self, others: &Owners, range: Range<usize>, remap: &SlotRemap) {
        match (self, others, remap) {
            (Owners::Short(slots), Owners::Short(others), SlotRemap::Nothing) => slots.extend_from_slice(&others[range]),
            (Owners::Short(slots), Owners::Short(others), SlotRemap::All(new)) => {
                slots.extend(others[range].iter().map(|&old| new[usize::from(old)] as u16));
            }
            (slots, others, remap) => range.for_each(|point| slots.push(remap.map(others.get(point)))),
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        match self {
            Owners::Short(slots) => size_of_val(&**slots),
            Owners::Long(slots) => size_of_val(&**slots),
        }
    }
}
