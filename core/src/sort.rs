//! Points into ring order: a counting sort by the top bits brings each within a place or two of its own, an insertion sort does the rest.

use core::cmp::Ordering;
use core::ops::Range;

use crate::members::{Members, Slot};
use crate::owners::Packed;

/// The most points of a bucket that are left to insertion.
const CROWD: u32 = 32;

/// Sorts positions that stand one node's after another's, by position and then by their owners' identities; `runs` says whose they are, and
/// how many. Returns them with the owner of each.
pub(crate) fn sort<T: Packed>(unsorted: &[u64], runs: &[(Slot, usize)], members: &Members) -> (Vec<u64>, Vec<T>) {
    // One or two points a bucket. Not fewer: what the buckets take of the cache is missing elsewhere.
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
            let place = &mut next[bucket(position)];
            positions[*place as usize] = position;
            owners[*place as usize] = T::pack(owner);
            *place += 1;
        }
    }
    for crowd in crowds {
        sort_crowd(&mut positions[crowd.clone()], &mut owners[crowd], members);
    }
    insert_all(&mut positions, &mut owners, members);
    (positions, owners)
}

/// Turns the number of points in each bucket into the place where each bucket begins, and returns the buckets that are crowds.
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

/// Sorts points too many for insertion: some chose their names to make them so.
fn sort_crowd<T: Packed>(positions: &mut [u64], owners: &mut [T], members: &Members) {
    let mut points: Vec<_> = positions.iter().copied().zip(owners.iter().copied()).collect();
    points.sort_unstable_by(|&a, &b| order(a, b, members));
    for (place, point) in points.into_iter().enumerate() {
        (positions[place], owners[place]) = point;
    }
}

/// Sorts points that are next to their places.
fn insert_all<T: Packed>(positions: &mut [u64], owners: &mut [T], members: &Members) {
    for next in 1..positions.len() {
        let point = (positions[next], owners[next]);
        let mut place = next;
        while place > 0 && order((positions[place - 1], owners[place - 1]), point, members).is_gt() {
            (positions[place], owners[place]) = (positions[place - 1], owners[place - 1]);
            place -= 1;
        }
        (positions[place], owners[place]) = point;
    }
}

/// The order of points on a ring.
#[inline]
fn order<T: Packed>(a: (u64, T), b: (u64, T), members: &Members) -> Ordering {
    a.0.cmp(&b.0).then_with(|| members.order(a.1.into(), b.1.into()))
}
