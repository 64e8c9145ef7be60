//! Keys by the node that owns them.

use std::collections::HashMap;

use crate::members::node::NodeId;
use crate::ring::HashRing;

impl HashRing {
    /// Returns keys by their owner, each node's in the order in which they came: what a client sends to one node in one request.
    ///
    /// Nodes that own none of them are left out; `None` has the keys of a ring on which no node owns a point.
    ///
    /// # Complexity
    ///
    /// A lookup a key. Allocates its result.
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
