//! The plan of a change from one ring to another.

mod diff;
#[cfg(feature = "json")]
mod json;
mod moves;
mod pair;
mod table;

use std::collections::HashMap;
use std::sync::Arc;

use diff::ListDiff;
pub use moves::{Move, Moves};
use pair::{PairSegments, RingPair};

use crate::error::{Error, Result};
use crate::members::node::NodeId;
use crate::options::spec::is_common;
use crate::ring::HashRing;

/// The moves of keys when one ring replaces another; [`HashRing::plan`] makes it.
///
/// It holds the two rings and the sums. Moves are found on demand, in the order of the ring.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let before = HashRing::from_names(["a", "b", "c"])?;
/// let mut after = before.clone();
/// after.add_node("d")?;
/// let plan = before.plan(&after, 1)?;
/// assert!(plan.iter().all(|moved| Some(moved.target) == after.id("d"))); // keys move to the new node alone
/// assert_eq!(plan.moved(), after.shares(1)?.get("d").unwrap().parts); // exactly its share
/// assert_eq!(plan.moved(), plan.minimum());
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pair: Arc<RingPair>,
    /// In the order of the names of source and target.
    totals: Vec<(Option<NodeId>, NodeId, u128)>,
    minimum: u128,
}

impl HashRing {
    /// Returns the moves of keys when `after` replaces this ring and the first `replicas` nodes of a key's list hold
    /// it.
    ///
    /// The two lists of a key are compared as sets. A node that is only in the list after is the target of a move. The
    /// source is a node that gives the key up. If there are no more of those, it is the first node that keeps the key,
    /// from which it can be copied.
    ///
    /// # Errors
    ///
    /// `Unsupported` if a key has different positions in the two rings, or for more replicas than a profile can list;
    /// `InvalidOption` if nodes × replicas exceeds 67,108,864 (2^26).
    ///
    /// # Complexity
    ///
    /// `O(points)` of both rings for one replica; each further replica adds the steps of its walk, at every point.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let before = HashRing::from_names(["a", "b", "c"])?;
    /// let mut after = before.clone();
    /// after.remove_node("c")?;
    /// assert!(before.plan(&after, 2)?.moved() > 0);
    /// assert_eq!(before.plan(&before, 2)?.iter().next(), None);
    /// let other = HashRing::builder().nodes(["a", "b"]).seed(7).build()?;
    /// assert!(before.plan(&other, 1).unwrap_err().to_string().contains("overlap"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn plan(&self, after: &HashRing, replicas: usize) -> Result<Plan> {
        if !self.places_keys_alike(after) {
            let what = format!("a plan from {} to {}", self.key_rule(), after.key_rule());
            let why = "their keys have different positions; overlap(other) returns the share of keys that is expected to stay";
            return Err(Error::Unsupported { what, why: why.to_owned() });
        }
        let minimum = least(self, after, replicas)?;
        let pair = Arc::new(RingPair::new(self, after, replicas));
        let totals = added_up(&pair);
        Ok(Plan { pair, totals, minimum })
    }

    /// Returns whether every key has the same position in both rings.
    fn places_keys_alike(&self, other: &HashRing) -> bool {
        self.profile.places_keys_alike(&other.profile) && self.hash_tag == other.hash_tag
    }

    /// Returns a description of the rule for a key's position.
    fn key_rule(&self) -> String {
        let shown = |name: &str, shown: &str| self.options.get(name).map_or_else(String::new, |value| format!(", {shown} {value}"));
        let own: String = self.options.values.iter().filter(|(name, _)| !is_common(name)).map(|(name, _)| shown(name, name)).collect();
        format!("profile {}{}{own}{}", self.profile(), shown("seed", "seed"), shown("hash_tag", "hash tag"))
    }

    /// Returns the expected share of keys whose owner has the same name in another ring, if the two rings hash keys
    /// independently. It is the sum, over the names, of the share here times the share there.
    ///
    /// Use it for rings without a plan, such as rings with another profile or seed. Rings that differ only in the hash
    /// tag are not independent, and more keys may stay. [`HashRing::compare`] counts real keys.
    ///
    /// # Complexity
    ///
    /// `O(points)` of both rings.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b", "c", "d"])?;
    /// let other = HashRing::builder().nodes(["a", "b", "c", "d"]).seed(7).build()?;
    /// assert!((ring.overlap(&other) - 0.25).abs() < 0.05);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn overlap(&self, other: &HashRing) -> f64 {
        let (here, there) = (self.owned(), other.owned());
        let stays = here.iter().filter_map(|(name, share)| Some(share.fraction * there.get(name)?.fraction));
        stays.fold(0.0, |sum, part| sum + part) // `sum` of nothing is -0
    }
}

/// Returns the least that must move for each node to hold what it holds after: the sum of what each node gains.
fn least(before: &HashRing, after: &HashRing, replicas: usize) -> Result<u128> {
    let (before, after) = (before.shares(replicas)?, after.shares(replicas)?);
    let held_before = |name| before.get(name).map_or(0, |share| share.parts);
    Ok(after.iter().map(|(name, share)| share.parts.saturating_sub(held_before(name))).sum())
}

impl Plan {
    /// Returns the ring before. The source of a [`Move`] is an id of it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(ring.plan(&HashRing::new(), 1)?.before(), &ring);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn before(&self) -> &HashRing {
        &self.pair.before
    }

    /// Returns the ring after. The target of a [`Move`] is an id of it.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(HashRing::new().plan(&ring, 1)?.after(), &ring);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn after(&self) -> &HashRing {
        &self.pair.after
    }

    /// Returns the number of positions that keys can have, as [`Shares::total`](crate::Shares::total).
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(ring.plan(&ring, 1)?.total(), 1 << 64);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn total(&self) -> u128 {
        self.pair.key_space().size()
    }

    /// Returns the number of positions that move to a node, counted once for each such node.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let plan = HashRing::from_names(["a"])?.plan(&HashRing::from_names(["b"])?, 1)?;
    /// assert_eq!(plan.moved(), plan.total());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn moved(&self) -> u128 {
        self.totals.iter().map(|(_, _, parts)| parts).sum()
    }

    /// Returns the least that could move, given what each node holds before and after: the sum of what each node gains.
    ///
    /// Adding, removing or reweighting one node of a native ring without a cap moves exactly that.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let before = HashRing::builder().nodes(["a", "b", "c"]).cap(105).build()?;
    /// let mut after = before.clone();
    /// after.add_node("d")?;
    /// let plan = before.plan(&after, 1)?;
    /// assert!(plan.moved() > plan.minimum()); // the price of the cap
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn minimum(&self) -> u128 {
        self.minimum
    }

    /// Returns [`Plan::moved`] as a fraction of one copy of the key space; with several replicas it may exceed 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let plan = HashRing::from_names(["a"])?.plan(&HashRing::from_names(["b"])?, 1)?;
    /// assert_eq!((plan.moved_fraction(), plan.minimum_fraction()), (1.0, 1.0));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn moved_fraction(&self) -> f64 {
        self.fraction(self.moved())
    }

    /// Returns [`Plan::minimum`] as a fraction, like [`Plan::moved_fraction`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a"])?;
    /// assert_eq!(ring.plan(&ring, 1)?.minimum_fraction(), 0.0);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn minimum_fraction(&self) -> f64 {
        self.fraction(self.minimum)
    }

    fn fraction(&self, parts: u128) -> f64 {
        parts as f64 / self.total() as f64
    }

    /// Returns the number of positions that move from one node to another, for each pair that has any, by their names.
    /// There is no source if the ring before has no node.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let plan = HashRing::from_names(["a"])?.plan(&HashRing::from_names(["b"])?, 1)?;
    /// assert!(plan.totals().eq([(Some("a"), "b", plan.total())]));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn totals(&self) -> impl ExactSizeIterator<Item = (Option<&str>, &str, u128)> + DoubleEndedIterator + Clone {
        self.totals.iter().map(|&(source, target, parts)| (self.pair.source_name(source), self.pair.target_name(target), parts))
    }

    /// Returns every move, by `start`, then by rank.
    ///
    /// # Complexity
    ///
    /// `O(points)` for all. Only moves that overlap are in memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Move};
    ///
    /// let (before, after) = (HashRing::from_names(["a"])?, HashRing::from_names(["b"])?);
    /// let (source, target) = (before.id("a"), after.id("b").unwrap());
    /// assert!(before.plan(&after, 1)?.iter().eq([Move { start: 0, end: 0, rank: 0, source, target }]));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn iter(&self) -> Moves {
        Moves::new(Arc::clone(&self.pair))
    }

    /// Returns the moves that affect a key; none if every node that is to hold it already does.
    ///
    /// Of a position longer than 64 bits, only the leading 64 bits are used.
    ///
    /// # Complexity
    ///
    /// Two lookups, plus the points within the moves: a few, or all of them if one move is the whole ring. If you only
    /// need the other holders of a key, call `get_nodes` on both rings.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let before = HashRing::from_names(["a", "b"])?;
    /// let mut after = before.clone();
    /// after.add_node("c")?;
    /// let plan = before.plan(&after, 1)?;
    /// let moves = plan.moves_of(b"user:42");
    /// assert_eq!(moves.is_empty(), after.get_node(b"user:42") != after.id("c"));
    /// assert!(moves.iter().all(|moved| moved.source == before.get_node(b"user:42"))); // read there what is not here yet
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn moves_of(&self, key: &[u8]) -> Vec<Move> {
        self.moves_at(self.before().position(key))
    }

    /// Returns the totals by id: sources are of the ring before, targets of the ring after.
    pub(crate) fn totals_by_id(&self) -> &[(Option<NodeId>, NodeId, u128)] {
        &self.totals
    }

    /// Returns the moves that contain a position.
    pub(crate) fn moves_at(&self, position: u64) -> Vec<Move> {
        moves::around(&self.pair, position)
    }
}

/// Adds up the moves by source and target.
fn added_up(pair: &Arc<RingPair>) -> Vec<(Option<NodeId>, NodeId, u128)> {
    let mut parts: HashMap<(Option<NodeId>, NodeId), u128> = HashMap::new();
    let mut diff = ListDiff::new(pair);
    for segment in PairSegments::new(Arc::clone(pair)) {
        for arrival in diff.of(pair, segment) {
            *parts.entry((arrival.source, arrival.target)).or_default() += segment.len();
        }
    }
    let mut totals: Vec<_> = parts.into_iter().map(|((source, target), parts)| (source, target, parts)).collect();
    totals.sort_unstable_by_key(|&(source, target, _)| (pair.source_name(source), pair.target_name(target)));
    totals
}

impl IntoIterator for &Plan {
    type Item = Move;
    type IntoIter = Moves;

    fn into_iter(self) -> Moves {
        self.iter()
    }
}
