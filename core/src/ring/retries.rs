//! spymemcached's order of retries, which is not a walk along the ring.

use crate::error::{Error, Result};
use crate::members::node::NodeId;
use crate::ring::HashRing;

impl HashRing {
    /// Returns the seven nodes that spymemcached tries for a key, in order, the owner first. A node may occur several
    /// times.
    ///
    /// # Errors
    ///
    /// `Unsupported` under any profile except `spymemcached_ketama`.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().profile("spymemcached_ketama").nodes(["10.0.0.1:11211", "10.0.0.2:11211"]).build()?;
    /// let tries = ring.retry_nodes(b"user:42")?;
    /// assert_eq!((tries.len(), tries.first().copied()), (7, ring.get_node(b"user:42")));
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn retry_nodes(&self, key: &[u8]) -> Result<Vec<NodeId>> {
        let Some(tries) = self.profile.retries(self.hashed(key)) else {
            let what = format!("retry_nodes of profile {}", self.profile());
            return Err(Error::Unsupported { what, why: "only profile spymemcached_ketama has them".to_owned() });
        };
        Ok(tries.into_iter().filter_map(|coordinate| self.owner_at(coordinate)).collect())
    }
}
