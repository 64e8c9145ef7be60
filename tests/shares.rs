//! Do the exact shares agree with real keys, under every profile?

use proptest::prelude::*;
use ringwise::{ErrorKind, HashRing, Node, NodeId, Range};
use ringwise_tests::samples::{builders, node};

/// Returns a ring of five nodes, with two weights if the profile has weights.
fn five(builder: ringwise::Builder) -> HashRing {
    let mut ring = builder.build().unwrap();
    let nodes: Vec<_> = (1..=5).map(|number| node(&ring, number, 1)).collect();
    ring.set_nodes(nodes).unwrap();
    let _ = ring.set_weight("10.0.0.3:80", 2); // refused if the profile has no weights
    ring
}

#[test]
fn keys_fall_as_the_shares_say_under_every_profile() {
    for builder in builders() {
        let ring = five(builder);
        let keys = (0..20_000).map(|number| format!("user:{number}:{}", number * 7919));
        let distribution = ring.analyze_distribution(keys);
        assert_eq!(distribution.counts.values().sum::<u64>(), 20_000, "{}", ring.profile());
        assert!((distribution.expected.values().sum::<f64>() - 20_000.0).abs() < 1e-6, "{}", ring.profile());
        assert!(distribution.p_value > 1e-4, "{}: {distribution:?}", ring.profile());
    }
}

/// Under CRC-32 of 15 bits keys reach a small part of the ring, and the points after it own nothing.
#[test]
fn keys_that_reach_a_part_of_the_ring_fall_as_the_shares_say() {
    let nodes = (1..=50).map(|number| format!("10.0.0.{number}:80"));
    let ring = HashRing::builder().profile("twemproxy_ketama").option("hash", "crc32").nodes(nodes).build().unwrap();
    let shares = ring.shares(1).unwrap();
    assert_eq!(shares.total(), 1 << 15);
    assert!(shares.iter().any(|(_, share)| share.parts == 0));
    let distribution = ring.analyze_distribution((0..20_000).map(|number| format!("user:{number}")));
    assert!(distribution.p_value > 1e-4, "{distribution:?}");
}

#[test]
fn shares_sum_to_the_whole_times_the_length_of_the_lists_under_every_profile() {
    for builder in builders() {
        let ring = five(builder);
        let sum = |shares: &ringwise::Shares| shares.iter().map(|(_, share)| share.parts).sum::<u128>();
        let shares = ring.shares(1).unwrap();
        assert_eq!(sum(&shares), shares.total(), "{}", ring.profile());
        if let Ok(three) = ring.shares(3) {
            let list = ring.get_nodes(b"any key", &mut [NodeId::NONE; 3]).len() as u128;
            assert_eq!(sum(&three), list * three.total(), "{}", ring.profile());
            assert!(three.iter().all(|(name, share)| share.by_rank[0] == shares.get(name).unwrap().parts), "{}", ring.profile());
        } else {
            assert_eq!(ring.shares(3).unwrap_err().kind(), ErrorKind::Unsupported);
        }
    }
}

#[test]
fn ranges_add_up_to_the_share_under_every_profile() {
    for builder in builders() {
        let ring = five(builder);
        let shares = ring.shares(1).unwrap();
        for (name, share) in shares.iter() {
            let ranges = match ring.ranges(name) {
                Ok(ranges) => ranges,
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Unsupported);
                    assert!(["envoy_maglev", "buraksezer_v0", "buraksezer_v1"].contains(&ring.profile()), "{error}");
                    continue;
                }
            };
            let length = |range: &Range| (u128::from(range.end) + shares.total() - u128::from(range.start)) % shares.total();
            assert_eq!(ranges.iter().map(length).sum::<u128>(), share.parts, "{} {name}", ring.profile());
        }
    }
}

#[test]
fn a_key_stands_in_a_range_of_its_owner_under_every_profile() {
    for builder in builders() {
        let ring = five(builder);
        let Ok(ranges) =
            ring.nodes().map(|node| Ok((ring.id(node.name()), ring.ranges(node.name())?))).collect::<ringwise::Result<Vec<_>>>()
        else {
            continue; // a table
        };
        let holds = |range: &Range, position: u64| match range {
            Range { start, end } if start < end => *start < position && position <= *end,
            Range { start, end } => *start < position || position <= *end,
        };
        for key in (0..200).map(|number| format!("key {number}")) {
            let position = ring.position(key.as_bytes());
            let owner = ranges.iter().find(|(_, ranges)| ranges.iter().any(|range| holds(range, position)));
            assert_eq!(owner.and_then(|(id, _)| *id), ring.get_node(key.as_bytes()), "{} {key}", ring.profile());
        }
    }
}

#[test]
fn positions_are_in_the_measure_of_the_profile() {
    let ring = HashRing::builder().profile("nginx_consistent").nodes(["a", "b"]).build().unwrap();
    assert!(ring.points().all(|(position, _)| position < 1 << 32));
    assert!(ring.points().any(|(position, _)| position > 1 << 24));
    let table = HashRing::builder().profile("buraksezer_v0").nodes(["a", "b"]).build().unwrap();
    assert!(table.points().map(|(position, _)| position).eq(0..271));
    assert_eq!(table.shares(1).unwrap().total(), 271);
}

#[test]
fn groups_hold_every_key_in_the_order_given() {
    let ring = HashRing::builder().nodes(["a", "b"]).node(Node::new("drained").with_weight(0)).build().unwrap();
    let keys: Vec<_> = (0..1000).map(|number| format!("user:{number}")).collect();
    let groups = ring.group(&keys);
    assert_eq!(groups.len(), 2);
    for (node, group) in &groups {
        let owned: Vec<_> = keys.iter().filter(|key| ring.get_node(key.as_bytes()) == *node).collect();
        assert_eq!(*group, owned);
    }
    assert_eq!(HashRing::new().group(["a", "b"])[&None], ["a", "b"]);
}

#[test]
fn statistics_of_no_node_and_of_one() {
    let empty = HashRing::new().stats();
    assert_eq!((empty.nodes, empty.points, empty.max_over_fair, empty.min_over_fair, empty.deviation), (0, 0, 0.0, 0.0, 0.0));
    assert!(empty.deviation.is_sign_positive());
    let one = HashRing::from_names(["a"]).unwrap().stats();
    assert_eq!((one.nodes, one.points, one.max_over_fair, one.min_over_fair, one.deviation), (1, 160, 1.0, 1.0, 0.0));
}

proptest! {
    /// On a native ring a node that fails and a node that leaves are the same.
    #[test]
    fn a_forecast_is_the_share_of_the_ring_without_the_failed(count in 2..9_usize, failed in prop::collection::btree_set(0..9_usize, 0..4), replicas in 1..4_usize) {
        let zone = |number: usize| ["x", "y", "z"][number % 3];
        let ring = HashRing::builder().vnodes(20).nodes((0..count).map(|number| Node::new(format!("node-{number}")).with_zone(zone(number)))).build().unwrap();
        let failures: Vec<_> = failed.into_iter().filter(|&number| number < count).map(|number| format!("node-{number}")).collect();
        let mut left = ring.clone();
        failures.iter().for_each(|name| left.remove_node(name).unwrap());
        let (forecast, expected) = (ring.forecast(&failures, replicas).unwrap(), left.shares(replicas).unwrap());
        for (name, share) in forecast.iter() {
            match expected.get(name) {
                Some(expected) => prop_assert_eq!(share, expected),
                None => prop_assert_eq!((share.parts, share.fair), (0, 0.0)),
            }
        }
    }
}
