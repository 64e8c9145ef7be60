//! Packages of npm.

use crate::error::Result;
use crate::hash::function::{Digest, Hash};
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::owner_rule::OwnerRule;

use super::count::LabelCount;
use super::identity::IdentityRule;
use super::key_rule::KeyRule;
use super::label::{Label, LabelPoints, Labels};
use super::option_reader::{OptionReader, vnodes};
use super::spec::{Entry, ProfileSpec, WeightRule};
use super::ties::TieRule;

pub(super) const HASHRING: Entry =
    Entry { name: "npm_hashring", options: &[algorithm("md5"), vnodes(40), REPLICAS, COMPATIBILITY, DEFAULT_PORT], make: hashring };
pub(super) const CONSISTENT_HASHING: Entry =
    Entry { name: "npm_consistent_hashing", options: &[vnodes(160), algorithm("md5")], make: consistent_hashing };
pub(super) const KETAMA: Entry = Entry { name: "npm_ketama", options: &[algorithm("sha1"), vnodes(50)], make: ketama };

/// The rings that hashring can be compatible to, and their points for each label.
const COMPATIBLE: &[(&str, u32)] = &[("hash_ring", 3), ("ketama", 4)];

const REPLICAS: OptionSpec =
    OptionSpec::own("replicas", "The number of points for each label.", Kind::Integer { least: 1, most: 1024 }, Preset::Integer(4));
const COMPATIBILITY: OptionSpec = OptionSpec::own(
    "compatibility",
    "The ring whose number of points for each label replaces `replicas`.",
    Kind::Word(&COMPATIBLE),
    Preset::Absent,
);
const DEFAULT_PORT: OptionSpec =
    OptionSpec::own("default_port", "The port that labels leave out.", Kind::Integer { least: 1, most: u16::MAX as i64 }, Preset::Absent);

const fn algorithm(default: &'static str) -> OptionSpec {
    OptionSpec::own("algorithm", "The digest of keys and labels.", Kind::Word(&Digest::NAMES), Preset::Text(default))
}

fn hashring(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let digest = options.word("algorithm", Digest::NAMES)?;
    let base = options.vnodes()?;
    let compatibility = options.optional_word("compatibility", COMPATIBLE)?;
    let replicas = options.integer("replicas")?;
    // If it is compatible to another ring, the original ignores its option for replicas.
    let words = compatibility.unwrap_or(replicas);
    options.put_in_force("replicas", i64::from(words));
    let port = options.optional_integer("default_port")?;
    let points = LabelPoints::Words(digest, words as usize);
    let labels = Labels { own_count: true, ..Labels::new(Label::suffix("-"), points, LabelCount::Doubles, base) };
    Ok(ProfileSpec {
        identity: port.map_or(IdentityRule::Name, IdentityRule::WithoutPort),
        tie: TieRule::First,
        owner_rule: OwnerRule::AtOrAfter,
        ..ProfileSpec::new(name, labels, KeyRule::Hash(Hash::Word(digest, 0)))
    })
}

fn consistent_hashing(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let vnodes = options.vnodes()?;
    let hash = Hash::Whole(options.word("algorithm", Digest::NAMES)?);
    let labels = Labels::new(Label::suffix(":"), LabelPoints::One(hash), LabelCount::Constant, vnodes);
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        owner_rule: OwnerRule::AtOrBefore,
        ..ProfileSpec::new(name, labels, KeyRule::Hash(hash))
    })
}

fn ketama(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = Hash::SignedWord(options.word("algorithm", Digest::NAMES)?);
    let label = Label { first: 1, ..Label::suffix("\0") };
    let labels = Labels::new(label, LabelPoints::One(hash), LabelCount::Absolute, options.vnodes()?);
    Ok(ProfileSpec { tie: TieRule::First, owner_rule: OwnerRule::AtOrAfter, ..ProfileSpec::new(name, labels, KeyRule::Hash(hash)) })
}
