//! The hash ring, with the lookups of a key's owner.

pub(crate) mod builder;
pub(crate) mod changes;
mod edit;
pub(crate) mod replicas;
mod retries;
pub(crate) mod walk;

use core::fmt;
use std::sync::Arc;

use crate::members::names::Names;
use crate::members::node::{Node, NodeId};
use crate::members::zones::ZoneRounds;
use crate::members::{Members, Slot};
use crate::options::hash_tag::HashTag;
use crate::options::{Options, Zones};
use crate::points::Points;
use crate::profile::Profile;

/// A consistent-hash ring, which maps every key to a node.
///
/// It is a plain value, like a `HashMap`: `&self` looks up, `&mut self` edits, and a clone is independent. For a ring
/// that many threads share and change, use a [`SharedRing`](crate::SharedRing). Cloning is cheap: members and points
/// are shared until one of the two is edited.
///
/// The same members and options place every key on the same node, in every language of ringwise, on every platform and
/// in every later version. The order in which members were added does not matter, except under profiles that depend on
/// it.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let mut ring = HashRing::from_names(["cache-1", "cache-2", "cache-3"])?;
/// let owner = ring.get_node(b"user:42").and_then(|id| ring.name(id));
/// assert_eq!(owner, Some("cache-1"));
///
/// ring.remove_node("cache-2")?; // moves the keys of cache-2, and no other
/// assert_eq!(ring.get_node(b"user:42"), ring.id("cache-1"));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone)]
pub struct HashRing {
    pub(crate) options: Arc<Options>,
    /// Decoded from the options, for lookups.
    pub(crate) hash_tag: Option<HashTag>,
    /// Decoded from the options, for lookups.
    pub(crate) zones: Zones,
    pub(crate) profile: Profile,
    pub(crate) names: Arc<Names>,
    pub(crate) members: Arc<Members>,
    pub(crate) rounds: Arc<ZoneRounds>,
    pub(crate) points: Arc<Points>,
}

impl HashRing {
    /// Returns an empty ring with the default options.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::new();
    /// assert_eq!(ring.get_node(b"user:42"), None);
    /// ring.add_node("a")?;
    /// assert_eq!(ring.get_node(b"user:42"), ring.id("a"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::empty(Options::default())
    }

    pub(crate) fn empty(options: Options) -> Self {
        let profile = Profile::native(&options);
        Self::with_profile(options, profile)
    }

    pub(crate) fn with_profile(options: Options, profile: Profile) -> Self {
        let hash_tag = options.hash_tag().as_deref().and_then(HashTag::parse);
        let zones = options.zones();
        let members = Members::default();
        let rounds = Arc::new(ZoneRounds::new(&members, |_| true, true));
        let points = Arc::new(Points::default());
        HashRing { options: Arc::new(options), hash_tag, zones, profile, names: Arc::default(), members: Arc::new(members), rounds, points }
    }

    /// Returns the name of the placement: `native-v1`, whose normative text is `docs/placement.md`, or that of the ring's profile.
    ///
    /// Equal names and options always mean equal placement.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::new().profile(), "native-v1");
    /// ```
    #[must_use]
    pub fn profile(&self) -> &'static str {
        self.options.profile
    }

    /// Returns the options in force, defaults included.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().vnodes(40).build()?;
    /// assert_eq!((ring.options().vnodes(), ring.options().seed()), (40, 0));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Returns the number of members, drained ones included.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a", "b", "c"])?;
    /// ring.set_weight("c", 0)?;
    /// assert_eq!(ring.len(), 3);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Returns whether the ring has no members.
    ///
    /// A ring whose members are all drained is not empty, but no key has an owner.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a"])?;
    /// ring.set_weight("a", 0)?;
    /// assert!(!ring.is_empty() && ring.get_node(b"user:42").is_none());
    /// ring.remove_node("a")?;
    /// assert!(ring.is_empty());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether a node with that name is a member.
    ///
    /// # Complexity
    ///
    /// `O(log nodes)`. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["cache-1"])?;
    /// assert!(ring.contains("cache-1"));
    /// assert!(!ring.contains("Cache-1")); // names are compared bytewise
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.members.slot(name).is_some()
    }

    /// Returns the member with that name; `None` if there is none.
    ///
    /// # Complexity
    ///
    /// `O(log nodes)`. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// ring.set_weight("b", 5)?;
    /// assert_eq!(ring.node("b").map(Node::weight), Some(5));
    /// assert_eq!(ring.node("c"), None);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.members.slot(name).map(|slot| self.members.node(slot))
    }

    /// Returns the members, drained ones included, in bytewise order of their names. If the profile depends on the
    /// order of nodes, they are in the order in which they were given.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::from_names(["b", "a"])?;
    /// assert!(ring.nodes().map(Node::name).eq(["a", "b"]));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> + DoubleEndedIterator + Clone {
        self.slots().map(|slot| self.members.node(slot))
    }

    /// Returns the slots of the members in the order of [`HashRing::nodes`].
    pub(crate) fn slots(&self) -> impl ExactSizeIterator<Item = Slot> + DoubleEndedIterator + Clone {
        let by_slot = self.profile.traits.keeps_order;
        self.members.by_name().enumerate().map(move |(index, slot)| if by_slot { index as Slot } else { slot })
    }

    /// Returns the id of a name that the ring has or once had.
    ///
    /// [`HashRing::contains`] returns whether it is a member now.
    ///
    /// # Complexity
    ///
    /// Expected `O(1)` in the names. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// let a = ring.id("a");
    /// ring.remove_node("a")?;
    /// assert!(a.is_some() && ring.id("a") == a);
    /// assert_eq!(ring.id("c"), None);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn id(&self, name: &str) -> Option<NodeId> {
        self.names.id(name)
    }

    /// Returns the name with an id, whether or not it is a member now; `None` if this ring has no such id.
    ///
    /// # Complexity
    ///
    /// `O(1)`. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["cache-1", "cache-2", "cache-3"])?;
    /// assert_eq!(ring.get_node(b"user:42").and_then(|id| ring.name(id)), Some("cache-1"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self, id: NodeId) -> Option<&str> {
        self.names.name(id).map(AsRef::as_ref)
    }

    /// Returns the number of distinct names that the ring has had over its life. Every [`NodeId`] of the ring is below
    /// it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// ring.set_nodes(["b", "c"])?;
    /// assert_eq!((ring.len(), ring.names_len()), (2, 3));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn names_len(&self) -> usize {
        self.names.len()
    }

    /// Returns the points in ring order: positions in ascending order, each with its owner.
    ///
    /// Points at one position are in bytewise order of their owners' identities, and the first of them owns the keys
    /// there. Another system's profile may have a different order and choice.
    ///
    /// A position has 64 bits, or 32 bits under a profile with 32-bit hashes. Under a profile with longer hashes it is
    /// the leading 64 bits. Signed numbers are counted from the least. The points of a table are its entries, from 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().node(Node::new("a").with_weight(2)).vnodes(3).build()?;
    /// assert_eq!(ring.points().len(), 6);
    /// assert!(ring.points().is_sorted());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn points(&self) -> impl ExactSizeIterator<Item = (u64, NodeId)> + DoubleEndedIterator + Clone {
        let key_space = self.profile.traits.key_space;
        self.points.iter().map(move |(coordinate, slot)| (key_space.to_position(coordinate), self.members.id(slot)))
    }

    /// Returns the position of a key, in the measure of [`HashRing::points`], [`HashRing::ranges`] and plans.
    ///
    /// If a position is longer than 64 bits, it returns the leading 64. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let position = ring.position(b"foo");
    /// assert_eq!(position, 0xe271_8657_01f5_4561); // a check value of docs/placement.md
    /// let owner = ring.points().find(|&(point, _)| point >= position).or_else(|| ring.points().next());
    /// assert_eq!(owner.map(|(_, id)| id), ring.get_node(b"foo"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn position(&self, key: &[u8]) -> u64 {
        self.profile.position(self.hashed(key))
    }

    /// Returns the owner of `key`: the node of the first point at or after the key's position, clockwise.
    ///
    /// `None` if no node owns a point. Equal rings have the same answer everywhere, because it ignores health.
    ///
    /// # Complexity
    ///
    /// Expected `O(1)` in nodes and points, `O(bytes)` in the key. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["node-a", "node-c"])?;
    /// assert_eq!(ring.get_node("foo".as_bytes()), ring.id("node-a"));
    /// assert_eq!(HashRing::new().get_node(b"foo"), None);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn get_node(&self, key: &[u8]) -> Option<NodeId> {
        self.start(key).map(|point| self.members.id(self.points.owner(point)))
    }

    /// Fills `out` with the owners of `keys`, as [`HashRing::get_node`] returns them, and returns the filled part.
    ///
    /// [`NodeId::NONE`] means that there is no owner. The filled part is as long as the shorter of `keys` and `out`.
    ///
    /// On a large ring it is faster than key by key, because it fetches memory for several keys at once.
    ///
    /// # Complexity
    ///
    /// As [`HashRing::get_node`], times the keys. Never allocates.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, NodeId};
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let mut out = [NodeId::NONE; 2];
    /// ring.get_node_batch(["user:1", "user:2"], &mut out);
    /// assert_eq!(Some(out[1]), ring.get_node(b"user:2"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn get_node_batch<'o, K: AsRef<[u8]>>(&self, keys: impl IntoIterator<Item = K>, out: &'o mut [NodeId]) -> &'o [NodeId] {
        /// Enough keys to keep the memory busy, and few enough to stay in registers and the nearest cache.
        const ABREAST: usize = 32;
        let mut keys = keys.into_iter();
        let mut len = 0;
        loop {
            let mut positions = [0; ABREAST];
            let room = &mut out[len..];
            let mut filled = 0;
            let mut simple = true;
            for (position, entry) in positions.iter_mut().zip(&mut *room) {
                let Some(key) = keys.next() else { break };
                match self.profile.simple_coordinate(self.hashed(key.as_ref())) {
                    Some(coordinate) => *position = coordinate,
                    None => {
                        simple = false;
                        *entry = self.get_node(key.as_ref()).unwrap_or(NodeId::NONE);
                    }
                }
                filled += 1;
            }
            if simple {
                for (entry, &position) in room.iter_mut().zip(&positions[..filled]) {
                    *entry = self.owner_at(position).unwrap_or(NodeId::NONE);
                }
            }
            len += filled;
            if filled < ABREAST {
                return &out[..len];
            }
        }
    }

    /// Returns the memory that the ring takes, including what it shares with its clones.
    ///
    /// # Complexity
    ///
    /// `O(names)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names((0..100).map(|i| format!("node-{i}")))?;
    /// let memory = ring.memory();
    /// assert!(memory.hot <= 9 * ring.points().len());
    /// assert!(memory.total() < 32 * ring.points().len());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn memory(&self) -> Memory {
        Memory {
            hot: self.points.hot_bytes(),
            cold: self.points.cold_bytes(),
            members: self.names.heap_bytes() + self.members.heap_bytes() + self.rounds.heap_bytes(),
        }
    }

    /// Returns the part of a key that is hashed. Never allocates.
    #[inline]
    pub(crate) fn hashed<'k>(&self, key: &'k [u8]) -> &'k [u8] {
        match self.hash_tag {
            None => key,
            Some(tag) => tag.of(key),
        }
    }

    /// Returns the point that owns a key, at which the key's lists begin. Never allocates.
    #[inline]
    pub(crate) fn start(&self, key: &[u8]) -> Option<usize> {
        self.profile.owning_point(self.hashed(key), &self.points)
    }

    /// Returns the rounds of those members that own a point and that `counts` accepts.
    pub(crate) fn zone_rounds(&self, counts: impl Fn(Slot) -> bool) -> ZoneRounds {
        let owning = |slot| !self.points.is_unlisted(slot) && counts(slot);
        ZoneRounds::new(&self.members, owning, self.profile.traits.spreads_zones)
    }

    /// Returns the owner of a position. Never allocates.
    #[inline]
    pub(crate) fn owner_at(&self, position: u64) -> Option<NodeId> {
        self.points.successor(position).map(|point| self.members.id(self.points.owner(point)))
    }
}

impl Default for HashRing {
    fn default() -> Self {
        Self::new()
    }
}

/// Equal placement options and members: equal rings place every key on the same node. Ids do not matter. The order of
/// the members does not matter unless the profile depends on it.
impl PartialEq for HashRing {
    fn eq(&self, other: &Self) -> bool {
        self.options == other.options && self.nodes().eq(other.nodes())
    }
}

impl Eq for HashRing {}

impl fmt::Debug for HashRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HashRing")
            .field("profile", &self.profile())
            .field("nodes", &self.len())
            .field("points", &self.points.len())
            .finish()
    }
}

/// The memory that a ring takes, in bytes, by purpose.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let memory = HashRing::from_names(["a", "b"])?.memory();
/// assert_eq!(memory.cold, 8 * 2 * 160);
/// assert!(memory.members > 0 && memory.hot < memory.cold * 2);
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// The index and the owners, which every lookup reads: 7 to 9 bytes a point.
    pub hot: usize,
    /// The whole positions, which a lookup reads only to distinguish points that are very close: 8 bytes a point.
    pub cold: usize,
    /// Names, identities, zones and the index of names, estimated.
    pub members: usize,
}

impl Memory {
    /// Returns the sum.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let memory = HashRing::from_names(["a", "b"])?.memory();
    /// assert_eq!(memory.total(), memory.hot + memory.cold + memory.members);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn total(self) -> usize {
        self.hot + self.cold + self.members
    }
}
