//! A ring in the making: its options and its first members.

use crate::error::Result;
use crate::members::Members;
use crate::node::Node;
use crate::options::{Wanted, Zones};
use crate::ring::HashRing;

/// Makes a [`HashRing`]; [`HashRing::builder`] gives one.
///
/// Nothing is checked before [`Builder::build`], and no point is made there before everything is.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, Node, Zones};
///
/// let ring = HashRing::builder()
///     .node(Node::new("cache-1:11211").with_zone("a"))
///     .node(Node::new("cache-2:11211").with_zone("b").with_weight(2))
///     .vnodes(200)
///     .zones(Zones::Strict)
///     .build()?;
/// assert_eq!((ring.len(), ring.points().len()), (2, 600));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder makes nothing until it is built"]
pub struct Builder {
    nodes: Vec<Node>,
    wanted: Wanted,
}

impl Builder {
    /// Adds a member.
    pub fn node(mut self, node: impl Into<Node>) -> Self {
        self.nodes.push(node.into());
        self
    }

    /// Adds members.
    pub fn nodes(mut self, nodes: impl IntoIterator<Item = impl Into<Node>>) -> Self {
        self.nodes.extend(nodes.into_iter().map(Into::into));
        self
    }

    /// Sets how many virtual nodes a node has for each unit of its weight: 1 to 67,108,864 (2^26); 160 if not set.
    ///
    /// More make the shares more even and the ring larger: with 160, the fullest of 100 nodes has about a fifth more than the mean.
    pub fn vnodes(mut self, vnodes: impl Into<i64>) -> Self {
        self.wanted.vnodes = Some(vnodes.into());
        self
    }

    /// Sets the seed of every hash: 0 to 4,294,967,295 (2^32 - 1); 0 if not set. It is no defence against who can watch where keys go.
    pub fn seed(mut self, seed: impl Into<i64>) -> Self {
        self.wanted.seed = Some(seed.into());
        self
    }

    /// Sets two ASCII characters, such as `"{}"`: of a key that has them, only what stands between is hashed, so that `{user:1}.name` and
    /// `{user:1}.mail` go to one node. Not set: the whole key is hashed.
    pub fn hash_tag(mut self, hash_tag: impl Into<String>) -> Self {
        self.wanted.hash_tag = Some(hash_tag.into());
        self
    }

    /// Sets how replicas are spread over zones; [`Zones::Spread`] if not set.
    pub fn zones(mut self, zones: Zones) -> Self {
        self.wanted.zones = zones;
        self
    }

    /// Sets how many nodes are meant to hold a key: 1 to 16,777,216 (2^24); 2 if not set. Kept for Python and Node, where it is the default
    /// count of a list; placement does not depend on it.
    pub fn replication_factor(mut self, replication_factor: impl Into<i64>) -> Self {
        self.wanted.replication_factor = Some(replication_factor.into());
        self
    }

    /// Sets how far above its fair part a node's load may go, in whole percent: 101 to 10,000; 125 if not set. Kept for
    /// [`SharedRing::acquire`](crate::SharedRing::acquire); placement does not depend on it.
    pub fn load_factor(mut self, load_factor: impl Into<i64>) -> Self {
        self.wanted.load_factor = Some(load_factor.into());
        self
    }

    /// Makes the ring.
    ///
    /// # Errors
    ///
    /// `InvalidOption` for an option out of range; `InvalidName` and `InvalidWeight` for what no node can have; `DuplicateNode` if two nodes
    /// share a name or an identity; `TooManyNodes` above 16,777,216 nodes; `TooManyPoints` above 67,108,864 virtual nodes.
    ///
    /// # Complexity
    ///
    /// `O(points)`, and `O(nodes log nodes)` for the names.
    pub fn build(self) -> Result<HashRing> {
        let mut ring = HashRing::empty(self.wanted.check()?);
        ring.replace_all(Members::new(self.nodes)?)?;
        Ok(ring)
    }
}
