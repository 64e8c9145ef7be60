//! What the other languages need of the core, and no Rust program: promised to nobody, and changed together with its users.

use crate::members::node::Node;
use crate::ring::HashRing;

/// Returns the members of a ring as a ring of that profile takes them: see [`HashRing::to_builder`].
#[must_use]
pub fn members_for(ring: &HashRing, profile: &str) -> Vec<Node> {
    ring.members_for(profile)
}
