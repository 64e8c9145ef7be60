//! The changes between the two lists of a segment.

use crate::members::node::NodeId;

use super::pair::{PairSegment, RingPair};

/// A node that holds the keys of a segment after the change but not before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    /// Its index in the list after.
    pub(super) rank: usize,
    pub(super) source: Option<NodeId>,
    pub(super) target: NodeId,
}

/// Compares the two lists of each segment in turn.
#[derive(Clone, Debug)]
pub(super) struct ListDiff {
    lists: [Vec<NodeId>; 2],
    /// By id of the ring after, the number of the last comparison whose list before had it, and of the last whose list after had it.
    last_seen: [Vec<u64>; 2],
    comparisons: u64,
    /// The starts to which the arrivals belong.
    starts: Option<[Option<usize>; 2]>,
    arrivals: Vec<Arrival>,
}

impl ListDiff {
    pub(super) fn new(pair: &RingPair) -> Self {
        let list = |len: usize| vec![NodeId::NONE; pair.replicas.min(len)];
        let names = pair.after.names_len();
        ListDiff {
            lists: [list(pair.before.len()), list(pair.after.len())],
            last_seen: [vec![0; names], vec![0; names]],
            comparisons: 0,
            starts: None,
            arrivals: Vec::new(),
        }
    }

    /// Returns the arrivals of a segment, by rank.
    pub(super) fn of(&mut self, pair: &RingPair, segment: PairSegment) -> &[Arrival] {
        if self.starts != Some(segment.starts) {
            self.starts = Some(segment.starts);
            self.compare(pair, segment.starts);
        }
        &self.arrivals
    }

    fn compare(&mut self, pair: &RingPair, [start_before, start_after]: [Option<usize>; 2]) {
        let ([list_before, list_after], [seen_before, seen_after]) = (&mut self.lists, &mut self.last_seen);
        let before = pair.before.list_from(start_before, &pair.before.rounds, |_| false, list_before);
        let after = pair.after.list_from(start_after, &pair.after.rounds, |_| false, list_after);
        self.comparisons += 1;
        let this = self.comparisons;
        let counterpart = |id: &NodeId| pair.counterpart(*id);
        before.iter().filter_map(counterpart).for_each(|id| seen_before[id.index()] = this);
        after.iter().for_each(|id| seen_after[id.index()] = this);
        let stays = |id: &&NodeId| counterpart(id).is_some_and(|id| seen_after[id.index()] == this);
        let mut leavers = before.iter().filter(|id| !stays(id));
        let otherwise = before.iter().find(stays).or_else(|| before.first()).copied();
        let arrived = (0..).zip(after).filter(|(_, id)| seen_before[id.index()] != this);
        self.arrivals.clear();
        self.arrivals.extend(arrived.map(|(rank, &target)| Arrival { rank, source: leavers.next().copied().or(otherwise), target }));
    }
}
