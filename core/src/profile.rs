//! How members become points, and a key becomes a position.

mod native;
#[cfg(test)]
mod narrow;

use core::ops::Range;

use crate::options::Options;

use native::Native;
#[cfg(test)]
pub(crate) use narrow::Narrow;

/// The rules of a placement. Lookups and edits go through these two calls alone.
#[derive(Clone, Debug)]
pub(crate) enum Profile {
    Native(Native),
    /// Few positions, so that points collide all the time.
    #[cfg(test)]
    Narrow(Narrow),
}

impl Profile {
    pub(crate) fn native(options: &Options) -> Self {
        Profile::Native(Native::new(options.seed))
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

    /// Calls `each` with the positions of these virtual nodes of an identity.
    #[inline]
    pub(crate) fn each_point(&self, identity: &str, numbers: Range<u64>, each: impl FnMut(u64)) {
        match self {
            Profile::Native(native) => native.points(identity, numbers).for_each(each),
            #[cfg(test)]
            Profile::Narrow(narrow) => narrow.points(identity, numbers).for_each(each),
        }
    }
}
