//! One thread's cached view of a shared ring.

use core::fmt;
use std::sync::Arc;

use arc_swap::{ArcSwap, Cache};

use crate::shared::view::View;

/// One thread's view of a [`SharedRing`](crate::SharedRing): it keeps the latest ring at hand, and looks only whether there is a newer one.
///
/// It keeps the ring that it saw last alive. It outlives the [`SharedRing`](crate::SharedRing), whose last ring it then has.
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

    /// Returns the ring, and the health of its nodes, as they are now.
    ///
    /// # Complexity
    ///
    /// `O(1)`. Never allocates, waits for nothing.
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
