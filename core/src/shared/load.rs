//! Bounded loads, which limit the number of tickets that each node holds.
//!
//! This is consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam 2016), with weights. A node is full
//! when its load reaches its part of all loads times a factor. Together the nodes may always hold more than they do, so
//! one of them has room.

use crate::members::node::NodeId;
use crate::members::{Generation, Slot};
use crate::options::Zones;
use crate::options::spec::LOAD_FACTOR;
use crate::profile::bound::{Bound, OpenNodes};
use crate::ring::walk::{BitSet, Walk};
use crate::shared::view::View;

/// A slot that [`SharedRing::acquire`](crate::SharedRing::acquire) reserved on a node. Release it once.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, SharedRing};
///
/// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
/// if let Some(ticket) = ring.acquire(b"user:42") {
///     assert_eq!(ring.total_load(), 1);
///     ring.release(ticket);
/// }
/// assert_eq!(ring.total_load(), 0);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    node: NodeId,
    /// The node's generation, modulo `GENERATIONS`: a ticket of an earlier membership is invalid.
    generation: u64,
}

/// Ids are below 2^24.
const ID_BITS: u32 = 24;
/// The number of generations that a ticket distinguishes. It keeps a ticket's bits below 2^53, so that languages whose
/// numbers are all `f64` represent them exactly.
const GENERATIONS: u64 = (1 << 29) - 1;

impl Ticket {
    /// Returns the node on which the slot was reserved.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let ticket = ring.acquire(b"user:42").unwrap();
    /// assert_eq!(Some(ticket.node()), ring.get_node(b"user:42"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn node(self) -> NodeId {
        self.node
    }

    /// Returns the ticket as a number from 1 to 2^53 - 1.
    #[inline]
    pub(crate) fn bits(self) -> u64 {
        self.generation.wrapping_add(1) << ID_BITS | u64::from(self.node.get())
    }

    /// Returns the ticket of a number. That of 0 is invalid: releasing it does nothing.
    #[inline]
    pub(crate) fn from_bits(bits: u64) -> Self {
        Ticket { node: NodeId::new(bits as u32 & ((1 << ID_BITS) - 1)), generation: (bits >> ID_BITS).wrapping_sub(1) }
    }
}

/// The load of one name.
#[derive(Clone, Debug, Default)]
struct Load {
    count: u64,
    /// The generation of a member; 0 for a name that is not a member.
    generation: Generation,
    /// The weight of a healthy member; 0 if nothing may be acquired.
    weight: u64,
    /// The weight of the healthy members before it, in the order in which they were given.
    weight_before: u64,
}

/// The loads of a ring's nodes. They follow each ring that is published.
#[derive(Debug)]
pub(crate) struct Loads {
    /// The load factor, in percent. It counts if the ring's profile has no bound of its own.
    pub(crate) factor: u32,
    by_id: Vec<Load>,
    /// The load of all members.
    total: u64,
    /// The sums that decide which node is full.
    open: OpenNodes,
    /// A buffer for the set of nodes that a walk has visited, so that a lookup allocates nothing.
    visited: Vec<u64>,
}

impl Default for Loads {
    fn default() -> Self {
        Loads { factor: LOAD_FACTOR.preset_integer() as u32, by_id: Vec::new(), total: 0, open: OpenNodes::default(), visited: Vec::new() }
    }
}

impl Loads {
    /// Takes over the members and their health. A removed member loses its load, and its tickets become invalid.
    pub(crate) fn sync_with(&mut self, view: &View) {
        let old = core::mem::replace(&mut self.by_id, vec![Load::default(); view.names_len()]);
        let mut weight_before = 0;
        for slot in 0..view.members.len() as Slot {
            let (id, generation) = (view.members.id(slot), view.members.generation(slot));
            let count = old.get(id.index()).filter(|load| load.generation == generation).map_or(0, |load| load.count);
            let weight = if view.is_down(slot) || view.points.is_unlisted(slot) { 0 } else { view.members.node(slot).checked_weight() };
            self.by_id[id.index()] = Load { count, generation, weight, weight_before };
            weight_before += weight;
        }
        self.open = OpenNodes::default();
        for load in self.by_id.iter().filter(|load| load.weight > 0) {
            self.open.load += load.count;
            self.open.weight += load.weight;
            self.open.count += 1;
        }
        self.total = self.by_id.iter().map(|load| load.count).sum();
        self.visited.resize(BitSet::words(view.len()), 0);
    }

    /// Reserves a slot on the first healthy node of the key's list that has room. Never allocates.
    pub(crate) fn acquire(&mut self, view: &View, key: &[u8]) -> Option<Ticket> {
        let bound = view.profile.bound(self.factor);
        let start = view.start(key)?;
        let slot = view.first_healthy(start)?;
        let slot = if self.has_room(view.members.id(slot), bound) { slot } else { self.first_with_room(view, start, bound)? };
        let node = view.members.id(slot);
        let load = &mut self.by_id[node.index()];
        load.count += 1;
        self.open.load += 1;
        self.total += 1;
        Some(Ticket { node, generation: load.generation % GENERATIONS })
    }

    /// Releases a slot; returns whether there was one. Never allocates.
    pub(crate) fn release(&mut self, ticket: Ticket) -> bool {
        match self.by_id.get_mut(ticket.node.index()) {
            Some(load) if load.generation % GENERATIONS == ticket.generation && load.count > 0 => {
                load.count -= 1;
                self.total -= 1;
                self.open.load -= u64::from(load.weight > 0);
                true
            }
            _ => false,
        }
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    pub(crate) fn count(&self, node: NodeId) -> u64 {
        self.by_id.get(node.index()).map_or(0, |load| load.count)
    }

    /// Returns the load at which a node is full.
    pub(crate) fn capacity(&self, node: NodeId, bound: Bound) -> u64 {
        match self.by_id.get(node.index()) {
            Some(load) if load.weight > 0 => {
                let (allowed, of) = bound.allowance(load.weight, load.weight_before, self.open);
                u64::try_from(allowed.div_ceil(of)).unwrap_or(u64::MAX)
            }
            _ => 0,
        }
    }

    fn first_with_room(&mut self, view: &View, start: usize, bound: Bound) -> Option<Slot> {
        let mut words = core::mem::take(&mut self.visited);
        words.fill(0);
        let mut visited = BitSet::new(&mut *words);
        // Even under strict zones an overflow may go to a second node of a zone, because a request has to go somewhere.
        let (mut walk, list) = (Walk::new(Zones::Spread), view.points.preference_list(start));
        let mut next = || walk.next(list, view.healthy_rounds(), |slot| view.is_down(slot), &mut visited);
        let found = core::iter::from_fn(&mut next).find(|&slot| self.has_room(view.members.id(slot), bound));
        self.visited = words;
        found
    }

    /// Returns whether `load < ceil(factor × (total + 1) × weight / (100 × weights))`, without a division.
    #[inline]
    fn has_room(&self, node: NodeId, bound: Bound) -> bool {
        let load = &self.by_id[node.index()];
        let (allowed, of) = bound.allowance(load.weight, load.weight_before, self.open);
        u128::from(load.count) * of < allowed
    }
}
