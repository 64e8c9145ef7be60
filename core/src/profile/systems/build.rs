//! Builds the points of a whole membership, by a row.

use crate::error::{Error, Result};
use crate::limits;
use crate::members::Slot;
use crate::members::node::Node;
use crate::points::preference::PreferenceOrder;
use crate::points::{Points, SortedPoints};

use super::count::{LabelCount, Totals};
use super::label::{Label, LabelPoints};
use super::rules::{Lists, ProfileSpec, Source, TieOrder, TieRule};
use super::{buraksezer, cassandra, envoy, haproxy, maglev, nginx, tengine};
use crate::hash::function::{Hash, flip};

/// A node that owns keys.
pub(crate) type Live<'a> = (Slot, &'a Node);

/// Points as they are made: one node's after another's.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    positions: Vec<u64>,
    runs: Vec<(Slot, usize)>,
    /// What each position has behind its leading 64 bits, the same number of bytes for each.
    low_bytes: Vec<u8>,
    low_bytes_len: usize,
}

impl Draft {
    /// Makes room for nodes of so many points each, and refuses more than a ring can have before any memory is taken.
    pub(crate) fn new(counts: impl Iterator<Item = u64> + Clone, low_bytes_len: usize) -> Result<Self> {
        let mut points = 0_u64;
        for count in counts {
            points = points.saturating_add(count);
            if points > limits::POINTS {
                return Err(Error::TooManyPoints { points });
            }
        }
        let low_bytes = Vec::with_capacity(points as usize * low_bytes_len);
        Ok(Draft { positions: Vec::with_capacity(points as usize), runs: Vec::new(), low_bytes, low_bytes_len })
    }

    /// Begins the points of a node.
    pub(crate) fn begin(&mut self, slot: Slot) {
        self.runs.push((slot, 0));
    }

    /// Adds a point of the node that was begun last.
    #[inline]
    pub(crate) fn push(&mut self, position: u64) {
        self.positions.push(position);
        if let Some((_, count)) = self.runs.last_mut() {
            *count += 1;
        }
    }

    fn push_hash(&mut self, hash: Hash, text: &[u8]) {
        if self.low_bytes_len == 0 {
            return self.push(hash.coordinate(text));
        }
        let mut tail = [0; crate::hash::function::Digest::LONGEST];
        self.push(hash.coordinate_and_low_bytes(text, &mut tail));
        self.low_bytes.extend_from_slice(&tail[..self.low_bytes_len]);
    }
}

impl ProfileSpec {
    /// Returns the points of these members.
    pub(crate) fn build(&self, members: &[Node]) -> Result<Points> {
        let live: Vec<Live> = (0..).zip(members).filter(|(_, node)| node.checked_weight() > 0).collect();
        if live.is_empty() {
            return Ok(Points::default());
        }
        self.check_labels(&live)?;
        let points = match &self.source {
            Source::Maglev { size } => maglev::table(&live, *size, members.len()),
            Source::Buraksezer(distribution) => {
                let circle = self.sorted(buraksezer::circle(distribution, &live)?, members, self.tie);
                distribution.table(&circle, members.len())?
            }
            source => self.sorted(draft(source, &live)?, members, self.tie),
        };
        let points = match &self.lists {
            Lists::Points | Lists::Owner => points,
            Lists::Closest(hash) => points.with_preference_order(closest(*hash, &live, members.len())),
            Lists::Simple { replicas } => cassandra::simple(points, &live, *replicas)?,
            Lists::Network { replicas } => cassandra::network(points, &live, replicas, members.len())?,
        };
        Ok(points.with_unlisted(live.iter().map(|&(slot, _)| slot), members.len()))
    }

    /// Refuses nodes whose labels the system cannot write.
    fn check_labels(&self, live: &[Live]) -> Result<()> {
        let Source::Labels { label, count, base, .. } = self.source else { return Ok(()) };
        let totals = Totals::of(live);
        let mut text = Vec::new();
        live.iter().try_for_each(|(_, node)| {
            let last = labels(node, count, base, totals).saturating_sub(1);
            label.write(node.identity(), last, &mut text);
            self.texts.check_label(node, text.len())
        })
    }

    /// Sorts points, and settles ties.
    fn sorted(&self, draft: Draft, members: &[Node], tie: TieRule) -> Points {
        let ranks = ranks(self.order, members);
        let rank = |slot: Slot| ranks.get(slot as usize).copied().unwrap_or(slot);
        if draft.low_bytes_len > 0 {
            return sorted_long(draft, tie, members.len());
        }
        let sorted = SortedPoints::new(&draft.positions, &draft.runs, members.len(), |a, b| rank(a).cmp(&rank(b)));
        match tie {
            TieRule::First => sorted,
            TieRule::OnlyFirst => sorted.without_ties(false, members.len()),
            TieRule::OnlyLast => sorted.without_ties(true, members.len()),
        }
        .indexed()
    }
}

/// Makes the points of most systems.
fn draft(source: &Source, live: &[Live]) -> Result<Draft> {
    match *source {
        Source::Labels { label, marks, count, base, .. } => labelled(live, label, marks, count, base),
        Source::Nginx { base } => nginx::points(live, base),
        Source::Tengine { base, most } => tengine::points(live, base, most),
        Source::HaProxy { base } => haproxy::points(live, base),
        Source::Envoy { label, hash, size } => envoy::points(live, label, hash, size),
        Source::Given { bits } => given(live, |point| (point as u64) << (64 - bits)),
        Source::Tokens => cassandra::check_tokens(live).and_then(|()| given(live, |token| flip(token as u64))),
        Source::Maglev { .. } | Source::Buraksezer(_) => Ok(Draft::default()),
    }
}

/// Returns how many labels a node has.
fn labels(node: &Node, count: LabelCount, base: u64, totals: Totals) -> u64 {
    match node.vnodes() {
        Some(own) if own.unsigned_abs() != base => own.unsigned_abs(),
        _ => count.labels(base, node.checked_weight(), totals),
    }
}

/// Makes the points of nodes that have labels.
pub(crate) fn labelled(live: &[Live], label: Label, marks: LabelPoints, count: LabelCount, base: u64) -> Result<Draft> {
    let totals = Totals::of(live);
    let labels = |node: &Node| labels(node, count, base, totals);
    let points = live.iter().map(|(_, node)| labels(node).saturating_mul(marks.points()));
    let mut draft = Draft::new(points, marks.low_bytes_len())?;
    let mut text = Vec::new();
    for &(slot, node) in live {
        draft.begin(slot);
        for number in 0..labels(node) {
            label.write(node.identity(), number, &mut text);
            match marks {
                LabelPoints::One(hash) => draft.push_hash(hash, &text),
                LabelPoints::Words(digest, words) => {
                    let whole = digest.whole(&text);
                    (0..words).for_each(|word| draft.push(digest.word_place(&whole, word)));
                }
            }
        }
    }
    Ok(draft)
}

/// Takes the points that nodes were given.
fn given(live: &[Live], position: impl Fn(i128) -> u64) -> Result<Draft> {
    let of = |node: &Node| node.points().unwrap_or_default().len() as u64;
    let mut draft = Draft::new(live.iter().map(|(_, node)| of(node)), 0)?;
    for &(slot, node) in live {
        draft.begin(slot);
        node.points().unwrap_or_default().iter().for_each(|&point| draft.push(position(point)));
    }
    Ok(draft)
}

/// Returns by slot which node is the earlier one at a tie; nothing where it is the one given before.
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
fn sorted_long(draft: Draft, tie: TieRule, members: usize) -> Points {
    let Draft { positions, runs, low_bytes, low_bytes_len } = draft;
    let owners: Vec<Slot> = runs.iter().flat_map(|&(slot, count)| core::iter::repeat_n(slot, count)).collect();
    let tail = |point: u32| &low_bytes[point as usize * low_bytes_len..(point as usize + 1) * low_bytes_len];
    let mut order: Vec<(u64, u32)> = positions.into_iter().zip(0..).collect();
    // By number at one position: the earlier node's stays before.
    order.sort_unstable();
    for tied in order.chunk_by_mut(|a, b| a.0 == b.0).filter(|tied| tied.len() > 1) {
        tied.sort_by(|a, b| tail(a.1).cmp(tail(b.1)));
    }
    let same = |a: &(u64, u32), b: &(u64, u32)| a.0 == b.0 && tail(a.1) == tail(b.1);
    match tie {
        TieRule::First => {}
        TieRule::OnlyFirst => order.dedup_by(|later, earlier| same(later, earlier)),
        TieRule::OnlyLast => {
            order.reverse();
            order.dedup_by(|earlier, later| same(earlier, later));
            order.reverse();
        }
    }
    let sorted = SortedPoints::from_sorted(order.iter().map(|&(position, point)| (position, owners[point as usize])), members);
    sorted.indexed().with_low_bytes(order.iter().flat_map(|&(_, point)| tail(point)).copied().collect())
}

/// The members in the order of a hash of their identities: what lists follow where there is no ring.
fn closest(hash: Hash, live: &[Live], members: usize) -> PreferenceOrder {
    let mut order: Vec<_> = live.iter().map(|&(slot, node)| (hash.coordinate(node.identity().as_bytes()), slot)).collect();
    order.sort_unstable();
    let order: Box<[Slot]> = order.into_iter().map(|(_, slot)| slot).collect();
    let mut places = vec![0; members].into_boxed_slice();
    for (place, &slot) in order.iter().enumerate() {
        places[slot as usize] = place as u32;
    }
    PreferenceOrder::Members { order, places }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two nodes of two points each; at position 5 three points, two of which are equal to the last byte.
    fn sorted(tie: TieRule) -> Vec<(u64, Slot, u8)> {
        let draft = Draft { positions: vec![5, 5, 5, 1], runs: vec![(0, 2), (1, 2)], low_bytes: vec![9, 1, 9, 0], low_bytes_len: 1 };
        let points = sorted_long(draft, tie, 2);
        points.iter().enumerate().map(|(place, (position, slot))| (position, slot, points.low_bytes_of(place)[0])).collect()
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
