//! A ring at one moment, with the health of its nodes.

use core::ops::Deref;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::members::Slot;
use crate::members::node::NodeId;
use crate::members::zones::ZoneRounds;
use crate::ring::HashRing;
use crate::shared::health::{Health, HealthMarks, UnhealthySet};

/// A ring at one moment, with the health of its nodes; [`SharedRing::view`](crate::SharedRing::view) returns it.
///
/// It is also a [`HashRing`], whose lookups ignore health. The healthy lists are for caches, new writes and load
/// balancing. They are the lists of a ring without the unhealthy nodes; under a cap, the healthy nodes keep the points
/// that they have. A store that *holds* copies reads and writes [`HashRing::get_nodes`] and skips unhealthy nodes
/// itself, because that is where the copies are.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, NodeId, SharedRing};
///
/// let ring = SharedRing::new(HashRing::from_names(["a", "b", "c"])?);
/// ring.mark_node_unhealthy("b")?;
/// let view = ring.view();
/// let (mut all, mut healthy) = ([NodeId::NONE; 3], [NodeId::NONE; 3]);
/// assert_eq!(view.get_nodes(b"user:42", &mut all).len(), 3); // where copies are
/// assert_eq!(view.get_healthy_nodes(b"user:42", &mut healthy).len(), 2); // where keys go meanwhile
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct View {
    ring: HashRing,
    marks: Arc<HealthMarks>,
    /// Derived from the marks; `None` if no node is down.
    down: Option<Arc<UnhealthySet>>,
}

impl View {
    /// Returns a view of a ring whose nodes are all healthy.
    pub(crate) fn new(ring: HashRing) -> Self {
        let marks = Arc::new(HealthMarks::default().of(&ring.members));
        View { ring, marks, down: None }
    }

    /// Returns a view of another ring, whose nodes keep their marks.
    pub(crate) fn after(&self, ring: HashRing) -> Self {
        let marks = self.marks.of(&ring.members);
        let down = marks.down(&ring).map(Arc::new);
        View { ring, marks: Arc::new(marks), down }
    }

    /// Returns the view with another mark for a node, and that mark; `None` if the node already has it.
    pub(crate) fn marked(&self, slot: Slot, healthy: bool, reason: Option<&str>) -> Option<(Self, Health)> {
        let mut marks = HealthMarks::clone(&self.marks);
        marks.set(self.members.id(slot), healthy, reason).map(|health| {
            let down = marks.down(&self.ring).map(Arc::new);
            (View { ring: self.ring.clone(), marks: Arc::new(marks), down }, health)
        })
    }

    /// Returns the ring alone.
    ///
    /// You can edit a clone of it, which is not shared.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let shared = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let mut ring = shared.view().ring().clone();
    /// ring.remove_node("a")?;
    /// assert_eq!((ring.len(), shared.view().len()), (1, 2));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn ring(&self) -> &HashRing {
        &self.ring
    }

    /// Returns the health of a node.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// `O(log nodes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a"])?);
    /// let view = ring.view();
    /// assert!(view.health("a")?.healthy && view.health("a")?.since <= SystemTime::now());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn health(&self, name: &str) -> Result<&Health> {
        let id = self.members.id(self.members.require(name)?);
        self.marks.get(id).ok_or_else(|| Error::unknown_node(name))
    }

    /// Returns every node's name and health, in the order of [`HashRing::nodes`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["b", "a"])?);
    /// ring.mark_node_unhealthy("b")?;
    /// let view = ring.view();
    /// assert!(view.healths().map(|(name, health)| (name, health.healthy)).eq([("a", true), ("b", false)]));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn healths(&self) -> impl Iterator<Item = (&str, &Health)> {
        self.slots().filter_map(|slot| Some((self.members.node(slot).name(), self.marks.get(self.members.id(slot))?)))
    }

    /// Returns whether a node is healthy.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// `O(log nodes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.mark_node_unhealthy("b")?;
    /// let view = ring.view();
    /// assert_eq!((view.is_healthy("a")?, view.is_healthy("b")?), (true, false));
    /// assert!(view.is_healthy("c").is_err());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn is_healthy(&self, name: &str) -> Result<bool> {
        let slot = self.members.require(name)?;
        Ok(!self.is_down(slot))
    }

    /// Fills `out` with the healthy nodes that hold `key`, nearest first, and returns the filled part.
    ///
    /// It is [`HashRing::get_nodes`] of a ring without the unhealthy nodes; under a cap, the healthy nodes keep the
    /// points that they have. It is empty if all nodes are down.
    ///
    /// # Complexity
    ///
    /// As [`HashRing::get_nodes`], plus the skipped points of unhealthy nodes. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, NodeId, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b", "c"])?);
    /// let mut out = [NodeId::NONE; 3];
    /// let all = ring.view().get_nodes(b"user:42", &mut out).to_vec();
    /// ring.mark_node_unhealthy(ring.view().name(all[0]).unwrap_or_default())?;
    /// assert_eq!(ring.view().get_healthy_nodes(b"user:42", &mut out), &all[1..]);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn get_healthy_nodes<'o>(&self, key: &[u8], out: &'o mut [NodeId]) -> &'o [NodeId] {
        match &self.down {
            None => self.get_nodes(key, out),
            Some(down) => self.list_from(self.start(key), down.rounds(), |slot| down.has(slot), out),
        }
    }

    /// Returns the first healthy node that holds `key`: its owner, or the node that replaces the owner while it is
    /// down.
    ///
    /// `None` if no healthy node owns a point.
    ///
    /// # Complexity
    ///
    /// As [`HashRing::get_node`], plus the skipped points of unhealthy nodes. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.mark_node_unhealthy("a")?;
    /// let view = ring.view();
    /// assert_eq!(view.get_node_with_fallback(b"any key"), view.id("b"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn get_node_with_fallback(&self, key: &[u8]) -> Option<NodeId> {
        let slot = self.first_healthy(self.start(key)?)?;
        Some(self.members.id(slot))
    }

    /// Returns the first healthy owner from a point on. Never allocates.
    #[inline]
    pub(crate) fn first_healthy(&self, start: usize) -> Option<Slot> {
        match &self.down {
            None => Some(self.points.owner(start)),
            Some(down) if down.rounds().is_empty() => None,
            Some(down) => {
                let list = self.points.preference_list(start);
                (0..list.len()).map(|step| list.slot(step)).find(|&slot| !down.has(slot))
            }
        }
    }

    /// Returns whether a member is down. Never allocates.
    #[inline]
    pub(crate) fn is_down(&self, slot: Slot) -> bool {
        self.down.as_ref().is_some_and(|down| down.has(slot))
    }

    /// Returns the rounds of the healthy nodes.
    pub(crate) fn healthy_rounds(&self) -> &ZoneRounds {
        self.down.as_ref().map_or(&self.rounds, |down| down.rounds())
    }
}

impl Deref for View {
    type Target = HashRing;

    #[inline]
    fn deref(&self) -> &HashRing {
        &self.ring
    }
}
