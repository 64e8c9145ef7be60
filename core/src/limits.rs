//! The largest of everything, checked before memory is allocated.

use core::ops::RangeInclusive;

/// Bytes of a name, an identity or a zone.
pub(crate) const NAME_BYTES: usize = 65_535;
/// The weight of one node.
pub(crate) const WEIGHT: i64 = 1 << 26;
/// The cap, in percent of a fair share.
pub(crate) const CAP: RangeInclusive<i64> = 101..=1000;
/// Virtual nodes for one unit of weight.
pub(crate) const VNODES: i64 = 1 << 26;
/// Virtual nodes of a whole ring.
pub(crate) const POINTS: u64 = 1 << 26;
/// Members of a ring, and distinct names over its life. It is small in the crate's own tests, which reach it.
pub(crate) const NODES: usize = if cfg!(test) { 1000 } else { 1 << 24 };
/// The replication factor.
pub(crate) const REPLICAS: i64 = 1 << 24;
