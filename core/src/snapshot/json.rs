//! The JSON view of a snapshot, for people.

mod read;
mod write;

use crate::error::Result;
use crate::profile::choose::choose;
use crate::ring::HashRing;

pub(super) use write::write;

/// Returns the ring that a text describes, with the options that are given with it.
pub(super) fn ring(text: &str) -> Result<HashRing> {
    let (requested, nodes) = read::read(text)?;
    let (options, profile) = choose(&requested)?;
    let mut ring = HashRing::with_profile(options, profile);
    ring.set_members(nodes)?;
    Ok(ring)
}
