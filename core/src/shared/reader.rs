//! One thread's cached view of a shared ring.

use core::fmt;
use std::sync::Arc;

use arc_swap::{ArcSwap, Cache};

use crate::shared::view::View;

/// One thread's view of a [`SharedRing`](crate::SharedRing). It keeps the latest ring, and each call only checks for a
/// newer one.
///
/// It keeps the ring that it last saw alive. If it outlives the [`SharedRing`](crate::SharedRing), it has the last
/// ring.
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
    pub(super) fn new(published: Arc<ArcSwap<View>>) -> Self {
        Reader { cache: Cache::new(published) }
    }

    /// Returns the current ring and the health of its nodes.
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
    /// let ring = SharedRing::new(HashRing::from_names(["a", "b"])?);
    /// let mut reader = ring.reader();
    /// ring.mark_node_unhealthy("a")?;
    /// let view = reader.view();
    /// assert_eq!(view.get_node_with_fallback(b"user:42"), view.id("b"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
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
