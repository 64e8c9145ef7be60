//! Tengine's `consistent_hash`: labels of four bytes, a server's number and the point's.

#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::{Hash, high, murmur2};
use crate::members::Live;
use crate::members::node::Node;
use crate::points::Points;
use crate::points::draft::Draft;
use crate::points::owner_rule::OwnerRule;

use super::identity::NameRule;
use super::key_rule::KeyRule;
use super::option_reader::OptionReader;
use super::source::PointSource;
use super::spec::{Entry, ProfileSpec};
use super::ties::{TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "tengine", options: &[], make };

fn make(name: &'static str, _: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec {
        names: NameRule::WithoutNul,
        tie: TieRule::First,
        owner_rule: OwnerRule::AtOrAfter,
        ..ProfileSpec::new(name, Tengine { base: 160, most: 16_384 }, KeyRule::Hash(Hash::MurmurUnseeded))
    })
}

/// `base` points for each unit of weight, and at most `most` a node.
#[derive(Clone, Copy, Debug)]
struct Tengine {
    base: u64,
    most: u64,
}

impl PointSource for Tengine {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        let count = |node: &Node| (node.checked_weight() * self.base).min(self.most);
        let mut draft = Draft::new(0, live.iter().map(|(_, node)| count(node)), 0)?;
        for &(slot, node) in live {
            draft.begin(slot);
            let first = number(node.identity()).wrapping_mul(4096);
            for point in 0..count(node) as u32 {
                draft.push(high(murmur2(&first.wrapping_add(point).to_le_bytes(), 0)));
            }
        }
        Ok(ties.sort(&draft, members))
    }

    fn describe(&self) -> String {
        format!("{} for each unit of weight, at most {}, MurmurHash2 of number and index", self.base, self.most)
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        Some(format!("number {}, index 0", number(node.identity())))
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        vec![("base", Arc::new(Tengine { base: self.base + 1, ..*self })), ("most", Arc::new(Tengine { most: self.most + 1, ..*self }))]
    }
}

/// Returns a server's number: its id, or else a hash of its text.
fn number(identity: &str) -> u32 {
    let is_decimal = identity.bytes().all(|byte| byte.is_ascii_digit());
    let id = identity.parse().ok().filter(|id| is_decimal && *id <= u32::from(u16::MAX));
    id.unwrap_or_else(|| murmur2(identity.as_bytes(), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_decimals_are_ids() {
        assert_eq!((number("0"), number("65535")), (0, 65535));
        for text in ["65536", "+1", "10.0.0.1:80"] {
            assert_eq!(number(text), murmur2(text.as_bytes(), 0), "{text}");
        }
    }
}
