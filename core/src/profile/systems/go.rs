//! Packages of Go.

use crate::error::Result;
use crate::hash::function::Hash;
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;

use super::count::LabelCount;
use super::key_rule::KeyRule;
use super::label::{Label, LabelPoints, Labels};
use super::option_reader::{OptionReader, vnodes};
use super::python::hash_ring;
use super::spec::{Entry, ProfileSpec, WeightRule};

pub(super) const STATHAT: Entry = Entry { name: "stathat", options: &[vnodes(20), FNV], make: stathat };
pub(super) const GROUPCACHE: Entry = Entry { name: "groupcache", options: &[vnodes(50)], make: groupcache };
pub(super) const LAFIKL: Entry = Entry { name: "lafikl", options: &[vnodes(10)], make: lafikl };
pub(super) const SERIALX_V1: Entry = Entry { name: "serialx_v1", options: &[], make: hash_ring };
pub(super) const SERIALX_V2: Entry = Entry { name: "serialx_v2", options: &[], make: serialx_v2 };

const FNV: OptionSpec = OptionSpec::own("fnv", "Whether the hash is FNV-1a, not CRC-32.", Kind::Boolean, Preset::Boolean(false));

fn stathat(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let vnodes = options.vnodes()?;
    let hash = if options.flag("fnv")? { Hash::Fnv1ax32Unsigned } else { Hash::Crc32 };
    let labels = Labels::new(Label::prefix(""), LabelPoints::One(hash), LabelCount::Constant, vnodes);
    Ok(ProfileSpec { weights: WeightRule::One(None), ..ProfileSpec::new(name, labels, KeyRule::Hash(hash)) })
}

fn groupcache(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let labels = Labels::new(Label::prefix(""), LabelPoints::One(Hash::Crc32), LabelCount::Constant, options.vnodes()?);
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        owner_rule: OwnerRule::AtOrAfter,
        ..ProfileSpec::new(name, labels, KeyRule::Hash(Hash::Crc32))
    })
}

fn lafikl(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let labels = Labels::new(Label::suffix(""), LabelPoints::One(Hash::Blake2b), LabelCount::Constant, options.vnodes()?);
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        owner_rule: OwnerRule::AtOrAfter,
        bound: Some(Bound::Quarter),
        ..ProfileSpec::new(name, labels, KeyRule::Hash(Hash::Blake2b))
    })
}

fn serialx_v2(name: &'static str, _: &mut OptionReader) -> Result<ProfileSpec> {
    let labels = Labels::new(Label::suffix("-"), LabelPoints::One(Hash::SignedHalves), LabelCount::Absolute, 1);
    Ok(ProfileSpec::new(name, labels, KeyRule::Hash(Hash::SignedHalves)))
}
