//! HAProxy's `hash-type consistent`, whose points depend only on a server's id.

#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::{Hash, full_hash, high};
use crate::members::Live;
use crate::members::node::Node;
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;

use super::identity::IdentityRule;
use super::key_rule::KeyRule;
use super::option_reader::OptionReader;
use super::source::PointSource;
use super::spec::{Entry, ProfileSpec, WeightRule};
use super::ties::{TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "haproxy", options: &["hash", "avalanche", "balance_factor"], make };

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let functions = [("sdbm", Hash::Sdbm), ("djb2", Hash::Djb2), ("wt6", Hash::Wt6), ("crc32", Hash::Crc32)];
    let hash = options.optional_word("hash", &functions)?;
    // A configuration without a function has the avalanche by default.
    let avalanche = options.optional_flag("avalanche")?.unwrap_or(hash.is_none());
    let factor = options.optional_integer("balance_factor", 101, u16::MAX.into())?;
    if hash.is_none() {
        options.own.push(("hash", "sdbm".into()));
    }
    options.own.push(("avalanche", avalanche.into()));
    let hash = hash.unwrap_or(Hash::Sdbm);
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
