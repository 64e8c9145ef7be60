//! The moves of a plan, found one by one in the order of the ring.

use core::borrow::Borrow;
use std::collections::VecDeque;
use std::sync::Arc;

use crate::analysis::ranges::Range;
use crate::members::node::NodeId;

use super::Plan;
use super::diff::{Arrival, ListDiff, PairSegment, Pieces};

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
    change: Arrival,
    first: u64,
    last: Option<u64>,
}

/// Where an open move is stored.
#[derive(Clone, Copy, Debug)]
enum OpenAt {
    /// Among those that began at position 0.
    Head(usize),
    /// In the queue, counted from the first that was ever in it.
    Queue(usize),
}

/// The moves of a plan, by `start`, then by rank; [`Plan::iter`] returns them.
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
pub struct Moves<P> {
    pieces: Pieces<P>,
    changes: ListDiff,
    /// The moves that begin at position 0: whether they join one at the end of the ring is known only there.
    heads: Vec<OpenMove>,
    /// The other moves that were not returned yet, by their start.
    queue: VecDeque<OpenMove>,
    /// The number of moves of the queue that were returned.
    given: usize,
    /// The open moves, by rank.
    open: Vec<OpenAt>,
    /// The moves that are left when the end of the ring is reached.
    last: Option<VecDeque<Move>>,
}

impl<P: Borrow<Plan>> Moves<P> {
    pub(super) fn new(plan: P) -> Self {
        let changes = ListDiff::new(plan.borrow());
        Moves { pieces: Pieces::new(plan), changes, heads: Vec::new(), queue: VecDeque::new(), given: 0, open: Vec::new(), last: None }
    }

    /// Returns the plan of these moves.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(ring.plan(&ring, 1)?.iter().plan().moved(), 0);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn plan(&self) -> &Plan {
        self.pieces.plan().borrow()
    }

    /// Ends the moves that do not continue in this segment, and begins new ones.
    fn advance(&mut self, piece: PairSegment) {
        let plan: &Plan = self.pieces.plan().borrow();
        let changes = self.changes.of(plan, piece);
        let (heads, queue, given) = (&mut self.heads, &mut self.queue, self.given);
        let mut going_on = Vec::with_capacity(changes.len());
        for &place in &self.open {
            let stretch = match place {
                OpenAt::Head(number) => &mut heads[number],
                OpenAt::Queue(number) => &mut queue[number - given],
            };
            if changes.contains(&stretch.change) {
                going_on.push((stretch.change.rank, place));
            } else {
                stretch.last = Some(piece.first - 1);
            }
        }
        let mut open = Vec::with_capacity(changes.len());
        let mut going_on = going_on.into_iter().peekable();
        for &change in changes {
            if let Some((_, place)) = going_on.next_if(|&(rank, _)| rank == change.rank) {
                open.push(place);
                continue;
            }
            let stretch = OpenMove { change, first: piece.first, last: None };
            if piece.first == 0 {
                open.push(OpenAt::Head(heads.len()));
                heads.push(stretch);
            } else {
                open.push(OpenAt::Queue(given + queue.len()));
                queue.push_back(stretch);
            }
        }
        self.open = open;
    }

    /// Ends the open moves at the end of the ring, where they may join those that began at position 0.
    fn finish(&mut self) -> VecDeque<Move> {
        let key_space = self.plan().after.profile.key_space();
        let mut heads: Vec<Option<OpenMove>> = self.heads.drain(..).map(Some).collect();
        let mut moves = VecDeque::new();
        for head in &mut heads {
            if let Some(whole) = head.take_if(|head| head.last.is_none()) {
                moves.push_back(whole.change.over(Range::WHOLE));
            }
        }
        for stretch in self.queue.drain(..) {
            let last = stretch.last.or_else(|| {
                let joins = heads.iter_mut().find(|head| head.is_some_and(|head| head.change == stretch.change));
                joins.and_then(Option::take).and_then(|head| head.last)
            });
            moves.push_back(stretch.change.over(Range::between(stretch.first, last.unwrap_or(key_space.last()), key_space)));
        }
        for head in heads.into_iter().flatten() {
            moves.push_back(head.change.over(Range::between(0, head.last.unwrap_or(key_space.last()), key_space)));
        }
        // A move of the whole ring begins at position 0 too.
        moves.make_contiguous().sort_by_key(|moved| (moved.start, moved.rank));
        moves
    }

    /// Returns the next move if no open move precedes it.
    fn known(&mut self) -> Option<Move> {
        if self.open.iter().any(|place| matches!(place, OpenAt::Head(_))) {
            return None; // it may be the whole ring, which comes first
        }
        let last = self.queue.front()?.last?;
        let stretch = self.queue.pop_front()?;
        self.given += 1;
        Some(stretch.change.over(Range::between(stretch.first, last, self.plan().after.profile.key_space())))
    }
}

impl Plan {
    /// Returns every move, as [`Plan::iter`] does, and keeps the plan.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use ringwise::HashRing;
    ///
    /// let plan = Arc::new(HashRing::from_names(["a"])?.plan(&HashRing::from_names(["b"])?, 1)?);
    /// assert_eq!(plan.into_moves().count(), 1);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn into_moves(self: Arc<Self>) -> Moves<Arc<Plan>> {
        Moves::new(self)
    }
}

impl<P: Borrow<Plan>> Iterator for Moves<P> {
    type Item = Move;

    fn next(&mut self) -> Option<Move> {
        loop {
            if let Some(last) = &mut self.last {
                return last.pop_front();
            }
            if let Some(known) = self.known() {
                return Some(known);
            }
            match self.pieces.next() {
                Some(piece) => self.advance(piece),
                None => self.last = Some(self.finish()),
            }
        }
    }
}

impl<P: Borrow<Plan>> core::iter::FusedIterator for Moves<P> {}

/// Returns the moves that contain a position.
pub(crate) fn around(plan: &Plan, position: u64) -> Vec<Move> {
    let mut changes = ListDiff::new(plan);
    let here = plan.piece(position);
    let at_hand = changes.of(plan, here).to_vec();
    at_hand.into_iter().map(|change| change.over(extent(plan, &mut changes, here, change))).collect()
}

/// Returns the range of a change around a segment.
fn extent(plan: &Plan, changes: &mut ListDiff, here: PairSegment, change: Arrival) -> Range {
    let key_space = plan.after.profile.key_space();
    let (mut first, mut last, mut len) = (here.first, here.last, here.len());
    loop {
        let next = plan.piece(if last == key_space.last() { 0 } else { last + 1 });
        if len == key_space.size() {
            return Range::WHOLE;
        }
        if !changes.of(plan, next).contains(&change) {
            break;
        }
        (last, len) = (next.last, len + next.len());
    }
    loop {
        let previous = plan.piece(first.checked_sub(1).unwrap_or(key_space.last()));
        if !changes.of(plan, previous).contains(&change) {
            return Range::between(first, last, key_space);
        }
        first = previous.first;
    }
}
