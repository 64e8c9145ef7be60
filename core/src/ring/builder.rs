//! A ring in the making: its options and its first members.

use crate::error::{Error, Result};
use crate::limits;
use crate::members::node::Node;
use crate::options::{OptionValue, RequestedOptions, Zones};
use crate::profile;
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
    wanted: RequestedOptions,
}

impl Builder {
    /// Adds a member.
    ///
    /// A name is a node of weight 1 without a zone; a [`Node`] says more.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().node("small").node(Node::new("large").with_weight(3)).build()?;
    /// assert_eq!(ring.nodes().map(Node::weight).sum::<i64>(), 4);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn node(mut self, node: impl Into<Node>) -> Self {
        self.nodes.push(node.into());
        self
    }

    /// Adds members: names, or [`Node`]s.
    ///
    /// In whatever order they come, the ring is the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().nodes((1..=3).map(|number| format!("cache-{number}"))).node("spare").build()?;
    /// assert!(ring.contains("cache-3") && ring.contains("spare"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn nodes(mut self, nodes: impl IntoIterator<Item = impl Into<Node>>) -> Self {
        // One more than a ring can have is enough to be refused, and even of an endless list it is soon reached.
        self.nodes.extend(nodes.into_iter().take(limits::NODES + 1).map(Into::into));
        self
    }

    /// Sets whose placement the ring speaks: a name of [`profiles`](crate::profiles); `native` if not set.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().profile("libmemcached_ketama_weighted").node("10.0.0.1:11211").node("10.0.0.2:11211").build()?;
    /// assert_eq!(ring.profile(), "libmemcached_ketama_weighted");
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn profile(mut self, profile: impl Into<String>) -> Self {
        self.wanted.forget("profile").profile = Some(profile.into());
        self
    }

    /// Sets an option by its name, a profile's own or any other; `docs/profiles.md` lists them. Of two values of one option the later counts.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "profiles")] {
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().profile("haproxy").option("hash", "crc32").option("avalanche", true).build()?;
    /// assert!(HashRing::builder().profile("haproxy").option("hash", "md5").build().is_err());
    /// # assert_eq!(ring.profile(), "haproxy");
    /// # }
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn option(mut self, name: impl Into<String>, value: impl Into<OptionValue>) -> Self {
        self.wanted.named.push((name.into(), value.into()));
        self
    }

    /// Sets how many virtual nodes a node has for each unit of its weight: 1 to 67,108,864 (2^26); 160 if not set. A profile may have another
    /// default, or none and refuse it.
    ///
    /// More make the shares more even and the ring larger: with 160, the fullest of 100 nodes has about a fifth more than the mean.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().nodes(["a", "b"]).vnodes(40).build()?;
    /// assert_eq!(ring.points().len(), 80);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn vnodes(mut self, vnodes: impl Into<i64>) -> Self {
        self.wanted.forget("vnodes").vnodes = Some(vnodes.into());
        self
    }

    /// Sets the seed of every hash: 0 to 4,294,967,295 (2^32 - 1); 0 if not set.
    ///
    /// Rings that differ in it place their keys independently. It is no defence against who can watch where keys go.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let [ring, other] = [0, 1].map(|seed| HashRing::builder().nodes(["a", "b"]).seed(seed).build());
    /// assert_ne!(ring?.points().next(), other?.points().next());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn seed(mut self, seed: impl Into<i64>) -> Self {
        self.wanted.forget("seed").seed = Some(seed.into());
        self
    }

    /// Sets two ASCII characters, such as `"{}"`, between which the hashed part of a key stands.
    ///
    /// Of a key that has them, only what stands between is hashed, so that `{user:1}.name` and `{user:1}.mail` go to one node. Not set: the
    /// whole key is hashed.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().nodes(["a", "b", "c"]).hash_tag("{}").build()?;
    /// assert_eq!(ring.get_node(b"{user:1}.name"), ring.get_node(b"user:1"));
    /// assert_eq!(ring.get_node(b"{user:1}.mail"), ring.get_node(b"user:1"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn hash_tag(mut self, hash_tag: impl Into<String>) -> Self {
        self.wanted.forget("hash_tag").hash_tag = Some(hash_tag.into());
        self
    }

    /// Sets the most that a node may own, in whole percent of its fair share: 101 to 1,000; not set, there is no such limit.
    ///
    /// A node over the cap gives up virtual nodes until it is not, but for a quarter of them: one that reaches that floor may stay above.
    /// From 40 virtual nodes a node at 105 %, or 160 at 101 %, none did.
    ///
    /// The price is movement. An edit moves some keys between nodes that it does not touch, because what one node gives up others get. With
    /// 160 virtual nodes and a cap of 105, adding a node moves about 1.1 times its fair share on a ring of 10 nodes, 1.4 times on one of
    /// 100, and twice on one of 1,000; with more virtual nodes or a higher cap less. And an edit makes all points anew. Only the native
    /// ring has a cap.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let names: Vec<_> = (0..10).map(|number| format!("cache-{number}")).collect();
    /// let capped = HashRing::builder().nodes(names.clone()).cap(105).build()?;
    /// assert!(capped.points().len() < HashRing::from_names(&names)?.points().len());
    /// assert_eq!(HashRing::builder().cap(100).build().unwrap_err().to_string(), "cap 100: an integer from 101 to 1000");
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn cap(mut self, cap: impl Into<i64>) -> Self {
        self.wanted.forget("cap").cap = Some(cap.into());
        self
    }

    /// Sets how replicas are spread over zones; [`Zones::Spread`] if not set.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node, Zones};
    ///
    /// let ring = HashRing::builder().nodes(["a", "b"].map(|name| Node::new(name).with_zone("east"))).zones(Zones::Strict).build()?;
    /// assert_eq!(ring.iter_nodes(b"user:42").count(), 1); // no second node of a zone
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn zones(mut self, zones: Zones) -> Self {
        self.wanted.forget("zones").zones = Some(zones);
        self
    }

    /// Sets how many nodes are meant to hold a key: 1 to 16,777,216 (2^24); 2 if not set.
    ///
    /// Kept for Python and Node, where it is the default count of a list; placement does not depend on it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().nodes(["a", "b"]).replication_factor(3).build()?;
    /// assert_eq!(ring.options().replication_factor(), 3);
    /// assert_eq!(ring, HashRing::from_names(["a", "b"])?); // places every key alike
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn replication_factor(mut self, replication_factor: impl Into<i64>) -> Self {
        self.wanted.forget("replication_factor").replication_factor = Some(replication_factor.into());
        self
    }

    /// Sets how far above its fair part a node's load may go, in whole percent: 101 to 10,000; 125 if not set.
    ///
    /// Kept for [`SharedRing::acquire`](crate::SharedRing::acquire); placement does not depend on it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, SharedRing};
    ///
    /// let ring = SharedRing::new(HashRing::builder().nodes(["a", "b"]).load_factor(300).build()?);
    /// assert_eq!(ring.capacity("a")?, 2); // of the one that is to come, a fair part is a half
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn load_factor(mut self, load_factor: impl Into<i64>) -> Self {
        self.wanted.forget("load_factor").load_factor = Some(load_factor.into());
        self
    }

    /// Returns what is given beside a snapshot, and refuses what the snapshot itself holds.
    pub(crate) fn beside_snapshot(self) -> Result<RequestedOptions> {
        let wanted = self.wanted.resolve()?;
        let beside = RequestedOptions {
            replication_factor: wanted.replication_factor,
            load_factor: wanted.load_factor,
            ..RequestedOptions::default()
        };
        if !self.nodes.is_empty() || wanted != beside {
            return Err(Error::Unsupported {
                what: "nodes or placement options beside a snapshot".to_owned(),
                why: "it holds its own, and only a replication factor and a load factor can be given with it".to_owned(),
            });
        }
        Ok(beside)
    }

    /// Makes the ring.
    ///
    /// # Errors
    ///
    /// `UnknownProfile`; `InvalidOption` for an option that the profile does not know, or out of range; `Unsupported` for what the profile
    /// does not have; `InvalidName` and `InvalidWeight` for what no node can have; `DuplicateNode` if two nodes share a name or an identity;
    /// `TooManyNodes` above 16,777,216 nodes; `TooManyPoints` above 67,108,864 virtual nodes.
    ///
    /// # Complexity
    ///
    /// `O(points)`, and `O(nodes log nodes)` for the names.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert!(HashRing::builder().build()?.is_empty());
    /// let error = HashRing::builder().node("a").vnodes(0).build().unwrap_err();
    /// assert_eq!(error.to_string(), "vnodes 0: an integer from 1 to 67108864");
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn build(self) -> Result<HashRing> {
        let (options, profile) = profile::choose(self.wanted)?;
        let mut ring = HashRing::with_profile(options, profile);
        ring.set_members(self.nodes)?;
        Ok(ring)
    }
}
