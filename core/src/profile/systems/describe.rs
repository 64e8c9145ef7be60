//! A row in words.

use crate::members::node::Node;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;

use super::key_rule::KeyRule;
use super::spec::{Lists, ProfileSpec};
use super::ties::TieRule;
use crate::hash::function::{Hash, flip};

/// Returns what a row does, a line for each fact; `first` is the first node that owns keys.
pub(super) fn row(spec: &ProfileSpec, first: Option<&Node>) -> Vec<String> {
    let mut lines = vec![format!("identity: {}; or what a node was given", spec.identity.describe())];
    lines.push(format!("virtual nodes: {}", spec.source.describe()));
    if let Some(label) = first.and_then(|node| spec.source.first_label(node)) {
        lines.push(format!("first virtual node: {label}"));
    }
    lines.push(format!("several points at one position: {}", tie(spec.tie)));
    lines.push(format!("key: {}", key(spec.key)));
    lines.push(format!("owner: {}", owner(spec.owner_rule)));
    lines.push(format!("lists: {}", lists(&spec.lists)));
    lines
}

/// Returns a position as the system itself would write it.
pub(super) fn position(key: KeyRule, position: u64) -> String {
    match key {
        KeyRule::Hash(Hash::CassandraToken) => (flip(position) as i64).to_string(),
        KeyRule::Hash(Hash::SignedWord(_)) => (position as u32 ^ 1 << 31).cast_signed().to_string(),
        key if key.key_space() == KeySpace::BITS_64 => format!("{position:016x}"),
        _ => position.to_string(),
    }
}

fn tie(rule: TieRule) -> &'static str {
    match rule {
        TieRule::First => "the earlier node's owns the keys, the others follow it",
        TieRule::OnlyFirst => "the earlier node's remains",
        TieRule::OnlyLast => "the later node's remains",
    }
}

fn key(rule: KeyRule) -> String {
    match rule {
        KeyRule::Hash(hash) => hash.to_string(),
        KeyRule::HashUnlessEmpty(hash) => format!("{hash}; the empty key is at 0"),
        KeyRule::Avalanche(hash) => format!("the full hash of its {hash}"),
        KeyRule::Entry(hash, size) => format!("{hash} modulo {size}"),
    }
}

fn owner(rule: OwnerRule) -> &'static str {
    match rule {
        OwnerRule::AtOrAfter => "the first point at or after the key",
        OwnerRule::After => "the first point after the key",
        OwnerRule::AtOrBefore => "the last point at or before the key",
        OwnerRule::Nearest => "the point nearest to the key, on either side",
    }
}

fn lists(lists: &Lists) -> String {
    match lists {
        Lists::Points => "the next points' nodes, each once".to_owned(),
        Lists::Owner => "the owner alone".to_owned(),
        Lists::Stored(lists) => lists.describe(),
    }
}

impl core::fmt::Display for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let name = match self {
            Hash::Word(digest, word) => return write!(f, "word {word} of {digest:?}"),
            Hash::SignedWord(digest) => return write!(f, "first four bytes of {digest:?}, signed"),
            Hash::Whole(digest) => return write!(f, "whole {digest:?}"),
            Hash::SignedHalves => "two signed halves of Md5",
            Hash::Blake2b => "first eight bytes of BLAKE2b-512",
            Hash::OneAtATime => "one-at-a-time hash of signed bytes",
            Hash::Fnv1x32 => "FNV-1 of signed bytes, 32 bits",
            Hash::Fnv1ax32 => "FNV-1a of signed bytes, 32 bits",
            Hash::Fnv1x64 => "FNV-1 of signed bytes, the low 32 of 64 bits",
            Hash::Fnv1ax64 => "FNV-1a of signed bytes, as 64-bit FNV-1a computed in 32 bits",
            Hash::Fnv1ax32Unsigned => "FNV-1a, 32 bits",
            Hash::Fnv1ax64Whole => "FNV-1a, 64 bits",
            Hash::Crc32 => "CRC-32",
            Hash::Crc15 => "CRC-32, 15 bits of it",
            Hash::Crc16 => "CRC-16 in a register of 32 bits",
            Hash::Hsieh => "SuperFastHash",
            Hash::Jenkins => "Jenkins's lookup3",
            Hash::Murmur => "MurmurHash2, seeded by the length",
            Hash::MurmurUnseeded => "MurmurHash2",
            Hash::Murmur3 => "MurmurHash3 x86_32, seeded by the length",
            Hash::Sdbm => "sdbm hash",
            Hash::Djb2 => "djb2 hash",
            Hash::Wt6 => "wt6 hash",
            Hash::Xxh64 => "XXH64",
            Hash::Murmur64a => "MurmurHash64A, seed 0xc70f6907",
            Hash::Native => "first half of MurmurHash3 x64_128",
            Hash::CassandraToken => "Murmur3Partitioner token",
            Hash::JavaHashCode => "Java's String.hashCode",
            Hash::JavaFnv1x32 => "FNV-1 of UTF-16 units, 32 bits",
            Hash::JavaFnv1ax32 => "FNV-1a of UTF-16 units, 32 bits",
            Hash::JavaFnv1x64 => "FNV-1 of UTF-16 units, the low 32 of 64 bits",
            Hash::JavaFnv1ax64 => "FNV-1a of UTF-16 units, the low 32 of 64 bits",
        };
        f.write_str(name)
    }
}
