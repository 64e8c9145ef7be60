//! Does a cap hold exactly, for any members and any order of edits? Counted from the segments between the points.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use ringwise::{Builder, HashRing, Node, NodeId, SharedRing, Zones};

const WHOLE: u128 = 1 << 64;

type Points<'r> = Vec<(u64, &'r str)>;

fn points(ring: &HashRing) -> Points<'_> {
    ring.points().map(|(position, id)| (position, ring.name(id).unwrap())).collect()
}

/// What each node owns, by name, counted from point to point around the ring.
fn shares<'r>(points: &Points<'r>) -> BTreeMap<&'r str, u128> {
    let mut shares = BTreeMap::new();
    let Some(&(last, _)) = points.last() else { return shares };
    let mut start = i128::from(last) - WHOLE as i128;
    for &(end, name) in points {
        *shares.entry(name).or_default() += (i128::from(end) - start) as u128;
        start = end.into();
    }
    assert_eq!(shares.values().sum::<u128>(), WHOLE);
    shares
}

/// The first `count` points of a node, in its own order.
fn first_points(node: &Node, count: usize) -> BTreeSet<u64> {
    let ring = HashRing::builder().node(Node::new("alone").with_identity(node.identity())).vnodes(count as i64).build().unwrap();
    ring.points().map(|(position, _)| position).collect()
}

/// Checks a capped ring against the promises of a cap.
fn assert_capped(ring: &HashRing) {
    let (cap, vnodes) = (u128::from(ring.options().cap().unwrap()), ring.options().vnodes() as usize);
    let weights: u128 = ring.nodes().map(|node| node.weight() as u128).sum();
    let points = points(ring);
    let mine = |node: &Node| -> BTreeSet<u64> { points.iter().filter(|point| point.1 == node.name()).map(|point| point.0).collect() };
    let is_over = |node: &Node, points: &Points<'_>| {
        let share = shares(points).get(node.name()).copied().unwrap_or(0);
        share * 100 * weights > cap * WHOLE * node.weight() as u128
    };
    for node in ring.nodes() {
        let (kept, all) = (mine(node), node.weight() as usize * vnodes);
        let floor = all.div_ceil(4);
        assert!(kept.len() >= floor.max(usize::from(all > 0)) && kept.len() <= all, "{node:?} has {} points of {all}", kept.len());
        assert!(!is_over(node, &points) || kept.len() == floor, "{node:?} is over the cap with {} points of {all}", kept.len());
        if all == 0 {
            continue;
        }
        assert_eq!(kept, first_points(node, kept.len()), "{node:?} gave up others than its last");
        if kept.len() < all {
            let next = first_points(node, kept.len() + 1).difference(&kept).copied().collect::<Vec<_>>();
            let identity = |name: &str| ring.node(name).unwrap().identity();
            let mut more = points.clone();
            let index = more.partition_point(|&(position, name)| (position, identity(name)) < (next[0], node.identity()));
            more.insert(index, (next[0], node.name()));
            assert!(is_over(node, &more), "{node:?} gave up a point that it could keep");
        }
    }
}

/// Node names, two of which are identities that share every point.
fn names() -> impl Strategy<Value = String> {
    let mut names: Vec<_> = (0..12).map(|number| format!("node-{number}")).collect();
    names.extend(["nde-000000000028", "0bL-/\\:u]V\u{237}3[=M"].map(str::to_owned));
    prop::sample::select(names)
}

fn nodes() -> impl Strategy<Value = Node> {
    let zone = prop::option::of(prop::sample::select(vec!["x", "y"]));
    (names(), 0..5_i64, zone).prop_map(|(name, weight, zone)| {
        let node = Node::new(name).with_weight(weight);
        if let Some(zone) = zone { node.with_zone(zone) } else { node }
    })
}

fn members() -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec(nodes(), 0..14).prop_map(|nodes| {
        let by_name: BTreeMap<_, _> = nodes.into_iter().map(|node| (node.name().to_owned(), node)).collect();
        by_name.into_values().collect()
    })
}

fn options() -> impl Strategy<Value = Builder> {
    (prop_oneof![101..130_i64, 101..=1000_i64], 1..40_i64).prop_map(|(cap, vnodes)| HashRing::builder().cap(cap).vnodes(vnodes))
}

#[derive(Clone, Debug)]
enum Edit {
    Add(Node),
    Remove(String),
    Weigh(String, i64),
    Replace(String, String),
    Set(Vec<Node>),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        4 => nodes().prop_map(Edit::Add),
        2 => names().prop_map(Edit::Remove),
        2 => (names(), 0..5_i64).prop_map(|(name, weight)| Edit::Weigh(name, weight)),
        2 => (names(), names()).prop_map(|(old, new)| Edit::Replace(old, new)),
        1 => members().prop_map(Edit::Set),
    ];
    prop::collection::vec(edit, 1..20)
}

fn apply(ring: &mut HashRing, edit: Edit) -> ringwise::Result<()> {
    match edit {
        Edit::Add(node) => ring.add_node(node),
        Edit::Remove(name) => ring.remove_node(&name),
        Edit::Weigh(name, weight) => ring.set_weight(&name, weight),
        Edit::Replace(old, new) => ring.replace_node(&old, &new),
        Edit::Set(nodes) => ring.set_nodes(nodes).map(drop),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_node_is_over_and_none_gave_up_more_than_it_had_to(members in members(), options in options()) {
        assert_capped(&options.nodes(members).build().unwrap());
    }

    #[test]
    fn members_in_any_order_make_one_ring(members in members(), options in options(), shift in any::<prop::sample::Index>()) {
        let ring = options.clone().nodes(members.clone()).build().unwrap();
        let mut turned = members.clone();
        if !turned.is_empty() {
            turned.rotate_left(shift.index(members.len()));
        }
        turned.reverse();
        let other = options.clone().nodes(turned.clone()).build().unwrap();
        prop_assert_eq!(&ring, &other);
        prop_assert_eq!(points(&ring), points(&other));
        let mut grown = options.build().unwrap();
        turned.into_iter().for_each(|node| grown.add_node(node).unwrap());
        prop_assert_eq!(points(&ring), points(&grown));
    }

    #[test]
    fn an_edited_ring_is_one_made_at_once(members in members(), options in options(), edits in edits()) {
        let mut ring = options.clone().nodes(members).build().unwrap();
        for edit in edits {
            let before = ring.clone();
            if apply(&mut ring, edit).is_err() {
                prop_assert_eq!(&ring, &before);
                prop_assert_eq!(points(&ring), points(&before));
            }
            let fresh = options.clone().nodes(ring.nodes().rev().cloned()).build().unwrap();
            prop_assert_eq!(points(&ring), points(&fresh));
            prop_assert_eq!(ring.memory().cold, 8 * ring.points().len());
        }
    }

    #[test]
    fn replacing_a_node_moves_no_key(members in members(), options in options(), which in any::<prop::sample::Index>()) {
        prop_assume!(!members.is_empty());
        let ring = options.nodes(members.clone()).build().unwrap();
        let old = members[which.index(members.len())].name();
        let mut after = ring.clone();
        after.replace_node(old, "new").unwrap();
        let renamed: Vec<_> = points(&ring).into_iter().map(|(position, name)| (position, if name == old { "new" } else { name })).collect();
        prop_assert_eq!(points(&after), renamed);
    }

    #[test]
    fn drained_nodes_count_for_nothing(members in members(), options in options()) {
        let ring = options.clone().nodes(members.clone()).build().unwrap();
        let weighty = options.nodes(members.into_iter().filter(|node| node.weight() > 0)).build().unwrap();
        prop_assert_eq!(points(&ring), points(&weighty));
    }

    #[test]
    fn healthy_lists_pass_over_points_and_move_none(
        members in members(), options in options(), strict: bool, down: u16, keys in prop::collection::vec("[a-z]{0,8}", 1..6),
    ) {
        let zones = if strict { Zones::Strict } else { Zones::Spread };
        let ring = options.zones(zones).nodes(members.clone()).build().unwrap();
        let shared = SharedRing::new(ring.clone());
        let is_down = |name: &str| members.iter().position(|node| node.name() == name).is_some_and(|index| down >> index & 1 == 1);
        for node in members.iter().filter(|node| is_down(node.name())) {
            shared.mark_node_unhealthy(node.name()).unwrap();
        }
        let view = shared.view();
        prop_assert_eq!(points(&view), points(&ring));
        for key in &keys {
            let key = key.as_bytes();
            // The walk of a ring without zones, without unhealthy nodes; then ranked by zone.
            let walk = HashRing::builder().cap(i64::from(ring.options().cap().unwrap())).vnodes(i64::from(ring.options().vnodes()));
            let bare = members.iter().map(|node| Node::new(node.name()).with_weight(node.weight()));
            let walk = walk.nodes(bare).build().unwrap();
            let met: Vec<_> = walk.iter_nodes(key).map(|id| walk.name(id).unwrap()).filter(|name| !is_down(name)).collect();
            let zone = |name: &str| ring.node(name).unwrap().zone();
            let rank = |index: usize| met[..index].iter().filter(|name| zone(name).is_some() && zone(name) == zone(met[index])).count();
            let mut ranked: Vec<_> = (0..met.len()).map(|index| (rank(index), index)).collect();
            ranked.sort_unstable();
            let expected: Vec<_> = ranked.iter().filter(|(rank, _)| !strict || *rank == 0).map(|&(_, index)| met[index]).collect();
            let mut out = [NodeId::NONE; 20];
            let healthy: Vec<_> = view.get_healthy_nodes(key, &mut out).iter().map(|&id| ring.name(id).unwrap()).collect();
            prop_assert_eq!(&healthy, &expected);
            prop_assert_eq!(view.get_node_with_fallback(key).and_then(|id| ring.name(id)), expected.first().copied());
            let ticket = shared.acquire(key);
            prop_assert_eq!(ticket.is_some(), !expected.is_empty());
            prop_assert_eq!(ticket.is_some_and(|ticket| shared.release(ticket)), ticket.is_some());
        }
    }
}

/// A thousand nodes with the default of virtual nodes, where a cap removes most points.
#[test]
fn a_large_ring_keeps_to_its_cap() {
    let ring = HashRing::builder().nodes((0..1000).map(|number| format!("node-{number}"))).cap(105).build().unwrap();
    let fullest = shares(&points(&ring)).into_values().max().unwrap();
    assert!(fullest * 100 * 1000 <= 105 * WHOLE && fullest * 100 * 1000 > 104 * WHOLE);
}

#[test]
fn a_cap_that_no_node_reaches_changes_no_point() {
    // Of ten equal nodes, each owns less than ten times its fair share.
    let names = || (0..10).map(|number| format!("node-{number}"));
    let (plain, capped) = (HashRing::from_names(names()).unwrap(), HashRing::builder().nodes(names()).cap(1000).build().unwrap());
    assert_eq!(points(&plain), points(&capped));
    assert_ne!(plain, capped); // their next edits may differ
    assert_eq!(capped.options().get("cap"), Some(1000.into()));
    assert_eq!(plain.options().get("cap"), None);
}

#[test]
fn a_cap_can_be_set_by_its_name() {
    let named = HashRing::builder().option("cap", 110).nodes(["a", "b"]).build().unwrap();
    assert_eq!(named, HashRing::builder().cap(110).nodes(["a", "b"]).build().unwrap());
    let names: Vec<_> = named.options().entries().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["profile", "vnodes", "seed", "zones", "cap"]);
}

/// The limit of points counts also those that a cap removes, because they are made first.
#[test]
fn virtual_nodes_are_limited_before_they_are_trimmed() {
    let mut ring = HashRing::builder().nodes(["a", "b"]).cap(105).build().unwrap();
    let before = ring.clone();
    let error = ring.set_weight("a", 1_i64 << 26).unwrap_err();
    let message = format!("{} virtual nodes: the weights times vnodes add up to at most 67108864", 160_u64 << 26);
    assert_eq!(error.to_string(), message);
    assert_eq!(points(&ring), points(&before));
}
