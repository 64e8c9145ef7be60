//! The distinct nodes that hold a key.

use core::borrow::Borrow;

use crate::error::{Error, Result};
use crate::members::Slot;
use crate::members::node::NodeId;
use crate::members::zones::ZoneRounds;
use crate::ring::HashRing;
use crate::ring::walk::{BitSet, SliceSet, Walk};

/// The number of nodes up to which a linear search of the list is faster than a set of bits.
const SCANNED: usize = 16;
/// The most members whose set of bits is on the stack: 8 KiB for the nodes and as much for the zones. A larger set is
/// allocated, because a linear search of a list of many thousands for each point would take minutes.
const ON_STACK: usize = 1 << 16;

impl HashRing {
    /// Fills `out` with the nodes that hold `key`, nearest first, and returns the filled part.
    ///
    /// Each node appears once, and the first is the one that [`HashRing::get_node`] returns. A list of `n` begins with
    /// the list of `n - 1`. With zones, it takes one node of each zone first, then a second of each, and so on. The
    /// result is shorter than `out` only if fewer nodes own points or, under [`Zones::Strict`](crate::Zones::Strict),
    /// fewer zones exist.
    ///
    /// # Complexity
    ///
    /// Expected `O(1)` to the first node, then the number of points visited until there are enough nodes. Never
    /// allocates, except for a list of more than 16 nodes on a ring of more than 65,536.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, NodeId};
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let mut out = [NodeId::NONE; 2];
    /// let holders = ring.get_nodes(b"user:42", &mut out);
    /// assert_eq!((holders.len(), Some(holders[0])), (2, ring.get_node(b"user:42")));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn get_nodes<'o>(&self, key: &[u8], out: &'o mut [NodeId]) -> &'o [NodeId] {
        self.list_from(self.start(key), &self.rounds, |_| false, out)
    }

    /// Checks that a list of the ring's profile can have `count` nodes; under `envoy_maglev` it has only the owner.
    /// [`HashRing::get_nodes`] returns fewer nodes without an error; call this once if you want one.
    ///
    /// # Errors
    ///
    /// `Unsupported` if it cannot.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b"])?;
    /// assert!(ring.check_count(100).is_ok()); // a list may be shorter than it was asked for
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn check_count(&self, count: usize) -> Result<()> {
        if count <= self.profile.traits.longest_list {
            return Ok(());
        }
        let why = format!("profile {} has one node for each key", self.profile());
        Err(Error::Unsupported { what: format!("a list of {count} nodes"), why })
    }

    /// Returns all nodes that hold `key`, nearest first, in the order of [`HashRing::get_nodes`]. It is lazy: use it if
    /// you do not know in advance how many nodes you need.
    ///
    /// Allocates once, two bits a member.
    ///
    /// # Complexity
    ///
    /// As [`HashRing::get_nodes`], for the nodes that you take.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let down = ring.get_node(b"user:42");
    /// let first_up = ring.iter_nodes(b"user:42").find(|&node| Some(node) != down);
    /// assert!(first_up.is_some());
    /// assert_eq!(ring.iter_nodes(b"user:42").count(), 3);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn iter_nodes(&self, key: &[u8]) -> KeyNodes<&HashRing> {
        KeyNodes::new(self, key)
    }

    /// Fills `out` with the nodes of the list that begins at a point, without `excluded` ones. `rounds` are those of
    /// the remaining nodes. Never allocates.
    pub(crate) fn list_from<'o>(
        &self,
        start: Option<usize>,
        rounds: &ZoneRounds,
        excluded: impl Fn(Slot) -> bool + Copy,
        out: &'o mut [NodeId],
    ) -> &'o [NodeId] {
        let Some(start) = start else { return &[] };
        let list = self.points.preference_list(start);
        let longest = out.len().min(self.profile.traits.longest_list);
        let out = &mut out[..longest];
        let mut walk = Walk::new(self.zones);
        if out.len() <= SCANNED {
            let mut visited = SliceSet::new(out);
            while !visited.is_full() && walk.next(list, rounds, excluded, &mut visited).is_some() {}
            return visited.finish(|slot| self.members.id(slot));
        }
        let (mut on_stack, mut on_heap);
        let words = if self.len() <= ON_STACK {
            on_stack = [0; BitSet::words(ON_STACK)];
            &mut on_stack[..BitSet::words(self.len())]
        } else {
            on_heap = vec![0; BitSet::words(self.len())];
            &mut on_heap[..]
        };
        let mut visited = BitSet::new(words);
        let mut len = 0;
        while let Some(entry) = out.get_mut(len) {
            let Some(slot) = walk.next(list, rounds, excluded, &mut visited) else { break };
            *entry = self.members.id(slot);
            len += 1;
        }
        &out[..len]
    }
}

/// The nodes that hold a key, nearest first.
///
/// [`HashRing::iter_nodes`] returns it, with a borrowed ring as `R`.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, Node};
///
/// let ring = HashRing::builder().nodes(["a", "b", "c"]).node(Node::new("drained").with_weight(0)).build()?;
/// let mut nodes = ring.iter_nodes(b"user:42");
/// assert_eq!(nodes.next(), ring.get_node(b"user:42"));
/// assert_eq!((nodes.count(), ring.len()), (2, 4));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct KeyNodes<R> {
    ring: R,
    /// The owner's point; `None` if the ring has no point.
    start: Option<usize>,
    walk: Walk,
    /// The most nodes that the list may still have.
    left: usize,
    list: BitSet<Box<[u64]>>,
}

impl<R: Borrow<HashRing>> KeyNodes<R> {
    pub(crate) fn new(ring: R, key: &[u8]) -> Self {
        let on: &HashRing = ring.borrow();
        let (start, walk, left) = (on.start(key), Walk::new(on.zones), on.profile.traits.longest_list);
        let list = BitSet::new(vec![0; BitSet::words(on.len())].into_boxed_slice());
        KeyNodes { ring, start, walk, left, list }
    }
}

impl<R: Borrow<HashRing>> Iterator for KeyNodes<R> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let ring = self.ring.borrow();
        let list = ring.points.preference_list(self.start?);
        self.left = self.left.checked_sub(1)?;
        let slot = self.walk.next(list, &ring.rounds, |_| false, &mut self.list)?;
        Some(ring.members.id(slot))
    }
}

impl<R: Borrow<HashRing>> core::iter::FusedIterator for KeyNodes<R> {}
