//! The ring cut into spans: all keys of one have the same list of nodes.

use core::iter::{FusedIterator, successors};

use crate::ring::HashRing;

/// Positions next to each other, from `first` to `last`, both included, whose keys have one list of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u64,
    pub(crate) last: u64,
    /// The point at which their list begins; `None` on a ring without points.
    pub(crate) start: Option<usize>,
}

impl Span {
    /// Returns how many positions it has.
    pub(crate) fn len(self) -> u128 {
        u128::from(self.last - self.first) + 1
    }
}

impl HashRing {
    /// Returns the span of a position. Never allocates.
    pub(crate) fn span(&self, position: u64) -> Span {
        let (pick, domain) = (self.profile.pick(), self.profile.domain());
        let place = domain.place(position);
        let before = pick.before(place, &self.points);
        let reach = pick.reach(position, before, domain, &self.points);
        let start = pick.choose(place, before, &self.points);
        Span { first: *reach.start(), last: *reach.end(), start }
    }

    /// Returns all spans, from position 0 to the last.
    pub(crate) fn spans(&self) -> impl FusedIterator<Item = Span> {
        let last = self.profile.domain().last();
        successors(Some(self.span(0)), move |span| (span.last < last).then(|| self.span(span.last + 1)))
    }
}
