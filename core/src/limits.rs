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
/// Members of a ring, and distinct names over its life.
pub(crate) const NODES: usize = 1 << 24;

/// Refuses more members, or more names, than a ring can have.
pub(crate) fn check_nodes(nodes: usize) -> Result<()> {
    if nodes > NODES { Err(Error::TooManyNodes { nodes: nodes as u64 }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_node_more_than_the_most_is_refused() {
        assert!(check_nodes(16_777_216).is_ok());
        let error = check_nodes(16_777_217).unwrap_err().to_string();
        assert_eq!(error, "16777217 nodes: a ring has at most 16777216 members, and as many names over its life");
    }
}
