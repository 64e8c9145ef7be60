//! Keys by the node that owns them.

use std::collections::HashMap;

use crate::members::node::NodeId;
use crate::ring::HashRing;

impl HashRing {
    /// Groups keys by their owner, so that a client can send one request to each node. The keys of a node keep their
    /// order.
    ///
    /// Nodes that own none of the keys are left out. If no node owns a point, all keys are under `None`.
    ///
    /// # Complexity
    ///
    /// One lookup a key. Allocates its result.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let keys = ["user:1", "user:2", "user:3", "user:4"];
    /// let groups = ring.group(keys);
    /// assert_eq!(groups.values().map(Vec::len).sum::<usize>(), 4);
    /// assert!(groups.iter().all(|(&node, keys)| keys.iter().all(|key| ring.get_node(key.as_bytes()) == node)));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn group<K: AsRef<[u8]>>(&self, keys: impl IntoIterator<Item = K>) -> HashMap<Option<NodeId>, Vec<K>> {
        let mut groups: HashMap<_, Vec<K>> = HashMap::new();
        for key in keys {
            groups.entry(self.get_node(key.as_ref())).or_default().push(key);
        }
        groups
    }
}
