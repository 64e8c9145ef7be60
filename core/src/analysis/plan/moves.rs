//! The moves of a plan, found one by one in the order of the ring.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::analysis::ranges::Range;
use crate::members::node::NodeId;
use crate::ring::HashRing;

use super::diff::{Arrival, ListDiff};
use super::pair::{PairSegment, PairSegments, RingPair};

/// A range of positions, `(start, end]` clockwise, whose keys move to a node.
///
/// If `start >= end`, it wraps past the end of the ring; `(0, 0]` is the whole ring. If a move begins at the first
/// position and joins no move before the end, its `start` is the last position.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let before = HashRing::from_names(["a", "b"])?;
/// let mut after = before.clone();
/// after.remove_node("b")?;
/// let plan = before.plan(&after, 1)?;
/// let moved = plan.iter().next().unwrap();
/// assert_eq!(moved.source.and_then(|id| plan.before().name(id)), Some("b"));
/// assert_eq!(plan.after().name(moved.target), Some("a"));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Move {
    /// The position before the first.
    pub start: u64,
    /// The last position.
    pub end: u64,
    /// The index of the target in the key's list after, from 0.
    pub rank: usize,
    /// The node to copy the keys from, an id of the ring before: one that gives them up, or else one that keeps them.
    /// `None` if that ring has no node.
    pub source: Option<NodeId>,
    /// The node to which the keys move, an id of the ring after.
    pub target: NodeId,
}

impl Arrival {
    fn over(self, range: Range) -> Move {
        Move { start: range.start, end: range.end, rank: self.rank, source: self.source, target: self.target }
    }
}

/// A move whose end is not known yet.
#[derive(Clone, Copy, Debug)]
struct OpenMove {
    arrival: Arrival,
    first: u64,
    last: Option<u64>,
}

/// Where an open move is stored.
#[derive(Clone, Copy, Debug)]
enum OpenAt {
    /// Its index among those that began at position 0.
    Head(usize),
    /// Its index in the queue, counted from the first move that was ever in it.
    Queue(usize),
}

/// The moves of a plan, by `start`, then by rank; [`Plan::iter`](crate::Plan::iter) returns them.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let before = HashRing::from_names(["a", "b"])?;
/// let mut after = before.clone();
/// after.add_node("c")?;
/// let plan = before.plan(&after, 1)?;
/// assert!(plan.iter().is_sorted_by_key(|moved| (moved.start, moved.rank)));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Moves {
    segments: PairSegments,
    diff: ListDiff,
    /// The moves that begin at position 0. Whether they join one at the end of the ring is known only there.
    heads: Vec<OpenMove>,
    /// The other moves that were not returned yet, by their start.
    queue: VecDeque<OpenMove>,
    /// The number of moves of the queue that were returned.
    returned: usize,
    /// The open moves, by rank.
    open: Vec<OpenAt>,
    /// The moves that remain once the end of the ring is reached.
    last: Option<VecDeque<Move>>,
}

impl Moves {
    pub(super) fn new(pair: Arc<RingPair>) -> Self {
        let diff = ListDiff::new(&pair);
        let segments = PairSegments::new(pair);
        Moves { segments, diff, heads: Vec::new(), queue: VecDeque::new(), returned: 0, open: Vec::new(), last: None }
    }

    /// Returns the ring before: the ring of each source.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(ring.plan(&HashRing::new(), 1)?.iter().before(), &ring);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn before(&self) -> &HashRing {
        &self.segments.pair.before
    }

    /// Returns the ring after: the ring of each target.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(HashRing::new().plan(&ring, 1)?.iter().after(), &ring);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn after(&self) -> &HashRing {
        &self.segments.pair.after
    }

    /// Ends the moves that do not continue in this segment, and begins new ones.
    fn advance(&mut self, segment: PairSegment) {
        let arrivals = self.diff.of(&self.segments.pair, segment);
        let (heads, queue, returned) = (&mut self.heads, &mut self.queue, self.returned);
        let mut going_on = Vec::with_capacity(arrivals.len());
        for &at in &self.open {
            let open = match at {
                OpenAt::Head(index) => &mut heads[index],
                OpenAt::Queue(index) => &mut queue[index - returned],
            };
            if arrivals.contains(&open.arrival) {
                going_on.push((open.arrival.rank, at));
            } else {
                open.last = Some(segment.first - 1);
            }
        }
        let mut open = Vec::with_capacity(arrivals.len());
        let mut going_on = going_on.into_iter().peekable();
        for &arrival in arrivals {
            if let Some((_, at)) = going_on.next_if(|&(rank, _)| rank == arrival.rank) {
                open.push(at);
                continue;
            }
            let begun = OpenMove { arrival, first: segment.first, last: None };
            if segment.first == 0 {
                open.push(OpenAt::Head(heads.len()));
                heads.push(begun);
            } else {
                open.push(OpenAt::Queue(returned + queue.len()));
                queue.push_back(begun);
            }
        }
        self.open = open;
    }

    /// Ends the moves that reach the end of the ring, where each may join one that began at position 0.
    fn finish(&mut self) -> VecDeque<Move> {
        let key_space = self.segments.pair.key_space();
        let mut heads: Vec<Option<OpenMove>> = self.heads.drain(..).map(Some).collect();
        let mut moves = VecDeque::new();
        for head in &mut heads {
            if let Some(whole) = head.take_if(|head| head.last.is_none()) {
                moves.push_back(whole.arrival.over(Range::WHOLE));
            }
        }
        for open in self.queue.drain(..) {
            let last = open.last.or_else(|| {
                let joined = heads.iter_mut().find(|head| head.is_some_and(|head| head.arrival == open.arrival));
                joined.and_then(Option::take).and_then(|head| head.last)
            });
            moves.push_back(open.arrival.over(Range::between(open.first, last.unwrap_or(key_space.last()), key_space)));
        }
        for head in heads.into_iter().flatten() {
            moves.push_back(head.arrival.over(Range::between(0, head.last.unwrap_or(key_space.last()), key_space)));
        }
        // A move of the whole ring begins at position 0 too.
        moves.make_contiguous().sort_by_key(|moved| (moved.start, moved.rank));
        moves
    }

    /// Returns the next move if no open move precedes it.
    fn known(&mut self) -> Option<Move> {
        if self.open.iter().any(|at| matches!(at, OpenAt::Head(_))) {
            return None; // it may be the whole ring, which comes first
        }
        let last = self.queue.front()?.last?;
        let ended = self.queue.pop_front()?;
        self.returned += 1;
        Some(ended.arrival.over(Range::between(ended.first, last, self.segments.pair.key_space())))
    }
}

impl Iterator for Moves {
    type Item = Move;

    fn next(&mut self) -> Option<Move> {
        loop {
            if let Some(last) = &mut self.last {
                return last.pop_front();
            }
            if let Some(known) = self.known() {
                return Some(known);
            }
            match self.segments.next() {
                Some(segment) => self.advance(segment),
                None => self.last = Some(self.finish()),
            }
        }
    }
}

impl core::iter::FusedIterator for Moves {}

/// Returns the moves that contain a position.
pub(super) fn around(pair: &RingPair, position: u64) -> Vec<Move> {
    let mut diff = ListDiff::new(pair);
    let here = pair.segment(position);
    let arrivals = diff.of(pair, here).to_vec();
    arrivals.into_iter().map(|arrival| arrival.over(extent(pair, &mut diff, here, arrival))).collect()
}

/// Returns the range around a segment in which an arrival is the same.
fn extent(pair: &RingPair, diff: &mut ListDiff, here: PairSegment, arrival: Arrival) -> Range {
    let key_space = pair.key_space();
    let (mut first, mut last, mut len) = (here.first, here.last, here.len());
    loop {
        let next = pair.segment(if last == key_space.last() { 0 } else { last + 1 });
        if len == key_space.size() {
            return Range::WHOLE;
        }
        if !diff.of(pair, next).contains(&arrival) {
            break;
        }
        (last, len) = (next.last, len + next.len());
    }
    loop {
        let previous = pair.segment(first.checked_sub(1).unwrap_or(key_space.last()));
        if !diff.of(pair, previous).contains(&arrival) {
            return Range::between(first, last, key_space);
        }
        first = previous.first;
    }
}
