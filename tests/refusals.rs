//! Is every bad input refused, with a message that names the value and what would be right?

use ringwise::binding::node_id;
use ringwise::{ErrorKind, HashRing, Node, NodeId, Zones};

#[track_caller]
fn refused<T>(result: ringwise::Result<T>, kind: ErrorKind, message: &str) {
    let error = result.err().unwrap();
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
}

fn ring() -> HashRing {
    HashRing::builder().nodes([Node::new("a").with_identity("x"), Node::new("b")]).build().unwrap()
}

/// Every kind of edit must fail with a bad `node`.
#[track_caller]
fn node_refused(node: &Node, kind: ErrorKind, message: &str) {
    let mut ring = ring();
    refused(HashRing::builder().node("z").node(node.clone()).build(), kind, message);
    refused(ring.add_node(node.clone()), kind, message);
    refused(ring.set_nodes([node.clone()]), kind, message);
    assert_eq!(ring, self::ring());
}

#[test]
fn names_identities_and_zones() {
    let kind = ErrorKind::InvalidName;
    let long = "n".repeat(65_536);
    let cut = "n".repeat(64);
    node_refused(&Node::new(""), kind, r#"name "": a name is 1 to 65535 bytes of UTF-8"#);
    node_refused(&Node::new(long.as_str()), kind, &format!("name \"{cut}…\" of 65536 bytes: a name is 1 to 65535 bytes of UTF-8"));
    node_refused(&Node::new("n").with_identity(""), kind, r#"identity "": an identity is 1 to 65535 bytes of UTF-8"#);
    node_refused(&Node::new("n").with_zone(""), kind, r#"zone "": a zone is 1 to 65535 bytes of UTF-8"#);
    let mut ring = ring();
    refused(ring.replace_node("a", ""), kind, r#"name "": a name is 1 to 65535 bytes of UTF-8"#);
    assert!(ring.add_node("n".repeat(65_535)).is_ok());
}

#[test]
fn weights() {
    let beyond = [(i64::MIN, "-9223372036854775808 or less"), (i64::MAX, "9223372036854775807 or more")];
    for (weight, shown) in [(-1, "-1"), ((1 << 26) + 1, "67108865")].into_iter().chain(beyond) {
        let message = format!("weight {shown} for node \"n\": a weight is an integer from 0 to 67108864");
        node_refused(&Node::new("n").with_weight(weight), ErrorKind::InvalidWeight, &message);
        let message = message.replace("\"n\"", "\"a\"");
        refused(ring().set_weight("a", weight), ErrorKind::InvalidWeight, &message);
    }
}

#[test]
fn what_is_there_already() {
    let kind = ErrorKind::DuplicateNode;
    let mut ring = ring();
    refused(ring.add_node("a"), kind, r#"node "a" already exists: a name is unique in its ring"#);
    refused(ring.replace_node("a", "b"), kind, r#"node "b" already exists: a name is unique in its ring"#);
    refused(ring.set_nodes(["a", "b", "a"]), kind, r#"node "a" already exists: a name is unique in its ring"#);
    let held = r#"identity "x" for node "x": node "a" has it, and an identity is unique in its ring"#;
    refused(ring.add_node("x"), kind, held);
    refused(ring.set_nodes([Node::new("a").with_identity("x"), Node::new("x")]), kind, held);
    assert_eq!(ring, self::ring());
}

#[test]
fn what_is_not_there() {
    let (kind, message) = (ErrorKind::UnknownNode, r#"node "x" is not in the ring: name one of its members"#);
    let mut ring = ring();
    refused(ring.remove_node("x"), kind, message);
    refused(ring.set_weight("x", 1), kind, message);
    refused(ring.replace_node("x", "y"), kind, message);
    refused(ring.replace_node("x", "x"), kind, message);
}

#[test]
fn options() {
    let kind = ErrorKind::InvalidOption;
    for vnodes in [0, -1, (1 << 26) + 1] {
        refused(HashRing::builder().vnodes(vnodes).build(), kind, &format!("vnodes {vnodes}: an integer from 1 to 67108864"));
    }
    for seed in [-1_i64, 1 << 32] {
        refused(HashRing::builder().seed(seed).build(), kind, &format!("seed {seed}: an integer from 0 to 4294967295"));
    }
    for cap in [100, 0, -1, 1001] {
        refused(HashRing::builder().cap(cap).build(), kind, &format!("cap {cap}: an integer from 101 to 1000"));
    }
    refused(HashRing::builder().option("cap", "105").build(), kind, r#"cap "105": an integer from 101 to 1000"#);
    refused(HashRing::builder().option("cap", i64::MAX).build(), kind, "cap 9223372036854775807 or more: an integer from 101 to 1000");
    for name in ["replication_factor", "load_factor"] {
        let message = format!("unknown option {name:?}: the options are profile, hash_tag, zones, vnodes, seed, cap");
        refused(HashRing::builder().option(name, 3).build(), kind, &message);
    }
    for tag in ["", "{", "{}}", "é"] {
        refused(HashRing::builder().hash_tag(tag).build(), kind, &format!("hash_tag {tag:?}: two ASCII characters such as \"{{}}\""));
    }
    refused("wide".parse::<Zones>(), kind, r#"zones "wide": "spread" or "strict""#);
}

/// Input over a limit is refused at once: if memory were taken first, this would need terabytes.
#[test]
fn more_points_than_a_ring_can_have() {
    let kind = ErrorKind::TooManyPoints;
    let message = |points: u64| format!("{points} virtual nodes: the weights times vnodes add up to at most 67108864");
    let most = 1_i64 << 26;
    let huge = |name: &str| Node::new(name).with_weight(most);
    refused(HashRing::builder().node(huge("a")).vnodes(most).build(), kind, &message(1 << 52));
    refused(HashRing::builder().nodes((0..3000).map(|n| huge(&format!("{n}")))).vnodes(most).build(), kind, &message(1 << 52));
    refused(HashRing::builder().nodes(["a", "b"]).vnodes(most).build(), kind, &message(1 << 27));
    let mut ring = ring();
    refused(ring.set_weight("a", most), kind, &message((1 << 26) * 160 + 160));
    refused(ring.add_node(Node::new("n").with_weight(419_429)), kind, &message(419_431 * 160));
    assert_eq!(ring, self::ring());
}

#[test]
fn a_ring_without_points_gives_none() {
    let drained = HashRing::builder().nodes(["a", "b"].map(|name| Node::new(name).with_weight(0))).build().unwrap();
    for ring in [HashRing::new(), drained] {
        let mut out = [node_id(5); 3];
        assert_eq!(ring.get_node(b"key"), None);
        assert_eq!(ring.get_nodes(b"key", &mut out), []);
        assert_eq!(ring.get_node_batch(["a", "b"], &mut out), [NodeId::NONE; 2]);
        assert_eq!(ring.iter_nodes(b"key").next(), None);
        assert_eq!(ring.points().len(), 0);
    }
}
