//! How members become points, and a key becomes a position.

#[cfg(test)]
mod narrow;
mod native;

use core::ops::Range;

use crate::node::Node;
use crate::options::Options;

#[cfg(test)]
pub(crate) use narrow::Narrow;
use native::Native;

/// The rules of a placement. Lookups and edits go through these calls alone.
#[derive(Clone, Debug)]
pub(crate) enum Profile {
    Native(Native),
    /// Few positions, so that points collide all the time.
    #[cfg(test)]
    Narrow(Narrow),
}

impl Profile {
    pub(crate) fn native(options: &Options) -> Self {
        Profile::Native(Native::new(options.seed, options.vnodes))
    }

    /// Returns where a key stands, of which this is the part that is hashed. Never allocates.
    #[inline]
    pub(crate) fn key_position(&self, key: &[u8]) -> u64 {
        match self {
            Profile::Native(native) => native.key_position(key),
            #[cfg(test)]
            Profile::Narrow(narrow) => narrow.key_position(key),
        }
    }

    /// Returns how many virtual nodes a node has.
    pub(crate) fn virtual_nodes(&self, node: &Node) -> u64 {
        match self {
            Profile::Native(native) => native.virtual_nodes(node),
            #[cfg(test)]
            Profile::Narrow(narrow) => narrow.virtual_nodes(node),
        }
    }

    /// Appends the positions of these virtual nodes of a node.
    pub(crate) fn extend_points(&self, node: &Node, numbers: Range<u64>, positions: &mut Vec<u64>) {
        match self {
            Profile::Native(native) => positions.extend(native.points(node.identity(), numbers)),
            #[cfg(test)]
            Profile::Narrow(narrow) => positions.extend(narrow.points(node.identity(), numbers)),
        }
    }
}
