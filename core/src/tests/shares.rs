//! A comparison of shares and ranges with a count of every position, on rings with few positions.

use proptest::prelude::*;

use crate::analysis::ranges::Range;
use crate::analysis::shares::{Share, Shares};
use crate::members::Slot;
use crate::members::node::Node;
use crate::members::node::NodeId;
use crate::options::{Options, Zones};
use crate::profile::{Narrow, Profile};
use crate::ring::HashRing;

pub(crate) const RINGS: [Narrow; 3] =
    [Narrow { bits: 8, low: false, vnodes: 20 }, Narrow { bits: 8, low: true, vnodes: 5 }, Narrow { bits: 4, low: false, vnodes: 3 }];

/// A ring of few positions.
pub(crate) fn narrow(nodes: &[Node], narrow: Narrow, zones: Zones) -> HashRing {
    let mut ring = HashRing::with_profile(Options::default().with("zones", zones.name()), Profile::narrow(narrow));
    ring.set_nodes(nodes.iter().cloned()).unwrap();
    ring
}

/// Arbitrary nodes from few names, weights and zones.
pub(crate) fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let node = (0..4_i64, prop::option::weighted(0.7, "[xyz]"));
    prop::collection::btree_map("[a-h]", node, 0..7).prop_map(|nodes| {
        let node = |(name, (weight, zone)): (String, (i64, Option<String>))| {
            let node = Node::new(name).with_weight(weight);
            zone.into_iter().fold(node, |node, zone| node.with_zone(zone))
        };
        nodes.into_iter().map(node).collect()
    })
}

/// The names that hold a position, without segments.
pub(crate) fn list(ring: &HashRing, position: u64, replicas: usize, excluded: impl Fn(Slot) -> bool + Copy) -> Vec<String> {
    let start = ring.points.successor(ring.profile.traits.key_space.to_coordinate(position));
    let mut out = vec![NodeId::NONE; replicas];
    let list = ring.list_from(start, &ring.zone_rounds(|slot| !excluded(slot)), excluded, &mut out);
    list.iter().map(|&id| ring.name(id).unwrap().to_owned()).collect()
}

fn assert_counted(ring: &HashRing, replicas: usize, shares: &Shares, excluded: impl Fn(Slot) -> bool + Copy) {
    let key_space = ring.profile.traits.key_space;
    let lists: Vec<_> = (0..=key_space.last()).map(|position| list(ring, position, replicas, excluded)).collect();
    assert_eq!(shares.total(), lists.len() as u128);
    for (name, share) in shares.iter() {
        let held = |rank: usize| lists.iter().filter(|list| list.get(rank).is_some_and(|holder| holder == name)).count() as u128;
        let by_rank: Vec<_> = (0..replicas).map(held).collect();
        assert_eq!((share.parts, &share.by_rank), (by_rank.iter().sum(), &by_rank), "{name}");
    }
    let parts: u128 = shares.iter().map(|(_, share)| share.parts).sum();
    assert_eq!(parts, lists.iter().map(|list| list.len() as u128).sum());
    let [fraction, fair] =
        [|share: &Share| share.fraction, |share: &Share| share.fair].map(|of| shares.iter().map(|(_, share)| of(share)).sum::<f64>());
    assert!((fraction - fair).abs() < 1e-9);
}

proptest! {
    #[test]
    fn shares_are_what_a_count_gives(nodes in nodes(), which in 0..RINGS.len(), replicas in 0..5_usize, strict: bool) {
        let ring = narrow(&nodes, RINGS[which], if strict { Zones::Strict } else { Zones::Spread });
        assert_counted(&ring, replicas, &ring.shares(replicas).unwrap(), |_| false);
        let failures: Vec<_> = nodes.iter().step_by(2).map(Node::name).collect();
        let failed = |slot| failures.contains(&ring.members.node(slot).name());
        assert_counted(&ring, replicas, &ring.forecast(&failures, replicas).unwrap(), failed);
    }

    #[test]
    fn ranges_are_the_positions_that_a_node_owns(nodes in nodes(), which in 0..RINGS.len()) {
        let ring = narrow(&nodes, RINGS[which], Zones::Spread);
        let size = ring.profile.traits.key_space.size() as u64;
        for node in &nodes {
            let ranges = ring.ranges(node.name()).unwrap();
            let mut positions: Vec<u64> = Vec::new();
            for range in &ranges {
                let len = if *range == Range::WHOLE { size } else { (range.end + size - range.start) % size };
                prop_assert!(len > 0);
                positions.extend((1..=len).map(|step| (range.start + step) % size));
            }
            positions.sort_unstable();
            let owned: Vec<_> = (0..size).filter(|&position| list(&ring, position, 1, |_| false) == [node.name()]).collect();
            prop_assert_eq!(positions, owned);
            prop_assert!(ranges.is_sorted());
            // No two ranges touch.
            prop_assert!(ranges.len() < 2 || ranges.iter().all(|range| ranges.iter().all(|other| range.end != other.start)));
        }
    }
}

#[test]
fn one_node_owns_the_whole_ring() {
    let ring = HashRing::from_names(["a"]).unwrap();
    let shares = ring.shares(2).unwrap();
    assert_eq!(shares.get("a").unwrap(), &Share { parts: 1 << 64, by_rank: vec![1 << 64, 0], fraction: 1.0, fair: 1.0 });
    assert_eq!(ring.ranges("a").unwrap(), [Range::WHOLE]);
}

#[test]
fn what_a_ring_cannot_answer_is_refused() {
    let ring = HashRing::from_names((0..100).map(|number| format!("node-{number}"))).unwrap();
    let error = ring.shares(1 << 20).unwrap_err();
    assert_eq!(error.to_string(), "replicas 1048576: at most 671088 for 100 nodes");
    assert_eq!(ring.forecast(["x"], 1).unwrap_err().to_string(), ring.ranges("x").unwrap_err().to_string());
}
