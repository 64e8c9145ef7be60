//! A ring in the making, with its options and its first members.

use crate::error::Result;
use crate::limits;
use crate::members::node::Node;
use crate::options::requested::RequestedOptions;
use crate::options::spec::{PROFILE, every_profile_has};
use crate::options::{OptionValue, Options, Zones};
use crate::profile::Profile;
use crate::profile::choose::{choose, recorded_name};
use crate::ring::HashRing;

/// Makes a [`HashRing`]; [`HashRing::builder`] returns one.
///
/// [`Builder::build`] checks everything before it makes any point; nothing is checked earlier.
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
    /// The ring whose options and members come first, separate from what is set later.
    from: Option<HashRing>,
    /// The options of that ring that are left out.
    unset: Vec<String>,
    nodes: Vec<Node>,
    wanted: RequestedOptions,
}

impl HashRing {
    /// Returns a builder, for nodes and options.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().node(Node::new("a").with_weight(2)).node("b").vnodes(100).build()?;
    /// assert_eq!(ring.points().len(), 300);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Returns a ring of nodes with only names, and the default options.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["b", "a"])?;
    /// assert_eq!(ring, HashRing::from_names(["a", "b"])?);
    /// assert!(HashRing::from_names(["a", "a"]).is_err());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn from_names<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Result<Self> {
        Self::builder().nodes(names.into_iter().map(|name| Node::new(name.as_ref()))).build()
    }

    /// Returns a builder that makes an equal ring, unless you set something else.
    ///
    /// An option that you set later replaces that of this ring, and a node is added to its members. Under another
    /// profile the members keep their names, weights, zones and the identities that they were given. Identities that
    /// this ring's profile derived are left out, and so are `vnodes` and `points`. Of the options, `hash_tag` and `zones`
    /// stay if that profile has them.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().nodes([Node::new("a").with_weight(2), Node::new("b")]).vnodes(40).build()?;
    /// assert_eq!(ring.to_builder().build()?, ring);
    /// let finer = ring.to_builder().vnodes(160).node("c").build()?;
    /// assert_eq!((finer.len(), finer.points().len()), (3, 640));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn to_builder(&self) -> Builder {
        Builder { from: Some(self.clone()), ..Builder::default() }
    }

    /// Returns the members for a ring of that profile: see [`HashRing::to_builder`].
    pub(crate) fn members_for(&self, profile: &str) -> Vec<Node> {
        let same = recorded_name(profile) == self.profile();
        self.nodes().map(|node| node.taken_over(self.profile.given_identity(node), same)).collect()
    }
}

impl Builder {
    /// Adds a member.
    ///
    /// A name is a node of weight 1 without a zone; a [`Node`] has all fields.
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
    /// Their order does not matter, except under profiles that depend on it.
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
        // One node more than a ring can have is enough to be refused, and even an endless iterator reaches it soon.
        self.nodes.extend(nodes.into_iter().take(limits::NODES + 1).map(Into::into));
        self
    }

    /// Sets the profile, a name of [`profiles`](crate::profiles); by default `native`.
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
        self.wanted.set("profile", OptionValue::Text(profile.into()));
        self
    }

    /// Sets an option by its name, a profile's own or any other; `docs/profiles.md` lists them. A later value of the
    /// same option replaces an earlier one.
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
        self.wanted.set(name, value);
        self
    }

    /// Removes the value of an option, whether it was set or taken over by [`HashRing::to_builder`], so that it has its
    /// default.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::builder().nodes(["a", "b"]).hash_tag("{}").seed(7).build()?;
    /// let again = ring.to_builder().unset("hash_tag").build()?;
    /// assert_eq!((again.options().hash_tag(), again.options().seed()), (None, 7));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn unset(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.wanted.remove(&name);
        self.unset.push(name);
        self
    }

    /// Sets the number of virtual nodes for each unit of weight: 1 to 67,108,864 (2^26); by default 160. A profile may
    /// have another default, or refuse the option.
    ///
    /// More virtual nodes make the shares more even and the ring larger. With 160, the fullest of 100 nodes has about a
    /// fifth more than the mean.
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
        self.wanted.set("vnodes", OptionValue::Integer(vnodes.into()));
        self
    }

    /// Sets the seed of every hash: 0 to 4,294,967,295 (2^32 - 1); by default 0.
    ///
    /// Rings with different seeds place keys independently. A seed is no defence against an attacker who can observe
    /// where keys go.
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
        self.wanted.set("seed", OptionValue::Integer(seed.into()));
        self
    }

    /// Sets two ASCII characters, such as `"{}"`, that enclose the hashed part of a key.
    ///
    /// If a key contains them, only the part between them is hashed, so that `{user:1}.name` and `{user:1}.mail` go to
    /// one node. By default the whole key is hashed.
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
        self.wanted.set("hash_tag", OptionValue::Text(hash_tag.into()));
        self
    }

    /// Sets a cap on each node's share, in whole percent of its fair share: 101 to 1,000; by default there is none.
    ///
    /// A node over the cap gives up virtual nodes, but keeps at least a quarter of them. A node at that floor may stay
    /// over the cap. In simulations none did, from 40 virtual nodes a node at 105 %, or from 160 at 101 %.
    ///
    /// The price is movement. An edit moves some keys between nodes that it does not touch, because other nodes get
    /// what one gives up. With 160 virtual nodes and a cap of 105, adding a node moves about 1.1 times its fair share
    /// on a ring of 10 nodes. It is 1.4 times with 100 nodes and twice with 1,000, and less with more virtual nodes or
    /// a higher cap. An edit also rebuilds all points. Only the native ring has a cap.
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
        self.wanted.set("cap", OptionValue::Integer(cap.into()));
        self
    }

    /// Sets how replicas are spread over zones; by default [`Zones::Spread`].
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
        self.wanted.set("zones", zones.name());
        self
    }

    /// Makes the ring.
    ///
    /// # Errors
    ///
    /// `UnknownProfile`; `InvalidOption` for an option that is unknown or out of range; `Unsupported` for features that
    /// the profile does not have; `InvalidName` and `InvalidWeight` for an invalid field of a node; `DuplicateNode` if
    /// two nodes share a name or an identity; `TooManyNodes` above 16,777,216 nodes; `TooManyPoints` above 67,108,864
    /// virtual nodes.
    ///
    /// # Complexity
    ///
    /// `O(points)`, plus `O(nodes log nodes)` for the names.
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
        let ((options, profile), nodes) = match &self.from {
            None => (choose(&self.wanted)?, self.nodes),
            Some(ring) => {
                let (options, profile) = options_after(ring, &self.unset, self.wanted)?;
                let nodes = [ring.members_for(options.profile), self.nodes].concat();
                ((options, profile), nodes)
            }
        };
        let mut ring = HashRing::with_profile(options, profile);
        ring.set_members(nodes)?;
        Ok(ring)
    }
}

/// Returns the options of a ring, with those that were set later, and their profile.
fn options_after(ring: &HashRing, unset: &[String], set: RequestedOptions) -> Result<(Options, Profile)> {
    let kept = ring.options.entries().into_iter().filter(|(name, _)| !unset.iter().any(|unset| unset == name));
    let (common, own): (Vec<_>, Vec<_>) = kept.partition(|(name, _)| *name != PROFILE.name && every_profile_has(name));
    let other = set.get("profile").is_some() && recorded_name(&set.profile()?) != ring.profile();
    let set = if other { set } else { set.or(own) };
    // A profile may have a rule of its own in an option's place, as for zones. Then the option has no value.
    let (alone, _) = choose(&set)?;
    let has = |name: &str| Options::default().get(name).is_none() || alone.get(name).is_some();
    choose(&set.or(common.into_iter().filter(|(name, _)| has(name))))
}

#[cfg(all(test, feature = "profiles"))]
mod tests {
    use super::*;

    fn fields(ring: &HashRing) -> Vec<(&str, &str, i64, Option<&str>)> {
        ring.nodes().map(|node| (node.name(), node.identity(), node.weight(), node.zone())).collect()
    }

    #[test]
    fn a_ring_is_rebuilt_equal() {
        let npm = Node::new("10.0.0.2:11211").with_vnodes(80);
        let rings = [
            HashRing::builder().node(Node::new("a").with_zone("east").with_identity("b")).seed(7).cap(110).zones(Zones::Strict),
            HashRing::builder().profile("npm_hashring").node("10.0.0.1:11211").node(npm).option("default_port", 11211).hash_tag("{}"),
            HashRing::builder().profile("haproxy").nodes(["b", "a"]).node(Node::new("c").with_identity("2")).option("balance_factor", 130),
            HashRing::builder().profile("cassandra").node(Node::new("a").with_points([-5, 9])).option("replication", 2),
            HashRing::builder().profile("lafikl").nodes(["a", "b"]),
        ];
        for ring in rings {
            let ring = ring.build().unwrap();
            let again = ring.to_builder().build().unwrap();
            assert_eq!((&again, again.options()), (&ring, ring.options()));
            assert!(again.points().map(|point| point.0).eq(ring.points().map(|point| point.0)));
        }
    }

    #[test]
    fn another_profile_takes_over_no_derived_identity() {
        let given = Node::new("10.0.0.2:11211").with_identity("10.0.0.9:11211").with_zone("east");
        let ketama = HashRing::builder().profile("libmemcached_ketama_weighted").node("10.0.0.1:11211").node(given).build().unwrap();
        assert_eq!(ketama.node("10.0.0.1:11211").map(Node::identity), Some("10.0.0.1"));
        let native = ketama.to_builder().profile("native").build().unwrap();
        let expected = [("10.0.0.1:11211", "10.0.0.1:11211", 1, None), ("10.0.0.2:11211", "10.0.0.9:11211", 1, Some("east"))];
        assert_eq!(fields(&native), expected);
        assert_eq!(native.to_builder().profile("libmemcached_ketama_weighted").build().unwrap(), ketama);
        // HAProxy's numbers depend on the other members.
        let haproxy = HashRing::builder().profile("haproxy").nodes(["a", "b"]).build().unwrap();
        assert!(haproxy.to_builder().profile("native-v1").build().unwrap().nodes().all(|node| node.identity() == node.name()));
    }

    #[test]
    fn another_profile_takes_over_neither_vnodes_nor_points_nor_own_options() {
        let npm = HashRing::builder().profile("npm_hashring").node(Node::new("a:1").with_vnodes(80)).option("replicas", 3).build().unwrap();
        assert_eq!(npm.to_builder().profile("ketama").build().unwrap(), HashRing::builder().profile("ketama").node("a:1").build().unwrap());
        let points = HashRing::builder().profile("points").node(Node::new("a").with_points([5, 9])).build().unwrap();
        assert_eq!(points.to_builder().profile("native").build().unwrap(), HashRing::from_names(["a"]).unwrap());
    }

    #[test]
    fn common_options_stay_where_the_profile_has_them() {
        let ring = HashRing::builder().vnodes(40).seed(3).cap(120).hash_tag("<>").zones(Zones::Strict).node("a").build().unwrap();
        let ketama = ring.to_builder().profile("ketama").build().unwrap();
        let options = ketama.options();
        assert_eq!((options.hash_tag().as_deref(), options.get("zones")), (Some("<>"), Some("strict".into())));
        assert_eq!(options.get("vnodes"), None);
        let lafikl = ring.to_builder().profile("lafikl").build().unwrap();
        assert_eq!(lafikl.options().get("vnodes"), Some(10.into()));
        let cassandra = ring.to_builder().profile("cassandra").build().unwrap_err();
        assert!(cassandra.to_string().contains("points are missing"), "{cassandra}");
    }

    #[test]
    fn an_option_that_is_unset_has_its_default() {
        let ring = HashRing::builder().node("a").vnodes(40).cap(150).hash_tag("{}").build().unwrap();
        let unset = ring.to_builder().unset("cap").unset("vnodes").build().unwrap();
        assert_eq!(unset, HashRing::builder().node("a").hash_tag("{}").build().unwrap());
        let cap = |builder: Builder| builder.build().unwrap().options().cap();
        assert_eq!(cap(ring.to_builder().unset("cap").cap(200)), Some(200));
        assert_eq!(cap(ring.to_builder().cap(200).unset("cap")), None);
        assert_eq!(cap(HashRing::builder().option("cap", 200).unset("cap")), None);
    }

    #[test]
    fn what_is_set_later_counts() {
        let ring = HashRing::builder().node("a").vnodes(40).hash_tag("{}").build().unwrap();
        let later = ring.to_builder().option("vnodes", 20).hash_tag("[]").node("b").build().unwrap();
        assert_eq!(later, HashRing::builder().nodes(["a", "b"]).vnodes(20).hash_tag("[]").build().unwrap());
        assert!(ring.to_builder().node("a").build().is_err());
    }
}
