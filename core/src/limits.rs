//! The largest of everything, checked before memory is taken.

/// Bytes of a name, an identity or a zone.
pub(crate) const NAME_BYTES: usize = 65_535;
/// The weight of one node.
pub(crate) const WEIGHT: i64 = 1 << 26;
/// Virtual nodes of one unit of weight.
pub(crate) const VNODES: i64 = 1 << 26;
/// Virtual nodes of a whole ring.
pub(crate) const POINTS: u64 = 1 << 26;
/// Members of a ring, and distinct names over its life.
pub(crate) const NODES: usize = 1 << 24;
