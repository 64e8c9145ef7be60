//! The first point at or after a position: the one hot loop.
//!
//! Points are spread evenly, so the top bits of a position say almost where it stands among them: they index a table of offsets into the
//! sorted points, one entry for two to four points, and a short count without branches ends the search. That is constant time, where a
//! binary search takes more steps, and cache misses, the more points there are.

/// Points that the branch-free count looks at. A bucket of more is searched by halves, so that points which crowd together, by chance or
/// by somebody's choice of names, cost a logarithm and never a long scan.
const WINDOW: usize = 8;

/// By the number of a bucket's points, which places of the window are its own: 1 where they are, 0 behind its end, where the next bucket's
/// points begin anew.
const MASKS: [[i32; WINDOW]; WINDOW + 1] = {
    let mut masks = [[0; WINDOW]; WINDOW + 1];
    let mut len = 0;
    while len <= WINDOW {
        let mut place = 0;
        while place < len {
            masks[len][place] = 1;
            place += 1;
        }
        len += 1;
    }
    masks
};

/// Where each bucket of positions begins among the sorted points, and 32 more bits of each point to tell those of one bucket apart.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    /// Positions are shifted right by this to give their bucket: at most 63.
    shift: u32,
    /// By bucket, the first of its points; one entry more at the end.
    starts: Box<[u32]>,
    /// By point, the 32 bits of its position below those that name its bucket; padded with a window of entries at the end.
    prefixes: Box<[Prefix]>,
}

impl Index {
    /// Indexes positions in ascending order.
    pub(crate) fn new(positions: &[u64]) -> Self {
        let bits = bucket_bits(positions.len());
        let shift = 64 - bits;
        // Each point writes where the next begins: the last of a bucket wins, and an empty bucket takes over from the one before.
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

    /// Returns how many of `positions`, which this indexes, are below a position. Never allocates.
    #[inline]
    pub(crate) fn count_below(&self, positions: &[u64], position: u64) -> usize {
        let bucket = (position >> self.shift) as usize;
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        if let (Some(window), Some(mask)) = (self.prefixes[start..].first_chunk::<WINDOW>(), MASKS.get(end - start)) {
            let prefix = prefix(position, self.shift);
            let before: i32 = window.iter().zip(mask).map(|(&other, &mine)| if other < prefix { mine } else { 0 }).sum();
            let place = start + before as usize;
            // One key in some hundred million meets a point with its own prefix, and then only the whole position decides. Nothing else is
            // asked: whether a key stands behind the last point of its bucket, say, a processor cannot guess, and guesses are dear.
            if self.prefixes[place] != prefix {
                return place;
            }
        }
        start + positions[start..end].partition_point(|&point| point < position)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&*self.starts) + size_of_val(&*self.prefixes)
    }
}

/// Returns how many bits name a bucket, so that a bucket has two to four of so many points.
fn bucket_bits(points: usize) -> u32 {
    (points / 2).max(2).ilog2()
}

/// 32 bits of a position, in an order that a signed comparison sees: the only one that every x86-64 has for several at once.
type Prefix = i32;

#[inline]
fn prefix(position: u64, shift: u32) -> Prefix {
    ((position << (64 - shift)) >> 32) as Prefix ^ Prefix::MIN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Asks for every position that can be told apart from its neighbours.
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
