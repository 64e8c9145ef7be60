//! Preference lists: the nodes that follow a key's owner.

use crate::members::Slot;
use crate::points::owners::Owners;

/// Which nodes follow a point.
#[derive(Clone, Debug, Default)]
pub(crate) enum PreferenceOrder {
    /// The owners of the points after it, round the ring.
    #[default]
    Points,
    /// All members in one circular order, from the point's owner on.
    Members {
        order: Box<[Slot]>,
        /// By slot, its index in `order`.
        indexes: Box<[u32]>,
    },
    /// A stored list for each point. `starts` has its first index in `slots`, and one entry more: the end of the last list.
    Lists { slots: Box<[Slot]>, starts: Box<[u32]> },
}

impl PreferenceOrder {
    /// Returns the list that begins at point `start`. Never allocates.
    #[inline]
    pub(crate) fn list<'a>(&'a self, owners: &'a Owners, start: usize) -> PreferenceList<'a> {
        match self {
            PreferenceOrder::Points => match owners {
                Owners::Short(slots) => PreferenceList::Short { slots, start },
                Owners::Long(slots) => PreferenceList::Long { slots, start },
            },
            PreferenceOrder::Members { order, indexes } => {
                PreferenceList::Long { slots: order, start: indexes[owners.get(start) as usize] as usize }
            }
            PreferenceOrder::Lists { slots, starts } => {
                PreferenceList::Long { slots: &slots[starts[start] as usize..starts[start + 1] as usize], start: 0 }
            }
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            PreferenceOrder::Points => 0,
            PreferenceOrder::Members { order, indexes } => size_of_val(&**order) + size_of_val(&**indexes),
            PreferenceOrder::Lists { slots, starts } => size_of_val(&**slots) + size_of_val(&**starts),
        }
    }
}

/// The preference list of one point: slots from `start` on, round the end. A node may be in it several times.
///
/// The width of the slots is looked up once a list, not once a step.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PreferenceList<'a> {
    Short { slots: &'a [u16], start: usize },
    Long { slots: &'a [Slot], start: usize },
}

impl PreferenceList<'_> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            PreferenceList::Short { slots, .. } => slots.len(),
            PreferenceList::Long { slots, .. } => slots.len(),
        }
    }

    /// Returns the node at an index below the length. Never allocates.
    #[inline]
    pub(crate) fn slot(&self, index: usize) -> Slot {
        let wrapped = |index: usize, len: usize| if index < len { index } else { index - len };
        match self {
            PreferenceList::Short { slots, start } => Slot::from(slots[wrapped(start + index, slots.len())]),
            PreferenceList::Long { slots, start } => slots[wrapped(start + index, slots.len())],
        }
    }
}
