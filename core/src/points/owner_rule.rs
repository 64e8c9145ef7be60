//! The rules for which point owns a position.

use core::ops::RangeInclusive;

use crate::points::Points;
use crate::points::key_space::KeySpace;

/// Which point owns a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnerRule {
    AtOrAfter,
    After,
    AtOrBefore,
    /// The nearest on either side; the one before if both are equally near.
    Nearest,
}

impl OwnerRule {
    /// Returns whether points at a position count as before it.
    #[inline]
    fn counts_equal(self) -> bool {
        matches!(self, OwnerRule::After | OwnerRule::AtOrBefore)
    }

    /// Returns the number of points before a coordinate; under some rules, points at it count too. Never allocates.
    #[inline]
    pub(crate) fn count_before(self, coordinate: u64, points: &Points) -> usize {
        if self.counts_equal() {
            // Up to a coordinate is before the next one.
            coordinate.checked_add(1).map_or(points.len(), |next| points.count_below(next))
        } else {
            points.count_below(coordinate)
        }
    }

    /// Returns the point that owns a coordinate; `None` without points. `before` is what `count_before` returns for it.
    /// Never allocates.
    #[inline]
    pub(crate) fn owning_point(self, coordinate: u64, before: usize, points: &Points) -> Option<usize> {
        let last = points.len().checked_sub(1)?;
        let next = if before > last { 0 } else { before };
        let previous = if before == 0 { last } else { before - 1 };
        Some(match self {
            OwnerRule::AtOrAfter | OwnerRule::After => next,
            // Of several points at one position the first owns the keys, as everywhere.
            OwnerRule::AtOrBefore => points.first_at_same(previous),
            OwnerRule::Nearest => {
                let at = |point| points.position(point).unwrap_or(0);
                let (back, ahead) = (coordinate.wrapping_sub(at(previous)), at(next).wrapping_sub(coordinate));
                if back <= ahead { previous } else { next }
            }
        })
    }

    /// Returns the segment around `position` that shares its owner. `before` is the number of points before `position`.
    /// A segment ends at the next point, or halfway to it for nearest-point profiles. Segments are consecutive and
    /// never wrap. Never allocates.
    pub(crate) fn segment(self, position: u64, before: usize, key_space: KeySpace, points: &Points) -> RangeInclusive<u64> {
        let at = |point: Option<usize>| {
            point.and_then(|point| points.position(point)).map(|coordinate| i128::from(key_space.to_position(coordinate)))
        };
        let (Some(first), Some(last)) = (at(Some(0)), at(points.len().checked_sub(1))) else { return 0..=key_space.last() };
        let previous = at(before.checked_sub(1)).unwrap_or(last - key_space.ring_size());
        let next = at(Some(before)).unwrap_or(first + key_space.ring_size());
        let (start, end) = match self {
            OwnerRule::AtOrAfter => (previous + 1, next),
            OwnerRule::After | OwnerRule::AtOrBefore => (previous, next - 1),
            OwnerRule::Nearest => {
                let middle = previous + (next - previous) / 2;
                if i128::from(position) <= middle { (previous + 1, middle) } else { (middle + 1, next) }
            }
        };
        start.max(0) as u64..=end.min(key_space.last().into()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points::SortedPoints;

    const RULES: [OwnerRule; 4] = [OwnerRule::AtOrAfter, OwnerRule::After, OwnerRule::AtOrBefore, OwnerRule::Nearest];

    fn points(positions: &[u64]) -> Points {
        SortedPoints::from_sorted(positions.iter().map(|&position| (position, 0)), 1).indexed()
    }

    #[test]
    fn every_rule_wraps() {
        let points = points(&[10, 20, 40]);
        let choose = |owner_rule: OwnerRule, coordinate: u64, before| owner_rule.owning_point(coordinate, before, &points);
        assert_eq!([0, 1, 2, 3].map(|before| choose(OwnerRule::AtOrAfter, 0, before)), [Some(0), Some(1), Some(2), Some(0)]);
        assert_eq!([0, 1, 2, 3].map(|before| choose(OwnerRule::AtOrBefore, 0, before)), [Some(2), Some(0), Some(1), Some(2)]);
        // Of two equally near points, the one before owns the key, also across the end of the ring.
        assert_eq!([(15, 1), (16, 1), (30, 2), (31, 2)].map(|(at, before)| choose(OwnerRule::Nearest, at, before)), [0, 1, 1, 2].map(Some));
        assert_eq!([(0, 0), (u64::MAX, 3), (41, 3)].map(|(at, before)| choose(OwnerRule::Nearest, at, before)), [0, 0, 2].map(Some));
        assert_eq!(OwnerRule::Nearest.owning_point(1, 0, &Points::default()), None);
    }

    /// On small key spaces, with points at every subset of some coordinates: a segment has one owner, and the segments
    /// cover the key space.
    #[test]
    fn segments_are_a_partition_by_owner() {
        for key_space in [KeySpace::leading_bits(4, 4), KeySpace::leading_bits(2, 4), KeySpace::table(11)] {
            for set in 0..1_u32 << 11 {
                // Every second set has its points twice: of several points at one position, the nearest rule may choose
                // one on each side.
                let coordinates =
                    (0..11).filter(|bit| set >> bit & 1 == 1).flat_map(|bit| vec![key_space.to_coordinate(bit); 1 + set as usize % 2]);
                let points = points(&coordinates.collect::<Vec<_>>());
                for owner_rule in RULES {
                    let owner = |position| {
                        let coordinate = key_space.to_coordinate(position);
                        owner_rule.owning_point(coordinate, owner_rule.count_before(coordinate, &points), &points)
                    };
                    let segment_of = |position| {
                        owner_rule.segment(
                            position,
                            owner_rule.count_before(key_space.to_coordinate(position), &points),
                            key_space,
                            &points,
                        )
                    };
                    let mut next = 0;
                    while next <= key_space.last() {
                        let segment = segment_of(next);
                        assert_eq!(*segment.start(), next, "{owner_rule:?} {set:b}");
                        assert!(
                            segment.end() >= segment.start() && *segment.end() <= key_space.last(),
                            "{owner_rule:?} {set:b} {segment:?}"
                        );
                        for position in segment.clone() {
                            assert_eq!(owner(position), owner(next), "{owner_rule:?} {set:b} {position}");
                            assert_eq!(segment_of(position), segment);
                        }
                        next = segment.end() + 1;
                    }
                }
            }
        }
    }

    #[test]
    fn the_whole_key_space_is_the_segment_of_one_point() {
        for owner_rule in RULES {
            let points = points(&[u64::MAX]);
            let segment = owner_rule.segment(5, owner_rule.count_before(5, &points), KeySpace::BITS_64, &points);
            assert!(segment.contains(&5), "{owner_rule:?} {segment:?}");
            assert_eq!(owner_rule.segment(0, 0, KeySpace::BITS_64, &Points::default()), 0..=u64::MAX);
        }
    }
}
