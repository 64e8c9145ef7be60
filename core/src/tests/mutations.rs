//! Each field of each row matters: changed, it places some recorded key elsewhere, or it is said here why no recording can tell.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Result;
use crate::hash::function::{Digest, Hash};
use crate::points::owner_rule::OwnerRule;
use crate::profile::Profile;
use crate::profile::systems::count::LabelCount;
use crate::profile::systems::identity::IdentityRule;
use crate::profile::systems::label::{Label, LabelPoints, Shape};
use crate::profile::systems::rules::{KeyRule, Lists, ProfileSpec, Source};
use crate::profile::systems::ties::{TieOrder, TieRule};
use crate::ring::HashRing;

#[allow(unreachable_pub, dead_code, clippy::must_use_candidate, reason = "the reader of tests/, which is a crate of its own")]
#[path = "../../../tests/script.rs"]
mod script;
use script::cases::Case;

/// A change of one field, by its name.
type Mutation = (&'static str, fn(&mut ProfileSpec) -> bool);

/// Changes that say whether they changed anything. What a row refuses (`weights`, `texts`) places no key; the tests of refusals hold that.
const MUTATIONS: &[Mutation] = &[
    ("identity", |rules| {
        let other = if rules.identity == IdentityRule::Name { IdentityRule::Memcached } else { IdentityRule::Name };
        // HAProxy's names are no ids.
        rules.identity != IdentityRule::Number && set(&mut rules.identity, other)
    }),
    ("pick ge-gt", |rules| {
        let other = match rules.owner_rule {
            OwnerRule::AtOrAfter => OwnerRule::After,
            OwnerRule::After => OwnerRule::AtOrAfter,
            _ => return false,
        };
        set(&mut rules.owner_rule, other)
    }),
    ("pick le", |rules| set(&mut rules.owner_rule, OwnerRule::AtOrBefore)),
    ("pick near", |rules| set(&mut rules.owner_rule, OwnerRule::Nearest)),
    ("tie", |rules| {
        let other = if rules.tie == TieRule::OnlyLast { TieRule::OnlyFirst } else { TieRule::OnlyLast };
        set(&mut rules.tie, other)
    }),
    ("order", |rules| {
        let other = if rules.order == TieOrder::Shortest { TieOrder::Given } else { TieOrder::Shortest };
        set(&mut rules.order, other)
    }),
    ("key hash", |rules| {
        let other = if rules.key.hash() == Hash::Crc32 { Hash::Sdbm } else { Hash::Crc32 };
        let key = match rules.key {
            KeyRule::Hash(_) => KeyRule::Hash(other),
            KeyRule::HashUnlessEmpty(_) => KeyRule::HashUnlessEmpty(other),
            KeyRule::Avalanche(_) => KeyRule::Avalanche(other),
            KeyRule::Entry(_, size) => KeyRule::Entry(other, size),
        };
        set(&mut rules.key, key)
    }),
    ("avalanche", |rules| match rules.key {
        KeyRule::Avalanche(hash) => set(&mut rules.key, KeyRule::Hash(hash)),
        _ => false,
    }),
    ("empty key", |rules| match rules.key {
        KeyRule::HashUnlessEmpty(hash) => set(&mut rules.key, KeyRule::Hash(hash)),
        _ => false,
    }),
    ("label's number", |rules| label(rules, |label| label.first += 1)),
    ("label's separator", |rules| label(rules, |label| label.separator = "#")),
    ("label's shape", |rules| {
        label(rules, |label| label.shape = if label.shape == Shape::BaseFirst { Shape::NumberFirst } else { Shape::BaseFirst })
    }),
    ("points' hash", |rules| match &mut rules.source {
        Source::Labels { marks: LabelPoints::One(hash), .. } => {
            let other = if *hash == Hash::Crc32 { Hash::Fnv1ax32Unsigned } else { Hash::Crc32 };
            set(hash, other)
        }
        Source::Labels { marks: LabelPoints::Words(digest, _), .. } => {
            let other = if *digest == Digest::Sha1 { Digest::Md5 } else { Digest::Sha1 };
            set(digest, other)
        }
        Source::Envoy { hash, .. } => set(hash, Hash::Fnv1ax64Whole),
        Source::Buraksezer(table) => set(&mut table.hash, Hash::Murmur64a),
        _ => false,
    }),
    ("words", |rules| match &mut rules.source {
        Source::Labels { marks: LabelPoints::Words(_, words), .. } => {
            *words = if *words == 4 { 3 } else { *words + 1 };
            true
        }
        _ => false,
    }),
    ("base", |rules| match &mut rules.source {
        Source::Labels { base, .. } => {
            *base += 1;
            true
        }
        Source::Envoy { size, .. } => {
            size.minimum += 17;
            size.maximum += 17;
            true
        }
        Source::Buraksezer(table) => {
            table.vnodes += 1;
            true
        }
        Source::Nginx { base } | Source::Tengine { base, .. } | Source::HaProxy { base } => {
            *base += 1;
            true
        }
        _ => false,
    }),
    ("most", |rules| match &mut rules.source {
        Source::Tengine { most, .. } => {
            *most += 1;
            true
        }
        _ => false,
    }),
    ("count exact", |rules| count(rules, LabelCount::Exact)),
    ("count doubles", |rules| count(rules, LabelCount::Doubles)),
    ("count ketama", |rules| count(rules, LabelCount::Ketama)),
    ("count memcached", |rules| count(rules, LabelCount::Memcached)),
    ("count absolute", |rules| count(rules, LabelCount::Absolute)),
    ("count constant", |rules| count(rules, LabelCount::Constant)),
    ("average", |rules| match &mut rules.source {
        Source::Buraksezer(table) => {
            table.whole = !table.whole;
            true
        }
        _ => false,
    }),
    ("load", |rules| match &mut rules.source {
        Source::Buraksezer(table) => {
            table.load_percent += 10;
            true
        }
        _ => false,
    }),
    ("lists", |rules| match rules.lists {
        Lists::Points | Lists::Owner => false,
        _ => set(&mut rules.lists, Lists::Points),
    }),
    ("bound", |rules| rules.bound.take().is_some()),
];

fn set<T: PartialEq>(field: &mut T, value: T) -> bool {
    let changed = *field != value;
    *field = value;
    changed
}

fn label(rules: &mut ProfileSpec, change: impl FnOnce(&mut Label)) -> bool {
    match &mut rules.source {
        Source::Labels { label, .. } | Source::Envoy { label, .. } => change(label),
        Source::Buraksezer(table) => change(&mut table.label),
        _ => return false,
    }
    true
}

fn count(rules: &mut ProfileSpec, other: LabelCount) -> bool {
    match &mut rules.source {
        Source::Labels { count, .. } => set(count, other),
        _ => false,
    }
}

/// Changes that no recording tells, the profiles of which it tells none, and why.
const SURVIVORS: &[(&[&str], &[&str], &str)] = &[
    (
        &["pick le", "pick near"],
        &["buraksezer_v0", "buraksezer_v1", "envoy_maglev"],
        "a key stands on an entry of the table, so that every pick takes it",
    ),
    (&["tie", "order"], &["cassandra", "envoy_maglev"], "no two points have one position"),
    (&["order"], &["buraksezer_v0"], "the only labels known to be equal are told apart by neither order alone"),
    (
        &["tie", "order"],
        &["buraksezer_v1", "envoy_ring_hash", "lafikl", "naive_md5", "naive_sha256"],
        "no two labels are known whose numbers of 64 bits and more are equal",
    ),
    (&["tie", "order"], &["npm_consistent_hashing", "serialx_v2", "uhashring"], "the same, of 128 bits"),
    (&["tie", "order"], &["haproxy", "libmemcached_spy", "nginx_consistent", "tengine", "twemproxy_ketama"], "no tie was recorded"),
    (
        &["pick ge-gt"],
        &["envoy_ring_hash", "nginx_consistent", "tengine", "twemproxy_ketama"],
        "no key was recorded that meets a point: labels are no keys there, or have a port that would have to be listened on",
    ),
    (&["empty key"], &["twemproxy_ketama"], "it takes no empty key from a client, but for an empty hash tag, which is the whole key"),
    (
        &["count exact", "count ketama", "count memcached", "count absolute"],
        &["groupcache", "lafikl", "libmemcached_ketama", "naive_md5", "naive_sha256", "npm_consistent_hashing", "stathat"],
        "all weights are 1, and no ring of a size at which the rule rounds was recorded",
    ),
    (&["count exact", "count ketama", "count memcached"], &["libmemcached_spy"], "the same"),
    (&["count memcached"], &["spymemcached_ketama"], "the same, of rings without weights"),
    (&["count ketama", "count memcached"], &["serialx_v1"], "the rules of hash_ring, whose recordings do tell; here none has such a size"),
    (
        &["identity"],
        &["cassandra", "envoy_maglev", "envoy_ring_hash", "nginx_consistent", "npm_ketama", "tengine"],
        "memcached drops port 11211 of a name, and no node with that port was recorded; of Cassandra only tokens count",
    ),
    (&["most"], &["tengine"], "no weight was recorded that reaches it"),
    (&["count exact", "count ketama"], &["twemproxy_ketama"], "none of its recorded rings has a size at which the rules differ"),
];

/// Returns the ring of a case under a changed row, or else that it has none; `None` if the change is none.
fn changed(case: &Case, mutation: &Mutation) -> Option<Result<HashRing>> {
    let mut ring = case.ring();
    let Profile::Other(rules) = &ring.profile else { return None };
    let mut rules = rules.as_ref().clone();
    if !mutation.1(&mut rules) {
        return None;
    }
    ring.profile = Profile::Other(Arc::new(rules));
    Some(ring.set_members(case.nodes.clone()).map(|()| ring))
}

#[test]
fn every_field_of_every_row_matters() {
    let mut files = script::cases::files();
    // The worked cases first: they were made to tell rows apart.
    files.sort_by_key(|file| !file.starts_with("worked"));
    let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for case in files.iter().flat_map(|file| Case::all(file)).filter(|case| !case.is_function()) {
        cases.entry(case.profile.clone()).or_default().push(case);
    }
    let mut survivors = Vec::new();
    for (profile, cases) in &cases {
        for mutation in MUTATIONS {
            let mut rings = cases.iter().filter_map(|case| Some((case, changed(case, mutation)?))).peekable();
            // A row that makes no ring at all would prove nothing: one has to place a key elsewhere.
            if rings.peek().is_some() && !rings.any(|(case, ring)| ring.is_ok_and(|ring| case.difference(ring).is_some())) {
                survivors.push((profile.as_str(), mutation.0));
            }
        }
    }
    let known = SURVIVORS.iter().flat_map(|(mutations, profiles, _)| profiles.iter().map(move |profile| (profile, mutations)));
    let mut known: Vec<_> = known.flat_map(|(profile, mutations)| mutations.iter().map(|mutation| (*profile, *mutation))).collect();
    known.sort_unstable();
    survivors.sort_unstable();
    assert_eq!(survivors, known);
}
