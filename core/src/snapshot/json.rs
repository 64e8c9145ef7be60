//! The JSON view of a snapshot, for people.

mod read;
mod write;

use crate::error::Result;
use crate::options::RequestedOptions;
use crate::profile;
use crate::ring::HashRing;

pub(super) use write::write;

/// Returns the ring that a text describes, with the options that are given with it.
pub(super) fn ring(text: &str, beside: &RequestedOptions) -> Result<HashRing> {
    let (wanted, nodes) = read::read(text)?;
    let RequestedOptions { replication_factor, load_factor, .. } = *beside;
    let (options, profile) = profile::choose(RequestedOptions { replication_factor, load_factor, ..wanted })?;
    let mut ring = HashRing::with_profile(options, profile);
    ring.set_members(nodes)?;
    Ok(ring)
}
