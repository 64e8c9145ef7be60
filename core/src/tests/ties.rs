//! Tests of rings with few positions, where points collide and keys hit points in every run.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::capped::Plain;
use crate::members::node::{Node, NodeId};
use crate::options::{Options, Zones};
use crate::points::draft::Draft;
use crate::profile::{Narrow, Profile};
use crate::ring::HashRing;

const RINGS: [Narrow; 4] = [
    Narrow { bits: 4, low: false, vnodes: 3 },
    Narrow { bits: 4, low: true, vnodes: 9 },
    Narrow { bits: 8, low: false, vnodes: 40 },
    Narrow { bits: 8, low: true, vnodes: 5 },
];

fn ring(narrow: Narrow, zones: Zones, cap: Option<u32>) -> HashRing {
    let options = Options::default().with("zones", zones.name());
    let options = cap.map_or_else(|| options.clone(), |cap| options.clone().with("cap", i64::from(cap)));
    HashRing::with_profile(options, Profile::narrow(narrow))
}

/// A simple model of a ring: a map from position and identity of every point to its owner.
struct Model {
    points: BTreeMap<(u64, String), Node>,
    zones: Zones,
}

impl Model {
    fn of(ring: &HashRing, narrow: Narrow) -> Self {
        let mut points = BTreeMap::new();
        let levels = ring.options().cap().map(|cap| Plain::new(narrow, cap, ring.nodes().cloned()).trimmed(|_| 0));
        for (place, node) in ring.nodes().enumerate() {
            let level = levels.as_ref().map_or(ring.profile.vnodes(node), |levels| levels[place] as u64);
            let mut draft = Draft::default();
            ring.profile.extend(node, 0..level, &mut draft);
            points.extend(draft.coordinates().iter().map(|&position| ((position, node.identity().to_owned()), node.clone())));
        }
        Model { points, zones: ring.options().zones() }
    }

    fn walk(&self, position: u64) -> Vec<&Node> {
        let mut walk: Vec<&Node> = Vec::new();
        let behind = self.points.range((position, String::new())..);
        for (_, node) in behind.chain(self.points.range(..(position, String::new()))) {
            if !walk.iter().any(|met| met.name() == node.name()) {
                walk.push(node);
            }
        }
        walk
    }

    fn list(&self, position: u64) -> Vec<&str> {
        let walk = self.walk(position);
        let rank = |place: usize| walk[..place].iter().filter(|node| node.zone().is_some() && node.zone() == walk[place].zone()).count();
        let mut order: Vec<_> = (0..walk.len()).map(|place| (rank(place), place)).collect();
        order.sort_unstable();
        order.into_iter().filter(|&(rank, _)| self.zones == Zones::Spread || rank == 0).map(|(_, place)| walk[place].name()).collect()
    }
}

/// Compares a ring with the model, at every position that a key or a point can have, and next to it.
fn assert_placed(ring: &HashRing, narrow: Narrow) {
    let model = Model::of(ring, narrow);
    let points: Vec<_> = ring.points.iter().map(|(place, slot)| (place, ring.members.node(slot).name().to_owned())).collect();
    let expected: Vec<_> = model.points.iter().map(|((position, _), node)| (*position, node.name().to_owned())).collect();
    let distinct: BTreeSet<_> = points.iter().collect();
    let expected: BTreeSet<_> = expected.iter().collect();
    assert_eq!(distinct, expected);
    assert!(points.is_sorted_by_key(|(position, _)| position));
    for position in
        narrow.positions().flat_map(|position| [position.wrapping_sub(1), position, position.wrapping_add(1)]).chain([0, u64::MAX])
    {
        let list = model.list(position);
        let owner = ring.owner_at(position).map(|id| ring.name(id).unwrap());
        assert_eq!(owner, list.first().copied(), "owner of {position:x}");
        for count in [0, 1, 2, 3, 20] {
            let mut out = vec![NodeId::NONE; count];
            let names: Vec<_> = ring
                .list_from(ring.points.successor(position), &ring.rounds, |_| false, &mut out)
                .iter()
                .map(|&id| ring.name(id).unwrap())
                .collect();
            assert_eq!(names, list[..count.min(list.len())], "{count} nodes of {position:x}");
        }
    }
}

/// The ring, made at once from its members in another order.
fn remade(ring: &HashRing, narrow: Narrow) -> HashRing {
    let mut fresh = self::ring(narrow, ring.options().zones(), ring.options().cap());
    fresh.set_nodes(ring.nodes().rev().cloned()).unwrap();
    fresh
}

/// Compares an edited ring with one that is made at once.
fn assert_remade(ring: &HashRing, narrow: Narrow) {
    let points =
        |ring: &HashRing| -> Vec<_> { ring.points().map(|(position, id)| (position, ring.name(id).unwrap().to_owned())).collect() };
    assert_eq!(points(ring), points(&remade(ring, narrow)));
}

fn orders<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let first = |place: usize| {
        let mut rest = items.to_vec();
        let item = rest.remove(place);
        orders(&rest).into_iter().map(move |order| [vec![item.clone()], order].concat())
    };
    (0..items.len()).flat_map(first).collect()
}

#[test]
fn colliding_nodes_come_and_go_in_every_order() {
    // Identities in a different order from names: only identities decide at one position.
    let nodes = [
        Node::new("a").with_identity("4").with_zone("x"),
        Node::new("b").with_identity("3"),
        Node::new("c").with_identity("2").with_weight(2),
        Node::new("d").with_identity("1").with_zone("x"),
    ];
    for narrow in RINGS {
        for order in orders(&nodes) {
            let mut ring = ring(narrow, Zones::Spread, None);
            for node in &order {
                ring.add_node(node.clone()).unwrap();
                assert_remade(&ring, narrow);
            }
            assert_placed(&ring, narrow);
            for leaving in orders(&nodes) {
                let mut ring = ring.clone();
                for node in &leaving[1..] {
                    ring.remove_node(node.name()).unwrap();
                    assert_remade(&ring, narrow);
                }
                assert_eq!(ring.len(), 1);
            }
        }
    }
}

#[test]
fn a_ring_without_points_places_nothing() {
    for narrow in RINGS {
        let mut ring = ring(narrow, Zones::Spread, None);
        assert_placed(&ring, narrow);
        ring.add_node(Node::new("drained").with_weight(0)).unwrap();
        assert_placed(&ring, narrow);
        assert_eq!(ring.owner_at(0), None);
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

fn names() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g"]).prop_map(str::to_owned)
}

fn nodes() -> impl Strategy<Value = Node> {
    let texts = (names(), prop::option::weighted(0.3, names()), prop::option::of(prop::sample::select(vec!["x", "y", "z"])));
    (texts, 0..4_i64).prop_map(|((name, identity, zone), weight)| {
        let mut node = Node::new(name).with_weight(weight);
        if let Some(identity) = identity {
            node = node.with_identity(identity);
        }
        if let Some(zone) = zone {
            node = node.with_zone(zone);
        }
        node
    })
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        4 => nodes().prop_map(Edit::Add),
        2 => names().prop_map(Edit::Remove),
        2 => (names(), 0..4_i64).prop_map(|(name, weight)| Edit::Weigh(name, weight)),
        1 => (names(), names()).prop_map(|(old, new)| Edit::Replace(old, new)),
        1 => prop::collection::vec(nodes(), 0..5).prop_map(Edit::Set),
    ];
    prop::collection::vec(edit, 1..30)
}

fn zones() -> impl Strategy<Value = Zones> {
    prop::sample::select(vec![Zones::Spread, Zones::Strict])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_edits_end_where_a_model_does(
        edits in edits(), narrow in prop::sample::select(RINGS.to_vec()), zones in zones(), cap in prop::option::of(101..300_u32),
    ) {
        let mut ring = ring(narrow, zones, cap);
        for edit in edits {
            let before = ring.clone();
            let done = match edit {
                Edit::Add(node) => ring.add_node(node),
                Edit::Remove(name) => ring.remove_node(&name),
                Edit::Weigh(name, weight) => ring.set_weight(&name, weight),
                Edit::Replace(old, new) => ring.replace_node(&old, &new),
                Edit::Set(nodes) => ring.set_nodes(nodes).map(drop),
            };
            if done.is_err() {
                prop_assert_eq!(&ring, &before);
                prop_assert!(ring.points().eq(before.points()));
            }
            assert_remade(&ring, narrow);
        }
        assert_placed(&ring, narrow);
    }
}
