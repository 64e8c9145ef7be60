//! One ring for many threads: readers hold snapshots, one writer at a time publishes the next.

use core::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Cache};

use crate::edit::Changes;
use crate::error::Result;
use crate::node::{Node, NodeId};
use crate::replicas::Nodes;
use crate::ring::HashRing;

/// A [`HashRing`] that many threads read while some edit it.
///
/// A lookup takes no lock, and what it sees is one ring that was published, whole: never half of an edit. Edits wait for each other. A ring
/// that a reader holds never changes under it.
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
/// let snapshot = ring.snapshot();
/// assert!(snapshot.get_node(b"user:42").is_some());
/// writer.join().unwrap()?;
/// assert_eq!(ring.snapshot().len(), 3);
/// # Ok::<(), ringwise::Error>(())
/// ```
pub struct SharedRing {
    published: Arc<ArcSwap<HashRing>>,
    writer: Mutex<()>,
}

impl SharedRing {
    /// Shares a ring.
    #[must_use]
    pub fn new(ring: HashRing) -> Self {
        SharedRing { published: Arc::new(ArcSwap::from_pointee(ring)), writer: Mutex::new(()) }
    }

    /// Returns the ring as it is now. It stays as it is, whatever is edited later. Never allocates, waits for nothing.
    #[must_use]
    pub fn snapshot(&self) -> Arc<HashRing> {
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
    /// assert_eq!(ring.snapshot().len(), 2);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn edit<T>(&self, edit: impl FnOnce(&mut HashRing) -> Result<T>) -> Result<T> {
        // A writer that panicked has published nothing, so the ring is as whole as before.
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ring = HashRing::clone(&self.published.load());
        let answer = edit(&mut ring)?;
        self.published.store(Arc::new(ring));
        Ok(answer)
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
    pub fn iter_nodes(&self, key: &[u8]) -> Nodes<Arc<HashRing>> {
        Nodes::new(self.snapshot(), key)
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
/// assert_eq!(reader.ring().len(), 1);
/// ring.add_node("b")?;
/// assert_eq!(reader.ring().len(), 2);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone)]
pub struct Reader {
    cache: Cache<Arc<ArcSwap<HashRing>>, Arc<HashRing>>,
}

impl Reader {
    /// Returns the ring as it is now. Never allocates, waits for nothing.
    #[inline]
    pub fn ring(&mut self) -> &HashRing {
        self.cache.load()
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")
    }
}

impl From<HashRing> for SharedRing {
    fn from(ring: HashRing) -> Self {
        SharedRing::new(ring)
    }
}

impl fmt::Debug for SharedRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SharedRing").field(&*self.published.load()).finish()
    }
}
