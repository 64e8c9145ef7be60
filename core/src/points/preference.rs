//! The order in which lists visit nodes: along the points of the ring, or as a profile defines it.

use crate::members::Slot;
use crate::points::Points;

/// What lists follow, from the owner's point on.
#[derive(Clone, Debug, Default)]
pub(crate) enum PreferenceOrder {
    /// The points after it.
    #[default]
    Points,
    /// A circle of all members, from the owner on.
    #[cfg(feature = "profiles")]
    Members {
        order: Box<[Slot]>,
        /// By slot, its index in `order`.
        places: Box<[u32]>,
    },
    /// A list for each point. It ends at the start of the next.
    #[cfg(feature = "profiles")]
    Lists { slots: Box<[Slot]>, starts: Box<[u32]> },
}

impl PreferenceOrder {
    /// Returns the list that starts at a point. Never allocates.
    #[inline]
    pub(crate) fn from<'a>(&'a self, points: &'a Points, start: usize) -> PreferenceList<'a> {
        match self {
            PreferenceOrder::Points => PreferenceList::Points { points, start },
            #[cfg(feature = "profiles")]
            PreferenceOrder::Members { order, places } => {
                PreferenceList::Members { order, start: places[points.owner(start) as usize] as usize }
            }
            #[cfg(feature = "profiles")]
            PreferenceOrder::Lists { slots, starts } => PreferenceList::List(&slots[starts[start] as usize..starts[start + 1] as usize]),
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            PreferenceOrder::Points => 0,
            #[cfg(feature = "profiles")]
            PreferenceOrder::Members { order, places } => size_of_val(&**order) + size_of_val(&**places),
            #[cfg(feature = "profiles")]
            PreferenceOrder::Lists { slots, starts } => size_of_val(&**slots) + size_of_val(&**starts),
        }
    }
}

/// The steps of one list.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PreferenceList<'a> {
    Points {
        points: &'a Points,
        start: usize,
    },
    #[cfg(feature = "profiles")]
    Members {
        order: &'a [Slot],
        start: usize,
    },
    #[cfg(feature = "profiles")]
    List(&'a [Slot]),
}

impl PreferenceList<'_> {
    /// Returns the number of steps.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            PreferenceList::Points { points, .. } => points.len(),
            #[cfg(feature = "profiles")]
            PreferenceList::Members { order, .. } => order.len(),
            #[cfg(feature = "profiles")]
            PreferenceList::List(slots) => slots.len(),
        }
    }

    /// Returns the node of a step. Never allocates.
    #[inline]
    pub(crate) fn slot(&self, step: usize) -> Slot {
        let wrapped = |place: usize, len: usize| if place < len { place } else { place - len };
        match self {
            PreferenceList::Points { points, start } => points.owner(wrapped(start + step, points.len())),
            #[cfg(feature = "profiles")]
            PreferenceList::Members { order, start } => order[wrapped(start + step, order.len())],
            #[cfg(feature = "profiles")]
            PreferenceList::List(slots) => slots[step],
        }
    }
}
