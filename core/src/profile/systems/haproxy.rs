//! HAProxy's `hash-type consistent`, whose points depend only on a server's id.

#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::{Hash, full_hash, high};
use crate::members::Live;
use crate::members::node::Node;
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;

use super::identity::IdentityRule;
use super::key_rule::KeyRule;
use super::option_reader::{OptionReader, hash};
use super::source::PointSource;
use super::spec::{Entry, ProfileSpec, WeightRule};
use super::ties::{TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "haproxy", options: &[hash(&FUNCTIONS, "sdbm"), AVALANCHE, BALANCE_FACTOR], make };

const FUNCTIONS: &[(&str, Hash)] = &[("sdbm", Hash::Sdbm), ("djb2", Hash::Djb2), ("wt6", Hash::Wt6), ("crc32", Hash::Crc32)];

const AVALANCHE: OptionSpec =
    OptionSpec::own("avalanche", "Whether hashes are mixed once more; by default if no `hash` is given.", Kind::Boolean, Preset::Computed);
const BALANCE_FACTOR: OptionSpec = OptionSpec::own(
    "balance_factor",
    "The load at which a node is full, in percent of its share of all slots.",
    Kind::Integer { least: 101, most: u16::MAX as i64 },
    Preset::Absent,
);

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = options.word("hash", FUNCTIONS)?;
    // A configuration without a function has the avalanche by default.
    let avalanche = options.optional_flag("avalanche")?.unwrap_or(!options.is_given("hash"));
    options.put_in_force("avalanche", avalanche);
    let factor = options.optional_integer("balance_factor")?;
    let key = if avalanche { KeyRule::Avalanche(hash) } else { KeyRule::Hash(hash) };
    Ok(ProfileSpec {
        identity: IdentityRule::Number,
        weights: WeightRule::UpTo(256),
        tie: TieRule::First,
        owner_rule: OwnerRule::Nearest,
        bound: factor.map(|factor| Bound::Slots { factor }),
        ..ProfileSpec::new(name, HaProxy { base: 16 }, key)
    })
}

/// `base` points for each unit of weight.
#[derive(Debug)]
struct HaProxy {
    base: u64,
}

impl PointSource for HaProxy {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        let count = |node: &Node| node.checked_weight() * self.base;
        let mut draft = Draft::new(0, live.iter().map(|(_, node)| count(node)), 0)?;
        for &(slot, node) in live {
            draft.begin(slot);
            // Derived identities are decimal ids.
            let first = node.identity().parse().unwrap_or(0_u32).wrapping_mul(4096);
            for point in 0..count(node) as u32 {
                draft.push(high(full_hash(first.wrapping_add(point))));
            }
        }
        Ok(ties.sort(&draft, members))
    }

    fn describe(&self) -> String {
        format!("{} for each unit of weight, the full hash of 4096 × id + index", self.base)
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        Some(format!("id {}, index 0", node.identity()))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        vec![("base", Arc::new(HaProxy { base: self.base + 1 }))]
    }
}
