//! What a ring is like: its parts, its evenness, and what changes between two rings.

pub(crate) mod compare;
pub(crate) mod distribution;
mod explain;
mod group;
pub(crate) mod plan;
pub(crate) mod ranges;
mod segments;
pub(crate) mod shares;
pub(crate) mod stats;
