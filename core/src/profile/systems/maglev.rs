//! Envoy's Maglev: a table that the hosts fill in turns, each in an order of its own.

use xxhash_rust::xxh64::xxh64;

use crate::members::{Live, Slot};
use crate::points::key_space::KeySpace;
use crate::points::{Points, SortedPoints};

/// The sizes that Envoy takes.
pub(crate) const LARGEST: u32 = 5_000_011;

/// Where a host stands in its filling of the table.
struct Turn {
    slot: Slot,
    weight: f64,
    target: f64,
    next: u64,
    skip: u64,
}

/// Returns the table's entries as points.
pub(crate) fn table(live: &[Live], size: u32, members: usize) -> Points {
    let entries = fill(live, u64::from(size));
    let entries = entries.into_iter().zip(0..).map(|(slot, entry)| (KeySpace::table(size).to_coordinate(entry), slot));
    SortedPoints::from_sorted(entries, members).indexed()
}

fn fill(live: &[Live], size: u64) -> Vec<Slot> {
    const EMPTY: Slot = Slot::MAX;
    let mut hosts = live.to_vec();
    hosts.sort_unstable_by(|(_, a), (_, b)| a.identity().cmp(b.identity()));
    let sum: u64 = hosts.iter().map(|(_, node)| node.checked_weight()).sum();
    let ring_size = |&(slot, node): &Live| {
        let key = node.identity().as_bytes();
        let (next, skip) = (xxh64(key, 0) % size, xxh64(key, 1) % (size - 1) + 1);
        Turn { slot, weight: node.checked_weight() as f64 / sum as f64, target: 0.0, next, skip }
    };
    let mut turns: Vec<_> = hosts.iter().map(ring_size).collect();
    let largest = turns.iter().map(|ring_size| ring_size.weight).fold(0.0, f64::max);
    let mut table = vec![EMPTY; size as usize];
    let (mut round, mut left) = (0.0, size);
    loop {
        round += 1.0;
        for ring_size in &mut turns {
            if round * ring_size.weight < ring_size.target {
                continue;
            }
            ring_size.target += largest;
            while table[ring_size.next as usize] != EMPTY {
                ring_size.next = (ring_size.next + ring_size.skip) % size;
            }
            table[ring_size.next as usize] = ring_size.slot;
            left -= 1;
            if left == 0 {
                return table;
            }
        }
    }
}

/// Returns whether a table may have this size: the steps of a host meet every entry only of a prime.
pub(crate) fn is_prime(number: u32) -> bool {
    number >= 2 && (2..).take_while(|divisor| divisor * divisor <= number).all(|divisor| !number.is_multiple_of(divisor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primes() {
        let primes: Vec<_> = (0..30).filter(|&number| is_prime(number)).collect();
        assert_eq!(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
        assert!(is_prime(65_537) && is_prime(LARGEST) && !is_prime(65_535));
    }
}
