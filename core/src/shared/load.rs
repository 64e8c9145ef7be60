//! Bounded loads: how many tickets each node holds, and the first node of a key that has room for one more.
//!
//! Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam 2016), with weights: a node is full when its load reaches its
//! part of all loads times a factor. What all may hold is always more than what they do, so one of them has room.

use crate::members::node::NodeId;
use crate::members::{Generation, Slot};
use crate::options::Zones;
use crate::profile::bound::{Bound, OpenNodes};
use crate::ring::walk::{BitSet, Walk};
use crate::shared::view::View;

/// A place that [`SharedRing::acquire`](crate::SharedRing::acquire) took, to be given back once.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, SharedRing, Ticket};
///
/// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
/// if let Some(ticket) = ring.acquire(b"user:42") {
///     assert_eq!(Ticket::from_bits(ticket.bits()), ticket);
///     assert_eq!(ring.total_load(), 1);
///     ring.release(ticket);
/// }
/// assert_eq!(ring.total_load(), 0);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    node: NodeId,
    /// The node's generation, as far as a ticket keeps it: a ticket of an earlier membership counts for nothing.
    generation: u64,
}

/// Ids are below 2^24.
const ID_BITS: u32 = 24;
/// So many generations are told apart. A ticket's bits stay below 2^53 with that, and so are whole in languages whose numbers are all `f64`.
const GENERATIONS: u64 = (1 << 29) - 1;

impl Ticket {
    /// Returns the node on which the place was taken.
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

    /// Returns the ticket as a number below 2^53, for where a value cannot be kept.
    ///
    /// No ticket is 0. [`Ticket::from_bits`] reads it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a"])?);
    /// let bits = ring.acquire(b"user:42").map_or(0, |ticket| ticket.bits());
    /// assert!((1..1 << 53).contains(&bits));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn bits(self) -> u64 {
        self.generation.wrapping_add(1) << ID_BITS | u64::from(self.node.get())
    }

    /// Returns the ticket that a number of [`Ticket::bits`] stands for.
    ///
    /// 0 stands for none: what it gives has no place to give back.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing, Ticket};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a"])?);
    /// let bits = ring.acquire(b"user:42").unwrap().bits();
    /// assert!(!ring.release(Ticket::from_bits(0)));
    /// assert!(ring.release(Ticket::from_bits(bits)));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Ticket { node: NodeId::new(bits as u32 & ((1 << ID_BITS) - 1)), generation: (bits >> ID_BITS).wrapping_sub(1) }
    }
}

/// What one name holds.
#[derive(Clone, Debug, Default)]
struct Load {
    count: u64,
    /// Of a member; 0 for a name that is none.
    generation: Generation,
    /// The weight, of a healthy member: 0 where nothing may be acquired.
    weight: u64,
    /// The weight of the healthy members before it, in the order in which they were given.
    weight_before: u64,
}

/// The loads of a ring's nodes. They follow each ring that is published.
#[derive(Debug, Default)]
pub(crate) struct Loads {
    by_id: Vec<Load>,
    /// Of all members.
    total: u64,
    /// The sums that decide which node is full.
    open: OpenNodes,
    /// Room for the set of nodes that a walk has visited: a lookup allocates nothing.
    visited: Vec<u64>,
}

impl Loads {
    /// Takes over the members and their health. What is no member any more loses its load, and its tickets their worth.
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

    /// Takes a place on the first node of the key's list that has room, counting only healthy ones. Never allocates.
    pub(crate) fn acquire(&mut self, view: &View, key: &[u8]) -> Option<Ticket> {
        let bound = view.profile.bound(view.options());
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

    /// Gives a place back; says whether there was one. Never allocates.
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
        // Even strict zones let an overflow go to a second node of a zone: a request has to go somewhere.
        let (mut walk, list) = (Walk::new(Zones::Spread), view.points.preference_list(start));
        let mut next = || walk.next(list, view.healthy_rounds(), |slot| view.is_down(slot), &mut visited);
        let found = core::iter::from_fn(&mut next).find(|&slot| self.has_room(view.members.id(slot), bound));
        self.visited = words;
        found
    }

    /// Whether `load < ceil(factor × (total + 1) × weight / (100 × weights))`: for whole numbers the same without a division.
    #[inline]
    fn has_room(&self, node: NodeId, bound: Bound) -> bool {
        let load = &self.by_id[node.index()];
        let (allowed, of) = bound.allowance(load.weight, load.weight_before, self.open);
        u128::from(load.count) * of < allowed
    }
}
