//! Ties: several points at one position.

use crate::members::Slot;
use crate::members::node::Node;
use crate::points::draft::Draft;
use crate::points::{Points, SortedPoints};

/// The rule for several points at one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TieRule {
    /// The earlier node's point is first; the others follow it.
    First,
    /// Only the earlier node's point remains.
    OnlyFirst,
    /// Only the later node's point remains.
    OnlyLast,
}

/// Which node is the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TieOrder {
    /// The node that was given before the other.
    Given,
    /// The node whose identity is shorter or, if both have one length, bytewise less.
    Shortest,
    /// It makes no difference.
    None,
}

/// How a draft is sorted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ties {
    pub(crate) rule: TieRule,
    pub(crate) order: TieOrder,
}

impl Ties {
    /// Returns the points of a draft in ring order, without those that ties remove.
    pub(crate) fn sort(self, draft: &Draft, members: &[Node]) -> Points {
        if draft.low_bytes_len() > 0 {
            return sort_long(draft, self.rule, members.len());
        }
        let ranks = ranks(self.order, members);
        let rank = |slot: Slot| ranks.get(slot as usize).copied().unwrap_or(slot);
        let sorted = draft.sorted(members.len(), |a, b| rank(a).cmp(&rank(b)));
        match self.rule {
            TieRule::First => sorted,
            TieRule::OnlyFirst => sorted.without_ties(false, members.len()),
            TieRule::OnlyLast => sorted.without_ties(true, members.len()),
        }
        .indexed()
    }
}

/// Returns the rank of each node at a tie, by slot; nothing if the order of the nodes decides.
fn ranks(order: TieOrder, members: &[Node]) -> Vec<Slot> {
    if order != TieOrder::Shortest {
        return Vec::new();
    }
    let key = |slot: &Slot| {
        let identity = members[*slot as usize].identity();
        (identity.len(), identity)
    };
    let mut slots: Vec<Slot> = (0..members.len() as Slot).collect();
    slots.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
    let mut ranks = vec![0; members.len()];
    for (rank, slot) in slots.into_iter().enumerate() {
        ranks[slot as usize] = rank as Slot;
    }
    ranks
}

/// Sorts points whose positions are longer than 64 bits.
fn sort_long(draft: &Draft, rule: TieRule, members: usize) -> Points {
    let owners: Vec<Slot> = draft.runs().iter().flat_map(|&(slot, count)| core::iter::repeat_n(slot, count)).collect();
    let low_bytes = |point: u32| draft.low_bytes_of(point as usize);
    let mut order: Vec<(u64, u32)> = draft.coordinates().iter().copied().zip(0..).collect();
    // By number at one position: the earlier node's point stays first.
    order.sort_unstable();
    for tied in order.chunk_by_mut(|a, b| a.0 == b.0).filter(|tied| tied.len() > 1) {
        tied.sort_by(|a, b| low_bytes(a.1).cmp(low_bytes(b.1)));
    }
    let same = |a: &(u64, u32), b: &(u64, u32)| a.0 == b.0 && low_bytes(a.1) == low_bytes(b.1);
    match rule {
        TieRule::First => {}
        TieRule::OnlyFirst => order.dedup_by(|later, earlier| same(later, earlier)),
        TieRule::OnlyLast => {
            order.reverse();
            order.dedup_by(|earlier, later| same(earlier, later));
            order.reverse();
        }
    }
    let sorted = SortedPoints::from_sorted(order.iter().map(|&(coordinate, point)| (coordinate, owners[point as usize])), members);
    sorted.indexed().with_low_bytes(order.iter().flat_map(|&(_, point)| low_bytes(point)).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two nodes of two points each; at position 5 three points, two of which are equal to the last byte.
    fn sorted(rule: TieRule) -> Vec<(u64, Slot, u8)> {
        let mut draft = Draft::new(0, [2, 2], 1).unwrap();
        for (slot, points) in [(0, [(5, 9), (5, 1)]), (1, [(5, 9), (1, 0)])] {
            draft.begin(slot);
            points.into_iter().for_each(|(coordinate, low_byte)| draft.push_long(coordinate, &[low_byte]));
        }
        let points = sort_long(&draft, rule, 2);
        points.iter().enumerate().map(|(point, (position, slot))| (position, slot, points.low_bytes_of(point)[0])).collect()
    }

    #[test]
    fn long_positions_are_ordered_to_their_end() {
        assert_eq!(sorted(TieRule::First), [(1, 1, 0), (5, 0, 1), (5, 0, 9), (5, 1, 9)]);
        assert_eq!(sorted(TieRule::OnlyFirst), [(1, 1, 0), (5, 0, 1), (5, 0, 9)]);
        assert_eq!(sorted(TieRule::OnlyLast), [(1, 1, 0), (5, 0, 1), (5, 1, 9)]);
    }

    #[test]
    fn shorter_identities_come_first_and_then_bytewise() {
        let nodes = ["bb", "a", "c", "aa"].map(Node::new);
        assert_eq!(ranks(TieOrder::Shortest, &nodes), [3, 0, 1, 2]);
    }
}
