//! memcached's clients and proxies: libketama, libmemcached, nutcracker, spymemcached.

use crate::error::Result;
use crate::hash::function::{Digest, Hash, high};
use crate::options::spec::{Kind, OptionSpec, Preset};
use crate::points::owner_rule::OwnerRule;

use super::count::LabelCount;
use super::identity::{IdentityRule, NameRule};
use super::key_rule::KeyRule;
use super::label::{Label, LabelPoints, Labels, decimal};
use super::option_reader::{OptionReader, hash};
use super::spec::{Entry, ProfileSpec, WeightRule};
use super::ties::{TieOrder, TieRule};

pub(super) const KETAMA: Entry = Entry { name: "ketama", options: &[], make: ketama };
pub(super) const LIBMEMCACHED_KETAMA: Entry =
    Entry { name: "libmemcached_ketama", options: &[hash(&LIBMEMCACHED, "default"), POINT_HASH], make: libmemcached_ketama };
pub(super) const LIBMEMCACHED_KETAMA_WEIGHTED: Entry =
    Entry { name: "libmemcached_ketama_weighted", options: &[hash(&LIBMEMCACHED, "md5")], make: libmemcached_ketama_weighted };
pub(super) const LIBMEMCACHED_SPY: Entry =
    Entry { name: "libmemcached_spy", options: &[WEIGHTED, hash(&LIBMEMCACHED, "default")], make: libmemcached_spy };
pub(super) const TWEMPROXY_KETAMA: Entry =
    Entry { name: "twemproxy_ketama", options: &[hash(&NUTCRACKER, "fnv1a_64")], make: twemproxy_ketama };
pub(super) const SPYMEMCACHED_KETAMA: Entry =
    Entry { name: "spymemcached_ketama", options: &[hash(&SPYMEMCACHED, "ketama"), FORMAT, WEIGHTED], make: spymemcached_ketama };

/// The longest name that libketama's buffer holds.
const KETAMA_NAME: usize = 21;

/// The longest label that nutcracker's buffer holds (KETAMA_MAX_HOSTLEN, less one). Of a longer one it also hashes the
/// bytes that follow the buffer.
const TWEMPROXY_LABEL: usize = 85;

/// The number of nodes that spymemcached tries, the owner included.
const TRIES: u64 = 7;

/// libmemcached's words for its hash functions.
const LIBMEMCACHED: &[(&str, Hash)] = &[
    ("default", Hash::OneAtATime),
    ("md5", Hash::KETAMA),
    ("crc", Hash::Crc15),
    ("fnv1_64", Hash::Fnv1x64),
    ("fnv1a_64", Hash::Fnv1ax64),
    ("fnv1_32", Hash::Fnv1x32),
    ("fnv1a_32", Hash::Fnv1ax32),
    ("hsieh", Hash::Hsieh),
    ("murmur", Hash::Murmur),
    ("jenkins", Hash::Jenkins),
    ("murmur3", Hash::Murmur3),
];

const NUTCRACKER: &[(&str, Hash)] = &[
    ("one_at_a_time", Hash::OneAtATime),
    ("md5", Hash::KETAMA),
    ("crc16", Hash::Crc16),
    ("crc32", Hash::Crc15),
    ("crc32a", Hash::Crc32),
    ("fnv1_64", Hash::Fnv1x64),
    ("fnv1a_64", Hash::Fnv1ax64),
    ("fnv1_32", Hash::Fnv1x32),
    ("fnv1a_32", Hash::Fnv1ax32),
    ("hsieh", Hash::Hsieh),
    ("murmur", Hash::Murmur),
    ("jenkins", Hash::Jenkins),
];

const SPYMEMCACHED: &[(&str, Hash)] = &[
    ("ketama", Hash::KETAMA),
    ("native", Hash::JavaHashCode),
    ("crc", Hash::Crc15),
    ("fnv1_32", Hash::JavaFnv1x32),
    ("fnv1a_32", Hash::JavaFnv1ax32),
    ("fnv1_64", Hash::JavaFnv1x64),
    ("fnv1a_64", Hash::JavaFnv1ax64),
];

/// spymemcached's formats of labels.
const FORMATS: &[(&str, IdentityRule)] = &[("spymemcached", IdentityRule::JavaAddress), ("libmemcached", IdentityRule::JavaHost)];

const POINT_HASH: OptionSpec =
    OptionSpec::own("point_hash", "The function that hashes labels; by default that of keys.", Kind::Word(&LIBMEMCACHED), Preset::Computed);
const WEIGHTED: OptionSpec = OptionSpec::own("weighted", "Whether nodes have weights.", Kind::Boolean, Preset::Boolean(false));
const FORMAT: OptionSpec =
    OptionSpec::own("format", "The library whose labels the nodes have.", Kind::Word(&FORMATS), Preset::Text("spymemcached"));

/// Four words of the MD5 of each label, 40 labels a node as the rule counts them.
const fn ketama_labels(count: LabelCount) -> Labels {
    Labels::new(Label::suffix("-"), LabelPoints::Words(Digest::Md5, 4), count, 40)
}

fn ketama(name: &'static str, _: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec {
        names: NameRule::Short(KETAMA_NAME),
        tie: TieRule::First,
        owner_rule: OwnerRule::AtOrAfter,
        ..ProfileSpec::new(name, ketama_labels(LabelCount::Ketama), KeyRule::Hash(Hash::KETAMA))
    })
}

/// What libmemcached's rows share, with the points of servers that have weights.
fn weighted(name: &'static str, hash: Hash) -> ProfileSpec {
    libmemcached(name, hash, ketama_labels(LabelCount::Memcached))
}

/// What libmemcached's rows share, with the points of servers without weights: 100 hashes each. `instead` has weights.
fn unweighted(name: &'static str, hash: Hash, point_hash: Hash, instead: &'static str) -> ProfileSpec {
    let labels = Labels::new(Label::suffix("-"), LabelPoints::One(point_hash), LabelCount::Constant, 100);
    ProfileSpec { weights: WeightRule::One(Some(instead)), ..libmemcached(name, hash, labels) }
}

fn libmemcached(name: &'static str, hash: Hash, labels: Labels) -> ProfileSpec {
    ProfileSpec {
        identity: IdentityRule::Memcached,
        names: NameRule::WithoutNul,
        tie: TieRule::First,
        owner_rule: OwnerRule::AtOrAfter,
        ..ProfileSpec::new(name, labels, KeyRule::Hash(hash))
    }
}

fn libmemcached_ketama(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = options.word("hash", LIBMEMCACHED)?;
    let points = options.optional_word("point_hash", LIBMEMCACHED)?;
    if points.is_none() {
        let same = options.values.last().map(|(_, value)| value.clone());
        options.values.extend(same.map(|value| ("point_hash", value)));
    }
    let instead = "profile libmemcached_ketama_weighted, with the hash of this ring,";
    Ok(unweighted(name, hash, points.unwrap_or(hash), instead))
}

fn libmemcached_ketama_weighted(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(weighted(name, options.word("hash", LIBMEMCACHED)?))
}

fn libmemcached_spy(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let has_weights = options.flag("weighted")?;
    let hash = options.word("hash", LIBMEMCACHED)?;
    let spec = if has_weights { weighted(name, hash) } else { unweighted(name, hash, hash, "with option weighted it") };
    Ok(ProfileSpec { identity: IdentityRule::Spy, ..spec })
}

fn twemproxy_ketama(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = options.word("hash", NUTCRACKER)?;
    Ok(ProfileSpec {
        identity: IdentityRule::Twemproxy,
        names: NameRule::Labels(TWEMPROXY_LABEL),
        order: TieOrder::Shortest,
        key: KeyRule::HashUnlessEmpty(hash),
        ..weighted(name, hash)
    })
}

fn spymemcached_ketama(name: &'static str, options: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = options.word("hash", SPYMEMCACHED)?;
    let identity = options.word("format", FORMATS)?;
    let weighted = options.flag("weighted")?;
    if weighted && hash != Hash::KETAMA {
        return Err(options.contradiction("weighted", "only hash \"ketama\" has weights"));
    }
    let labels = match (weighted, hash == Hash::KETAMA) {
        (true, _) => ketama_labels(LabelCount::Memcached),
        (false, true) => ketama_labels(LabelCount::Constant),
        (false, false) => Labels::new(Label::suffix("-"), LabelPoints::One(hash), LabelCount::Constant, 160),
    };
    let weights = if weighted { WeightRule::Any } else { WeightRule::One(Some("with option weighted it")) };
    Ok(ProfileSpec {
        identity,
        weights,
        owner_rule: OwnerRule::AtOrAfter,
        retries: Some(retries),
        ..ProfileSpec::new(name, labels, KeyRule::Hash(hash))
    })
}

/// Returns the coordinates that spymemcached tries for a key: each is the sum of the one before and another hash.
fn retries(hash: Hash, key: &[u8]) -> Vec<u64> {
    let hashed = |text: &[u8]| hash.number(text).unwrap_or_default();
    let mut number = hashed(key);
    let mut tries = Vec::with_capacity(TRIES as usize);
    for attempt in 0..TRIES {
        tries.push(high(number));
        let again = [decimal(attempt, &mut [0; 20]), key].concat();
        number = number.wrapping_add(hashed(&again));
    }
    tries
}
