//! A row in words.

use crate::members::node::Node;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;

use super::label::LabelPoints;
use super::rules::{KeyRule, Lists, ProfileSpec, Source};
use super::ties::TieRule;
use super::{nginx, tengine};
use crate::hash::function::{Hash, flip};

impl ProfileSpec {
    /// Returns what the row does, a line a fact; `first` is the first node that owns keys.
    pub(crate) fn describe(&self, first: Option<&Node>) -> Vec<String> {
        let mut lines = vec![format!("identity: {}; or what a node was given", self.identity.describe())];
        lines.push(format!("virtual nodes: {}", self.describe_source()));
        if let Some(label) = first.and_then(|node| self.first_label(node)) {
            lines.push(format!("first virtual node: {label}"));
        }
        lines.push(format!("several points at one position: {}", self.describe_tie()));
        lines.push(format!("key: {}", self.describe_key()));
        lines.push(format!("owner: {}", self.describe_pick()));
        lines.push(format!("lists: {}", self.describe_lists()));
        lines
    }

    /// Returns a position as the system itself would write it.
    pub(crate) fn written(&self, position: u64) -> String {
        match self.key {
            KeyRule::Hash(Hash::CassandraToken) => (flip(position) as i64).to_string(),
            KeyRule::Hash(Hash::SignedWord(_)) => (position as u32 ^ 1 << 31).cast_signed().to_string(),
            key if key.key_space() == KeySpace::BITS_64 => format!("{position:016x}"),
            _ => position.to_string(),
        }
    }

    fn describe_source(&self) -> String {
        match &self.source {
            Source::Labels { marks: LabelPoints::One(hash), count, base, .. } => {
                format!("{}, each label one point at its {hash}", count.describe(*base))
            }
            Source::Labels { marks: LabelPoints::Words(digest, words), count, base, .. } => {
                format!("{}, each label {words} points, little-endian words of its {digest:?}", count.describe(*base))
            }
            Source::Nginx { base } => format!("{base} for each unit of weight, each the CRC-32 of the server and the point before it"),
            Source::Tengine { base, most } => format!("{base} for each unit of weight, at most {most}, MurmurHash2 of number and index"),
            Source::HaProxy { base } => format!("{base} for each unit of weight, the full hash of 4096 × id + index"),
            Source::Envoy { hash, size, .. } => {
                format!("{} to {} in all, by weight, each at the {hash} of its label", size.minimum, size.maximum)
            }
            Source::Given { bits } => format!("the points that each node was given, {bits} bits each"),
            Source::Tokens => "the tokens that each node was given".to_owned(),
            Source::Maglev { size } => format!("a table of {size} entries, which the nodes fill in turns"),
            Source::Buraksezer(table) => format!(
                "{} partitions, each on the first of the nodes' {} points from its own place on whose node has room, at {} % load",
                table.partitions, table.vnodes, table.load_percent
            ),
        }
    }

    /// Returns the label of a node's first virtual node, or what stands for one.
    pub(crate) fn first_label(&self, node: &Node) -> Option<String> {
        let identity = node.identity();
        match &self.source {
            Source::Labels { label, .. } | Source::Envoy { label, .. } => Some(written(*label, identity)),
            Source::Buraksezer(table) => Some(written(table.label, identity)),
            Source::Nginx { .. } => {
                let (host, port) = nginx::host_and_port(identity);
                Some(format!("host {host:?}, NUL, port {port:?}, four bytes of zero"))
            }
            Source::Tengine { .. } => Some(format!("number {}, index 0", tengine::number(identity))),
            Source::HaProxy { .. } => Some(format!("id {identity}, index 0")),
            Source::Given { .. } | Source::Tokens => node.points().and_then(<[_]>::first).map(|point| format!("point {point}")),
            Source::Maglev { .. } => Some(format!("offset and step by XXH64 of {identity:?}, seeds 0 and 1")),
        }
    }

    fn describe_tie(&self) -> &'static str {
        match self.tie {
            TieRule::First => "the earlier node's owns the keys, the others follow it",
            TieRule::OnlyFirst => "the earlier node's remains",
            TieRule::OnlyLast => "the later node's remains",
        }
    }

    fn describe_key(&self) -> String {
        match self.key {
            KeyRule::Hash(hash) => hash.to_string(),
            KeyRule::HashUnlessEmpty(hash) => format!("{hash}; the empty key stands at 0"),
            KeyRule::Avalanche(hash) => format!("the full hash of its {hash}"),
            KeyRule::Entry(hash, size) => format!("{hash} modulo {size}"),
        }
    }

    fn describe_pick(&self) -> &'static str {
        match self.owner_rule {
            OwnerRule::AtOrAfter => "the first point at or after the key",
            OwnerRule::After => "the first point after the key",
            OwnerRule::AtOrBefore => "the last point at or before the key",
            OwnerRule::Nearest => "the point nearest to the key, on either side",
        }
    }

    fn describe_lists(&self) -> String {
        match &self.lists {
            Lists::Points => "the next points' nodes, each once".to_owned(),
            Lists::Owner => "the owner alone".to_owned(),
            Lists::Closest(hash) => format!("the nodes in the order of the {hash} of their identities, from the owner on"),
            Lists::Simple { replicas } => format!("the next points' nodes, each once, {replicas} at most"),
            Lists::Network { replicas } => {
                let centres: Vec<_> = replicas.iter().map(|(centre, count)| format!("{count} of {centre:?}")).collect();
                format!("the next points' nodes, {}, of distinct racks as far as there are racks", centres.join(", "))
            }
        }
    }
}

fn written(label: super::label::Label, identity: &str) -> String {
    let mut text = Vec::new();
    label.write(identity, 0, &mut text);
    format!("{:?}", String::from_utf8_lossy(&text))
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
