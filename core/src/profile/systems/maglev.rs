//! Envoy's Maglev: a table that the hosts fill in turns, each in its own order.

#[cfg(test)]
use std::sync::Arc;

use xxhash_rust::xxh64::xxh64;

use crate::error::Result;
use crate::hash::function::Hash;
use crate::members::node::Node;
use crate::members::{Live, Slot};
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;
use crate::points::{Points, SortedPoints};

use super::key_rule::KeyRule;
use super::option_reader::OptionReader;
use super::source::PointSource;
use super::spec::{Entry, Lists, ProfileSpec};
use super::ties::{TieOrder, Ties};

pub(super) const ROW: Entry = Entry { name: "envoy_maglev", options: &[TABLE_SIZE], make };

/// The largest table that Envoy makes.
const LARGEST: u32 = 5_000_011;

const TABLE_SIZE: OptionSpec = OptionSpec::own(
    "table_size",
    "The number of entries of the table, a prime.",
    Kind::Integer { least: 2, most: LARGEST as i64 },
    Preset::Integer(65_537),
);

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let size = options.integer("table_size")?;
    if !is_prime(size) {
        return Err(options.contradiction("table_size", "a prime number"));
    }
    Ok(ProfileSpec {
        order: TieOrder::None,
        owner_rule: OwnerRule::AtOrAfter,
        lists: Lists::Owner,
        ..ProfileSpec::new(name, Maglev { size }, KeyRule::Entry(Hash::Xxh64, size))
    })
}

/// A table of `size` entries.
#[derive(Debug)]
struct Maglev {
    size: u32,
}

impl PointSource for Maglev {
    /// The entries of the table are the points: no two are at one position.
    fn build(&self, live: &[Live<'_>], _: Ties, members: &[Node]) -> Result<Points> {
        let table = KeySpace::table(self.size);
        let entries = fill(live, u64::from(self.size)).into_iter().zip(0..);
        Ok(SortedPoints::from_sorted(entries.map(|(slot, entry)| (table.to_coordinate(entry), slot)), members.len()).indexed())
    }

    fn describe(&self) -> String {
        format!("a table of {} entries, which the nodes fill in turns", self.size)
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        Some(format!("offset and step by XXH64 of {:?}, seeds 0 and 1", node.identity()))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        Vec::new()
    }
}

/// How far a host is in its filling of the table.
struct Turn {
    slot: Slot,
    weight: f64,
    target: f64,
    next: u64,
    skip: u64,
}

fn fill(live: &[Live], size: u64) -> Vec<Slot> {
    const EMPTY: Slot = Slot::MAX;
    let mut hosts = live.to_vec();
    hosts.sort_unstable_by(|(_, a), (_, b)| a.identity().cmp(b.identity()));
    let sum: u64 = hosts.iter().map(|(_, node)| node.checked_weight()).sum();
    let turn = |&(slot, node): &Live| {
        let key = node.identity().as_bytes();
        let (next, skip) = (xxh64(key, 0) % size, xxh64(key, 1) % (size - 1) + 1);
        Turn { slot, weight: node.checked_weight() as f64 / sum as f64, target: 0.0, next, skip }
    };
    let mut turns: Vec<_> = hosts.iter().map(turn).collect();
    let largest = turns.iter().map(|turn| turn.weight).fold(0.0, f64::max);
    let mut table = vec![EMPTY; size as usize];
    let (mut round, mut left) = (0.0, size);
    loop {
        round += 1.0;
        for turn in &mut turns {
            if round * turn.weight < turn.target {
                continue;
            }
            turn.target += largest;
            while table[turn.next as usize] != EMPTY {
                turn.next = (turn.next + turn.skip) % size;
            }
            table[turn.next as usize] = turn.slot;
            left -= 1;
            if left == 0 {
                return table;
            }
        }
    }
}

/// Returns whether a table may have this size. It must be a prime, or a host's steps do not visit every entry.
fn is_prime(number: u32) -> bool {
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
