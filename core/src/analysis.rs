//! The analysis of a ring: shares, evenness, comparisons.

pub(crate) mod compare;
pub(crate) mod distribution;
mod explain;
mod group;
pub(crate) mod plan;
pub(crate) mod ranges;
mod segments;
pub(crate) mod shares;
pub(crate) mod stats;
