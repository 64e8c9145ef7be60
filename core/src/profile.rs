//! The placement of a ring, as a lookup uses it.

pub(crate) mod bound;
pub(crate) mod cap;
pub(crate) mod choose;
#[cfg(test)]
mod narrow;
mod native;
#[cfg(feature = "profiles")]
pub(crate) mod systems;
#[cfg(not(feature = "profiles"))]
#[path = "profile/without_systems.rs"]
pub(crate) mod systems;
mod traits;

use core::ops::Range;
use std::sync::Arc;

use crate::error::Result;
use crate::members::node::Node;
use crate::options::Options;
use crate::points::Points;
use crate::points::draft::Draft;

use bound::Bound;
#[cfg(test)]
pub(crate) use narrow::Narrow;
use native::Native;
use systems::{KeyLookup, ProfileSpec};
use traits::{Placement, Traits};

/// A placement: the rules for the points of members and for the owner of a key.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    hot: Hot,
    pub(crate) traits: Traits,
    rules: Arc<dyn Placement>,
}

/// The part that lookups call, without a dynamic call. Its own tag makes the choice one comparison; packed into a
/// variant it would be two.
#[derive(Clone, Copy, Debug)]
#[repr(u32)]
enum Hot {
    Native(Native),
    Other(KeyLookup),
    #[cfg(test)]
    Narrow(Narrow),
}

impl Profile {
    pub(crate) fn native(options: &Options) -> Self {
        let native = Native::new(options.seed(), options.vnodes());
        Profile { hot: Hot::Native(native), traits: native.traits(), rules: Arc::new(native) }
    }

    pub(crate) fn other(spec: ProfileSpec) -> Self {
        let (lookup, traits, rules) = spec.into_parts();
        Profile { hot: Hot::Other(lookup), traits, rules }
    }

    #[cfg(test)]
    pub(crate) fn narrow(narrow: Narrow) -> Self {
        Profile { hot: Hot::Narrow(narrow), traits: narrow.traits(), rules: Arc::new(narrow) }
    }

    /// Returns the point that owns a key, given the part of it that is hashed; `None` without points. Never allocates.
    #[inline]
    pub(crate) fn owning_point(&self, key: &[u8], points: &Points) -> Option<usize> {
        match &self.hot {
            Hot::Native(native) => points.successor(native.key_position(key)),
            Hot::Other(lookup) => match lookup.simple_coordinate(key) {
                Some(coordinate) => points.successor(coordinate),
                None => lookup.owning_point(key, points),
            },
            #[cfg(test)]
            Hot::Narrow(narrow) => points.successor(narrow.key_position(key)),
        }
    }

    /// Returns the coordinate of a key, if the first point at or after it always owns the key. Never allocates.
    #[inline]
    pub(crate) fn simple_coordinate(&self, key: &[u8]) -> Option<u64> {
        match &self.hot {
            Hot::Native(native) => Some(native.key_position(key)),
            Hot::Other(lookup) => lookup.simple_coordinate(key),
            #[cfg(test)]
            Hot::Narrow(narrow) => Some(narrow.key_position(key)),
        }
    }

    /// As [`Placement::position`].
    pub(crate) fn position(&self, key: &[u8]) -> u64 {
        self.rules.position(key)
    }

    /// Returns whether every key has the same position under both.
    pub(crate) fn places_keys_alike(&self, other: &Profile) -> bool {
        self.rules.key_hash() == other.rules.key_hash()
    }

    /// As [`Placement::vnodes`].
    pub(crate) fn vnodes(&self, node: &Node) -> u64 {
        self.rules.vnodes(node)
    }

    /// As [`Placement::extend`].
    pub(crate) fn extend(&self, node: &Node, vnodes: Range<u64>, draft: &mut Draft) {
        self.rules.extend(node, vnodes, draft);
    }

    /// As [`Placement::build`].
    pub(crate) fn build(&self, members: &[Node]) -> Option<Result<Points>> {
        self.rules.build(members)
    }

    /// As [`Placement::derive_identities`], for nodes to which another ring may have assigned an identity.
    pub(crate) fn derive_identities(&self, nodes: &mut [Node]) -> Result<()> {
        nodes.iter_mut().for_each(Node::clear_assigned_identity);
        self.rules.derive_identities(nodes)
    }

    /// As [`Placement::given_identity`].
    pub(crate) fn given_identity<'n>(&self, node: &'n Node) -> Option<&'n str> {
        self.rules.given_identity(node)
    }

    /// As [`Placement::describe`].
    pub(crate) fn describe(&self, first: Option<&Node>) -> Vec<String> {
        self.rules.describe(first)
    }

    /// As [`Placement::written`].
    pub(crate) fn written(&self, position: u64) -> String {
        self.rules.written(position)
    }

    /// As [`Placement::retries`].
    pub(crate) fn retries(&self, key: &[u8]) -> Option<Vec<u64>> {
        self.rules.retries(key)
    }

    /// Returns the rule for when a node is full.
    pub(crate) fn bound(&self, load_factor: u32) -> Bound {
        self.traits.bound.unwrap_or(Bound::Share { factor: load_factor })
    }
}
