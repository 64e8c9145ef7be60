//! A comparison of two rings by real keys.

use std::collections::BTreeMap;

use crate::members::node::NodeId;
use crate::ring::HashRing;

/// The counts of [`HashRing::compare`].
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let (before, after) = (HashRing::from_names(["a"])?, HashRing::from_names(["b"])?);
/// let moves = before.compare(&after, ["user:1", "user:2"]);
/// assert_eq!((moves.kept, moves.moved), (0, 2));
/// assert_eq!(moves.pairs.get(&(Some("a".to_owned()), Some("b".to_owned()))), Some(&2));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Keys whose owner has the same name in both rings, and keys without an owner in either.
    pub kept: u64,
    /// All other keys.
    pub moved: u64,
    /// By the names of the owners before and after, the number of keys with these owners.
    pub pairs: BTreeMap<(Option<String>, Option<String>), u64>,
}

impl HashRing {
    /// Counts the keys whose owner has the same name in another ring, and all others.
    ///
    /// The two rings may have different profiles. So it shows the cost of a move from another system's placement to
    /// ringwise's.
    ///
    /// # Complexity
    ///
    /// Two lookups a key, and `O(log pairs)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let before = HashRing::builder().nodes(["a", "b", "c"]).build()?;
    /// let mut after = before.clone();
    /// after.remove_node("c")?;
    /// let keys: Vec<_> = (0..100).map(|i| format!("user:{i}")).collect();
    /// let moves = before.compare(&after, &keys);
    /// assert_eq!(moves.kept + moves.moved, 100);
    /// assert!(moves.pairs.keys().all(|(from, to)| from == to || from.as_deref() == Some("c")));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn compare<K: AsRef<[u8]>>(&self, other: &HashRing, keys: impl IntoIterator<Item = K>) -> Comparison {
        let mut counts: BTreeMap<(Option<NodeId>, Option<NodeId>), u64> = BTreeMap::new();
        for key in keys {
            let key = key.as_ref();
            *counts.entry((self.get_node(key), other.get_node(key))).or_default() += 1;
        }
        let name = |ring: &HashRing, id: Option<NodeId>| id.and_then(|id| ring.name(id)).map(str::to_owned);
        let mut comparison = Comparison::default();
        for ((from, to), count) in counts {
            let pair = (name(self, from), name(other, to));
            if pair.0 == pair.1 {
                comparison.kept += count;
            } else {
                comparison.moved += count;
            }
            comparison.pairs.insert(pair, count);
        }
        comparison
    }
}
