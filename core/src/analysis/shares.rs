//! The exact shares of the key space, computed from the segments of a ring.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::limits;
use crate::members::node::NodeId;
use crate::members::zones::ZoneRounds;
use crate::members::{Members, Slot};
use crate::ring::HashRing;

/// One node's share of the key space.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let shares = HashRing::from_names(["a"])?.shares(1)?;
/// let share = shares.get("a").unwrap();
/// assert_eq!((share.parts, share.fraction, share.fair), (shares.total(), 1.0, 1.0));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// The number of positions, of [`Shares::total`], that the node holds at any rank.
    pub parts: u128,
    /// The same by rank: as the owner, as the second node of the list, and so on.
    pub by_rank: Vec<u128>,
    /// The parts as a fraction of one copy of the key space; with several replicas it may exceed 1.
    pub fraction: f64,
    /// The node's part by weight of what all nodes hold, in the same measure.
    pub fair: f64,
}

/// The shares of all nodes; [`HashRing::shares`] and [`HashRing::forecast`] return it.
///
/// # Examples
///
/// ```
/// use ringwise::HashRing;
///
/// let shares = HashRing::from_names(["a", "b", "c"])?.shares(2)?;
/// assert_eq!(shares.iter().map(|(_, share)| share.parts).sum::<u128>(), 2 * shares.total());
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Shares {
    total: u128,
    members: Arc<Members>,
    /// The members, in the order in which they are listed.
    listed: Box<[Slot]>,
    /// By slot.
    shares: Vec<Share>,
}

impl Shares {
    /// Returns the number of positions that keys can have, which is one copy of the key space. It is 2^64 on a native
    /// ring, 2^32 under a profile with 32-bit hashes, and the number of entries of a table.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// assert_eq!(HashRing::new().shares(1)?.total(), 1 << 64);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn total(&self) -> u128 {
        self.total
    }

    /// Returns the share of a node; `None` if there is no node with that name.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let shares = HashRing::from_names(["a", "b"])?.shares(1)?;
    /// assert!(shares.get("a").is_some_and(|share| share.fraction > 0.4));
    /// assert_eq!(shares.get("c"), None);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Share> {
        self.members.slot(name).map(|slot| self.of(slot))
    }

    /// Returns the share of a member.
    fn of(&self, slot: Slot) -> &Share {
        &self.shares[slot as usize]
    }

    /// Returns the name and the share of the node at an index.
    pub(crate) fn at(&self, index: usize) -> Option<(&str, &Share)> {
        let &slot = self.listed.get(index)?;
        Some((self.members.node(slot).name(), self.of(slot)))
    }

    /// Returns the index of the node with a name.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        let (slot, by_name) = (self.members.slot(name)?, self.members.index_of_name(name).ok()?);
        // They are listed by name or by slot.
        [by_name, slot as usize].into_iter().find(|&index| self.listed.get(index) == Some(&slot))
    }

    /// Returns every node's name and share, in the order of [`HashRing::nodes`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let shares = HashRing::from_names(["b", "a"])?.shares(1)?;
    /// assert!(shares.iter().map(|(name, _)| name).eq(["a", "b"]));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Share)> + DoubleEndedIterator + Clone {
        self.listed.iter().map(|&slot| (self.members.node(slot).name(), self.of(slot)))
    }
}

impl HashRing {
    /// Returns each node's exact share of the key space if the first `replicas` nodes of a key's list hold it.
    ///
    /// The sum of all parts is [`Shares::total`] times the length of the lists. Drained nodes hold nothing.
    ///
    /// # Errors
    ///
    /// `Unsupported` for more replicas than the profile can list; `InvalidOption` if nodes × replicas exceeds 67,108,864 (2^26).
    ///
    /// # Complexity
    ///
    /// `O(points)` for one replica; each further replica adds the steps of its walk, at every point.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let ring = HashRing::builder().nodes(["a", "b"]).node(Node::new("c").with_weight(2)).build()?;
    /// let shares = ring.shares(1)?;
    /// let c = shares.get("c").unwrap();
    /// assert_eq!(c.fair, 0.5);
    /// assert!((c.fraction - c.fair).abs() < 0.1);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn shares(&self, replicas: usize) -> Result<Shares> {
        self.check_replicas(replicas)?;
        Ok(self.tally(replicas, &self.rounds, |_| false))
    }

    /// Returns the share that each node owns.
    pub(crate) fn owned(&self) -> Shares {
        self.tally(1, &self.rounds, |_| false)
    }

    /// Returns each node's share of the key space after some have failed, from the lists of a ring in which these are
    /// marked unhealthy.
    ///
    /// It is for nodes that are down but stay members. For the effect of an edit, edit a clone. On a native ring
    /// without a cap both are the same.
    ///
    /// # Errors
    ///
    /// `UnknownNode` for a failure that is not a member; otherwise as [`HashRing::shares`].
    ///
    /// # Complexity
    ///
    /// As [`HashRing::shares`].
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let ring = HashRing::from_names(["a", "b", "c"])?;
    /// let shares = ring.forecast(["c"], 1)?;
    /// assert_eq!(shares.get("c").unwrap().parts, 0);
    /// assert!(shares.get("a").unwrap().parts > ring.shares(1)?.get("a").unwrap().parts);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn forecast<N: AsRef<str>>(&self, failures: impl IntoIterator<Item = N>, replicas: usize) -> Result<Shares> {
        self.check_replicas(replicas)?;
        let mut failed = vec![false; self.len()];
        for name in failures {
            failed[self.members.require(name.as_ref())? as usize] = true;
        }
        let has_failed = |slot: Slot| failed[slot as usize];
        Ok(self.tally(replicas, &self.zone_rounds(|slot| !has_failed(slot)), has_failed))
    }

    /// Refuses more replicas than the profile can list, or than the limit on memory allows.
    fn check_replicas(&self, replicas: usize) -> Result<()> {
        self.check_count(replicas)?;
        let most = limits::POINTS as usize / self.len().max(1);
        if replicas <= most {
            return Ok(());
        }
        let expected = format!("at most {most} for {} nodes", self.len());
        Err(Error::invalid_option("replicas", replicas, expected))
    }

    /// Adds up what each node holds, without `excluded` ones; `rounds` are those of the remaining nodes.
    fn tally(&self, replicas: usize, rounds: &ZoneRounds, excluded: impl Fn(Slot) -> bool + Copy) -> Shares {
        let mut parts = vec![0_u128; self.len() * replicas];
        let mut slots = vec![0; self.names_len()];
        (0..).zip(self.members.by_slot()).for_each(|(slot, _)| slots[self.members.id(slot).index()] = slot as usize);
        let mut list = vec![NodeId::NONE; replicas.min(self.len())];
        for segment in self.segments() {
            for (rank, id) in self.list_from(segment.start, rounds, excluded, &mut list).iter().enumerate() {
                parts[slots[id.index()] * replicas + rank] += segment.len();
            }
        }
        self.shares_of(replicas, &parts, excluded)
    }

    /// Returns the shares of these parts, which are by slot and rank.
    fn shares_of(&self, replicas: usize, parts: &[u128], excluded: impl Fn(Slot) -> bool) -> Shares {
        let total = self.profile.traits.key_space.size();
        let fraction = |parts: u128| parts as f64 / total as f64;
        let held = fraction(parts.iter().sum());
        let units: Vec<u64> =
            (0..).zip(self.members.by_slot()).map(|(slot, node)| if excluded(slot) { 0 } else { node.checked_weight() }).collect();
        let weight: u64 = units.iter().sum();
        let share = |slot: usize| {
            let by_rank = parts[slot * replicas..(slot + 1) * replicas].to_vec();
            let parts = by_rank.iter().sum();
            let fair = if weight == 0 { 0.0 } else { held * (units[slot] as f64 / weight as f64) };
            Share { parts, by_rank, fraction: fraction(parts), fair }
        };
        let shares = (0..self.len()).map(share).collect();
        Shares { total, members: Arc::clone(&self.members), listed: self.slots().collect(), shares }
    }
}
