//! Envoy's `ring_hash`, in which a host's number of points depends on the hosts before it.

#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::Hash;
use crate::members::Live;
use crate::members::node::Node;
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::owner_rule::OwnerRule;

use super::key_rule::KeyRule;
use super::label::Label;
use super::option_reader::{OptionReader, hash};
use super::source::PointSource;
use super::spec::{Entry, ProfileSpec};
use super::ties::{TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "envoy_ring_hash", options: &[hash(&FUNCTIONS, "xx_hash"), MINIMUM, MAXIMUM], make };

/// The largest ring that Envoy makes.
const LARGEST: i64 = 8_388_608;

const FUNCTIONS: &[(&str, Hash)] = &[("xx_hash", Hash::Xxh64), ("murmur_hash_2", Hash::Murmur64a)];

const MINIMUM: OptionSpec = size("minimum", "The number of points that the ring has at least.", 1024);
const MAXIMUM: OptionSpec = size("maximum", "The number of points that the ring has at most.", LARGEST);

const fn size(name: &'static str, about: &'static str, default: i64) -> OptionSpec {
    OptionSpec::own(name, about, Kind::Integer { least: 1, most: LARGEST }, Preset::Integer(default))
}

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = options.word("hash", FUNCTIONS)?;
    let minimum = options.integer("minimum")?;
    let maximum = options.integer("maximum")?;
    if minimum > maximum {
        return Err(options.contradiction("maximum", &format!("at least the minimum, {minimum}")));
    }
    let source = RingHash { label: Label::suffix("_"), hash, size: RingSize { minimum, maximum } };
    Ok(ProfileSpec { tie: TieRule::First, owner_rule: OwnerRule::AtOrAfter, ..ProfileSpec::new(name, source, KeyRule::Hash(Hash::Xxh64)) })
}

/// Labels, each one point at its hash; their number by weight, within the bounds of a ring's size.
#[derive(Clone, Copy, Debug)]
struct RingHash {
    label: Label,
    hash: Hash,
    size: RingSize,
}

/// The bounds of a ring's size.
#[derive(Clone, Copy, Debug)]
struct RingSize {
    minimum: u32,
    maximum: u32,
}

impl PointSource for RingHash {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        let counts = counts(&live.iter().map(|(_, node)| node.checked_weight()).collect::<Vec<_>>(), self.size);
        let mut draft = Draft::new(0, counts.iter().copied(), 0)?;
        let mut text = Vec::new();
        for (&(slot, node), count) in live.iter().zip(counts) {
            draft.begin(slot);
            for number in 0..count {
                self.label.write(node.identity(), number, &mut text);
                draft.push(self.hash.coordinate(&text));
            }
        }
        Ok(ties.sort(&draft, members))
    }

    fn describe(&self) -> String {
        let RingSize { minimum, maximum } = self.size;
        format!("{minimum} to {maximum} in all, by weight, each at the {} of its label", self.hash)
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        Some(self.label.first_of(node))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        let labels = self.label.mutants().into_iter().map(|(name, label)| (name, RingHash { label, ..*self }));
        let hash = ("points' hash", RingHash { hash: Hash::Fnv1ax64Whole, ..*self });
        let size = RingSize { minimum: self.size.minimum + 17, maximum: self.size.maximum + 17 };
        let all = labels.chain([hash, ("base", RingHash { size, ..*self })]);
        all.map(|(name, source)| (name, Arc::new(source) as Arc<dyn PointSource>)).collect()
    }
}

/// Returns the number of points of each host. Each float operation is one of Envoy's, in its order: none may be
/// rearranged.
fn counts(weights: &[u64], size: RingSize) -> Vec<u64> {
    let sum: u64 = weights.iter().sum();
    let share = |weight: u64| weight as f64 / sum as f64;
    let least = weights.iter().map(|&weight| share(weight)).fold(f64::INFINITY, f64::min);
    let scale = ((least * f64::from(size.minimum)).ceil() / least).min(f64::from(size.maximum));
    let (mut current, mut target) = (0.0, 0.0);
    let mut count = |&weight: &u64| {
        target += scale * share(weight);
        let mut count = 0;
        while current < target {
            current += 1.0;
            count += 1;
        }
        count
    };
    weights.iter().map(&mut count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_equal_hosts_have_342_each() {
        assert_eq!(counts(&[1, 1, 1], RingSize { minimum: 1024, maximum: 8_388_608 }), [342; 3]);
    }

    #[test]
    fn the_running_sum_decides_who_is_cut() {
        assert_eq!(counts(&[1, 1, 1, 1], RingSize { minimum: 6, maximum: 6 }), [2, 1, 2, 1]);
    }
}
