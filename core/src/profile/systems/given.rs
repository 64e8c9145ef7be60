//! The profile `points`: the points that each node is given.

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
use super::option_reader::OptionReader;
use super::source::{NodeFields, PointSource};
use super::spec::{Entry, ProfileSpec, WeightRule};
use super::ties::{TieRule, Ties};

pub(super) const ROW: Entry = Entry { name: "points", options: &[BITS, KEY_HASH, PICK], make };

/// The functions that hash keys: first those of 64 bits, then those of 32.
const KEY_HASHES: &[(&str, Hash)] = &[
    ("native", Hash::Native),
    ("xxh64", Hash::Xxh64),
    ("fnv64a", Hash::Fnv1ax64Whole),
    ("murmur64a", Hash::Murmur64a),
    ("crc32", Hash::Crc32),
    ("md5", Hash::KETAMA),
    ("fnv1a_32", Hash::Fnv1ax32),
    ("one_at_a_time", Hash::OneAtATime),
    ("murmur", Hash::Murmur),
];

const HASHES_OF_64_BITS: usize = 4;

const PICKS: &[(&str, OwnerRule)] = &[("ge", OwnerRule::AtOrAfter), ("gt", OwnerRule::After), ("le", OwnerRule::AtOrBefore)];

const BITS: OptionSpec = OptionSpec::own("bits", "The number of bits of a point.", Kind::OneOf(&[64, 32]), Preset::Integer(64));
const KEY_HASH: OptionSpec = OptionSpec::own(
    "key_hash",
    "The function that hashes keys, as wide as points; by default `native` for 64 bits.",
    Kind::Word(&KEY_HASHES),
    Preset::Computed,
);
const PICK: OptionSpec =
    OptionSpec::own("pick", "The owning point: at or after a key, after it, or at or before it.", Kind::Word(&PICKS), Preset::Text("ge"));

fn make(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let bits = options.integer("bits")?;
    let (wide, narrow) = KEY_HASHES.split_at(HASHES_OF_64_BITS);
    let hash = match bits {
        64 => options.word_among("key_hash", wide, Some("native"))?,
        _ => options.word_among("key_hash", narrow, None)?,
    };
    let owner_rule = options.word("pick", PICKS)?;
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        tie: TieRule::First,
        owner_rule,
        ..ProfileSpec::new(name, Given { bits }, KeyRule::Hash(hash))
    })
}

/// Unsigned numbers of `bits` bits.
#[derive(Debug)]
struct Given {
    bits: u32,
}

impl PointSource for Given {
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points> {
        Ok(ties.sort(&draft(live, |point| (point as u64) << (64 - self.bits))?, members))
    }

    fn node_fields(&self) -> NodeFields {
        NodeFields { vnodes: false, points: Some(0..=(1 << self.bits) - 1) }
    }

    fn describe(&self) -> String {
        format!("the points that each node was given, {} bits each", self.bits)
    }

    fn first_label(&self, node: &Node) -> Option<String> {
        first_point(node)
    }

    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)> {
        Vec::new()
    }
}

/// Drafts the points that nodes are given.
pub(super) fn draft(live: &[Live<'_>], coordinate: impl Fn(i128) -> u64) -> Result<Draft> {
    let points = |node: &Node| node.points().unwrap_or_default().len() as u64;
    let mut draft = Draft::new(0, live.iter().map(|(_, node)| points(node)), 0)?;
    for &(slot, node) in live {
        draft.begin(slot);
        draft.extend(node.points().unwrap_or_default().iter().map(|&point| coordinate(point)));
    }
    Ok(draft)
}

/// Returns the first point of a node in words.
pub(super) fn first_point(node: &Node) -> Option<String> {
    node.points().and_then(<[_]>::first).map(|point| format!("point {point}"))
}
