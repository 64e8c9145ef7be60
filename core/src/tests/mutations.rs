//! Mutations of each field of each row, with each constant of its source. Each places some recorded key elsewhere, or a
//! reason is listed here.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::hash::function::Hash;
use crate::options::requested::RequestedOptions;
use crate::points::owner_rule::OwnerRule;
use crate::profile::Profile;
use crate::profile::systems::{self, IdentityRule, KeyRule, Lists, ProfileSpec, TieOrder, TieRule};
use crate::ring::HashRing;

#[allow(unreachable_pub, dead_code, clippy::must_use_candidate, reason = "the reader of tests/, which is a crate of its own")]
#[path = "../../../tests/script.rs"]
mod script;
use script::cases::Case;

/// A change of one field, by its name.
type Mutation = (&'static str, fn(&mut ProfileSpec) -> bool);

/// Changes that return whether they changed anything. The fields `weights` and `names` only refuse nodes; other tests
/// cover refusals.
const MUTATIONS: &[Mutation] = &[
    ("identity", |rules| {
        let other = if rules.identity == IdentityRule::Name { IdentityRule::Memcached } else { IdentityRule::Name };
        // HAProxy's names are not ids.
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
    ("lists", |rules| {
        let is_stored = matches!(rules.lists, Lists::Stored(_));
        if is_stored {
            rules.lists = Lists::Points;
        }
        is_stored
    }),
    ("bound", |rules| rules.bound.take().is_some()),
];

fn set<T: PartialEq>(field: &mut T, value: T) -> bool {
    let changed = *field != value;
    *field = value;
    changed
}

/// Changes that no recording detects, with the profiles and the reason.
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

/// Returns the row of a case.
fn row(case: &Case) -> ProfileSpec {
    let options = RequestedOptions::default().or(case.ring().options().entries());
    let chosen = systems::choose(&case.profile, &options).unwrap();
    chosen.map(|(_, row)| row).expect("the profile of a case is in the list")
}

/// Returns the changes of a row that have an effect, by their names: of its fields and of its source.
fn mutants(row: &ProfileSpec) -> Vec<(&'static str, ProfileSpec)> {
    let fields = MUTATIONS.iter().filter_map(|(name, change)| {
        let mut mutant = row.clone();
        change(&mut mutant).then_some((*name, mutant))
    });
    let sources = row.source.mutants().into_iter().map(|(name, source)| (name, ProfileSpec { source, ..row.clone() }));
    fields.chain(sources).collect()
}

/// Returns the ring of a case under a changed row, or an error if there is none.
fn changed(case: &Case, mutant: ProfileSpec) -> Result<HashRing> {
    let mut ring = case.ring();
    ring.profile = Profile::other(mutant);
    ring.set_members(case.nodes.clone())?;
    Ok(ring)
}

#[test]
fn every_field_of_every_row_matters() {
    let mut files = script::cases::files();
    // The worked cases first, because they were made to distinguish rows.
    files.sort_by_key(|file| !file.starts_with("worked"));
    let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for case in files.iter().flat_map(|file| Case::all(file)).filter(|case| !case.is_function()) {
        cases.entry(case.profile.clone()).or_default().push(case);
    }
    let mut survivors = Vec::new();
    for (profile, cases) in &cases {
        let mutants: Vec<_> = cases.iter().flat_map(|case| mutants(&row(case)).into_iter().map(move |mutant| (case, mutant))).collect();
        let names: BTreeSet<_> = mutants.iter().map(|(_, (name, _))| *name).collect();
        for name in names {
            let mut rings =
                mutants.iter().filter(|(_, (of, _))| *of == name).map(|(case, (_, mutant))| (case, changed(case, mutant.clone())));
            // A row that makes no ring would prove nothing: one has to place a key elsewhere.
            if !rings.any(|(case, ring)| ring.is_ok_and(|ring| case.difference(ring).is_some())) {
                survivors.push((profile.as_str(), name));
            }
        }
    }
    let known = SURVIVORS.iter().flat_map(|(mutations, profiles, _)| profiles.iter().map(move |profile| (profile, mutations)));
    let mut known: Vec<_> = known.flat_map(|(profile, mutations)| mutations.iter().map(|mutation| (*profile, *mutation))).collect();
    known.sort_unstable();
    survivors.sort_unstable();
    assert_eq!(survivors, known);
}
