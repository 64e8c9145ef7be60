//! The profiles: a name, its options, and the row that they make.

use crate::error::{Error, Result};
use crate::limits;
use crate::options::{OptionValue, Options, RequestedOptions};
use crate::points::owner_rule::OwnerRule;
use crate::profile::bound::Bound;

use super::buraksezer::PartitionTable;
use super::count::LabelCount;
use super::envoy::RingSize;
use super::identity::{IdentityRule, NameRule};
use super::label::{Label, LabelPoints, Shape};
use super::maglev;
use super::option_reader::OptionReader;
use super::rules::{KeyRule, Lists, ProfileSpec, Source, WeightRule};
use super::ties::{TieOrder, TieRule};
use crate::hash::function::{Digest, Hash};
use crate::profile::{common_options, known_options, unknown_option};

/// A profile that can be chosen.
struct Entry {
    name: &'static str,
    /// Its own options, `vnodes` among them where it has that.
    options: &'static [&'static str],
    make: fn(ProfileSpec, &mut OptionReader) -> Result<ProfileSpec>,
}

const fn entry(
    name: &'static str,
    options: &'static [&'static str],
    make: fn(ProfileSpec, &mut OptionReader) -> Result<ProfileSpec>,
) -> Entry {
    Entry { name, options, make }
}

/// In the order in which they are listed.
const CATALOG: &[Entry] = &[
    entry("ketama", &[], ketama),
    entry("libmemcached_ketama", &["hash", "point_hash"], libmemcached_ketama),
    entry("libmemcached_ketama_weighted", &["hash"], libmemcached_ketama_weighted),
    entry("libmemcached_spy", &["weighted", "hash"], libmemcached_spy),
    entry("twemproxy_ketama", &["hash"], twemproxy_ketama),
    entry("spymemcached_ketama", &["hash", "format", "weighted"], spymemcached_ketama),
    entry("nginx_consistent", &[], nginx_consistent),
    entry("haproxy", &["hash", "avalanche", "balance_factor"], haproxy),
    entry("envoy_ring_hash", &["hash", "minimum", "maximum"], envoy_ring_hash),
    entry("envoy_maglev", &["table_size"], envoy_maglev),
    entry("uhashring", &["vnodes"], uhashring),
    entry("uhashring_ketama", &["vnodes", "replicas"], uhashring_ketama),
    entry("hash_ring", &[], hash_ring),
    entry("consistent_hash", &["words"], consistent_hash),
    entry("npm_hashring", &["algorithm", "vnodes", "replicas", "compatibility", "default_port"], npm_hashring),
    entry("npm_consistent_hashing", &["vnodes", "algorithm"], npm_consistent_hashing),
    entry("npm_ketama", &["algorithm", "vnodes"], npm_ketama),
    entry("stathat", &["vnodes", "fnv"], stathat),
    entry("groupcache", &["vnodes"], groupcache),
    entry("lafikl", &["vnodes"], lafikl),
    entry("serialx_v1", &[], hash_ring),
    entry("serialx_v2", &[], serialx_v2),
    entry("buraksezer_v0", BURAKSEZER, buraksezer_v0),
    entry("buraksezer_v1", BURAKSEZER, buraksezer_v1),
    entry("naive_md5", &["vnodes"], naive_md5),
    entry("naive_sha256", &["vnodes"], naive_sha256),
    entry("cassandra", &["strategy", "replication"], cassandra),
    entry("tengine", &[], tengine),
    entry("points", &["bits", "key_hash", "pick"], points),
];

const BURAKSEZER: &[&str] = &["partitions", "vnodes", "load_percent", "hash"];

/// Returns the names of all.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    CATALOG.iter().map(|entry| entry.name)
}

/// Returns the names of a profile's own options, if there is one of that name.
#[cfg(feature = "json")]
pub(crate) fn options(name: &str) -> Option<&'static [&'static str]> {
    CATALOG.iter().find(|entry| entry.name == name).map(|entry| entry.options)
}

/// Returns the names of the profiles that have an option of their own.
pub(crate) fn with_option(name: &str) -> impl Iterator<Item = &'static str> {
    CATALOG.iter().filter(move |entry| entry.options.contains(&name)).map(|entry| entry.name)
}

/// Returns the options and the row of a profile, if there is one of that name.
pub(crate) fn choose(name: &str, wanted: &RequestedOptions) -> Result<Option<(Options, ProfileSpec)>> {
    let Some(entry) = CATALOG.iter().find(|entry| entry.name == name) else { return Ok(None) };
    entry.check_names(wanted)?;
    let mut settings = OptionReader::new(wanted);
    let rules = (entry.make)(plain(entry.name), &mut settings)?;
    rules.check_common(wanted)?;
    let OptionReader { vnodes, mut own, .. } = settings;
    // Equal options are so in one order, whichever of them were given.
    own.sort_by_key(|(name, _)| entry.options.iter().position(|known| known == name));
    let common = common_options(wanted)?;
    let zones = common.zones.filter(|_| rules.spreads_zones());
    let load_factor = common.load_factor.filter(|_| rules.bound.is_none());
    let options = Options { profile: entry.name, vnodes, seed: None, own, zones, load_factor, ..common };
    Ok(Some((options, rules)))
}

impl Entry {
    fn check_names(&self, wanted: &RequestedOptions) -> Result<()> {
        let known = known_options(self.options);
        if let Some((name, _)) = wanted.named.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            return Err(unknown_option(name, &known));
        }
        let given = [("vnodes", wanted.vnodes), ("seed", wanted.seed), ("cap", wanted.cap)];
        for (name, value) in given {
            if let Some(value) = value.filter(|_| !self.options.contains(&name)) {
                let known = known.into_iter().map(str::to_owned).collect();
                return Err(Error::UnsupportedOption { what: format!("{name} {value}"), profile: self.name, known });
            }
        }
        Ok(())
    }
}

impl ProfileSpec {
    /// Refuses the common options that the row makes senseless.
    fn check_common(&self, wanted: &RequestedOptions) -> Result<()> {
        if let Some(zones) = wanted.zones.filter(|_| !self.spreads_zones()) {
            let why = format!("profile {} takes zones as its strategy does", self.name);
            return Err(Error::Unsupported { what: format!("zones {:?}", zones.name()), why });
        }
        if let Some(factor) = wanted.load_factor.filter(|_| self.bound.is_some()) {
            let why = format!("profile {} has a rule of its own for what makes a node full", self.name);
            return Err(Error::Unsupported { what: format!("load factor {factor}"), why });
        }
        Ok(())
    }
}

/// What most rows are like: `name-number` hashed by MD5, four words of each digest, 40 digests a node.
fn plain(name: &'static str) -> ProfileSpec {
    ProfileSpec {
        name,
        identity: IdentityRule::Name,
        texts: NameRule::Any,
        weights: WeightRule::Any,
        source: labels(suffix("-"), LabelPoints::Words(Digest::Md5, 4), LabelCount::Exact, 40),
        tie: TieRule::OnlyLast,
        order: TieOrder::Given,
        key: KeyRule::Hash(KETAMA),
        owner_rule: OwnerRule::After,
        lists: Lists::Points,
        bound: None,
    }
}

/// What the ketama family hashes keys with.
const KETAMA: Hash = Hash::Word(Digest::Md5, 0);

const fn labels(label: Label, marks: LabelPoints, count: LabelCount, base: u64) -> Source {
    Source::Labels { label, marks, count, base, own_count: false }
}

const fn suffix(separator: &'static str) -> Label {
    Label { shape: Shape::BaseFirst, separator, first: 0 }
}

const fn prefix(separator: &'static str) -> Label {
    Label { shape: Shape::NumberFirst, separator, first: 0 }
}

// memcached's clients and proxies.

/// The longest name that libketama's buffer holds.
const KETAMA_NAME: usize = 21;

fn ketama(plain: ProfileSpec, _: &mut OptionReader) -> Result<ProfileSpec> {
    let source = labels(suffix("-"), LabelPoints::Words(Digest::Md5, 4), LabelCount::Ketama, 40);
    Ok(ProfileSpec { texts: NameRule::Short(KETAMA_NAME), source, tie: TieRule::First, owner_rule: OwnerRule::AtOrAfter, ..plain })
}

/// libmemcached's words for its hash functions.
const LIBMEMCACHED: &[(&str, Hash)] = &[
    ("default", Hash::OneAtATime),
    ("md5", KETAMA),
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

/// What libmemcached's rows share; the weighted points, and 100 hashes of a server without.
fn libmemcached(plain: ProfileSpec, hash: Hash, unweighted: Option<Hash>, instead: &'static str) -> ProfileSpec {
    let (source, weights) = match unweighted {
        None => (labels(suffix("-"), LabelPoints::Words(Digest::Md5, 4), LabelCount::Memcached, 40), WeightRule::Any),
        Some(hash) => (labels(suffix("-"), LabelPoints::One(hash), LabelCount::Constant, 100), WeightRule::One(Some(instead))),
    };
    ProfileSpec {
        identity: IdentityRule::Memcached,
        texts: NameRule::WithoutNul,
        weights,
        source,
        tie: TieRule::First,
        key: KeyRule::Hash(hash),
        owner_rule: OwnerRule::AtOrAfter,
        ..plain
    }
}

fn libmemcached_ketama(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = settings.word("hash", "default", LIBMEMCACHED)?;
    let points = settings.optional_word("point_hash", LIBMEMCACHED)?;
    if points.is_none() {
        let same = settings.own.last().map(|(_, value)| value.clone());
        settings.own.extend(same.map(|value| ("point_hash", value)));
    }
    Ok(libmemcached(plain, hash, Some(points.unwrap_or(hash)), "profile libmemcached_ketama_weighted, with the hash of this ring,"))
}

fn libmemcached_ketama_weighted(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = settings.word("hash", "md5", LIBMEMCACHED)?;
    Ok(libmemcached(plain, hash, None, ""))
}

fn libmemcached_spy(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let weighted = settings.flag("weighted")?;
    let hash = settings.word("hash", "default", LIBMEMCACHED)?;
    let rules = libmemcached(plain, hash, (!weighted).then_some(hash), "with option weighted it");
    Ok(ProfileSpec { identity: IdentityRule::Spy, ..rules })
}

/// The longest label that nutcracker's buffer holds (KETAMA_MAX_HOSTLEN, less one); of a longer one it hashes what lies behind too.
const TWEMPROXY_LABEL: usize = 85;

fn twemproxy_ketama(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = settings.word(
        "hash",
        "fnv1a_64",
        &[
            ("one_at_a_time", Hash::OneAtATime),
            ("md5", KETAMA),
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
        ],
    )?;
    Ok(ProfileSpec {
        identity: IdentityRule::Twemproxy,
        texts: NameRule::Labels(TWEMPROXY_LABEL),
        order: TieOrder::Shortest,
        key: KeyRule::HashUnlessEmpty(hash),
        ..libmemcached(plain, hash, None, "")
    })
}

fn spymemcached_ketama(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = settings.word(
        "hash",
        "ketama",
        &[
            ("ketama", KETAMA),
            ("native", Hash::JavaHashCode),
            ("crc", Hash::Crc15),
            ("fnv1_32", Hash::JavaFnv1x32),
            ("fnv1a_32", Hash::JavaFnv1ax32),
            ("fnv1_64", Hash::JavaFnv1x64),
            ("fnv1a_64", Hash::JavaFnv1ax64),
        ],
    )?;
    let formats = [("spymemcached", IdentityRule::JavaAddress), ("libmemcached", IdentityRule::JavaHost)];
    let identity = settings.word("format", "spymemcached", &formats)?;
    let weighted = settings.flag("weighted")?;
    if weighted && hash != KETAMA {
        return Err(settings.contradiction("weighted", "only hash \"ketama\" has weights"));
    }
    let source = match (weighted, hash == KETAMA) {
        (true, _) => labels(suffix("-"), LabelPoints::Words(Digest::Md5, 4), LabelCount::Memcached, 40),
        (false, true) => labels(suffix("-"), LabelPoints::Words(Digest::Md5, 4), LabelCount::Constant, 40),
        (false, false) => labels(suffix("-"), LabelPoints::One(hash), LabelCount::Constant, 160),
    };
    let weights = if weighted { WeightRule::Any } else { WeightRule::One(Some("with option weighted it")) };
    Ok(ProfileSpec { identity, weights, source, key: KeyRule::Hash(hash), owner_rule: OwnerRule::AtOrAfter, ..plain })
}

// Load balancers.

fn nginx_consistent(plain: ProfileSpec, _: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec {
        texts: NameRule::Server,
        source: Source::Nginx { base: 160 },
        tie: TieRule::OnlyFirst,
        key: KeyRule::Hash(Hash::Crc32),
        owner_rule: OwnerRule::AtOrAfter,
        ..plain
    })
}

fn haproxy(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let functions = [("sdbm", Hash::Sdbm), ("djb2", Hash::Djb2), ("wt6", Hash::Wt6), ("crc32", Hash::Crc32)];
    let hash = settings.optional_word("hash", &functions)?;
    // A configuration that names no function has the avalanche by itself.
    let avalanche = settings.optional_flag("avalanche")?.unwrap_or(hash.is_none());
    let factor = settings.optional_integer("balance_factor", 101, u16::MAX.into())?;
    if hash.is_none() {
        settings.own.push(("hash", "sdbm".into()));
    }
    settings.own.push(("avalanche", avalanche.into()));
    let hash = hash.unwrap_or(Hash::Sdbm);
    Ok(ProfileSpec {
        identity: IdentityRule::Number,
        weights: WeightRule::UpTo(256),
        source: Source::HaProxy { base: 16 },
        tie: TieRule::First,
        key: if avalanche { KeyRule::Avalanche(hash) } else { KeyRule::Hash(hash) },
        owner_rule: OwnerRule::Nearest,
        bound: factor.map(|factor| Bound::Slots { factor }),
        ..plain
    })
}

fn envoy_ring_hash(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    const LARGEST: u32 = 8_388_608;
    let hash = settings.word("hash", "xx_hash", &[("xx_hash", Hash::Xxh64), ("murmur_hash_2", Hash::Murmur64a)])?;
    let minimum = settings.integer("minimum", 1024, 1, LARGEST)?;
    let maximum = settings.integer("maximum", LARGEST, 1, LARGEST)?;
    if minimum > maximum {
        return Err(settings.contradiction("maximum", &format!("at least the minimum, {minimum}")));
    }
    Ok(ProfileSpec {
        source: Source::Envoy { label: suffix("_"), hash, size: RingSize { minimum, maximum } },
        tie: TieRule::First,
        key: KeyRule::Hash(Hash::Xxh64),
        owner_rule: OwnerRule::AtOrAfter,
        ..plain
    })
}

fn envoy_maglev(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let size = settings.integer("table_size", 65_537, 2, maglev::LARGEST)?;
    if !maglev::is_prime(size) {
        return Err(settings.refused("table_size", &OptionValue::from(i64::from(size)), "a prime number".to_owned()));
    }
    Ok(ProfileSpec {
        source: Source::Maglev { size },
        order: TieOrder::None,
        key: KeyRule::Entry(Hash::Xxh64, size),
        owner_rule: OwnerRule::AtOrAfter,
        lists: Lists::Owner,
        ..plain
    })
}

fn tengine(plain: ProfileSpec, _: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec {
        texts: NameRule::WithoutNul,
        source: Source::Tengine { base: 160, most: 16_384 },
        tie: TieRule::First,
        key: KeyRule::Hash(Hash::MurmurUnseeded),
        owner_rule: OwnerRule::AtOrAfter,
        ..plain
    })
}

// Python's packages.

fn uhashring(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let whole = Hash::Whole(Digest::Md5);
    let source = labels(suffix("-"), LabelPoints::One(whole), LabelCount::Absolute, settings.vnodes(160)?);
    Ok(ProfileSpec { source, key: KeyRule::Hash(whole), ..plain })
}

fn uhashring_ketama(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let vnodes = settings.vnodes(40)?;
    let words = settings.integer("replicas", 4, 1, 4)?;
    Ok(ProfileSpec { source: labels(suffix("-"), LabelPoints::Words(Digest::Md5, words as usize), LabelCount::Exact, vnodes), ..plain })
}

fn hash_ring(plain: ProfileSpec, _: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec { source: labels(suffix("-"), LabelPoints::Words(Digest::Md5, 3), LabelCount::Exact, 40), ..plain })
}

fn consistent_hash(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let words = settings.integer("words", 3, 1, 4)?;
    Ok(ProfileSpec { source: labels(suffix("-"), LabelPoints::Words(Digest::Md5, words as usize), LabelCount::Absolute, 40), ..plain })
}

fn naive(plain: ProfileSpec, settings: &mut OptionReader, digest: Digest) -> Result<ProfileSpec> {
    let hash = Hash::Whole(digest);
    let source = labels(suffix(":vnode"), LabelPoints::One(hash), LabelCount::Constant, settings.vnodes(100)?);
    Ok(ProfileSpec { weights: WeightRule::One(None), source, key: KeyRule::Hash(hash), ..plain })
}

fn naive_md5(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    naive(plain, settings, Digest::Md5)
}

fn naive_sha256(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    naive(plain, settings, Digest::Sha256)
}

// npm's packages.

fn npm_hashring(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let digest = settings.word("algorithm", "md5", Digest::NAMES)?;
    let base = settings.vnodes(40)?;
    let compatibility = settings.optional_word("compatibility", &[("hash_ring", 3), ("ketama", 4)])?;
    let replicas = settings.integer("replicas", 4, 1, 1024)?;
    // Compatible to another ring, the original forgets what it was told of replicas.
    let words = compatibility.unwrap_or(replicas);
    settings.put_in_force("replicas", words);
    let port = settings.optional_integer("default_port", 1, u16::MAX.into())?;
    let marks = LabelPoints::Words(digest, words as usize);
    Ok(ProfileSpec {
        identity: port.map_or(IdentityRule::Name, IdentityRule::WithoutPort),
        source: Source::Labels { label: suffix("-"), marks, count: LabelCount::Doubles, base, own_count: true },
        tie: TieRule::First,
        key: KeyRule::Hash(Hash::Word(digest, 0)),
        owner_rule: OwnerRule::AtOrAfter,
        ..plain
    })
}

fn npm_consistent_hashing(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let vnodes = settings.vnodes(160)?;
    let hash = Hash::Whole(settings.word("algorithm", "md5", Digest::NAMES)?);
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        source: labels(suffix(":"), LabelPoints::One(hash), LabelCount::Constant, vnodes),
        key: KeyRule::Hash(hash),
        owner_rule: OwnerRule::AtOrBefore,
        ..plain
    })
}

fn npm_ketama(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let hash = Hash::SignedWord(settings.word("algorithm", "sha1", Digest::NAMES)?);
    let label = Label { first: 1, ..suffix("\0") };
    Ok(ProfileSpec {
        source: labels(label, LabelPoints::One(hash), LabelCount::Absolute, settings.vnodes(50)?),
        tie: TieRule::First,
        key: KeyRule::Hash(hash),
        owner_rule: OwnerRule::AtOrAfter,
        ..plain
    })
}

// Go's packages.

fn stathat(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let vnodes = settings.vnodes(20)?;
    let hash = if settings.flag("fnv")? { Hash::Fnv1ax32Unsigned } else { Hash::Crc32 };
    let source = labels(prefix(""), LabelPoints::One(hash), LabelCount::Constant, vnodes);
    Ok(ProfileSpec { weights: WeightRule::One(None), source, key: KeyRule::Hash(hash), ..plain })
}

fn groupcache(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    let source = labels(prefix(""), LabelPoints::One(Hash::Crc32), LabelCount::Constant, settings.vnodes(50)?);
    Ok(ProfileSpec { weights: WeightRule::One(None), source, key: KeyRule::Hash(Hash::Crc32), owner_rule: OwnerRule::AtOrAfter, ..plain })
}

fn lafikl(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        source: labels(suffix(""), LabelPoints::One(Hash::Blake2b), LabelCount::Constant, settings.vnodes(10)?),
        key: KeyRule::Hash(Hash::Blake2b),
        owner_rule: OwnerRule::AtOrAfter,
        bound: Some(Bound::Quarter),
        ..plain
    })
}

fn serialx_v2(plain: ProfileSpec, _: &mut OptionReader) -> Result<ProfileSpec> {
    let source = labels(suffix("-"), LabelPoints::One(Hash::SignedHalves), LabelCount::Absolute, 1);
    Ok(ProfileSpec { source, key: KeyRule::Hash(Hash::SignedHalves), ..plain })
}

fn buraksezer(plain: ProfileSpec, settings: &mut OptionReader, label: Label, whole: bool) -> Result<ProfileSpec> {
    let partitions = settings.integer("partitions", 271, 1, limits::POINTS as u32)?;
    let vnodes = settings.vnodes(20)?;
    let load_percent = settings.integer("load_percent", 125, 1, 1_000_000)?;
    let hash = settings.word("hash", "xxh64", &[("xxh64", Hash::Xxh64), ("fnv64a", Hash::Fnv1ax64Whole)])?;
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        source: Source::Buraksezer(PartitionTable { label, hash, partitions, vnodes, load_percent, whole }),
        key: KeyRule::Entry(hash, partitions),
        owner_rule: OwnerRule::AtOrAfter,
        lists: Lists::Closest(hash),
        ..plain
    })
}

fn buraksezer_v0(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    buraksezer(plain, settings, suffix(""), true)
}

fn buraksezer_v1(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    buraksezer(plain, settings, prefix(":"), false)
}

// Points that are given.

fn cassandra(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    const MOST: u32 = limits::NODES as u32;
    let network = settings.word("strategy", "simple", &[("simple", false), ("network", true)])?;
    let lists = if network {
        let expected = format!("with strategy \"network\" a map from data centres to integers from 0 to {MOST}");
        let map = settings.map("replication").ok_or_else(|| settings.contradiction("replication", &expected))?;
        if !map.iter().all(|(centre, _)| centre.len() <= limits::NAME_BYTES) {
            let expected = format!("a data centre has a name of at most {} bytes", limits::NAME_BYTES);
            return Err(settings.contradiction("replication", &expected));
        }
        let replicas = |(centre, replicas): &(String, i64)| {
            let checked = u32::try_from(*replicas).ok().filter(|replicas| *replicas <= MOST);
            checked.map(|replicas| (centre.clone(), replicas)).ok_or_else(|| settings.contradiction("replication", &expected))
        };
        Lists::Network { replicas: map.iter().map(replicas).collect::<Result<_>>()? }
    } else {
        Lists::Simple { replicas: settings.integer("replication", 1, 1, MOST)? }
    };
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        source: Source::Tokens,
        tie: TieRule::OnlyFirst,
        order: TieOrder::None,
        key: KeyRule::Hash(Hash::CassandraToken),
        owner_rule: OwnerRule::AtOrAfter,
        lists,
        ..plain
    })
}

fn points(plain: ProfileSpec, settings: &mut OptionReader) -> Result<ProfileSpec> {
    // Whatever else is wrong with it, these two are right.
    let bits = settings.integer("bits", 64, 32, 64).unwrap_or(0);
    let hash = match bits {
        64 => settings.word(
            "key_hash",
            "native",
            &[("native", Hash::Native), ("xxh64", Hash::Xxh64), ("fnv64a", Hash::Fnv1ax64Whole), ("murmur64a", Hash::Murmur64a)],
        )?,
        32 => settings.word(
            "key_hash",
            "",
            &[
                ("crc32", Hash::Crc32),
                ("md5", KETAMA),
                ("fnv1a_32", Hash::Fnv1ax32),
                ("one_at_a_time", Hash::OneAtATime),
                ("murmur", Hash::Murmur),
            ],
        )?,
        _ => return Err(settings.contradiction("bits", "64 or 32")),
    };
    let owner_rule =
        settings.word("pick", "ge", &[("ge", OwnerRule::AtOrAfter), ("gt", OwnerRule::After), ("le", OwnerRule::AtOrBefore)])?;
    Ok(ProfileSpec {
        weights: WeightRule::One(None),
        source: Source::Given { bits },
        tie: TieRule::First,
        key: KeyRule::Hash(hash),
        owner_rule,
        ..plain
    })
}
