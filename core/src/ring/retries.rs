//! spymemcached's order of retries, which is no walk along the ring.

use crate::error::{Error, Result};
use crate::members::node::NodeId;
use crate::ring::HashRing;

use crate::hash::function::high;
use crate::profile::Profile;
use crate::profile::systems::label::decimal;

/// How many nodes spymemcached tries, the owner included.
const TRIES: u64 = 7;

impl HashRing {
    /// Returns the nodes that spymemcached tries for a key, one after another: seven, the owner first. A node may come again.
    ///
    /// # Errors
    ///
    /// `Unsupported` under any profile but `spymemcached_ketama`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().profile("spymemcached_ketama").nodes(["10.0.0.1:11211", "10.0.0.2:11211"]).build()?;
    /// let tries = ring.retry_nodes(b"user:42")?;
    /// assert_eq!((tries.len(), tries.first().copied()), (7, ring.get_node(b"user:42")));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn retry_nodes(&self, key: &[u8]) -> Result<Vec<NodeId>> {
        let rules = match &self.profile {
            Profile::Other(rules) if rules.name == "spymemcached_ketama" => rules,
            _ => {
                let what = format!("retry_nodes of profile {}", self.profile());
                return Err(Error::Unsupported { what, why: "only profile spymemcached_ketama has them".to_owned() });
            }
        };
        let (key, hash) = (self.hashed(key), rules.key.hash());
        let hashed = |text: &[u8]| hash.number(text).unwrap_or_default();
        let mut number = hashed(key);
        let mut nodes = Vec::with_capacity(TRIES as usize);
        for attempt in 0..TRIES {
            if let Some(place) = self.points.successor(high(number)) {
                nodes.push(self.members.id(self.points.owner(place)));
            }
            let again = [decimal(attempt, &mut [0; 20]), key].concat();
            number = number.wrapping_add(hashed(&again));
        }
        Ok(nodes)
    }
}
