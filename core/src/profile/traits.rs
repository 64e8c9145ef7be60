//! The interface between a placement and the rest of the core.

use core::fmt;
use core::ops::Range;

use crate::error::Result;
use crate::members::node::Node;
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;
use crate::profile::systems::KeyRule;

/// The facts about a placement, which hold as long as it lives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Traits {
    pub(crate) key_space: KeySpace,
    pub(crate) owner_rule: OwnerRule,
    /// Whether the points of a node do not depend on other members, so that an edit can merge them.
    pub(crate) is_incremental: bool,
    /// Whether the order in which members were given matters.
    pub(crate) keeps_order: bool,
    /// Whether keys get entries of a table rather than positions between points.
    pub(crate) is_table: bool,
    /// Whether lists take zones in turns.
    pub(crate) spreads_zones: bool,
    /// Whether points that nodes are given may be negative.
    pub(crate) has_signed_points: bool,
    /// The most nodes that a list can have.
    pub(crate) longest_list: usize,
    /// The system's own rule for when a node is full, if it has one.
    pub(crate) bound: Option<Bound>,
}

impl Traits {
    /// The facts about a placement whose edits merge the points of each node.
    pub(crate) const fn incremental(key_space: KeySpace) -> Self {
        Traits {
            key_space,
            owner_rule: OwnerRule::AtOrAfter,
            is_incremental: true,
            keeps_order: false,
            is_table: false,
            spreads_zones: true,
            has_signed_points: false,
            longest_list: usize::MAX,
            bound: None,
        }
    }
}

/// The calls of edits, reports and snapshots. Lookups use none of them.
///
/// An incremental placement has `vnodes` and `extend`; any other has `build`.
pub(crate) trait Placement: fmt::Debug + Send + Sync {
    /// Returns the position of a key; of a longer one the leading 64 bits. Never allocates.
    fn position(&self, key: &[u8]) -> u64;

    /// Returns the function that decides the position of a key.
    fn key_hash(&self) -> KeyHash;

    /// Returns the number of virtual nodes of a node; 0 if it depends on other members.
    fn vnodes(&self, _: &Node) -> u64 {
        0
    }

    /// Adds the points of some virtual nodes of a node, by their numbers, to a draft.
    fn extend(&self, _: &Node, _: Range<u64>, _: &mut Draft) {}

    /// Returns the points of all members at once; `None` if edits merge them.
    fn build(&self, _: &[Node]) -> Option<Result<Points>> {
        None
    }

    /// Refuses nodes that the profile cannot have, and derives the identities of those that were given none. If
    /// identities depend on each other, these must be all members.
    fn derive_identities(&self, nodes: &mut [Node]) -> Result<()> {
        nodes.iter().try_for_each(|node| {
            let given = [("vnodes", node.vnodes().is_some()), ("points", node.points().is_some())];
            match given.iter().find(|(_, is_given)| *is_given) {
                Some((field, _)) => Err(node.unsupported_field(field, "the ring's profile")),
                None => Ok(()),
            }
        })
    }

    /// Returns the identity of a member, if it was given one that is not derived from its name.
    fn given_identity<'n>(&self, node: &'n Node) -> Option<&'n str> {
        Some(node.identity()).filter(|_| !node.is_hashed_by_name())
    }

    /// Returns a description of the placement, one fact a line; `first` is the first node that owns keys.
    fn describe(&self, first: Option<&Node>) -> Vec<String>;

    /// Returns a position as the system itself would write it.
    fn written(&self, position: u64) -> String {
        format!("{position:016x}")
    }

    /// Returns the coordinates that the system tries for a key, if it does not walk along the points.
    fn retries(&self, _: &[u8]) -> Option<Vec<u64>> {
        None
    }
}

/// The function that decides the position of a key. If two are equal, every key has the same position under both.
#[derive(PartialEq)]
pub(crate) enum KeyHash {
    Native {
        seed: u32,
    },
    Other(KeyRule),
    #[cfg(test)]
    Narrow(KeySpace),
}
