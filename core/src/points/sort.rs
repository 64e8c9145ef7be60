//! Sorting of points into ring order. A counting sort by the top bits brings each within an index or two of its own; an
//! insertion sort does the rest. At one coordinate the caller's order decides: on a native ring, `Members::order`.

use core::cmp::Ordering;
use core::ops::Range;

use crate::members::Slot;
use crate::points::owners::Packed;

/// The most points of a bucket that are left to insertion.
const CROWD: u32 = 32;

/// Sorts positions that are listed node after node, by position and then by the order of their owners. `runs` has the
/// owner and length of each run. Returns the positions with the owner of each.
pub(crate) fn sort<T: Packed>(unsorted: &[u64], runs: &[(Slot, usize)], order: impl Fn(Slot, Slot) -> Ordering) -> (Vec<u64>, Vec<T>) {
    // One or two points a bucket. Not fewer, because more buckets would take up more of the cache.
    let shift = 64 - unsorted.len().max(2).ilog2();
    let bucket = |position: u64| (position >> shift) as usize;
    let mut next = vec![0_u32; 1 << (64 - shift)];
    for &position in unsorted {
        next[bucket(position)] += 1;
    }
    let crowds = counts_to_starts(&mut next);

    let mut positions = vec![0; unsorted.len()];
    let mut owners = vec![T::default(); unsorted.len()];
    let mut rest = unsorted;
    for &(owner, count) in runs {
        let (run, others) = rest.split_at(count);
        rest = others;
        for &position in run {
            let index = &mut next[bucket(position)];
            positions[*index as usize] = position;
            owners[*index as usize] = T::pack(owner);
            *index += 1;
        }
    }
    for crowd in crowds {
        sort_crowd(&mut positions[crowd.clone()], &mut owners[crowd]);
    }
    insert_all(&mut positions, &mut owners);
    sort_ties(&positions, &mut owners, order);
    (positions, owners)
}

/// Turns the number of points in each bucket into the index where each bucket begins, and returns the crowded buckets.
fn counts_to_starts(counts: &mut [u32]) -> Vec<Range<usize>> {
    let mut crowds = Vec::new();
    let mut start = 0;
    for entry in counts {
        let count = core::mem::replace(entry, start);
        start += count;
        if count > CROWD {
            crowds.push((start - count) as usize..start as usize);
        }
    }
    crowds
}

/// Sorts points that are too many for insertion, which a choice of names can cause.
fn sort_crowd<T: Packed>(positions: &mut [u64], owners: &mut [T]) {
    let mut points: Vec<_> = positions.iter().copied().zip(owners.iter().copied()).collect();
    points.sort_unstable_by_key(|&(position, _)| position);
    for (index, point) in points.into_iter().enumerate() {
        (positions[index], owners[index]) = point;
    }
}

/// Sorts points that are close to their final index.
fn insert_all<T: Packed>(positions: &mut [u64], owners: &mut [T]) {
    for next in 1..positions.len() {
        let (position, owner) = (positions[next], owners[next]);
        let mut index = next;
        while index > 0 && positions[index - 1] > position {
            (positions[index], owners[index]) = (positions[index - 1], owners[index - 1]);
            index -= 1;
        }
        (positions[index], owners[index]) = (position, owner);
    }
}

/// Sorts the owners of equal positions, which are rare.
fn sort_ties<T: Packed>(positions: &[u64], owners: &mut [T], order: impl Fn(Slot, Slot) -> Ordering) {
    if positions.windows(2).filter(|pair| pair[0] == pair[1]).count() == 0 {
        return;
    }
    let mut rest = owners;
    for tied in positions.chunk_by(|a, b| a == b) {
        let (owners, others) = rest.split_at_mut(tied.len());
        rest = others;
        if owners.len() > 1 {
            owners.sort_unstable_by(|&a, &b| order(a.into(), b.into()));
        }
    }
}
