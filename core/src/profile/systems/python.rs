//! Packages of Python, and the rings of tutorials.

use crate::error::Result;
use crate::hash::function::{Digest, Hash};
use crate::options::spec::{Kind, OptionSpec, Preset};

use super::count::LabelCount;
use super::key_rule::KeyRule;
use super::label::{Label, LabelPoints, Labels};
use super::option_reader::{OptionReader, vnodes};
use super::spec::{Entry, ProfileSpec, WeightRule};

pub(super) const UHASHRING: Entry = Entry { name: "uhashring", options: &[vnodes(160)], make: uhashring };
pub(super) const UHASHRING_KETAMA: Entry =
    Entry { name: "uhashring_ketama", options: &[vnodes(40), words("replicas", 4)], make: uhashring_ketama };
pub(super) const HASH_RING: Entry = Entry { name: "hash_ring", options: &[], make: hash_ring };
pub(super) const CONSISTENT_HASH: Entry = Entry { name: "consistent_hash", options: &[words("words", 3)], make: consistent_hash };
pub(super) const NAIVE_MD5: Entry = Entry { name: "naive_md5", options: &[vnodes(100)], make: naive_md5 };
pub(super) const NAIVE_SHA256: Entry = Entry { name: "naive_sha256", options: &[vnodes(100)], make: naive_sha256 };

const fn words(name: &'static str, default: i64) -> OptionSpec {
    OptionSpec::own(name, "The number of points for each label.", Kind::Integer { least: 1, most: 4 }, Preset::Integer(default))
}

/// Labels `name-number`, the points of each the first words of its MD5.
fn md5_words(name: &'static str, words: usize, count: LabelCount, base: u64) -> ProfileSpec {
    let labels = Labels::new(Label::suffix("-"), LabelPoints::Words(Digest::Md5, words), count, base);
    ProfileSpec::new(name, labels, KeyRule::Hash(Hash::KETAMA))
}

fn uhashring(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let whole = Hash::Whole(Digest::Md5);
    let labels = Labels::new(Label::suffix("-"), LabelPoints::One(whole), LabelCount::Absolute, options.vnodes()?);
    Ok(ProfileSpec::new(name, labels, KeyRule::Hash(whole)))
}

fn uhashring_ketama(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let vnodes = options.vnodes()?;
    let words = options.integer("replicas")?;
    Ok(md5_words(name, words as usize, LabelCount::Exact, vnodes))
}

/// The package hash_ring, and serialx of the first version, which copies it.
pub(super) fn hash_ring(name: &'static str, _: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(md5_words(name, 3, LabelCount::Exact, 40))
}

fn consistent_hash(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let words = options.integer("words")?;
    Ok(md5_words(name, words as usize, LabelCount::Absolute, 40))
}

fn naive(name: &'static str, options: &mut OptionReader, digest: Digest) -> Result<ProfileSpec> {
    let hash = Hash::Whole(digest);
    let labels = Labels::new(Label::suffix(":vnode"), LabelPoints::One(hash), LabelCount::Constant, options.vnodes()?);
    Ok(ProfileSpec { weights: WeightRule::One(None), ..ProfileSpec::new(name, labels, KeyRule::Hash(hash)) })
}

fn naive_md5(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    naive(name, options, Digest::Md5)
}

fn naive_sha256(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    naive(name, options, Digest::Sha256)
}
