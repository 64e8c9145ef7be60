//! The capped ring, in which a node gives up points while it owns more than the cap allows.
//!
//! A node gives up its last points first. Giving up a point never raises the node's own share and never lowers
//! another's. So the order in which nodes give up points does not matter. They always keep the greatest numbers of
//! points that leave no node over the cap, except for nodes at their floor. That makes placement a function of the
//! members. `docs/placement.md`, section 10, is the normative text.

use core::cmp::Ordering;

use crate::members::node::Node;
use crate::members::{Members, Slot};
use crate::points::draft::Draft;
use crate::points::{Points, SortedPoints};

/// The whole ring.
const WHOLE: u128 = 1 << 64;

/// Returns the indices, in ascending order, of the points that nodes give up under a cap. `sorted` are the points of
/// the `draft`.
pub(crate) fn trimmed(percent: u32, members: &Members, draft: &Draft, sorted: &SortedPoints) -> Vec<usize> {
    let holders = holders(percent, members, draft, sorted);
    let over: Vec<Slot> = (0..).zip(&holders).filter(|(_, holder)| holder.must_give()).map(|(slot, _)| slot).collect();
    if over.is_empty() {
        return Vec::new();
    }
    let mut given_up = Trim { members, draft, sorted, links: Links::new(sorted.len()), holders }.run(over);
    given_up.sort_unstable();
    given_up
}

/// Returns the members that own more than the cap allows, because they are at their floor, in bytewise order of their names.
pub(crate) fn over(percent: u32, members: &Members, points: &Points) -> Vec<Slot> {
    let (shares, allowed) = (shares(points.iter(), members.len()), Allowed::new(percent, members));
    members.by_name().filter(|&slot| shares[slot as usize] > allowed.of(members.node(slot))).collect()
}

/// Returns each member's share of the ring, by slot. Of several points at one position the first owns the segment, and
/// the others nothing.
fn shares(mut points: impl DoubleEndedIterator<Item = (u64, Slot)>, members: usize) -> Vec<u128> {
    let mut shares = vec![0; members];
    let Some((last, last_owner)) = points.next_back() else { return shares };
    // The segment of the first point begins after the last point.
    let mut start = u128::from(last);
    for (position, slot) in points {
        let end = WHOLE + u128::from(position);
        shares[slot as usize] += end - start;
        start = end;
    }
    shares[last_owner as usize] += WHOLE + u128::from(last) - start;
    shares
}

/// The most that a node may own.
struct Allowed {
    percent: u128,
    weights: u128,
}

impl Allowed {
    fn new(percent: u32, members: &Members) -> Self {
        let weights: u128 = members.by_slot().iter().map(|node| u128::from(node.checked_weight())).sum();
        Allowed { percent: percent.into(), weights: weights.max(1) }
    }

    /// Returns the cap times the node's fair share. Shares are whole numbers, so rounding down loses nothing. The ring
    /// has at most 2^26 points, so weights and this product fit.
    fn of(&self, node: &Node) -> u128 {
        self.percent * u128::from(node.checked_weight()) * WHOLE / (100 * self.weights)
    }
}

/// Returns a node's floor: the fewest points that it keeps, of those that it has without a cap.
fn floor(points: usize) -> usize {
    points.div_ceil(4)
}

/// A member's share, with the points that it can give up.
#[derive(Clone, Debug, Default)]
struct Holder {
    share: u128,
    allowed: u128,
    /// The index of its first point in the draft. Those that it still has follow.
    first: usize,
    points: usize,
    floor: usize,
}

impl Holder {
    fn must_give(&self) -> bool {
        self.share > self.allowed && self.points > self.floor
    }
}

/// Returns the members by slot, before any gives up a point.
fn holders(percent: u32, members: &Members, draft: &Draft, sorted: &SortedPoints) -> Vec<Holder> {
    let allowed = Allowed::new(percent, members);
    let shares = shares(sorted.iter(), members.len());
    let holder = |(share, node)| Holder { share, allowed: allowed.of(node), ..Holder::default() };
    let mut holders: Vec<Holder> = shares.into_iter().zip(members.by_slot()).map(holder).collect();
    let mut first = 0;
    for &(slot, points) in draft.runs() {
        let holder = &mut holders[slot as usize];
        (holder.first, holder.points, holder.floor) = (first, points, floor(points));
        first += points;
    }
    holders
}

/// The points in the making.
struct Trim<'a> {
    members: &'a Members,
    draft: &'a Draft,
    sorted: &'a SortedPoints,
    links: Links,
    holders: Vec<Holder>,
}

impl Trim<'_> {
    /// Lets nodes give up points until none must, and returns the indices of these points. `over` are the nodes that
    /// must at first.
    fn run(mut self, mut over: Vec<Slot>) -> Vec<usize> {
        let mut given_up = Vec::new();
        while let Some(&slot) = over.last() {
            if self.holders[slot as usize].must_give() {
                let point = self.last_point(slot);
                given_up.push(point);
                over.push(self.give_up(point, slot));
            } else {
                over.pop();
            }
        }
        given_up
    }

    /// Removes the last point of a node, and returns its index.
    fn last_point(&mut self, slot: Slot) -> usize {
        let holder = &mut self.holders[slot as usize];
        holder.points -= 1;
        let position = self.draft.coordinates()[holder.first + holder.points];
        let mut point = self.first_point(position, slot);
        // A node may have several points at one position; it does not matter which of them is removed.
        while self.links.is_removed(point) {
            point += 1;
        }
        point
    }

    /// Returns the index of a node's first point at a position.
    fn first_point(&self, position: u64, slot: Slot) -> usize {
        let is_before = |point| {
            let order = self.sorted.position(point).cmp(&position);
            order.then_with(|| self.members.order(self.sorted.owner(point), slot)) == Ordering::Less
        };
        let (mut from, mut to) = (0, self.sorted.len());
        while from < to {
            let middle = from.midpoint(to);
            if is_before(middle) { from = middle + 1 } else { to = middle }
        }
        from
    }

    /// Adds the segment of a node's point to the next point on the ring, and returns the owner of that point.
    fn give_up(&mut self, point: usize, slot: Slot) -> Slot {
        let arc = self.arc(point);
        let heir = self.sorted.owner(self.links.remove(point));
        self.holders[slot as usize].share -= arc;
        self.holders[heir as usize].share += arc;
        heir
    }

    /// Returns the share of the ring that a point owns.
    fn arc(&self, point: usize) -> u128 {
        let before = self.links.before(point);
        let [start, end] = [before, point].map(|point| u128::from(self.sorted.position(point)));
        // The first point of all also owns the positions after the last point: the whole ring, if all points are at its
        // position.
        if before < point { end - start } else { WHOLE + end - start }
    }
}

/// The indices of the remaining points, in a circle.
struct Links {
    before: Vec<u32>,
    after: Vec<u32>,
}

/// The successor of a removed point.
const REMOVED: u32 = u32::MAX;

impl Links {
    /// Links this number of points, at least one. A ring has far fewer points than there are numbers for links.
    fn new(points: usize) -> Self {
        let last = points as u32 - 1;
        Links { before: core::iter::once(last).chain(0..last).collect(), after: (1..=last).chain([0]).collect() }
    }

    fn is_removed(&self, point: usize) -> bool {
        self.after[point] == REMOVED
    }

    /// Returns the point before a remaining one.
    fn before(&self, point: usize) -> usize {
        self.before[point] as usize
    }

    /// Removes a point, and returns the one after it.
    fn remove(&mut self, point: usize) -> usize {
        let (before, after) = (self.before[point], core::mem::replace(&mut self.after[point], REMOVED));
        self.after[before as usize] = after;
        self.before[after as usize] = before;
        after as usize
    }
}
