//! The positions that keys can have: all numbers of 64 bits, or what another system's hash leaves of them.

/// Where keys can stand: the numbers from 0 to `size - 1`.
///
/// The ring itself counts in 64 bits, whatever the key_space, so that one index finds every point: a number of fewer bits stands in the upper ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeySpace {
    /// How many of the 64 bits a number leaves free.
    shift: u32,
    size: u128,
}

impl KeySpace {
    /// Numbers of 64 bits, and the leading 64 bits of longer ones.
    pub(crate) const BITS_64: KeySpace = KeySpace { shift: 0, size: 1 << 64 };

    /// Numbers of 32 bits.
    #[cfg(feature = "profiles")]
    pub(crate) const BITS_32: KeySpace = KeySpace { shift: 32, size: 1 << 32 };

    /// Numbers of fewer bits, among points of so many.
    #[cfg(any(test, feature = "profiles"))]
    pub(crate) const fn leading_bits(bits: u32, of: u32) -> Self {
        KeySpace { shift: 64 - of, size: 1 << bits }
    }

    /// The entries of a table of so many.
    #[cfg(feature = "profiles")]
    pub(crate) fn table(entries: u32) -> Self {
        KeySpace { shift: 64 - entries.max(2).next_power_of_two().ilog2(), size: entries.into() }
    }

    /// Returns how many positions there are.
    #[inline]
    pub(crate) fn size(self) -> u128 {
        self.size
    }

    /// Returns the last position.
    #[inline]
    pub(crate) fn last(self) -> u64 {
        (self.size - 1) as u64
    }

    /// Returns how many positions a whole turn of the ring has; of some systems, keys reach a part of it only.
    #[inline]
    pub(crate) fn ring_size(self) -> i128 {
        1 << (64 - self.shift)
    }

    /// Returns where a position stands among the ring's 64 bits.
    #[inline]
    pub(crate) fn to_coordinate(self, position: u64) -> u64 {
        position << self.shift
    }

    /// Returns the position that stands at such a place.
    #[inline]
    pub(crate) fn to_position(self, place: u64) -> u64 {
        place >> self.shift
    }
}

#[cfg(all(test, feature = "profiles"))]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_table_are_in_order_and_apart() {
        for size in [1, 2, 3, 7, 251, 256, 65_537] {
            let table = KeySpace::table(size);
            let places: Vec<_> = (0..size).map(|entry| table.to_coordinate(entry.into())).collect();
            assert!(places.is_sorted_by(|a, b| a < b), "{size}");
            assert!(places.iter().zip(0..).all(|(&place, entry)| table.to_position(place) == entry));
            assert_eq!((table.size(), table.last()), (size.into(), u64::from(size) - 1));
        }
    }
}
