//! The changes of the lists on each segment of two rings.

use crate::members::node::NodeId;

use super::Plan;

/// Adjacent positions whose keys have one list before and one after.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairSegment {
    pub(super) first: u64,
    pub(super) last: u64,
    /// The points at which the two lists begin.
    starts: [Option<usize>; 2],
}

impl PairSegment {
    pub(super) fn len(self) -> u128 {
        u128::from(self.last - self.first) + 1
    }
}

impl Plan {
    /// Returns the segment of a position.
    pub(super) fn piece(&self, position: u64) -> PairSegment {
        let (before, after) = (self.before.span(position), self.after.span(position));
        PairSegment { first: before.first.max(after.first), last: before.last.min(after.last), starts: [before.start, after.start] }
    }

    pub(crate) fn last_position(&self) -> u64 {
        self.after.profile.key_space().last()
    }
}

/// All segments, from position 0 to the last.
#[derive(Clone, Debug)]
pub(super) struct Pieces<P> {
    plan: P,
    /// The first position of the next segment; `None` after the last.
    next: Option<u64>,
}

impl<P> Pieces<P> {
    pub(super) fn new(plan: P) -> Self {
        Pieces { plan, next: Some(0) }
    }

    pub(super) fn plan(&self) -> &P {
        &self.plan
    }
}

impl<P: core::borrow::Borrow<Plan>> Iterator for Pieces<P> {
    type Item = PairSegment;

    fn next(&mut self) -> Option<PairSegment> {
        let plan = self.plan.borrow();
        let piece = plan.piece(self.next?);
        self.next = (piece.last < plan.last_position()).then(|| piece.last + 1);
        Some(piece)
    }
}

/// A node that holds the keys of a segment after the change but not before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    /// Its index in the list after.
    pub(super) rank: usize,
    pub(super) source: Option<NodeId>,
    pub(super) target: NodeId,
}

/// Compares the lists of each segment in turn.
#[derive(Clone, Debug)]
pub(super) struct ListDiff {
    lists: [Vec<NodeId>; 2],
    /// By id of the ring after, the last segment whose list before had the node, and the last whose list after had it.
    met: [Vec<u64>; 2],
    pieces: u64,
    /// The starts to which `changes` belong.
    starts: Option<[Option<usize>; 2]>,
    changes: Vec<Arrival>,
}

impl ListDiff {
    pub(super) fn new(plan: &Plan) -> Self {
        let list = |len: usize| vec![NodeId::NONE; plan.replicas.min(len)];
        let names = plan.after.names_len();
        ListDiff {
            lists: [list(plan.before.len()), list(plan.after.len())],
            met: [vec![0; names], vec![0; names]],
            pieces: 0,
            starts: None,
            changes: Vec::new(),
        }
    }

    /// Returns the changes of a segment, by rank.
    pub(super) fn of(&mut self, plan: &Plan, piece: PairSegment) -> &[Arrival] {
        if self.starts != Some(piece.starts) {
            self.starts = Some(piece.starts);
            self.compare(plan, piece.starts);
        }
        &self.changes
    }

    fn compare(&mut self, plan: &Plan, [start_before, start_after]: [Option<usize>; 2]) {
        let ([list_before, list_after], [met_before, met_after]) = (&mut self.lists, &mut self.met);
        let before = plan.before.list_from(start_before, &plan.before.rounds, |_| false, list_before);
        let after = plan.after.list_from(start_after, &plan.after.rounds, |_| false, list_after);
        self.pieces += 1;
        let this = self.pieces;
        let twin = |id: &NodeId| Some(plan.counterparts[id.index()]).filter(|&twin| twin != NodeId::NONE);
        before.iter().filter_map(twin).for_each(|twin| met_before[twin.index()] = this);
        after.iter().for_each(|id| met_after[id.index()] = this);
        let stays = |id: &&NodeId| twin(id).is_some_and(|twin| met_after[twin.index()] == this);
        let mut leavers = before.iter().filter(|id| !stays(id));
        let otherwise = before.iter().find(stays).or_else(|| before.first()).copied();
        let arrivals = (0..).zip(after).filter(|(_, id)| met_before[id.index()] != this);
        self.changes.clear();
        self.changes.extend(arrivals.map(|(rank, &target)| Arrival { rank, source: leavers.next().copied().or(otherwise), target }));
    }
}
