//! Does the ring keep its promises? Compared with a model that is too simple to be wrong.
//!
//! The model is a map from every point to its node, built again after each edit, hashed by the `murmur3` crate.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use proptest::prelude::*;
use ringwise::binding::node_id;
use ringwise::{HashRing, Node, NodeId, Zones};

const SEED: u32 = 7;
const VNODES: u64 = 20;

fn hash(bytes: &[u8]) -> (u64, u64) {
    let hash = murmur3::murmur3_x64_128(&mut Cursor::new(bytes), SEED).unwrap();
    (hash as u64, (hash >> 64) as u64)
}

/// SplitMix64's finaliser, written independently.
fn mix64(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Members by name, and all their points.
#[derive(Clone, Default)]
struct Model {
    members: BTreeMap<String, Node>,
}

impl Model {
    fn points(&self) -> BTreeMap<(u64, &str), &Node> {
        let mut points = BTreeMap::new();
        for node in self.members.values() {
            let (h1, h2) = hash(node.identity().as_bytes());
            for i in 1..=node.weight() as u64 * VNODES {
                points.insert((mix64(h1.wrapping_add(i.wrapping_mul(h2 | 1))), node.identity()), node);
            }
        }
        points
    }

    fn walk(&self, key: &[u8]) -> Vec<&Node> {
        let (points, start) = (self.points(), (hash(key).0, ""));
        let mut walk: Vec<&Node> = Vec::new();
        for (_, node) in points.range(start..).chain(points.range(..start)) {
            if !walk.iter().any(|met| met.name() == node.name()) {
                walk.push(node);
            }
        }
        walk
    }

    fn list(&self, key: &[u8], zones: Zones) -> Vec<&str> {
        let walk = self.walk(key);
        let rank = |index: usize| walk[..index].iter().filter(|node| node.zone().is_some() && node.zone() == walk[index].zone()).count();
        let mut ranked: Vec<_> = walk.iter().enumerate().map(|(index, node)| (rank(index), index, node.name())).collect();
        ranked.sort_unstable();
        ranked.into_iter().filter(|(rank, ..)| zones == Zones::Spread || *rank == 0).map(|(.., name)| name).collect()
    }

    /// Makes an edit if it is allowed, and returns whether it is.
    fn apply(&mut self, edit: &Edit) -> bool {
        let mut after = self.members.clone();
        let allowed = match edit {
            Edit::Add(node) => after.insert(node.name().to_owned(), node.clone()).is_none(),
            Edit::Remove(name) => after.remove(name).is_some(),
            Edit::Weigh(name, weight) => after.get_mut(name).map(|node| *node = node.clone().with_weight(*weight)).is_some(),
            Edit::Replace(old, new) => match after.remove(old) {
                Some(node) => {
                    let mut renamed = Node::new(new.as_str()).with_identity(node.identity()).with_weight(node.weight());
                    if let Some(zone) = node.zone() {
                        renamed = renamed.with_zone(zone);
                    }
                    after.insert(new.clone(), renamed).is_none()
                }
                None => false,
            },
            Edit::Set(nodes) => {
                after = nodes.iter().map(|node| (node.name().to_owned(), node.clone())).collect();
                after.len() == nodes.len()
            }
        };
        let identities: BTreeSet<_> = after.values().map(Node::identity).collect();
        let allowed = allowed && identities.len() == after.len();
        if allowed {
            self.members = after;
        }
        allowed
    }
}

#[derive(Clone, Debug)]
enum Edit {
    Add(Node),
    Remove(String),
    Weigh(String, i64),
    Replace(String, String),
    Set(Vec<Node>),
}

fn apply(ring: &mut HashRing, edit: &Edit) -> bool {
    match edit.clone() {
        Edit::Add(node) => ring.add_node(node).is_ok(),
        Edit::Remove(name) => ring.remove_node(&name).is_ok(),
        Edit::Weigh(name, weight) => ring.set_weight(&name, weight).is_ok(),
        Edit::Replace(old, new) => ring.replace_node(&old, &new).is_ok(),
        Edit::Set(nodes) => ring.set_nodes(nodes).is_ok(),
    }
}

fn names() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h", "é", "10.0.0.1:11211"]).prop_map(str::to_owned)
}

fn nodes() -> impl Strategy<Value = Node> {
    let zone = prop::option::of(prop::sample::select(vec!["x", "y", "z"]));
    (names(), prop::option::weighted(0.2, names()), zone, 0..4_i64).prop_map(|(name, identity, zone, weight)| {
        let node = Node::new(name).with_weight(weight);
        let node = identity.map_or(node.clone(), |identity| node.with_identity(identity));
        zone.map_or(node.clone(), |zone| node.with_zone(zone))
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => nodes().prop_map(Edit::Add),
        2 => names().prop_map(Edit::Remove),
        2 => (names(), 0..4_i64).prop_map(|(name, weight)| Edit::Weigh(name, weight)),
        1 => (names(), names()).prop_map(|(old, new)| Edit::Replace(old, new)),
        1 => prop::collection::vec(nodes(), 0..6).prop_map(Edit::Set),
    ]
}

/// Valid nodes: with distinct names, and without identities.
fn memberships() -> impl Strategy<Value = Vec<Node>> {
    let member = (0..3_i64, prop::option::of(prop::sample::select(vec!["x", "y", "z"])));
    prop::collection::vec(member, 1..25).prop_map(|members| {
        let node = |(number, (weight, zone)): (usize, (i64, Option<&str>))| {
            let node = Node::new(format!("node-{number}")).with_weight(weight);
            zone.map_or(node.clone(), |zone| node.with_zone(zone))
        };
        members.into_iter().enumerate().map(node).collect()
    })
}

fn keys() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..40)
}

fn ring(nodes: &[Node], zones: Zones) -> HashRing {
    HashRing::builder().nodes(nodes.iter().cloned()).seed(SEED).vnodes(VNODES as i64).zones(zones).build().unwrap()
}

fn owner<'r>(ring: &'r HashRing, key: &[u8]) -> Option<&'r str> {
    ring.get_node(key).map(|id| ring.name(id).unwrap())
}

fn list<'r>(ring: &'r HashRing, key: &[u8], count: usize) -> Vec<&'r str> {
    let mut out = vec![NodeId::NONE; count];
    ring.get_nodes(key, &mut out).iter().map(|&id| ring.name(id).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_model_agrees_after_any_edits(
        edits in prop::collection::vec(edit(), 1..25),
        keys in keys(),
        zones in prop::sample::select(vec![Zones::Spread, Zones::Strict]),
    ) {
        let (mut ring, mut model) = (ring(&[], zones), Model::default());
        for edit in &edits {
            prop_assert_eq!(apply(&mut ring, edit), model.apply(edit), "{:?}", edit);
        }
        prop_assert!(ring.nodes().map(Node::name).eq(model.members.keys()));
        let points: Vec<_> = ring.points().map(|(position, id)| (position, ring.name(id).unwrap())).collect();
        let expected: Vec<_> = model.points().iter().map(|((position, _), node)| (*position, node.name())).collect();
        prop_assert_eq!(points, expected);
        for key in &keys {
            let expected = model.list(key, zones);
            prop_assert_eq!(owner(&ring, key), expected.first().copied());
            prop_assert_eq!(list(&ring, key, 50), expected);
        }
    }

    #[test]
    fn order_of_insertion_does_not_matter(
        (nodes, shuffled) in memberships().prop_flat_map(|nodes| (Just(nodes.clone()), Just(nodes).prop_shuffle())),
        keys in keys(),
    ) {
        let at_once = ring(&nodes, Zones::Spread);
        let mut one_by_one = ring(&[], Zones::Spread);
        for node in shuffled {
            one_by_one.add_node(node).unwrap();
        }
        prop_assert_eq!(&at_once, &one_by_one);
        for key in &keys {
            prop_assert_eq!(list(&at_once, key, 30), list(&one_by_one, key, 30));
        }
    }

    #[test]
    fn removing_what_was_added_is_the_identity(nodes in memberships(), weight in 0..5_i64, keys in keys()) {
        let before = ring(&nodes, Zones::Spread);
        let mut after = before.clone();
        after.add_node(Node::new("new").with_weight(weight)).unwrap();
        after.remove_node("new").unwrap();
        prop_assert_eq!(&before, &after);
        prop_assert!(before.points().eq(after.points()));
        for key in &keys {
            prop_assert_eq!(list(&before, key, 30), list(&after, key, 30));
        }
    }

    #[test]
    fn adding_or_raising_a_weight_moves_keys_only_to_that_node(nodes in memberships(), from in 0..4_i64, more in 1..4_i64, keys in keys()) {
        let mut ring = ring(&nodes, Zones::Spread);
        let mut owners: Vec<_> = keys.iter().map(|key| owner(&ring, key).map(str::to_owned)).collect();
        let weigh: [&dyn Fn(&mut HashRing); 2] = [
            &|ring| ring.add_node(Node::new("new").with_weight(from)).unwrap(),
            &|ring| ring.set_weight("new", from + more).unwrap(),
        ];
        for edit in weigh {
            edit(&mut ring);
            for (key, before) in keys.iter().zip(&mut owners) {
                let after = owner(&ring, key).map(str::to_owned);
                prop_assert!(after == *before || after.as_deref() == Some("new"));
                *before = after;
            }
        }
    }

    #[test]
    fn removing_or_lowering_a_weight_moves_keys_only_from_that_node(nodes in memberships(), to in 0..4_i64, more in 1..4_i64, keys in keys()) {
        let mut ring = ring(&nodes, Zones::Spread);
        ring.add_node(Node::new("old").with_weight(to + more)).unwrap();
        let mut owners: Vec<_> = keys.iter().map(|key| owner(&ring, key).map(str::to_owned)).collect();
        let edits: [&dyn Fn(&mut HashRing); 2] = [&|ring| ring.set_weight("old", to).unwrap(), &|ring| ring.remove_node("old").unwrap()];
        for edit in edits {
            edit(&mut ring);
            for (key, before) in keys.iter().zip(&mut owners) {
                let after = owner(&ring, key).map(str::to_owned);
                prop_assert!(after == *before || before.as_deref() == Some("old"));
                *before = after;
            }
        }
    }

    #[test]
    fn lists_are_distinct_as_long_as_asked_and_begin_with_shorter_ones(nodes in memberships(), keys in keys()) {
        let ring = ring(&nodes, Zones::Spread);
        let owners = nodes.iter().filter(|node| node.weight() > 0).count();
        for key in &keys {
            let whole = list(&ring, key, nodes.len() + 5);
            prop_assert_eq!(whole.len(), owners);
            prop_assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), owners);
            prop_assert_eq!(owner(&ring, key), whole.first().copied());
            prop_assert!(ring.iter_nodes(key).map(|id| ring.name(id).unwrap()).eq(whole.iter().copied()));
            for count in 0..=owners {
                prop_assert_eq!(list(&ring, key, count), &whole[..count]);
            }
        }
    }

    #[test]
    fn zones_are_spread_as_far_as_they_exist(nodes in memberships(), keys in keys()) {
        let zone_of = |name: &str| nodes.iter().find(|node| node.name() == name).and_then(|node| node.zone().map(str::to_owned));
        // A node without a zone is a zone of its own.
        let zone = |name: &str| zone_of(name).unwrap_or_else(|| format!("\0{name}"));
        let zones: BTreeSet<_> = nodes.iter().filter(|node| node.weight() > 0).map(|node| zone(node.name())).collect();
        let size = |zone_: &String| nodes.iter().filter(|node| node.weight() > 0 && zone(node.name()) == *zone_).count();
        let (spread, strict) = (ring(&nodes, Zones::Spread), ring(&nodes, Zones::Strict));
        for key in &keys {
            let whole = list(&spread, key, 30);
            prop_assert_eq!(&whole[..zones.len()], &list(&strict, key, 30)[..]);
            for count in 0..=whole.len() {
                let listed = |zone_: &String| whole[..count].iter().filter(|name| zone(name) == *zone_).count();
                let most = zones.iter().map(&listed).max().unwrap_or(0);
                for zone in &zones {
                    // A zone is more than one node short only if all its nodes are listed.
                    prop_assert!(listed(zone) + 1 >= most || listed(zone) == size(zone));
                }
            }
        }
    }

    #[test]
    fn losing_a_node_brings_in_at_most_one_other(nodes in memberships(), lost in any::<prop::sample::Index>(), keys in keys()) {
        let before = ring(&nodes, Zones::Spread);
        let mut after = before.clone();
        let lost = nodes[lost.index(nodes.len())].name();
        after.remove_node(lost).unwrap();
        for key in &keys {
            for count in 0..=nodes.len() {
                let kept: BTreeSet<_> = list(&before, key, count).into_iter().filter(|name| *name != lost).collect();
                let now: BTreeSet<_> = list(&after, key, count).into_iter().collect();
                prop_assert!(kept.is_subset(&now));
                let gone = usize::from(list(&before, key, count).contains(&lost));
                prop_assert!(now.len() - kept.len() <= gone);
            }
        }
    }

    #[test]
    fn replacing_a_node_moves_no_key(nodes in memberships(), old in any::<prop::sample::Index>(), keys in keys()) {
        let before = ring(&nodes, Zones::Spread);
        let mut after = before.clone();
        let old = nodes[old.index(nodes.len())].name();
        after.replace_node(old, "new").unwrap();
        for key in &keys {
            let renamed: Vec<_> = list(&before, key, 30).into_iter().map(|name| if name == old { "new" } else { name }).collect();
            prop_assert_eq!(renamed, list(&after, key, 30));
        }
    }

    #[test]
    fn a_batch_equals_its_keys_one_by_one(nodes in memberships(), keys in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..100)) {
        let ring = ring(&nodes, Zones::Spread);
        let mut out = vec![node_id(99); keys.len()];
        let batch = ring.get_node_batch(&keys, &mut out);
        let single: Vec<_> = keys.iter().map(|key| ring.get_node(key).unwrap_or(NodeId::NONE)).collect();
        prop_assert_eq!(batch, &single[..]);
        let mut short = vec![node_id(99); keys.len() / 2];
        prop_assert_eq!(ring.get_node_batch(&keys, &mut short), &single[..keys.len() / 2]);
    }
}

/// Above 65,536 members a point's owner takes more than two bytes, and a long list needs memory.
#[test]
fn more_members_than_two_bytes_can_number() {
    let node = |number: usize| Node::new(format!("node-{number}")).with_zone(format!("zone-{}", number % 30_000));
    let ring_of = |members: std::ops::Range<usize>| HashRing::builder().nodes(members.map(node)).vnodes(1).build().unwrap();
    let points =
        |ring: &HashRing| -> Vec<_> { ring.points().map(|(position, id)| (position, ring.name(id).unwrap().to_owned())).collect() };
    let most = 1 << 16;
    let mut edited = ring_of(0..most - 1);
    for number in most - 1..most + 2 {
        edited.add_node(node(number)).unwrap();
    }
    assert_eq!(points(&edited), points(&ring_of(0..most + 2)));
    for key in ["", "foo", "user:42"] {
        for count in [10, 40, most + 2] {
            let mut out = vec![NodeId::NONE; count];
            let list = edited.get_nodes(key.as_bytes(), &mut out);
            assert_eq!(list.len(), count);
            assert!(edited.iter_nodes(key.as_bytes()).take(count).eq(list.iter().copied()));
        }
    }
    for number in [0, most, 1] {
        edited.remove_node(&format!("node-{number}")).unwrap();
    }
    edited.set_nodes((2..most + 2).filter(|&number| number != most).map(node)).unwrap();
    assert_eq!(edited.len(), most - 1);
    let mut fresh = ring_of(2..most);
    fresh.add_node(node(most + 1)).unwrap();
    assert_eq!(points(&edited), points(&fresh));
    assert_eq!(edited, fresh);
}
