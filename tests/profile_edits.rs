//! Do edits, marks and loads work under every profile?

use proptest::prelude::*;
use ringwise::{Builder, HashRing, Node, NodeId, SharedRing};
use ringwise_tests::samples::{builders, node};

#[derive(Clone, Debug)]
enum Edit {
    Add(u8, i64),
    Remove(u8),
    Weigh(u8, i64),
    Replace(u8, u8),
    Set(Vec<(u8, i64)>),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        4 => (0..8_u8, 0..3_i64).prop_map(|(number, weight)| Edit::Add(number, weight)),
        2 => (0..8_u8).prop_map(Edit::Remove),
        2 => (0..8_u8, 0..3_i64).prop_map(|(number, weight)| Edit::Weigh(number, weight)),
        1 => (0..8_u8, 0..8_u8).prop_map(|(old, new)| Edit::Replace(old, new)),
        1 => prop::collection::vec((0..8_u8, 0..3_i64), 0..5).prop_map(Edit::Set),
    ];
    prop::collection::vec(edit, 1..12)
}

fn points(ring: &HashRing) -> Vec<(u64, String)> {
    ring.points().map(|(position, id)| (position, ring.name(id).unwrap().to_owned())).collect()
}

fn list(ring: &HashRing, key: &[u8]) -> Vec<String> {
    let mut out = [NodeId::NONE; 8];
    ring.get_nodes(key, &mut out).iter().map(|&id| ring.name(id).unwrap().to_owned()).collect()
}

/// Checks the promises of every ring, under any profile.
fn assert_sound(ring: &HashRing) {
    for key in 0..40_u32 {
        let key = format!("key {key}");
        let key = key.as_bytes();
        let nodes = list(ring, key);
        let owner = ring.get_node(key).map(|id| ring.name(id).unwrap());
        assert_eq!(owner, nodes.first().map(String::as_str));
        assert!(ring.iter_nodes(key).map(|id| ring.name(id).unwrap()).eq(nodes.iter()));
        assert!(nodes.iter().enumerate().all(|(index, node)| !nodes[..index].contains(node)), "{nodes:?}");
        assert!(nodes.iter().all(|name| ring.node(name).is_some_and(|node| node.weight() > 0)));
        let mut batch = [NodeId::NONE];
        ring.get_node_batch([key], &mut batch);
        assert_eq!(ring.get_node(key).unwrap_or(NodeId::NONE), batch[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn an_edited_ring_is_one_made_at_once(edits in edits()) {
        for builder in builders() {
            let mut ring = builder.clone().build().unwrap();
            for edit in &edits {
                let before = ring.clone();
                let name = |number: &u8| format!("10.0.0.{number}:80");
                let done = match edit {
                    Edit::Add(number, weight) => ring.add_node(node(&before, *number, *weight)),
                    Edit::Remove(number) => ring.remove_node(&name(number)),
                    Edit::Weigh(number, weight) => ring.set_weight(&name(number), *weight),
                    Edit::Replace(old, new) => ring.replace_node(&name(old), &name(new)),
                    Edit::Set(nodes) => ring.set_nodes(nodes.iter().map(|(number, weight)| node(&before, *number, *weight))).map(drop),
                };
                if done.is_err() {
                    prop_assert_eq!(&ring, &before);
                    prop_assert_eq!(points(&ring), points(&before));
                } else if matches!(edit, Edit::Replace(..)) {
                    // Only the name changed: every point and every key stays.
                    prop_assert!(ring.points().map(|(position, _)| position).eq(before.points().map(|(position, _)| position)));
                }
                assert_made_alike(&ring, &builder);
            }
            let fresh = builder.nodes(ring.nodes().cloned()).build().unwrap();
            prop_assert_eq!(&fresh, &ring);
            prop_assert_eq!(points(&fresh), points(&ring), "{}", ring.profile());
            assert_sound(&ring);
        }
    }
}

/// Checks that a ring is the one that its members, its bytes and its JSON make.
fn assert_made_alike(ring: &HashRing, builder: &Builder) {
    let again = builder.clone().nodes(ring.nodes().cloned()).build().unwrap();
    for (what, made) in [
        ("members", again),
        ("bytes", HashRing::from_bytes(&ring.to_bytes()).unwrap()),
        ("JSON", HashRing::from_json(&ring.to_json()).unwrap()),
    ] {
        assert_eq!(&made, ring, "{what}");
        assert_eq!(points(&made), points(ring), "{} from its {what}", ring.profile());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn haproxy_rings_are_alike_after_every_edit(
        given in prop::collection::vec(prop::option::of(1..9_u8), 1..6),
        edits in prop::collection::vec((0..4_u8, 0..8_u8, 0..8_u8, prop::option::of(1..9_u8)), 1..8),
    ) {
        let server = |number: u8, id: Option<u8>| {
            let server = Node::new(format!("s{number}"));
            id.map_or(server.clone(), |id| server.with_identity(id.to_string()))
        };
        let builder = HashRing::builder().profile("haproxy");
        // Ids that were given twice are refused: such a ring begins empty.
        let nodes = given.iter().zip(0..).map(|(&id, number)| server(number, id));
        let mut ring = builder.clone().nodes(nodes).build().unwrap_or_else(|_| builder.clone().build().unwrap());
        for (what, number, other, id) in edits {
            let before = ring.clone();
            let name = format!("s{number}");
            let done = match what {
                0 => ring.add_node(server(number, id)),
                1 => ring.remove_node(&name),
                2 => ring.set_weight(&name, i64::from(other)),
                _ => ring.replace_node(&name, &format!("s{other}")),
            };
            if done.is_ok() && what == 3 {
                prop_assert!(ring.points().map(|(position, _)| position).eq(before.points().map(|(position, _)| position)));
            }
            assert_made_alike(&ring, &builder);
        }
    }
}

fn five(builder: Builder) -> HashRing {
    let empty = builder.clone().build().unwrap();
    builder.nodes((1..=5).map(|number| node(&empty, number, 1))).build().unwrap()
}

#[test]
fn the_options_in_force_make_the_ring_again() {
    for builder in builders() {
        let ring = five(builder);
        let with = |builder: Builder, (name, value)| builder.option(name, value);
        let again = ring.options().entries().into_iter().fold(HashRing::builder(), with);
        let again = again.nodes(ring.nodes().cloned()).build().unwrap();
        assert_eq!((again.options(), &again), (ring.options(), &ring));
    }
}

#[test]
fn keys_of_a_node_that_is_down_go_to_others_and_come_back() {
    for builder in builders() {
        let ring = SharedRing::new(five(builder));
        let view = ring.view();
        let owner = view.get_node(b"key").and_then(|id| view.name(id)).unwrap().to_owned();
        ring.mark_node_unhealthy(&owner).unwrap();
        let fallback = ring.get_node_with_fallback(b"key").and_then(|id| view.name(id)).unwrap().to_owned();
        assert_ne!(fallback, owner, "{}", view.profile());
        let mut out = [NodeId::NONE; 5];
        assert_eq!(ring.view().get_healthy_nodes(b"key", &mut out).first().and_then(|&id| view.name(id)), Some(fallback.as_str()));
        assert_eq!(ring.acquire(b"key").and_then(|ticket| view.name(ticket.node())), Some(fallback.as_str()));
        assert_eq!(ring.get_node(b"key"), view.get_node(b"key"));
        ring.mark_node_healthy(&owner).unwrap();
        assert_eq!(ring.get_node_with_fallback(b"key"), view.get_node(b"key"));
    }
}

#[test]
fn overflowing_nodes_hand_on_until_all_have_alike() {
    for builder in builders() {
        let ring = SharedRing::new(five(builder));
        let tickets: Vec<_> = (0..100).filter_map(|_| ring.acquire(b"one key")).collect();
        let profile = ring.view().profile();
        // Cassandra's keys are on their replicas and nowhere else: if these are full, no slot is taken.
        let least = if profile == "cassandra" { 1 } else { 100 };
        assert!(tickets.len() >= least, "{profile}: {}", tickets.len());
        for (name, load) in ring.loads() {
            assert!(load <= ring.capacity(&name).unwrap(), "{profile}: {load} on {name}");
        }
        tickets.into_iter().for_each(|ticket| assert!(ring.release(ticket)));
        assert_eq!(ring.total_load(), 0);
    }
}

#[test]
fn a_node_that_comes_back_begins_anew_and_the_others_keep_what_they_have() {
    for builder in builders() {
        let ring = SharedRing::new(five(builder));
        let view = ring.view();
        let profile = view.profile();
        let ticket = ring.acquire(b"key").unwrap();
        let owner = view.name(ticket.node()).unwrap();
        let other = view.nodes().map(Node::name).find(|&name| name != owner).unwrap();
        for name in [owner, other] {
            ring.mark_node_unhealthy(name).unwrap();
        }
        let back_again = |name: &str| {
            let node = view.node(name).unwrap().clone();
            ring.edit(|ring| ring.remove_node(name).and_then(|()| ring.add_node(node))).unwrap();
        };
        back_again(other);
        assert_eq!(
            (ring.view().is_healthy(other), ring.view().is_healthy(owner), ring.total_load()),
            (Ok(true), Ok(false), 1),
            "{profile}"
        );
        back_again(owner);
        assert_eq!((ring.view().is_healthy(owner), ring.total_load(), ring.release(ticket)), (Ok(true), 0, false), "{profile}");
    }
}

#[test]
fn a_node_without_points_is_no_owner() {
    // Its part of all weights is so small that rounding leaves it no label.
    let small = Node::new("small:1");
    let big = |number| Node::new(format!("big-{number}:1")).with_weight(100_000);
    let ring = HashRing::builder().profile("libmemcached_ketama_weighted").node(small).nodes((0..3).map(big)).build().unwrap();
    let shared = SharedRing::new(ring);
    let view = shared.view();
    assert_eq!((view.len(), list(&view, b"key").len()), (4, 3));
    assert_eq!(shared.capacity("small:1"), Ok(0));
    (0..3).for_each(|number| shared.mark_node_unhealthy(&format!("big-{number}:1")).unwrap());
    assert_eq!((shared.get_node_with_fallback(b"key"), shared.acquire(b"key")), (None, None));
}

#[test]
fn lists_name_members_that_own_no_part_of_a_table() {
    let ring = HashRing::builder().profile("buraksezer_v1").option("partitions", 3).option("load_percent", 400);
    let ring = ring.nodes(["a", "b", "c", "d", "e"]).build().unwrap();
    assert!((0..40).all(|key| list(&ring, format!("key {key}").as_bytes()).len() == 5));
}

#[test]
fn a_data_centre_without_replicas_holds_nothing() {
    let builder = HashRing::builder().profile("cassandra").option("strategy", "network");
    let builder = builder.option("replication", vec![("x".to_owned(), 2)]);
    let ring = SharedRing::new(five(builder));
    let view = ring.view();
    assert_eq!(list(&view, b"key").len(), 2);
    for node in view.nodes() {
        let is_held = ring.capacity(node.name()).unwrap() > 0;
        assert_eq!(is_held, node.zone() == Some("x/1"), "{}", node.name());
    }
    let none = HashRing::builder().profile("cassandra").option("strategy", "network").option("replication", vec![("z".to_owned(), 2)]);
    assert_eq!(five(none).get_node(b"key"), None);
}

#[test]
fn order_counts_where_the_profile_sees_it() {
    let names = ["b:1", "a:1"];
    let ring = |profile: &str, names: [&str; 2]| HashRing::builder().profile(profile).nodes(names).build().unwrap();
    for profile in ["ketama", "haproxy", "uhashring", "nginx_consistent"] {
        assert!(ring(profile, names).nodes().map(Node::name).eq(names), "{profile}");
        assert_ne!(ring(profile, names), ring(profile, ["a:1", "b:1"]), "{profile}");
    }
    for profile in ["native", "twemproxy_ketama", "envoy_maglev"] {
        assert!(ring(profile, names).nodes().map(Node::name).eq(["a:1", "b:1"]), "{profile}");
        assert_eq!(ring(profile, names), ring(profile, ["a:1", "b:1"]), "{profile}");
    }
}

#[test]
fn haproxy_numbers_its_servers_anew() {
    let mut ring = HashRing::builder().profile("haproxy").nodes(["s1", "s2", "s3"]).build().unwrap();
    let ids = |ring: &HashRing| ring.nodes().map(|node| node.identity().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&ring), ["1", "2", "3"]);
    ring.remove_node("s2").unwrap();
    assert_eq!(ids(&ring), ["1", "2"]);
    // A server that replaces another has its number, which stays HAProxy's to assign.
    ring.replace_node("s1", "s9").unwrap();
    assert_eq!(ids(&ring), ["1", "2"]);
    ring.set_nodes(["s0".into(), ring.node("s9").unwrap().clone(), ring.node("s3").unwrap().clone()]).unwrap();
    assert_eq!(ids(&ring), ["1", "2", "3"]);
}

#[test]
fn a_replaced_haproxy_server_moves_no_key_now_or_later() {
    let servers = ["a".into(), Node::new("b").with_identity("1"), "c".into()];
    let mut ring = HashRing::builder().profile("haproxy").nodes(servers).build().unwrap();
    let before: Vec<_> = ring.points().map(|(position, _)| position).collect();
    ring.replace_node("a", "x").unwrap();
    assert_eq!(points(&HashRing::from_bytes(&ring.to_bytes()).unwrap()), points(&ring));
    ring.set_weight("x", 1).unwrap();
    assert!(ring.points().map(|(position, _)| position).eq(before));
}

#[test]
fn a_replaced_node_keeps_its_label() {
    let mut ring = HashRing::builder().profile("libmemcached_ketama").nodes(["10.0.0.1:11211", "10.0.0.2:11211"]).build().unwrap();
    ring.replace_node("10.0.0.1:11211", "10.0.0.7:11211").unwrap();
    assert_eq!(ring.node("10.0.0.7:11211").unwrap().identity(), "10.0.0.1");
    assert!(ring.add_node("10.0.0.1:11211").is_err());
}

#[test]
fn given_points_are_where_keys_go() {
    let builder = |bits: i64, hash: &str, pick: &str| {
        let builder = HashRing::builder().profile("points").option("bits", bits).option("key_hash", hash).option("pick", pick);
        builder.node(Node::new("a").with_points([0_u64])).node(Node::new("b").with_points([0xcbf4_3926_u64])).build().unwrap()
    };
    // CRC-32 of "123456789" is cbf43926.
    let owner = |ring: &HashRing| ring.name(ring.get_node(b"123456789").unwrap()).unwrap().to_owned();
    assert_eq!(["ge", "gt", "le"].map(|pick| owner(&builder(32, "crc32", pick))), ["b", "a", "b"]);
    let ring = HashRing::builder().profile("points").node(Node::new("a").with_points([u64::MAX])).build().unwrap();
    assert_eq!(ring.points().next().map(|(position, _)| position), Some(u64::MAX));
    let twins = [Node::new("b").with_points([7_u64]), Node::new("a").with_points([7_u64])];
    let ring = HashRing::builder().profile("points").nodes(twins).build().unwrap();
    assert_eq!(list(&ring, b"any"), ["b", "a"]);
    let le = HashRing::builder().profile("points").option("pick", "le").nodes(ring.nodes().cloned()).build().unwrap();
    assert_eq!(list(&le, b"any"), ["b", "a"]); // the earlier node is first, under any owner rule
}

#[test]
fn explanations_name_what_differs() {
    for builder in builders() {
        let ring = five(builder);
        let text = ring.explain();
        assert!(text.starts_with(&format!("profile {}\noptions: ", ring.profile())), "{text}");
        assert!(text.contains("\nowner: ") && text.contains("\nfirst points: "), "{text}");
        assert!(text.contains("\"10.0.0.5:80\""), "{text}");
    }
    let ring = HashRing::builder().profile("libmemcached_ketama_weighted").node("10.0.0.1:11211").build().unwrap();
    assert!(ring.explain().contains("first virtual node: \"10.0.0.1-0\"\n"));
    assert!(ring.explain().contains(", identity \"10.0.0.1\", weight 1: 160\n"));
    let nginx = HashRing::builder().profile("nginx_consistent").node("10.0.0.1:8080").build().unwrap();
    let least = nginx.points().next().map(|(position, _)| position);
    assert!(nginx.explain().contains(&format!("first points: {} \"10.0.0.1:8080\"", least.unwrap())));
    // The first three points of nginx for this server, in its order; ours are in ring order.
    let positions: Vec<_> = nginx.points().map(|(position, _)| position).collect();
    assert!([4_058_667_663, 1_271_959_144, 2_229_661_422].iter().all(|point| positions.contains(point)));
}

#[test]
fn a_node_without_tokens_is_in_no_list() {
    let node = |name: &str, points: &[i64]| Node::new(name).with_points(points.iter().copied()).with_zone("x/1");
    let simple = HashRing::builder().profile("cassandra").option("replication", 3);
    let network = HashRing::builder().profile("cassandra").option("strategy", "network");
    let network = network.option("replication", vec![("x".to_owned(), 3)]);
    for builder in [simple, network] {
        let ring = builder.node(node("a", &[1])).node(node("joining", &[])).node(node("b", &[-5, 5])).build().unwrap();
        let mut nodes = list(&ring, b"key");
        nodes.sort_unstable();
        assert_eq!(nodes, ["a", "b"]);
        assert_eq!(SharedRing::new(ring).capacity("joining"), Ok(0));
    }
}

/// Names with everything that a name rule looks for.
fn odd_names() -> impl Strategy<Value = String> {
    let part =
        prop::sample::select(vec!["a", "10.0.0.1", ":", "11211", "0", "80", "99999999999999999999", "/", "unix:", "é", "\0", "-", "[::1]"]);
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn odd_nodes_are_taken_or_refused(
        names in prop::collection::vec((odd_names(), prop::option::of(odd_names()), -1..300_i64), 0..5),
        key in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        for builder in builders() {
            let nodes = |pointed: bool| {
                names.iter().map(move |(name, identity, weight)| {
                    let node = Node::new(name.as_str()).with_weight(*weight);
                    let node = identity.as_ref().map_or(node.clone(), |identity| node.with_identity(identity.as_str()));
                    if pointed { node.with_zone("x/1").with_points([*weight, 7 * *weight]) } else { node }
                })
            };
            for ring in [builder.clone().nodes(nodes(true)).build(), builder.nodes(nodes(false)).build()] {
                match ring {
                    Ok(ring) => {
                        let listed = list(&ring, &key);
                        prop_assert_eq!(ring.get_node(&key).map(|id| ring.name(id).unwrap()), listed.first().map(String::as_str));
                        prop_assert!(!ring.explain().is_empty());
                    }
                    Err(error) => prop_assert!(!error.to_string().is_empty()),
                }
            }
        }
    }
}

#[test]
fn an_option_that_a_profile_gained_is_in_force_at_its_default_and_not_written() {
    let nginx = |vnodes: Option<i64>| {
        let builder = HashRing::builder().profile("nginx_consistent").nodes(["a:80", "b:80"]);
        vnodes.map_or(builder.clone(), |vnodes| builder.vnodes(vnodes)).build().unwrap()
    };
    assert_eq!(nginx(None).options().vnodes(), 160);
    assert_eq!(nginx(None), nginx(Some(160)));
    assert_eq!(nginx(None).fingerprint(), nginx(Some(160)).fingerprint());
    assert!(!nginx(Some(160)).to_json().contains("vnodes"));
    let forty = nginx(Some(40));
    assert_eq!((forty.points().len(), forty.to_json().contains("\"vnodes\": 40")), (80, true));
    assert_ne!(forty, nginx(None));
    assert_eq!(HashRing::from_bytes(&forty.to_bytes()), Ok(forty));
}
