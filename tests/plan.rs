//! Does a plan, applied key by key, lead from one ring to the other?

use std::collections::BTreeSet;

use proptest::prelude::*;
use ringwise::{ErrorKind, HashRing, Node, NodeId, Plan};
use ringwise_tests::samples::{builders, node};

fn keys(count: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..count).map(|number| format!("key {number}").into_bytes())
}

fn holders<'r>(ring: &'r HashRing, key: &[u8], replicas: usize) -> Vec<&'r str> {
    let mut out = vec![NodeId::NONE; replicas];
    ring.get_nodes(key, &mut out).iter().map(|&id| ring.name(id).unwrap()).collect()
}

/// Compares the moves of some keys with their lists in both rings.
fn assert_leads(plan: &Plan, replicas: usize, count: usize) {
    let all: Vec<_> = plan.iter().collect();
    for key in keys(count) {
        let [before, after] = [plan.before(), plan.after()].map(|ring| holders(ring, &key, replicas));
        let moves = plan.moves_of(&key);
        assert!(moves.iter().all(|moved| all.contains(moved)), "{moves:?}");
        let targets: Vec<_> = moves.iter().map(|moved| plan.after().name(moved.target).unwrap()).collect();
        let sources: Vec<_> = moves.iter().filter_map(|moved| plan.before().name(moved.source?)).collect();
        assert!(moves.iter().zip(&targets).all(|(moved, target)| after[moved.rank] == *target));
        assert!(sources.iter().all(|source| before.contains(source)) && (before.is_empty() || sources.len() == moves.len()));
        let stay = before.iter().filter(|name| after.contains(name));
        assert_eq!(stay.chain(&targets).collect::<BTreeSet<_>>(), after.iter().collect::<BTreeSet<_>>());
    }
}

/// Any nodes, of a few names, weights and zones.
fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let node = (0..3_i64, prop::option::weighted(0.7, "[xyz]"));
    prop::collection::btree_map("[a-l]", node, 0..10).prop_map(|nodes| {
        let node = |(name, (weight, zone)): (String, (i64, Option<String>))| {
            let node = Node::new(name).with_weight(weight);
            zone.into_iter().fold(node, |node, zone| node.with_zone(zone))
        };
        nodes.into_iter().map(node).collect()
    })
}

proptest! {
    #[test]
    fn a_plan_leads_from_one_native_ring_to_the_other(before in nodes(), after in nodes(), replicas in 0..5_usize) {
        let [before, after] = [before, after].map(|nodes| HashRing::builder().vnodes(10).nodes(nodes).build().unwrap());
        assert_leads(&before.plan(&after, replicas).unwrap(), replicas, 100);
    }

    #[test]
    fn one_edit_of_a_native_ring_moves_the_least(nodes in nodes(), name in "[a-l]", weight in 0..3_i64, replicas in 1..4_usize) {
        let before = HashRing::builder().vnodes(10).nodes(nodes).build().unwrap();
        let mut after = before.clone();
        if before.contains(&name) {
            after.set_weight(&name, weight).unwrap();
        } else {
            after.add_node(Node::new(name.as_str()).with_weight(weight).with_zone("y")).unwrap();
        }
        for [a, b] in [[&before, &after], [&after, &before]] {
            let plan = a.plan(b, replicas).unwrap();
            prop_assert_eq!(plan.moved(), plan.minimum());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn a_plan_leads_from_one_ring_to_the_other_under_every_profile(
        before in prop::collection::btree_set(0..9_u8, 0..7), after in prop::collection::btree_set(0..9_u8, 0..7), replicas in 1..4_usize,
    ) {
        for builder in builders() {
            let ring = |numbers: &BTreeSet<u8>| {
                let mut ring = builder.clone().build().unwrap();
                let nodes: Vec<_> = numbers.iter().map(|&number| node(&ring, number, 1)).collect();
                ring.set_nodes(nodes).unwrap();
                ring
            };
            let (before, after) = (ring(&before), ring(&after));
            match before.plan(&after, replicas) {
                Ok(plan) => assert_leads(&plan, replicas, 60),
                Err(error) => prop_assert_eq!((error.kind(), before.profile()), (ErrorKind::Unsupported, "envoy_maglev"), "{}", error),
            }
        }
    }
}

#[test]
fn profiles_that_hash_keys_alike_have_a_plan() {
    let ring = |profile: &str| HashRing::builder().profile(profile).nodes(["a", "b", "c"]).build().unwrap();
    for [before, after] in [["naive_md5", "uhashring"], ["ketama", "npm_hashring"], ["nginx_consistent", "nginx_consistent"]] {
        assert_leads(&ring(before).plan(&ring(after), 2).unwrap(), 2, 200);
    }
}

#[test]
fn rings_whose_keys_stand_elsewhere_are_refused_by_a_plan() {
    let ring = |seed: i64| HashRing::builder().nodes(["a", "b"]).seed(seed).build().unwrap();
    let tagged = HashRing::builder().nodes(["a", "b"]).hash_tag("{}").build().unwrap();
    let ketama = HashRing::builder().profile("ketama").nodes(["a", "b"]).build().unwrap();
    let why = "their keys have different positions; overlap(other) returns the share of keys that is expected to stay";
    for (other, name) in
        [(&ring(7), "profile native-v1, seed 7"), (&tagged, "profile native-v1, seed 0, hash tag \"{}\""), (&ketama, "profile ketama")]
    {
        let error = ring(0).plan(other, 1).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!(error.to_string(), format!("a plan from profile native-v1, seed 0 to {name}: {why}"));
    }
    let points =
        HashRing::builder().profile("points").option("key_hash", "native").node(Node::new("a").with_points([7_u64])).build().unwrap();
    assert_leads(&ring(0).plan(&points, 1).unwrap(), 1, 100); // the native key hash, for any points
}

#[test]
fn the_expected_overlap_is_what_real_keys_show() {
    let names = || (0..10).map(|number| format!("10.0.0.{number}:11211"));
    let ring = HashRing::builder().nodes(names()).build().unwrap();
    let others = [
        HashRing::builder().nodes(names()).seed(1).build().unwrap(),
        HashRing::builder().profile("libmemcached_ketama_weighted").nodes(names()).build().unwrap(),
        HashRing::builder().profile("ketama").nodes(names().skip(3)).build().unwrap(),
    ];
    for other in others {
        let counted = ring.compare(&other, (0..1_000_000).map(|number| format!("user:{number}")));
        let (counted, expected) = (counted.kept as f64 / 1e6, ring.overlap(&other));
        // Five standard deviations.
        assert!((counted - expected).abs() < 5.0 * (expected * (1.0 - expected) / 1e6).sqrt(), "{counted} and not {expected}");
        assert!((ring.overlap(&other) - other.overlap(&ring)).abs() < 1e-12);
    }
    assert_eq!(ring.overlap(&HashRing::new()).to_string(), "0");
}

#[test]
fn a_whole_ring_comes_in_order_with_what_begins_at_its_start() {
    let ring = |nodes: &[(&str, u64, &str)]| {
        let node = |&(name, point, zone): &(&str, u64, &str)| Node::new(name).with_points([point]).with_zone(zone);
        HashRing::builder().profile("points").nodes(nodes.iter().map(node)).build().unwrap()
    };
    let plan = ring(&[("o", 3, "A")]).plan(&ring(&[("p", 0, "A"), ("q", 5, "A"), ("t", 5, "B")]), 2).unwrap();
    assert!(plan.iter().is_sorted_by_key(|moved| (moved.start, moved.rank)), "{:?}", plan.iter().collect::<Vec<_>>());
}

#[test]
fn a_plan_from_and_to_nothing() {
    let (empty, ring) = (HashRing::new(), HashRing::from_names(["a", "b"]).unwrap());
    let filling = empty.plan(&ring, 1).unwrap();
    assert_eq!((filling.moved(), filling.minimum()), (1 << 64, 1 << 64));
    assert!(filling.iter().all(|moved| moved.source.is_none()));
    let emptying = ring.plan(&empty, 1).unwrap();
    assert_eq!((emptying.moved(), emptying.minimum(), emptying.iter().count()), (0, 0, 0));
    assert_eq!(emptying.to_string(), "moved 0.000 % of the key space; at least 0.000 % must move");
}

#[test]
fn a_table_shows_who_gives_to_whom() {
    let before = HashRing::from_names(["a", "bell\u{7}"]).unwrap();
    let mut after = before.clone();
    after.add_node("caché").unwrap();
    let table = before.plan(&after, 1).unwrap().to_string();
    let lines: Vec<_> = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    assert_eq!(lines[0], ["from", "to", "share"]);
    assert_eq!([lines[1][1], lines[2][1]], ["caché", "caché"]);
    assert!(table.contains("bell\\u{7}") && !table.contains('\u{7}'), "{table}");
    assert!(lines[3].join(" ").starts_with("moved "), "{table}");
}

#[test]
fn json_of_a_plan() {
    let (before, after) = (HashRing::from_names(["a\"\u{7}"]).unwrap(), HashRing::from_names(["é"]).unwrap());
    let text = before.plan(&after, 2).unwrap().to_json();
    let expected = [
        "{",
        "  \"total\": \"18446744073709551616\",",
        "  \"replicas\": 2,",
        "  \"moved\": \"18446744073709551616\",",
        "  \"minimum\": \"18446744073709551616\",",
        "  \"totals\": [",
        "    {\"source\": \"a\\\"\\u0007\", \"target\": \"é\", \"parts\": \"18446744073709551616\"}",
        "  ],",
        "  \"moves\": [",
        "    {\"start\": \"0\", \"end\": \"0\", \"rank\": 0, \"source\": \"a\\\"\\u0007\", \"target\": \"é\"}",
        "  ]",
        "}",
    ];
    assert_eq!(text, expected.join("\n") + "\n");
    let nothing = before.plan(&before, 1).unwrap().to_json();
    assert!(nothing.ends_with("  \"totals\": [],\n  \"moves\": []\n}\n"), "{nothing}");
}
