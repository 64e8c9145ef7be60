//! Packages of npm.

use crate::error::Result;
use crate::hash::function::{Digest, Hash};
use crate::points::owner_rule::OwnerRule;

use super::count::LabelCount;
use super::identity::IdentityRule;
use super::key_rule::KeyRule;
use super::label::{Label, LabelPoints, Labels};
use super::option_reader::OptionReader;
use super::spec::{Entry, ProfileSpec, WeightRule};
use super::ties::TieRule;

pub(super) const HASHRING: Entry =
    Entry { name: "npm_hashring", options: &["algorithm", "vnodes", "replicas", "compatibility", "default_port"], make: hashring };
pub(super) const CONSISTENT_HASHING: Entry =
    Entry { name: "npm_consistent_hashing", options: &["vnodes", "algorithm"], make: consistent_hashing };
pub(super) const KETAMA: Entry = Entry { name: "npm_ketama", options: &["algorithm", "vnodes"], make: ketama };

fn hashring(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let digest = options.word("algorithm", "md5", Digest::NAMES)?;
    let base = options.vnodes(40)?;
    let compatibility = options.optional_word("compatibility", &[("hash_ring", 3), ("ketama", 4)])?;
    let replicas = options.integer("replicas", 4, 1, 1024)?;
    // If it is compatible to another ring, the original ignores its option for replicas.
    let words = compatibility.unwrap_or(replicas);
    options.put_in_force("replicas", words);
    let port = options.optional_integer("default_port", 1, u16::MAX.into())?;
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
    let vnodes = options.vnodes(160)?;
    let hash = Hash::Whole(options.word("algorithm", "md5", Digest::NAMES)?);
    let labels = Labels::new(Label::suffix(":"), LabelPoints::One(hash), LabelCount::Constant, vnodes);
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        owner_rule: OwnerRule::AtOrBefore,
        ..ProfileSpec::new(name, labels, KeyRule::Hash(hash))
    })
}

fn ketama(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = Hash::SignedWord(options.word("algorithm", "sha1", Digest::NAMES)?);
    let label = Label { first: 1, ..Label::suffix("\0") };
    let labels = Labels::new(label, LabelPoints::One(hash), LabelCount::Absolute, options.vnodes(50)?);
    Ok(ProfileSpec { tie: TieRule::First, owner_rule: OwnerRule::AtOrAfter, ..ProfileSpec::new(name, labels, KeyRule::Hash(hash)) })
}
