//! The first point at or after a position: the one hot loop.
//!
//! Points are spread evenly, so the top bits of a position almost determine its index among them. These bits index a
//! table of offsets into the sorted points, with one entry for two to four points. A short count without branches ends
//! the search. That is constant time; the steps and cache misses of a binary search grow with the number of points.

/// The number of points that the branch-free count compares. A larger bucket is searched by halves. So points that are
/// close together, by chance or by a choice of names, cost a logarithm and never a long scan.
const WINDOW: usize = 8;

/// By the number of a bucket's points, a mask of the window: 1 for the bucket's own points, 0 for the next bucket's.
const MASKS: [[i32; WINDOW]; WINDOW + 1] = {
    let mut masks = [[0; WINDOW]; WINDOW + 1];
    let mut len = 0;
    while len <= WINDOW {
        let mut index = 0;
        while index < len {
            masks[len][index] = 1;
            index += 1;
        }
        len += 1;
    }
    masks
};

/// The start of each bucket of positions among the sorted points, and 32 more bits of each point, which distinguish the
/// points of a bucket.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// A position shifted right by this is its bucket: at most 63.
    shift: u32,
    /// By bucket, the first of its points, with one extra entry at the end.
    starts: Box<[u32]>,
    /// By point, the 32 bits of its position after those of its bucket, padded with a window of entries at the end.
    prefixes: Box<[Prefix]>,
}

impl Index {
    /// Indexes positions in ascending order.
    pub(crate) fn new(positions: &[u64]) -> Self {
        let bits = bucket_bits(positions.len());
        let shift = 64 - bits;
        // Each point writes the start of the next: the last of a bucket wins, and an empty bucket copies the one
        // before.
        let mut starts = vec![0; (1 << bits) + 1].into_boxed_slice();
        for (&position, next) in positions.iter().zip(1_u32..) {
            starts[(position >> shift) as usize + 1] = next;
        }
        let mut latest = 0;
        for start in &mut starts {
            latest = latest.max(*start);
            *start = latest;
        }
        let padding = core::iter::repeat_n(Prefix::MAX, WINDOW);
        let prefixes = positions.iter().map(|&position| prefix(position, shift)).chain(padding).collect();
        Index { shift, starts, prefixes }
    }

    /// Returns the number of `positions` below a position. `positions` are those that this indexes. Never allocates.
    #[inline]
    pub(crate) fn count_below(&self, positions: &[u64], position: u64) -> usize {
        let bucket = (position >> self.shift) as usize;
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        if let (Some(window), Some(mask)) = (self.prefixes[start..].first_chunk::<WINDOW>(), MASKS.get(end - start)) {
            let prefix = prefix(position, self.shift);
            let before: i32 = window.iter().zip(mask).map(|(&other, &mine)| if other < prefix { mine } else { 0 }).sum();
            let point = start + before as usize;
            // About one key in a hundred million meets a point with its own prefix. Then only the whole position
            // decides. There is no other branch, such as one for keys after the last point of their bucket, because a
            // processor could not predict it.
            if self.prefixes[point] != prefix {
                return point;
            }
        }
        start + positions[start..end].partition_point(|&point| point < position)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&*self.starts) + size_of_val(&*self.prefixes)
    }
}

/// Returns the number of bits that select a bucket, so that each bucket has two to four points.
fn bucket_bits(points: usize) -> u32 {
    (points / 2).max(2).ilog2()
}

/// 32 bits of a position, in the order of a signed comparison: the only vector comparison that every x86-64 has.
type Prefix = i32;

#[inline]
fn prefix(position: u64, shift: u32) -> Prefix {
    ((position << (64 - shift)) >> 32) as Prefix ^ Prefix::MIN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Looks up every position that differs in effect from its neighbours.
    fn assert_counts(mut positions: Vec<u64>) {
        positions.sort_unstable();
        let index = Index::new(&positions);
        let around = positions.iter().flat_map(|&point| [point.wrapping_sub(1), point, point.wrapping_add(1)]);
        for position in around.chain([0, 1, u64::MAX - 1, u64::MAX]) {
            let expected = positions.partition_point(|&point| point < position);
            assert_eq!(index.count_below(&positions, position), expected, "{position:x} among {positions:x?}");
        }
    }

    #[test]
    fn no_point_one_point_and_the_ends() {
        assert_counts(vec![]);
        assert_counts(vec![0]);
        assert_counts(vec![u64::MAX]);
        assert_counts(vec![0, 0, u64::MAX, u64::MAX]);
    }

    #[test]
    fn points_that_crowd_together() {
        for len in [WINDOW - 1, WINDOW, WINDOW + 1, 1000] {
            assert_counts((0..len as u64).collect());
            assert_counts((0..len as u64).map(|i| u64::MAX - i).collect());
            assert_counts(vec![1 << 63; len]);
            assert_counts((0..len as u64).map(|i| (i % 3) << 20 | 1 << 40).collect());
        }
    }

    proptest! {
        #[test]
        fn counts_as_a_binary_search(positions in prop::collection::vec(any::<u64>(), 0..400), bits in 1..=64_u32, low: bool) {
            let squeezed = |position: u64| if low { position >> (64 - bits) } else { position >> (64 - bits) << (64 - bits) };
            assert_counts(positions.into_iter().map(squeezed).collect());
        }
    }
}
