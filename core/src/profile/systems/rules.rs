//! The rules of another system's placement, as data: one row a profile, one way to build a ring of it, one way to look a key up.

use crate::error::{ErrorKind, Result};
use crate::members::node::Node;
use crate::points::Points;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;

use super::buraksezer::PartitionTable;
use super::count::LabelCount;
use super::envoy::RingSize;
use super::identity::{IdentityRule, NameRule};
use super::label::{Label, LabelPoints};
use super::ties::{TieOrder, TieRule};
use crate::hash::function::{Digest, Hash, full_hash, high};

/// A row: all that a placement is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProfileSpec {
    pub(crate) name: &'static str,
    /// What of a node enters its labels.
    pub(crate) identity: IdentityRule,
    pub(crate) texts: NameRule,
    pub(crate) weights: WeightRule,
    /// How the members become points.
    pub(crate) source: Source,
    /// What becomes of several points at one position.
    pub(crate) tie: TieRule,
    /// Which node is the earlier one, at a tie.
    pub(crate) order: TieOrder,
    pub(crate) key: KeyRule,
    pub(crate) owner_rule: OwnerRule,
    pub(crate) lists: Lists,
    /// What makes a node full, where the system has its own idea.
    pub(crate) bound: Option<Bound>,
}

/// Which weights a system knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WeightRule {
    Any,
    /// None but 1, and a profile that does have weights, if there is one.
    One(Option<&'static str>),
    UpTo(i64),
}

/// How members become points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// From labels that are hashed.
    Labels {
        label: Label,
        marks: LabelPoints,
        count: LabelCount,
        base: u64,
        own_count: bool,
    },
    /// So many points for each unit of weight, as the next two.
    Nginx {
        base: u64,
    },
    /// At most so many.
    Tengine {
        base: u64,
        most: u64,
    },
    HaProxy {
        base: u64,
    },
    Envoy {
        label: Label,
        hash: Hash,
        size: RingSize,
    },
    /// The points that each node was given: unsigned numbers of so many bits.
    Given {
        bits: u32,
    },
    /// The tokens that each node was given.
    Tokens,
    /// A table of so many entries.
    Maglev {
        size: u32,
    },
    Buraksezer(PartitionTable),
}

/// How a key becomes a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyRule {
    Hash(Hash),
    /// The empty key stands at 0.
    HashUnlessEmpty(Hash),
    /// The number is scattered once more.
    Avalanche(Hash),
    /// The entry of a table of so many.
    Entry(Hash, u32),
}

/// What a list of nodes follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    /// The points from the owner's on.
    Points,
    /// Nothing: there is only the owner.
    Owner,
    /// The members in the order of a hash of their names.
    Closest(Hash),
    /// Cassandra's SimpleStrategy.
    Simple { replicas: u32 },
    /// Cassandra's NetworkTopologyStrategy, by data centre.
    Network { replicas: Vec<(String, u32)> },
}

impl KeyRule {
    /// Returns where a key stands. Never allocates.
    #[inline]
    pub(crate) fn coordinate(self, key: &[u8]) -> u64 {
        match self {
            KeyRule::Hash(hash) => hash.coordinate(key),
            KeyRule::HashUnlessEmpty(_) if key.is_empty() => 0,
            KeyRule::HashUnlessEmpty(hash) => hash.coordinate(key),
            KeyRule::Avalanche(hash) => hash.number(key).map_or(0, |number| high(full_hash(number))),
            KeyRule::Entry(hash, size) => KeySpace::table(size).to_coordinate(hash.coordinate(key) % u64::from(size)),
        }
    }

    /// Returns where keys can stand.
    pub(crate) fn key_space(self) -> KeySpace {
        match self {
            KeyRule::Entry(_, size) => KeySpace::table(size),
            KeyRule::Hash(Hash::Crc15) | KeyRule::HashUnlessEmpty(Hash::Crc15) => KeySpace::leading_bits(15, 32),
            key if key.hash().is_short() => KeySpace::BITS_32,
            _ => KeySpace::BITS_64,
        }
    }

    pub(crate) fn hash(self) -> Hash {
        match self {
            KeyRule::Hash(hash) | KeyRule::HashUnlessEmpty(hash) | KeyRule::Avalanche(hash) | KeyRule::Entry(hash, _) => hash,
        }
    }
}

impl ProfileSpec {
    /// Returns the position whose first point at or after it owns a key, if that is all there is to it. Never allocates.
    #[inline]
    pub(crate) fn simple_coordinate(&self, key: &[u8]) -> Option<u64> {
        match self.owner_rule {
            _ if self.key.hash().low_bytes_len() > 0 => None,
            OwnerRule::AtOrAfter => Some(self.key.coordinate(key)),
            // After a position is at or after the next; and after the last is at or after the first.
            OwnerRule::After => Some(self.key.coordinate(key).wrapping_add(1)),
            OwnerRule::AtOrBefore | OwnerRule::Nearest => None,
        }
    }

    /// Returns the point that owns a key; `None` without points. Never allocates.
    pub(crate) fn owning_point(&self, key: &[u8], points: &Points) -> Option<usize> {
        let position = self.key.coordinate(key);
        self.owner_rule.owning_point(position, self.before(key, position, points), points)
    }

    /// Returns how many points stand before a key, or up to it, as the pick asks.
    #[inline]
    fn before(&self, key: &[u8], position: u64, points: &Points) -> usize {
        match self.key.hash().low_bytes_len() {
            0 => self.owner_rule.count_before(position, points),
            len => self.before_long(key, position, len, points),
        }
    }

    /// The same of positions longer than 64 bits: where the leading ones meet a point's, the rest decides.
    fn before_long(&self, key: &[u8], position: u64, len: usize, points: &Points) -> usize {
        let mut place = points.count_below(position);
        if points.position(place) != Some(position) {
            return place;
        }
        let mut tail = [0; Digest::LONGEST];
        self.key.hash().coordinate_and_low_bytes(key, &mut tail);
        while points.position(place) == Some(position) {
            let order = points.low_bytes_of(place).cmp(&tail[..len]);
            if order.is_gt() || order.is_eq() && self.owner_rule == OwnerRule::AtOrAfter {
                break;
            }
            place += 1;
        }
        place
    }

    /// Refuses nodes that the system cannot have, and settles the identity of those that were given none.
    pub(crate) fn derive_identities(&self, nodes: &mut [Node]) -> Result<()> {
        for node in &*nodes {
            self.check_weight(node)?;
            self.check_fields(node)?;
        }
        self.identity.derive_identities(self.texts, nodes)
    }

    fn check_weight(&self, node: &Node) -> Result<()> {
        let (most, kind) = match self.weights {
            WeightRule::Any => return Ok(()),
            WeightRule::One(_) => (1, ErrorKind::Unsupported),
            WeightRule::UpTo(most) => (most, ErrorKind::InvalidWeight),
        };
        if node.weight() <= most {
            return Ok(());
        }
        let profile = self.name;
        let expected = match self.weights {
            WeightRule::One(None) => format!("profile {profile} has no weights but 0 and 1"),
            WeightRule::One(Some(instead)) => format!("profile {profile} has no weights but 0 and 1, {instead} has"),
            _ => format!("profile {profile} takes a weight from 0 to {most}"),
        };
        Err(node.refused(format!("weight {}", node.weight()), expected, kind))
    }

    fn check_fields(&self, node: &Node) -> Result<()> {
        let profile = || format!("profile {}", self.name);
        let has_vnodes = matches!(self.source, Source::Labels { own_count: true, .. });
        let range = match self.source {
            Source::Given { bits } => Some(0..=(1_i128 << bits) - 1),
            Source::Tokens => Some(i128::from(i64::MIN)..=i128::from(i64::MAX)),
            _ => None,
        };
        if let Some(vnodes) = node.vnodes() {
            if !has_vnodes {
                return Err(node.unsupported_field("vnodes", &profile()));
            }
            if !(1..=crate::limits::VNODES).contains(&vnodes) {
                let expected = format!("an integer from 1 to {}", crate::limits::VNODES);
                return Err(node.wrong_field(format!("vnodes {vnodes}"), expected));
            }
        }
        match (node.points(), range) {
            (None, None) => Ok(()),
            (Some(_), None) => Err(node.unsupported_field("points", &profile())),
            (None, Some(_)) => {
                let expected = format!("under profile {} a node is given its points", self.name);
                Err(node.wrong_field("points are missing".to_owned(), expected))
            }
            (Some(points), _) if points.len() as u64 > crate::limits::POINTS => {
                let what = format!("{} points", points.len());
                Err(node.wrong_field(what, format!("a node is given at most {} points", crate::limits::POINTS)))
            }
            (Some(points), Some(range)) => match points.iter().find(|point| !range.contains(point)) {
                None => Ok(()),
                Some(point) => {
                    let expected = format!("an integer from {} to {}", range.start(), range.end());
                    Err(node.wrong_field(format!("point {point}"), expected))
                }
            },
        }
    }

    pub(crate) fn keeps_order(&self) -> bool {
        self.order == TieOrder::Given
    }

    #[inline]
    pub(crate) fn longest_list(&self) -> usize {
        if self.lists == Lists::Owner { 1 } else { usize::MAX }
    }

    pub(crate) fn spreads_zones(&self) -> bool {
        !matches!(self.lists, Lists::Simple { .. } | Lists::Network { .. })
    }

    pub(crate) fn bound(&self) -> Option<Bound> {
        self.bound
    }
}
