//! The moves of a plan in the order of the ring, neighbours joined, without a list of all.

use core::borrow::Borrow;
use std::collections::VecDeque;
use std::sync::Arc;

use crate::analysis::ranges::Range;
use crate::members::node::NodeId;

use super::Plan;
use super::diff::{Arrival, ListDiff, PairSegment, Pieces};

/// Positions whose keys a node comes to hold: those of `(start, end]`, clockwise.
///
/// Where `start >= end` it reaches round the end of the ring; `(0, 0]` is the whole ring. What begins at the first position and joins no move
/// before the end begins behind the last.
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
    /// The place of the target in the key's list after, from 0.
    pub rank: usize,
    /// Who can give the keys, an id of the ring before: who gives them up, or else who keeps them; `None` if that ring has no node.
    pub source: Option<NodeId>,
    /// Who comes to hold the keys, an id of the ring after.
    pub target: NodeId,
}

impl Arrival {
    fn over(self, range: Range) -> Move {
        Move { start: range.start, end: range.end, rank: self.rank, source: self.source, target: self.target }
    }
}

/// A move whose end may not be known yet.
#[derive(Clone, Copy, Debug)]
struct OpenMove {
    change: Arrival,
    first: u64,
    last: Option<u64>,
}

/// Where a stretch that still goes on is kept.
#[derive(Clone, Copy, Debug)]
enum OpenAt {
    /// Among those that began at position 0.
    Head(usize),
    /// In the queue, counted from the first that ever was in it.
    Queue(usize),
}

/// The moves of a plan: by `start`, then by rank; [`Plan::iter`] gives them.
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
    /// The stretches that begin at position 0: whether they join one at the end of the ring is not known before.
    heads: Vec<OpenMove>,
    /// The other stretches that are not given yet, by where they begin.
    queue: VecDeque<OpenMove>,
    /// How many of the queue were given.
    given: usize,
    /// Those that go on, by rank.
    open: Vec<OpenAt>,
    /// What is found but not given yet, once the end of the ring is reached.
    last: Option<VecDeque<Move>>,
}

impl<P: Borrow<Plan>> Moves<P> {
    pub(super) fn new(plan: P) -> Self {
        let changes = ListDiff::new(plan.borrow());
        Moves { pieces: Pieces::new(plan), changes, heads: Vec::new(), queue: VecDeque::new(), given: 0, open: Vec::new(), last: None }
    }

    /// Returns the plan whose moves these are.
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

    /// Ends what does not go on in this piece, and begins what is new.
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

    /// Ends what goes on at the end of the ring, where it may join what began there.
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
        // A whole ring begins where those behind position 0 do.
        moves.make_contiguous().sort_by_key(|moved| (moved.start, moved.rank));
        moves
    }

    /// Returns the next move, if it is known to be the next: nothing before it goes on.
    fn known(&mut self) -> Option<Move> {
        if self.open.iter().any(|place| matches!(place, OpenAt::Head(_))) {
            return None; // it may turn out to be the whole ring, which is the first of all
        }
        let last = self.queue.front()?.last?;
        let stretch = self.queue.pop_front()?;
        self.given += 1;
        Some(stretch.change.over(Range::between(stretch.first, last, self.plan().after.profile.key_space())))
    }
}

impl Plan {
    /// Returns every move, as [`Plan::iter`]; keeps the plan.
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

/// Returns the moves that a position is part of.
pub(crate) fn around(plan: &Plan, position: u64) -> Vec<Move> {
    let mut changes = ListDiff::new(plan);
    let here = plan.piece(position);
    let at_hand = changes.of(plan, here).to_vec();
    at_hand.into_iter().map(|change| change.over(extent(plan, &mut changes, here, change))).collect()
}

/// Returns how far a change reaches around a piece.
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
