//! The parts of the core for bindings of other languages. They have no stability promise, and change together with the
//! bindings.

use crate::members::node::Node;
use crate::ring::HashRing;

/// Returns the members of a ring for a ring of that profile: see [`HashRing::to_builder`].
#[must_use]
pub fn members_for(ring: &HashRing, profile: &str) -> Vec<Node> {
    ring.members_for(profile)
}
