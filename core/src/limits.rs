//! The largest of everything, checked before memory is taken.

use crate::error::{Error, Result};

/// Bytes of a name, an identity or a zone.
pub(crate) const NAME_BYTES: usize = 65_535;
/// The weight of one node.
pub(crate) const WEIGHT: i64 = 1 << 26;
/// Virtual nodes of one unit of weight.
pub(crate) const VNODES: i64 = 1 << 26;
/// Virtual nodes of a whole ring.
pub(crate) const POINTS: u64 = 1 << 26;
/// Members of a ring, and distinct names over its life. Our own tests reach it, so for them it is small.
pub(crate) const NODES: usize = if cfg!(test) { 1000 } else { 1 << 24 };
/// The replication factor.
pub(crate) const REPLICAS: i64 = 1 << 24;

/// Refuses more members, or more names, than a ring can have.
pub(crate) fn check_nodes(nodes: usize) -> Result<()> {
    if nodes > NODES { Err(Error::TooManyNodes { nodes: nodes as u64 }) } else { Ok(()) }
}
