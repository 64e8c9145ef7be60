//! A row in words.

use crate::members::node::Node;
use crate::points::key_space::KeySpace;
use crate::points::owner_rule::OwnerRule;

use super::key_rule::KeyRule;
use super::spec::{Lists, ProfileSpec};
use super::ties::TieRule;
use crate::hash::function::{Hash, flip};

/// Returns a description of a row, one fact a line; `first` is the first node that owns keys.
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
