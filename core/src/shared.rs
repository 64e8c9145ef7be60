//! One ring for many threads.

pub(crate) mod health;
pub(crate) mod load;
pub(crate) mod lock;
pub(crate) mod reader;
pub(crate) mod view;

use core::fmt;
use std::sync::{Arc, Mutex};

use arc_swap::ArcSwap;

use crate::error::{Error, Result};
use crate::limits;
use crate::members::node::{Node, NodeId};
use crate::members::{Generation, generation_now};
use crate::options::spec::LOAD_FACTOR;
use crate::ring::HashRing;
use crate::ring::changes::Changes;
use crate::shared::health::Health;
use crate::shared::load::{Loads, Ticket};
use crate::shared::lock::lock;
use crate::shared::reader::Reader;
use crate::shared::view::View;

/// A [`HashRing`] that many threads read while others edit it, with this process's health marks and loads of its nodes.
///
/// A lookup takes no lock. It always sees one published ring as a whole, never half of an edit. Edits wait for each
/// other. A ring that a reader holds never changes.
///
/// Two lookups are here: [`SharedRing::get_node`] and [`SharedRing::get_node_with_fallback`]. All others are methods of a
/// [`View`]: [`SharedRing::view`] returns one to keep, [`SharedRing::read`] lends one, and [`SharedRing::reader`] caches one.
///
/// "Never allocates" has one exception here. The first time a thread reads any shared ring, about 200 bytes are
/// allocated for its bookkeeping. Another thread reuses them when it ends.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use std::thread;
///
/// use ringwise::{HashRing, SharedRing};
///
/// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a", "b"])?));
/// let writer = {
///     let ring = Arc::clone(&ring);
///     thread::spawn(move || ring.add_node("c"))
/// };
/// let view = ring.view();
/// assert!(view.get_node(b"user:42").is_some());
/// writer.join().unwrap()?;
/// assert_eq!(ring.view().len(), 3);
/// # Ok::<(), ringwise::Error>(())
/// ```
pub struct SharedRing {
    published: Arc<ArcSwap<View>>,
    /// Held while the next view is made.
    writer: Mutex<()>,
    /// Held while a view is published, so that the loads are always those of its nodes.
    loads: Mutex<Loads>,
}

impl SharedRing {
    /// Returns a ring that threads can share. All nodes are healthy and have no load.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// assert!(ring.view().is_healthy("a")?);
    /// assert_eq!(ring.total_load(), 0);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn new(ring: HashRing) -> Self {
        let view = View::new(ring);
        let mut loads = Loads::default();
        loads.sync_with(&view);
        SharedRing { published: Arc::new(ArcSwap::from_pointee(view)), writer: Mutex::new(()), loads: Mutex::new(loads) }
    }

    /// Returns the current ring and the health of its nodes.
    ///
    /// The view never changes. Several lookups in one view agree with each other, and so do names and ids.
    ///
    /// # Complexity
    ///
    /// `O(1)`. Never allocates, never blocks.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a"])?);
    /// let view = ring.view();
    /// ring.replace_node("a", "b")?;
    /// assert!(view.contains("a") && ring.view().contains("b"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn view(&self) -> Arc<View> {
        self.published.load_full()
    }

    /// Calls `read` with the current ring and the health of its nodes, and returns its result.
    ///
    /// It lends the published view without counting a reference, so a lookup costs less than through
    /// [`SharedRing::view`]. Edits do not wait for it. If you want to keep the view, use [`SharedRing::view`].
    ///
    /// # Complexity
    ///
    /// `O(1)`, and that of `read`. Never allocates, waits for nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, NodeId, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b", "c"])?);
    /// let mut out = [NodeId::NONE; 2];
    /// let owner = ring.read(|view| view.get_nodes(b"user:42", &mut out).first().and_then(|&id| view.name(id)).map(str::to_owned));
    /// assert!(owner.is_some());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[inline]
    pub fn read<T>(&self, read: impl FnOnce(&View) -> T) -> T {
        read(&self.published.load())
    }

    /// Returns a reader, for a thread that looks up often. Its lookups cost as much as those of a [`HashRing`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// std::thread::scope(|threads| {
    ///     let mut reader = ring.reader();
    ///     threads.spawn(move || assert!(reader.view().get_node(b"user:42").is_some()));
    /// });
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.published))
    }

    /// Edits the ring: `edit` receives a copy, which is published if it succeeds.
    ///
    /// If it fails, nothing changes. Other edits and marks wait until it returns. So it must not edit or mark this
    /// shared ring itself, or stop a monitor of it: that would deadlock.
    ///
    /// If it puts another ring in, such as an earlier copy, the nodes that were not members just before are new members: healthy,
    /// without load, their earlier tickets invalid. Ids are then those of that ring, so an id that was given to a name after the copy was
    /// made can be given to another name.
    ///
    /// # Errors
    ///
    /// That of `edit`.
    ///
    /// # Panics
    ///
    /// The error of `edit`; nothing has changed then.
    ///
    /// # Complexity
    ///
    /// That of `edit`, plus `O(nodes log nodes)`. A copy of the ring costs almost nothing until it is changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::new());
    /// ring.edit(|ring| {
    ///     ring.add_node("a")?;
    ///     ring.add_node("b") // no reader sees a ring of a alone
    /// })?;
    /// assert_eq!(ring.view().len(), 2);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn edit<T>(&self, edit: impl FnOnce(&mut HashRing) -> Result<T>) -> Result<T> {
        let _writer = lock(&self.writer);
        let (view, since) = (self.view(), generation_now());
        let mut ring = HashRing::clone(&view);
        let answer = edit(&mut ring)?;
        ring.members.renew(&view.members, since);
        self.publish(view.after(ring));
        Ok(answer)
    }

    fn publish(&self, view: View) {
        let mut loads = lock(&self.loads);
        loads.sync_with(&view);
        self.published.store(Arc::new(view));
    }

    /// Adds a node, healthy and without load. On a native ring without a cap, keys move only to it.
    ///
    /// # Errors
    ///
    /// `InvalidName` and `InvalidWeight` for an invalid field; `DuplicateNode` if its name or its identity is taken;
    /// `TooManyNodes`; `TooManyPoints`. After an error the ring is unchanged.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring; readers do not wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{ErrorKind, HashRing, Node, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.add_node(Node::new("c").with_weight(2))?;
    /// assert_eq!(ring.add_node("c").unwrap_err().kind(), ErrorKind::DuplicateNode);
    /// assert_eq!(ring.view().len(), 3);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn add_node(&self, node: impl Into<Node>) -> Result<()> {
        let node = node.into();
        self.edit(|ring| ring.add_node(node))
    }

    /// Removes a node. On a native ring without a cap, only its keys move.
    ///
    /// Its health and its load are dropped. If it is added again, it is healthy and without load, and its old tickets
    /// are invalid.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring; readers do not wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.mark_node_unhealthy("a")?;
    /// ring.remove_node("a")?;
    /// ring.add_node("a")?;
    /// assert!(ring.view().is_healthy("a")?);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn remove_node(&self, name: &str) -> Result<()> {
        self.edit(|ring| ring.remove_node(name))
    }

    /// Changes the weight of a node: 0 to 67,108,864; 0 drains it. On a native ring without a cap, a higher weight
    /// moves keys only to the node, and a lower one only from it.
    ///
    /// Its health and its load stay, and its capacity follows its weight.
    ///
    /// # Errors
    ///
    /// `UnknownNode`, `InvalidWeight`, `TooManyPoints`.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring; readers do not wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.set_weight("a", 0)?;
    /// assert_eq!((ring.capacity("a")?, ring.view().len()), (0, 2)); // drained, and still a member
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn set_weight(&self, name: &str, weight: impl Into<i64>) -> Result<()> {
        let weight = weight.into();
        self.edit(|ring| ring.set_weight(name, weight))
    }

    /// Replaces the node `old` with `new`, which takes over its identity, weight and zone. It owns every key of the old
    /// node, and no other key moves.
    ///
    /// Health and load belong to names: the new node is healthy and without load. Replacing a node with itself changes
    /// nothing. [`HashRing::replace_node`] explains the effect on later edits.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no `old`; `InvalidName`, `DuplicateNode` or `TooManyNodes` for `new`.
    ///
    /// # Complexity
    ///
    /// `O(nodes log nodes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let points = ring.view().points().len();
    /// ring.mark_node_unhealthy("a")?;
    /// ring.replace_node("a", "a2")?;
    /// assert!(ring.view().is_healthy("a2")? && ring.view().points().len() == points);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn replace_node(&self, old: &str, new: &str) -> Result<()> {
        self.edit(|ring| ring.replace_node(old, new))
    }

    /// Replaces all members with the nodes of a list at once, and returns the changes.
    ///
    /// The list is taken literally: see [`HashRing::set_nodes`]. Nodes that stay keep their health and their load.
    ///
    /// # Errors
    ///
    /// `InvalidName` and `InvalidWeight` for an invalid field; `DuplicateNode` if two share a name or an identity;
    /// `TooManyNodes`; `TooManyPoints`. After an error the ring is unchanged.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring, plus `O(nodes log nodes)` for the names; readers do not wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.mark_node_unhealthy("b")?;
    /// assert_eq!(ring.set_nodes(["b", "c"])?.removed, ["a"]);
    /// assert!(!ring.view().is_healthy("b")?);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn set_nodes(&self, nodes: impl IntoIterator<Item = impl Into<Node>>) -> Result<Changes> {
        let nodes: Vec<Node> = nodes.into_iter().take(limits::NODES + 1).map(Into::into).collect();
        self.edit(|ring| ring.set_nodes(nodes))
    }

    /// Marks a node as unhealthy. Until [`SharedRing::mark_node_healthy`], its keys go where they would go without it.
    ///
    /// No point moves, and [`SharedRing::get_node`] returns the same as before. Marking the node again changes nothing.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// `O(nodes log nodes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["cache-1", "cache-2", "cache-3"])?);
    /// let owner = ring.get_node(b"user:42");
    /// ring.mark_node_unhealthy("cache-1")?;
    /// assert_eq!(ring.get_node(b"user:42"), owner);
    /// assert_ne!(ring.get_node_with_fallback(b"user:42"), owner);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn mark_node_unhealthy(&self, name: &str) -> Result<()> {
        self.mark(name, None, false, None).map(drop)
    }

    /// Marks a node as healthy again: its keys return.
    ///
    /// Marking the node again changes nothing.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// `O(nodes log nodes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a"])?);
    /// ring.mark_node_unhealthy("a")?;
    /// assert_eq!(ring.get_node_with_fallback(b"user:42"), None);
    /// ring.mark_node_healthy("a")?;
    /// assert_eq!(ring.get_node_with_fallback(b"user:42"), ring.get_node(b"user:42"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn mark_node_healthy(&self, name: &str) -> Result<()> {
        self.mark(name, None, true, None).map(drop)
    }

    /// Marks a node, with a reason; returns its health if that changed it. With a generation, only that membership is
    /// marked.
    pub(crate) fn mark(&self, name: &str, generation: Option<Generation>, healthy: bool, reason: Option<&str>) -> Result<Option<Health>> {
        let _writer = lock(&self.writer);
        let view = self.view();
        let slot = view.members.require(name)?;
        if generation.is_some_and(|generation| generation != view.members.generation(slot)) {
            return Ok(None);
        }
        Ok(view.marked(slot, healthy, reason).map(|(view, health)| {
            self.publish(view);
            health
        }))
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
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b", "c"])?);
    /// ring.mark_node_unhealthy("a")?;
    /// ring.mark_node_unhealthy("c")?;
    /// assert_eq!(ring.get_node_with_fallback(b"user:42"), ring.view().id("b"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn get_node_with_fallback(&self, key: &[u8]) -> Option<NodeId> {
        self.published.load().get_node_with_fallback(key)
    }

    /// Reserves a slot on the first node of the key's list that is healthy and not full; `None` if no healthy node owns
    /// a point.
    ///
    /// A node is full when its load has reached [`SharedRing::load_factor`] percent of its fair share. The fair share is by
    /// weight, of the load of all healthy nodes after this call, rounded up. So this returns the node of
    /// [`SharedRing::get_node_with_fallback`] if that node is not full. A node's overflow goes to the next nodes of
    /// each key's list. For a given state the result is always the same.
    ///
    /// # Complexity
    ///
    /// As [`SharedRing::get_node_with_fallback`] plus one short lock; after a full node, as [`HashRing::get_nodes`].
    /// Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let tickets: Vec<_> = (0..4).filter_map(|_| ring.acquire(b"hot key")).collect();
    /// let on_owner = tickets.iter().filter(|ticket| Some(ticket.node()) == ring.get_node(b"hot key")).count();
    /// assert_eq!((tickets.len(), on_owner), (4, 3)); // the owner takes 125 % of its part, and no more
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use = "a place that is not released is taken for good"]
    pub fn acquire(&self, key: &[u8]) -> Option<Ticket> {
        let mut loads = lock(&self.loads);
        let view = self.published.load();
        loads.acquire(&view, key)
    }

    /// Sets the load at which a node is full: 101 to 10,000 percent of its fair share; 125 if not set. The next
    /// [`SharedRing::acquire`] counts with it.
    ///
    /// # Errors
    ///
    /// `InvalidOption` if it is out of range; `Unsupported` if the profile has its own rule for full nodes.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// ring.set_load_factor(300)?;
    /// assert_eq!(ring.capacity("a")?, 2); // half a slot is its fair share of one
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn set_load_factor(&self, percent: impl Into<i64>) -> Result<()> {
        let percent = percent.into();
        let factor = LOAD_FACTOR.check_integer(percent)?;
        let mut loads = lock(&self.loads);
        let view = self.published.load();
        if view.profile.traits.bound.is_some() {
            let rule = "has a rule of its own for what makes a node full";
            return Err(Error::own_rule(LOAD_FACTOR.name, percent, view.profile(), rule));
        }
        loads.factor = factor;
        Ok(())
    }

    /// Returns the load at which a node is full, in percent of its fair share; `None` if the profile has its own rule.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// assert_eq!(SharedRing::new(HashRing::new()).load_factor(), Some(125));
    /// ```
    #[must_use]
    pub fn load_factor(&self) -> Option<u32> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        view.profile.traits.bound.is_none().then_some(loads.factor)
    }

    /// Releases a slot, and returns whether there was one.
    ///
    /// There is none if the node was removed since. Release each ticket once: a second release frees the slot of
    /// another ticket, if there is one.
    ///
    /// # Complexity
    ///
    /// `O(1)` plus one short lock. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a"])?);
    /// let ticket = ring.acquire(b"user:42").unwrap();
    /// assert!(ring.release(ticket));
    /// assert!(!ring.release(ticket));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn release(&self, ticket: Ticket) -> bool {
        lock(&self.loads).release(ticket)
    }

    /// Returns the load of each member, in bytewise order of the names.
    ///
    /// All loads are read at one moment.
    ///
    /// # Complexity
    ///
    /// `O(nodes)`, under the lock that [`SharedRing::acquire`] takes.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["b", "a"])?);
    /// let ticket = ring.acquire(b"user:42");
    /// let loads = ring.loads();
    /// assert_eq!((&*loads[0].0, &*loads[1].0), ("a", "b"));
    /// assert_eq!((ticket.is_some(), loads[0].1 + loads[1].1), (true, 1));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn loads(&self) -> Vec<(String, u64)> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        view.members.by_name().map(|slot| (view.members.node(slot).name().to_owned(), loads.count(view.members.id(slot)))).collect()
    }

    /// Returns the load of a node: its number of slots in use.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// `O(log nodes)` plus one short lock.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["only"])?);
    /// let tickets = [ring.acquire(b"user:1"), ring.acquire(b"user:2")];
    /// assert_eq!(ring.load("only")?, tickets.len() as u64);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn load(&self, name: &str) -> Result<u64> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        let slot = view.members.require(name)?;
        Ok(loads.count(view.members.id(slot)))
    }

    /// Returns the sum of the loads of all members.
    ///
    /// # Complexity
    ///
    /// `O(1)` plus one short lock. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let tickets: Vec<_> = ["user:1", "user:2", "user:3"].iter().filter_map(|key| ring.acquire(key.as_bytes())).collect();
    /// ring.release(tickets[0]);
    /// assert_eq!(ring.total_load(), 2);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn total_load(&self) -> u64 {
        lock(&self.loads).total()
    }

    /// Returns the load at which a node is full for the next [`SharedRing::acquire`]; 0 if it is drained or down.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
    ///
    /// # Complexity
    ///
    /// `O(log nodes)` plus one short lock.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let tickets: Vec<_> = (0..7).filter_map(|_| ring.acquire(b"user:42")).collect();
    /// assert_eq!((tickets.len(), ring.capacity("a")?), (7, 5)); // 125 % of a half of eight
    /// ring.mark_node_unhealthy("a")?;
    /// assert_eq!(ring.capacity("a")?, 0);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn capacity(&self, name: &str) -> Result<u64> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        let slot = view.members.require(name)?;
        Ok(loads.capacity(view.members.id(slot), view.profile.bound(loads.factor)))
    }

    /// Returns the owner of `key`: the node of the first point at or after the key's position, clockwise.
    ///
    /// `None` if no node owns a point. It ignores health. [`SharedRing::view`] has the names of ids. Look up the owner
    /// there too if both must come from one ring.
    ///
    /// # Complexity
    ///
    /// Expected `O(1)` in nodes and points, `O(bytes)` in the key. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::from_names(["cache-1", "cache-2", "cache-3"])?);
    /// assert_eq!(ring.get_node(b"user:42"), ring.view().id("cache-1"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn get_node(&self, key: &[u8]) -> Option<NodeId> {
        self.published.load().get_node(key)
    }
}

impl From<HashRing> for SharedRing {
    fn from(ring: HashRing) -> Self {
        SharedRing::new(ring)
    }
}

impl fmt::Debug for SharedRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedRing").field(&self.published.load().ring()).finish()
    }
}
