//! The rules of a profile for keys, which lookups read.

use crate::hash::function::{Digest, Hash, full_hash, high};
use crate::points::Points;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;

/// How a key becomes a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyRule {
    Hash(Hash),
    /// The empty key is at 0.
    HashUnlessEmpty(Hash),
    /// The number is scattered once more.
    Avalanche(Hash),
    /// The entry of a table, which has this number of entries.
    Entry(Hash, u32),
}

impl KeyRule {
    /// Returns the coordinate of a key. Never allocates.
    #[inline]
    pub(crate) fn coordinate(self, key: &[u8]) -> u64 {
        match self {
            KeyRule::Hash(hash) => hash.coordinate(key),
            KeyRule::HashUnlessEmpty(_) if key.is_empty() => 0,
            KeyRule::HashUnlessEmpty(hash) => hash.coordinate(key),
            KeyRule::Avalanche(hash) => hash.number(key).map_or(0, |number| high(full_hash(number))),
            KeyRule::Entry(hash, size) => KeySpace::table(size).to_coordinate(hash.coordinate(key) % u64::from(size)),
        }
    }

    /// Returns the positions that keys can have.
    pub(crate) fn key_space(self) -> KeySpace {
        match self {
            KeyRule::Entry(_, size) => KeySpace::table(size),
            KeyRule::Hash(Hash::Crc15) | KeyRule::HashUnlessEmpty(Hash::Crc15) => KeySpace::leading_bits(15, 32),
            key if key.hash().is_short() => KeySpace::BITS_32,
            _ => KeySpace::BITS_64,
        }
    }

    pub(crate) fn hash(self) -> Hash {
        match self {
            KeyRule::Hash(hash) | KeyRule::HashUnlessEmpty(hash) | KeyRule::Avalanche(hash) | KeyRule::Entry(hash, _) => hash,
        }
    }

    /// Returns whether keys get an entry of a table rather than a position between points.
    pub(crate) fn is_table(self) -> bool {
        matches!(self, KeyRule::Entry(..))
    }
}

/// All of a row that a lookup reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyLookup {
    pub(crate) key: KeyRule,
    pub(crate) owner_rule: OwnerRule,
}

impl KeyLookup {
    /// Returns the coordinate whose first point at or after it owns a key, if nothing else decides. Never allocates.
    #[inline]
    pub(crate) fn simple_coordinate(&self, key: &[u8]) -> Option<u64> {
        match self.owner_rule {
            _ if self.key.hash().low_bytes_len() > 0 => None,
            OwnerRule::AtOrAfter => Some(self.key.coordinate(key)),
            // After a position is at or after the next; and after the last is at or after the first.
            OwnerRule::After => Some(self.key.coordinate(key).wrapping_add(1)),
            OwnerRule::AtOrBefore | OwnerRule::Nearest => None,
        }
    }

    /// Returns the point that owns a key; `None` without points. Never allocates.
    pub(crate) fn owning_point(&self, key: &[u8], points: &Points) -> Option<usize> {
        let coordinate = self.key.coordinate(key);
        self.owner_rule.owning_point(coordinate, self.count_before(key, coordinate, points), points)
    }

    /// Returns the number of points before a key, or up to it, as the owner rule asks.
    #[inline]
    fn count_before(&self, key: &[u8], coordinate: u64, points: &Points) -> usize {
        match self.key.hash().low_bytes_len() {
            0 => self.owner_rule.count_before(coordinate, points),
            len => self.count_before_long(key, coordinate, len, points),
        }
    }

    /// Returns the same of positions longer than 64 bits: if the leading ones equal a point's, the low bytes decide.
    fn count_before_long(&self, key: &[u8], coordinate: u64, len: usize, points: &Points) -> usize {
        let mut point = points.count_below(coordinate);
        if points.position(point) != Some(coordinate) {
            return point;
        }
        let mut low_bytes = [0; Digest::LONGEST];
        self.key.hash().coordinate_and_low_bytes(key, &mut low_bytes);
        while points.position(point) == Some(coordinate) {
            let order = points.low_bytes_of(point).cmp(&low_bytes[..len]);
            if order.is_gt() || order.is_eq() && self.owner_rule == OwnerRule::AtOrAfter {
                break;
            }
            point += 1;
        }
        point
    }
}
