//! A node, with the id of its name.

use core::fmt;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Field, Result, abbreviated};
use crate::limits;

/// A server, shard or edge on which keys are placed: a name and the other fields that affect placement.
///
/// Names, identities and zones are 1 to 65,535 bytes of UTF-8, compared bytewise and never normalised. They and the weight are checked when
/// the node enters a ring.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, Node};
///
/// let big = Node::new("cache-1:11211").with_weight(3).with_zone("eu-west-1a");
/// let ring = HashRing::builder().node(big).node("cache-2:11211").build()?;
/// assert_eq!(ring.node("cache-1:11211").map(Node::weight), Some(3));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Node {
    name: Arc<str>,
    /// `None` if it was not given and is the name.
    identity: Option<Arc<str>>,
    /// Whether the identity depends on the other members, because HAProxy numbers its servers.
    implied: bool,
    weight: i64,
    zone: Option<Arc<str>>,
    vnodes: Option<i64>,
    points: Option<Arc<[i128]>>,
}

impl Node {
    /// Returns a node of weight 1, without a zone, whose identity is its name.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// let node = Node::new("cache-1:11211");
    /// assert_eq!((node.name(), node.identity(), node.weight(), node.zone()), ("cache-1:11211", "cache-1:11211", 1, None));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        Node { name: name.into(), identity: None, implied: false, weight: 1, zone: None, vnodes: None, points: None }
    }

    /// Sets the weight: an integer from 0 to 67,108,864 (2^26).
    ///
    /// A node of weight 2 owns twice as many keys as one of weight 1. A node of weight 0 is drained: it is still a
    /// member, but owns nothing and holds no replica.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().node("a").node(Node::new("drained").with_weight(0)).build()?;
    /// assert_eq!((ring.len(), ring.iter_nodes(b"user:42").count()), (2, 1));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn with_weight(mut self, weight: impl Into<i64>) -> Self {
        self.weight = weight.into();
        self
    }

    /// Sets the zone. The replicas of a key are spread over the zones.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// ring.add_node(Node::new("c").with_zone("west"))?;
    /// assert_eq!(ring.nodes().filter_map(Node::zone).collect::<Vec<_>>(), ["west"]);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn with_zone(mut self, zone: impl Into<Arc<str>>) -> Self {
        self.zone = Some(zone.into());
        self
    }

    /// Sets the identity, which is hashed in place of the name, so that you can rename a node without moving a key.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let before = HashRing::from_names(["a", "b"])?;
    /// let after = HashRing::builder().node(Node::new("a2").with_identity("a")).node("b").build()?;
    /// assert!(before.points().map(|(position, _)| position).eq(after.points().map(|(position, _)| position)));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn with_identity(mut self, identity: impl Into<Arc<str>>) -> Self {
        self.identity = Some(identity.into());
        self.implied = false;
        self
    }

    /// Sets the number of this node's labels, regardless of its weight. Only some profiles support it, such as
    /// `npm_hashring`.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().profile("npm_hashring").node(Node::new("10.0.0.1:11211").with_vnodes(80)).build()?;
    /// assert_eq!(ring.explain().lines().last(), Some(r#"  "10.0.0.1:11211", weight 1: 320"#)); // four points a label
    /// assert!(HashRing::builder().node(Node::new("a").with_vnodes(80)).build().is_err());
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn with_vnodes(mut self, vnodes: impl Into<i64>) -> Self {
        self.vnodes = Some(vnodes.into());
        self
    }

    /// Sets the positions of this node's points. Only the profiles `points` and `cassandra` support it.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::{HashRing, Node};
    ///
    /// let nodes = [Node::new("a").with_points([5, 9]), Node::new("b").with_points([7])];
    /// let ring = HashRing::builder().profile("points").nodes(nodes).build()?;
    /// let owners: Vec<_> = ring.points().filter_map(|(_, id)| ring.name(id)).collect();
    /// assert_eq!(owners, ["a", "b", "a"]);
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn with_points(mut self, points: impl IntoIterator<Item = impl Into<i128>>) -> Self {
        // One point more than a ring can have is enough to be refused, and even an endless iterator reaches it.
        self.points = Some(points.into_iter().take(limits::POINTS as usize + 1).map(Into::into).collect());
        self
    }

    /// Returns the name.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// assert_eq!(Node::from("cache-1").name(), "cache-1");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the identity, which is hashed: the one that was given, the one that the ring's profile derives, or the
    /// name.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// assert_eq!(Node::new("10.0.0.7").with_identity("shard 3").identity(), "shard 3");
    /// assert_eq!(Node::new("10.0.0.7").identity(), "10.0.0.7");
    /// ```
    #[must_use]
    pub fn identity(&self) -> &str {
        self.shared_identity()
    }

    /// Returns whether the ring assigned the identity. HAProxy numbers its servers, so such an identity changes when
    /// other members do.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().profile("haproxy").node("a").node(Node::new("b").with_identity("7")).build()?;
    /// let ids: Vec<_> = ring.nodes().map(|node| (node.identity(), node.has_assigned_identity())).collect();
    /// assert_eq!(ids, [("1", true), ("7", false)]);
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn has_assigned_identity(&self) -> bool {
        self.implied
    }

    /// Returns the weight, which has been checked only if the node is a member of a ring.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// assert_eq!(Node::new("a").with_weight(-5).weight(), -5);
    /// ```
    #[must_use]
    pub fn weight(&self) -> i64 {
        self.weight
    }

    /// Returns the zone, if there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// assert_eq!(Node::new("a").with_zone("eu-west-1a").zone(), Some("eu-west-1a"));
    /// assert_eq!(Node::new("a").zone(), None);
    /// ```
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Returns the number of this node's labels, if it was set.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// assert_eq!((Node::new("a").vnodes(), Node::new("a").with_vnodes(80).vnodes()), (None, Some(80)));
    /// ```
    #[must_use]
    pub fn vnodes(&self) -> Option<i64> {
        self.vnodes
    }

    /// Returns the positions of this node's points, if they were set.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::Node;
    ///
    /// assert_eq!(Node::new("a").points(), None);
    /// assert_eq!(Node::new("a").with_points([5, 9]).points(), Some(&[5, 9][..]));
    /// ```
    #[must_use]
    pub fn points(&self) -> Option<&[i128]> {
        self.points.as_deref()
    }

    /// Returns the same node with this name, which is also its identity if it was given none.
    #[cfg(feature = "json")]
    pub(crate) fn with_name(self, name: String) -> Self {
        Node { name: name.into(), ..self }
    }

    /// Returns the same node under another name, with all other fields unchanged. An assigned identity stays assigned: the next edit
    /// derives it again.
    pub(crate) fn renamed(&self, name: &str) -> Self {
        Node { name: name.into(), identity: Some(Arc::clone(self.shared_identity())), ..self.clone() }
    }

    /// Returns the weight of a node that [`Node::check`] has passed.
    pub(crate) fn checked_weight(&self) -> u64 {
        self.weight.unsigned_abs()
    }

    pub(crate) fn is_hashed_by_name(&self) -> bool {
        self.identity() == self.name()
    }

    /// Returns the identity, if it was given and not assigned by the ring.
    pub(crate) fn given_identity(&self) -> Option<&str> {
        self.identity.as_deref().filter(|_| !self.implied)
    }

    /// Sets an identity that depends on the other members.
    pub(crate) fn assign_identity(&mut self, identity: String) {
        self.identity = Some(identity.into());
        self.implied = true;
    }

    /// Clears an identity that depended on the members of another ring.
    pub(crate) fn clear_assigned_identity(&mut self) {
        if core::mem::take(&mut self.implied) {
            self.identity = None;
        }
    }

    /// Returns the same node with this identity, and without `vnodes` and `points` unless they are kept.
    pub(crate) fn taken_over(&self, identity: Option<&str>, keep_fields: bool) -> Self {
        let mut node = Node { identity: identity.map(Arc::from), implied: false, ..self.clone() };
        if !keep_fields {
            (node.vnodes, node.points) = (None, None);
        }
        node
    }

    pub(crate) fn shared_name(&self) -> &Arc<str> {
        &self.name
    }

    pub(crate) fn shared_identity(&self) -> &Arc<str> {
        self.identity.as_ref().unwrap_or(&self.name)
    }

    /// Refuses a node that no ring can hold.
    pub(crate) fn check(&self) -> Result<()> {
        Field::Name.check(&self.name)?;
        Field::Identity.check(self.identity())?;
        if let Some(zone) = &self.zone {
            Field::Zone.check(zone)?;
        }
        if !(0..=limits::WEIGHT).contains(&self.weight) {
            return Err(Error::InvalidWeight { node: abbreviated(&self.name), weight: self.weight });
        }
        Ok(())
    }
}

/// The reason why a profile cannot have a node.
impl Node {
    /// Returns the error for a node that a system cannot have: `what` is wrong with it, and what is `expected`.
    pub(crate) fn refused(&self, what: String, expected: String, kind: ErrorKind) -> Error {
        Error::RefusedNode { node: abbreviated(&self.name), what, expected, kind }
    }

    /// Returns the error for a field with a wrong value.
    pub(crate) fn wrong_field(&self, what: String, expected: String) -> Error {
        self.refused(what, expected, ErrorKind::InvalidOption)
    }

    /// Returns the error for a field that `profile` does not have.
    pub(crate) fn unsupported_field(&self, field: &str, profile: &str) -> Error {
        let what = format!("{field} of node {:?}", abbreviated(&self.name));
        Error::Unsupported { what, why: format!("{profile} has no such field, and takes nodes without it") }
    }
}

/// Equal in everything that affects placement: an identity that was given may be the name.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        let parts = |node: &Node| (node.implied, node.weight, node.vnodes);
        self.name == other.name
            && self.identity() == other.identity()
            && parts(self) == parts(other)
            && self.zone == other.zone
            && self.points == other.points
    }
}

impl Eq for Node {}

impl From<&str> for Node {
    fn from(name: &str) -> Self {
        Node::new(name)
    }
}

impl From<String> for Node {
    fn from(name: String) -> Self {
        Node::new(name)
    }
}

/// The id of a name. A ring has one for each name that it has ever had, counted from 0 and never reused.
///
/// So an array indexed by ids (of connections, for example) stays valid over every edit. An id belongs to one ring, and
/// to its clones until they get a new name: another ring numbers the same names in another order.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, NodeId};
///
/// let mut ring = HashRing::from_names(["a", "b"])?;
/// let a = ring.id("a");
/// ring.remove_node("a")?;
/// ring.add_node("c")?;
/// ring.add_node("a")?;
/// assert_eq!(ring.id("a"), a);
/// assert_eq!(ring.id("c").map(NodeId::index), Some(2));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct NodeId(u32);

impl NodeId {
    /// No node: what a batch contains for a key without an owner. It is also [`NodeId::default`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, NodeId};
    ///
    /// let mut out = [NodeId::default()];
    /// assert_eq!(HashRing::new().get_node_batch(["user:42"], &mut out), [NodeId::NONE]);
    /// assert_eq!(HashRing::new().name(NodeId::NONE), None);
    /// ```
    pub const NONE: NodeId = NodeId(u32::MAX);

    #[inline]
    pub(crate) const fn new(number: u32) -> Self {
        NodeId(number)
    }

    #[inline]
    pub(crate) const fn get(self) -> u32 {
        self.0
    }

    /// Returns the number as an index.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b"])?;
    /// let mut hits = vec![0; ring.names_len()];
    /// if let Some(owner) = ring.get_node(b"user:42") {
    ///     hits[owner.index()] += 1;
    /// }
    /// assert_eq!(hits.iter().sum::<i32>(), 1);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl Default for NodeId {
    fn default() -> Self {
        NodeId::NONE
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == NodeId::NONE { f.write_str("NodeId::NONE") } else { write!(f, "NodeId({})", self.0) }
    }
}
