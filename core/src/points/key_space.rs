//! The positions that keys can have: all 64-bit numbers, or the numbers of another system's hash. A profile hashes a key to one
//! (`Placement::position`).

/// The positions of keys: the numbers from 0 to `size - 1`.
///
/// The ring itself uses 64-bit coordinates for every key space, so that one index finds every point. A position of
/// fewer bits is in the upper bits of its coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeySpace {
    /// The number of lower bits of a coordinate that a position does not use.
    shift: u32,
    size: u128,
}

impl KeySpace {
    /// 64-bit numbers, and the leading 64 bits of longer ones.
    pub(crate) const BITS_64: KeySpace = KeySpace { shift: 0, size: 1 << 64 };

    /// 32-bit numbers.
    pub(crate) const BITS_32: KeySpace = KeySpace { shift: 32, size: 1 << 32 };

    /// Numbers of fewer bits than the points.
    pub(crate) const fn leading_bits(bits: u32, of: u32) -> Self {
        KeySpace { shift: 64 - of, size: 1 << bits }
    }

    /// The entries of a table.
    pub(crate) fn table(entries: u32) -> Self {
        KeySpace { shift: 64 - entries.max(2).next_power_of_two().ilog2(), size: entries.into() }
    }

    /// Returns the number of positions.
    #[inline]
    pub(crate) fn size(self) -> u128 {
        self.size
    }

    /// Returns the last position.
    #[inline]
    pub(crate) fn last(self) -> u64 {
        (self.size - 1) as u64
    }

    /// Returns the number of positions on the whole ring. In some systems, keys reach only a part of it.
    #[inline]
    pub(crate) fn ring_size(self) -> i128 {
        1 << (64 - self.shift)
    }

    /// Returns the coordinate of a position.
    #[inline]
    pub(crate) fn to_coordinate(self, position: u64) -> u64 {
        position << self.shift
    }

    /// Returns the position of a coordinate.
    #[inline]
    pub(crate) fn to_position(self, coordinate: u64) -> u64 {
        coordinate >> self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_table_are_in_order_and_apart() {
        for size in [1, 2, 3, 7, 251, 256, 65_537] {
            let table = KeySpace::table(size);
            let coordinates: Vec<_> = (0..size).map(|entry| table.to_coordinate(entry.into())).collect();
            assert!(coordinates.is_sorted_by(|a, b| a < b), "{size}");
            assert!(coordinates.iter().zip(0..).all(|(&coordinate, entry)| table.to_position(coordinate) == entry));
            assert_eq!((table.size(), table.last()), (size.into(), u64::from(size) - 1));
        }
    }
}
