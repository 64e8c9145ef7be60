//! One ring for many threads: readers hold what was published, one writer at a time publishes the next.

use core::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::{ArcSwap, Cache};

use crate::edit::Changes;
use crate::error::Result;
use crate::health::Health;
use crate::load::{Loads, Ticket};
use crate::node::{Node, NodeId};
use crate::replicas::Nodes;
use crate::ring::HashRing;
use crate::view::View;

/// A [`HashRing`] that many threads read while some edit it, with what this process thinks of its nodes: their health and their loads.
///
/// A lookup takes no lock, and what it sees is one ring that was published, whole: never half of an edit. Edits wait for each other. A ring
/// that a reader holds never changes under it.
///
/// "Never allocates" has one exception here: the first time a thread looks into any shared ring, about 200 bytes are taken to note what it
/// reads, and handed on to another thread when it ends.
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
    /// Held while a view is published, so that loads are always those of its nodes.
    loads: Mutex<Loads>,
}

impl SharedRing {
    /// Shares a ring.
    #[must_use]
    pub fn new(ring: HashRing) -> Self {
        let view = View::new(ring);
        let mut loads = Loads::default();
        loads.follow(&view);
        SharedRing { published: Arc::new(ArcSwap::from_pointee(view)), writer: Mutex::new(()), loads: Mutex::new(loads) }
    }

    /// Returns the ring, and the health of its nodes, as they are now. They stay as they are, whatever changes later. Never allocates, waits
    /// for nothing.
    #[must_use]
    pub fn view(&self) -> Arc<View> {
        self.published.load_full()
    }

    /// Returns a reader, for a thread that looks up often: its lookups cost what those of a [`HashRing`] cost.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader { cache: Cache::new(Arc::clone(&self.published)) }
    }

    /// Edits the ring: `edit` gets a copy, which is published when it succeeds. If it fails, nothing changes.
    ///
    /// # Errors
    ///
    /// That of `edit`.
    ///
    /// # Complexity
    ///
    /// That of `edit`: a copy of the ring costs next to nothing until it is changed.
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
        let view = self.view();
        let mut ring = HashRing::clone(&view);
        let answer = edit(&mut ring)?;
        self.publish(view.after(ring));
        Ok(answer)
    }

    fn publish(&self, view: View) {
        let mut loads = lock(&self.loads);
        loads.follow(&view);
        self.published.store(Arc::new(view));
    }

    /// As [`HashRing::add_node`].
    ///
    /// # Errors
    ///
    /// The same.
    pub fn add_node(&self, node: impl Into<Node>) -> Result<()> {
        self.edit(|ring| ring.add_node(node))
    }

    /// As [`HashRing::remove_node`].
    ///
    /// # Errors
    ///
    /// The same.
    pub fn remove_node(&self, name: &str) -> Result<()> {
        self.edit(|ring| ring.remove_node(name))
    }

    /// As [`HashRing::set_weight`].
    ///
    /// # Errors
    ///
    /// The same.
    pub fn set_weight(&self, name: &str, weight: impl Into<i64>) -> Result<()> {
        self.edit(|ring| ring.set_weight(name, weight))
    }

    /// As [`HashRing::replace_node`].
    ///
    /// # Errors
    ///
    /// The same.
    pub fn replace_node(&self, old: &str, new: &str) -> Result<()> {
        self.edit(|ring| ring.replace_node(old, new))
    }

    /// As [`HashRing::set_nodes`].
    ///
    /// # Errors
    ///
    /// The same.
    pub fn set_nodes(&self, nodes: impl IntoIterator<Item = impl Into<Node>>) -> Result<Changes> {
        self.edit(|ring| ring.set_nodes(nodes))
    }

    /// Marks a node as down: its keys go where they would go without it, until [`SharedRing::mark_node_healthy`]. No point moves, and
    /// [`SharedRing::get_node`] is the same as before. Marking it again changes nothing.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is none of that name.
    ///
    /// # Complexity
    ///
    /// `O(nodes)`.
    pub fn mark_node_unhealthy(&self, name: &str) -> Result<()> {
        self.mark(name, false, None).map(drop)
    }

    /// Marks a node as up again: its keys come back.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is none of that name.
    ///
    /// # Complexity
    ///
    /// `O(nodes)`.
    pub fn mark_node_healthy(&self, name: &str) -> Result<()> {
        self.mark(name, true, None).map(drop)
    }

    /// Marks a node, and says why; returns its health if that changed it.
    pub(crate) fn mark(&self, name: &str, healthy: bool, reason: Option<&str>) -> Result<Option<Health>> {
        let _writer = lock(&self.writer);
        Ok(self.view().marked(name, healthy, reason)?.map(|(view, health)| {
            self.publish(view);
            health
        }))
    }

    /// As [`View::get_healthy_nodes`].
    pub fn get_healthy_nodes<'o>(&self, key: &[u8], out: &'o mut [NodeId]) -> &'o [NodeId] {
        self.published.load().get_healthy_nodes(key, out)
    }

    /// As [`View::get_node_with_fallback`].
    #[must_use]
    pub fn get_node_with_fallback(&self, key: &[u8]) -> Option<NodeId> {
        self.published.load().get_node_with_fallback(key)
    }

    /// Takes a place on the first node of the key's list that is healthy and not full; `None` if no healthy node owns a point.
    ///
    /// A node is full when its load has reached `load_factor` percent of its part, by weight, of what the healthy nodes hold with this one
    /// more, rounded up. So it answers as [`SharedRing::get_node_with_fallback`] as long as that node is not full, and a node's overflow goes
    /// on along the key's own list. For a given state the answer is always the same.
    ///
    /// # Complexity
    ///
    /// As [`SharedRing::get_node_with_fallback`] and one short lock, and past full nodes as [`HashRing::get_nodes`]. Never allocates.
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
        loads.acquire(&view, key, view.options().load_factor())
    }

    /// Gives a place back, and says whether there was one: not if the node was removed since, nor a second time if it has no place left.
    pub fn release(&self, ticket: Ticket) -> bool {
        lock(&self.loads).release(ticket)
    }

    /// Returns how many places are taken on each member, in bytewise order of the names.
    #[must_use]
    pub fn loads(&self) -> Vec<(String, u64)> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        view.members.by_name().map(|slot| (view.members.node(slot).name().to_owned(), loads.count(view.members.id(slot)))).collect()
    }

    /// Returns how many places are taken on a node.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is none of that name.
    pub fn load(&self, name: &str) -> Result<u64> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        let slot = view.members.known(name)?;
        Ok(loads.count(view.members.id(slot)))
    }

    /// Returns how many places are taken on all members together.
    #[must_use]
    pub fn total_load(&self) -> u64 {
        lock(&self.loads).total()
    }

    /// Returns the load at which a node is full for the next [`SharedRing::acquire`]; 0 if it is drained or down.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is none of that name.
    pub fn capacity(&self, name: &str) -> Result<u64> {
        let loads = lock(&self.loads);
        let view = self.published.load();
        let slot = view.members.known(name)?;
        Ok(loads.capacity(view.members.id(slot), view.options().load_factor()))
    }

    /// As [`HashRing::get_node`].
    #[must_use]
    pub fn get_node(&self, key: &[u8]) -> Option<NodeId> {
        self.published.load().get_node(key)
    }

    /// As [`HashRing::get_nodes`].
    pub fn get_nodes<'o>(&self, key: &[u8], out: &'o mut [NodeId]) -> &'o [NodeId] {
        self.published.load().get_nodes(key, out)
    }

    /// As [`HashRing::iter_nodes`], over the ring as it is now.
    #[must_use]
    pub fn iter_nodes(&self, key: &[u8]) -> Nodes<HashRing> {
        Nodes::new(HashRing::clone(&**self.published.load()), key)
    }

    /// As [`HashRing::get_node_batch`], all keys in one ring.
    pub fn get_node_batch<'o, K: AsRef<[u8]>>(&self, keys: impl IntoIterator<Item = K>, out: &'o mut [NodeId]) -> &'o [NodeId] {
        self.published.load().get_node_batch(keys, out)
    }
}

/// One thread's view of a [`SharedRing`]: it keeps the latest ring at hand, and looks only whether there is a newer one.
///
/// It keeps the ring that it saw last alive. It outlives the [`SharedRing`], whose last ring it then has.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, SharedRing};
///
/// let ring = SharedRing::new(HashRing::from_names(["a"])?);
/// let mut reader = ring.reader();
/// assert_eq!(reader.view().len(), 1);
/// ring.add_node("b")?;
/// assert_eq!(reader.view().len(), 2);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone)]
pub struct Reader {
    cache: Cache<Arc<ArcSwap<View>>, Arc<View>>,
}

impl Reader {
    /// Returns the ring, and the health of its nodes, as they are now. Never allocates, waits for nothing.
    #[inline]
    pub fn view(&mut self) -> &View {
        self.cache.load()
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")
    }
}

/// Whoever panicked with the lock had changed nothing yet: what it guards is whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
