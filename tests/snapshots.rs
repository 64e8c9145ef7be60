//! Does a snapshot have the documented format, and can the ring be read back from it?

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use proptest::prelude::*;
use ringwise::{Builder, ErrorKind, HashRing, Location, Node, OptionValue, SharedRing, Zones};
use ringwise_tests::{Record, path};

fn from_json(bytes: &[u8]) -> ringwise::Result<HashRing> {
    HashRing::from_json(core::str::from_utf8(bytes).unwrap())
}

#[track_caller]
fn assert_reads(read: ringwise::Result<HashRing>, ring: &HashRing, line: usize) {
    assert_eq!(read.as_ref(), Ok(ring), "line {line}");
    assert_eq!(read.unwrap().to_bytes(), ring.to_bytes(), "line {line}");
}

#[test]
fn every_vector() {
    let (mut builder, mut ring) = (HashRing::builder(), HashRing::new());
    let (mut checks, mut profiles) = (0, std::collections::BTreeSet::new());
    for record in Record::all("vectors/snapshots.tsv") {
        let line = record.line;
        checks += 1;
        match record.kind() {
            "profile" => {
                builder = HashRing::builder().profile(record.field(1));
                profiles.insert(record.field(1).to_owned());
            }
            "option" => builder = builder.option(record.field(1), record.option()),
            "node" => builder = builder.node(record.node()),
            "snapshot" => {
                ring = builder.clone().build().unwrap();
                assert_eq!(ring.to_bytes(), record.bytes(1), "line {line}");
                assert_reads(HashRing::from_bytes(&record.bytes(1)), &ring, line);
            }
            "fingerprint" => assert_eq!(ring.fingerprint().to_string(), record.field(1), "line {line}"),
            "json" => {
                assert_eq!(ring.to_json().into_bytes(), record.bytes(1), "line {line}");
                assert_reads(from_json(&record.bytes(1)), &ring, line);
            }
            "reads" => assert_reads(from_json(&record.bytes(1)), &ring, line),
            "bad" => assert_eq!(HashRing::from_bytes(&record.bytes(1)).unwrap_err().kind().name(), record.field(2), "line {line}"),
            "bad_json" => assert_eq!(from_json(&record.bytes(1)).unwrap_err().kind().name(), record.field(2), "line {line}"),
            other => panic!("line {line}: no record {other}"),
        }
    }
    let known: BTreeSet<_> = ringwise::profiles().into_iter().map(str::to_owned).collect();
    assert_eq!(profiles, known);
    assert!(checks > 350, "{checks} records");
}

/// The vectors are the output of the reference, and were not edited.
#[test]
fn the_reference_makes_these_vectors() {
    let check = Command::new("python3").arg(path("reference/snapshot.py")).arg("check").output().unwrap();
    assert!(check.status.success(), "{}{}", String::from_utf8_lossy(&check.stdout), String::from_utf8_lossy(&check.stderr));
}

#[test]
fn the_worked_example_of_the_page() {
    let page = fs::read_to_string(path("../docs/snapshot.md")).unwrap();
    let block = |language: &str| page.split(&format!("```{language}\n")).nth(1).unwrap().split("```").next().unwrap();
    let hex: String = block("text").lines().flat_map(|line| line[4..54].split_whitespace()).collect();
    let ring = HashRing::builder().seed(7).node("a").node(Node::new("b").with_weight(2).with_zone("z").with_identity("id"));
    let ring = ring.build().unwrap();
    assert_eq!(ring.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>(), hex);
    assert_eq!(ring.to_json(), block("json"));
    for ring in [ring, HashRing::new(), HashRing::from_names(["a", "b", "c"]).unwrap()] {
        assert!(page.contains(&format!("`{}`", ring.fingerprint())));
    }
}

/// Every profile, each with options that differ from its defaults or change them.
fn builders() -> Vec<Builder> {
    let plain = ringwise::profiles().into_iter().map(|profile| HashRing::builder().profile(profile));
    let with = |profile: &str, name: &str, value: OptionValue| HashRing::builder().profile(profile).option(name, value);
    let more = [
        with("native", "vnodes", 7.into()),
        with("native", "seed", 7.into()).zones(Zones::Strict),
        with("native", "hash_tag", "\0\n".into()),
        with("libmemcached_ketama", "hash", "md5".into()),
        with("libmemcached_ketama", "hash", "md5".into()).option("point_hash", "crc"),
        with("libmemcached_spy", "weighted", true.into()),
        with("spymemcached_ketama", "format", "libmemcached".into()),
        with("haproxy", "hash", "sdbm".into()),
        with("haproxy", "avalanche", false.into()),
        with("haproxy", "balance_factor", 125.into()),
        with("npm_hashring", "default_port", 80.into()),
        with("npm_hashring", "compatibility", "hash_ring".into()),
        with("npm_hashring", "replicas", 3.into()),
        with("cassandra", "strategy", "network".into()).option("replication", vec![("y".to_owned(), 2), ("x".to_owned(), 1)]),
        with("points", "bits", 32.into()).option("key_hash", "crc32"),
        with("envoy_ring_hash", "maximum", 64.into()).option("minimum", 32),
        with("buraksezer_v1", "partitions", 23.into()),
    ];
    plain.chain(more).collect()
}

/// A node that is valid under some profile.
fn node() -> impl Strategy<Value = Node> {
    let name =
        prop::sample::select(vec!["10.0.0.1:80", "10.0.0.2:11211", "10.0.0.2", "/run/a.sock", "é", "a", "1", "2", "\u{10000}", "\u{e000}"]);
    let identity = prop::sample::select(vec!["10.0.0.2", "/10.0.0.1:80", "1", "2", "3", "a", "id", "10.0.0.1"]);
    let fields = (
        prop::option::of(identity),
        prop::option::of(prop::sample::select(vec!["x/1", "y/2", "x"])),
        prop::option::weighted(0.1, 1..9_i64),
    );
    (name, 0..3_i64, fields).prop_map(|(name, weight, (identity, zone, vnodes))| {
        let node = Node::new(name).with_weight(weight);
        let node = identity.into_iter().fold(node, |node, identity| node.with_identity(identity));
        let node = zone.into_iter().fold(node, |node, zone| node.with_zone(zone));
        vnodes.into_iter().fold(node, |node, vnodes| node.with_vnodes(vnodes))
    })
}

/// Adds points to nodes, under the profiles that need them.
fn with_points(nodes: &[Node], points: &[i64]) -> Vec<Node> {
    let own = |(index, node): (usize, &Node)| {
        let points = points.iter().map(|&point| i128::from(point & 0xffff_ffff) * 16 + index as i128);
        node.clone().with_points(points.filter(|point| *point < 1 << 32))
    };
    nodes.iter().enumerate().map(own).collect()
}

/// Returns the rings of these nodes: for each profile, with and without points.
fn rings(nodes: &[Node], points: &[i64]) -> Vec<HashRing> {
    let of = |builder: Builder| [builder.clone().nodes(nodes.iter().cloned()).build(), builder.nodes(with_points(nodes, points)).build()];
    builders().into_iter().flat_map(of).flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_ring_comes_back_from_bytes_and_from_json(
        nodes in prop::collection::vec(node(), 0..5),
        points in prop::collection::vec(any::<i64>(), 0..4),
    ) {
        for ring in rings(&nodes, &points) {
            let bytes = ring.to_bytes();
            let back = HashRing::from_bytes(&bytes);
            prop_assert_eq!(back.as_ref(), Ok(&ring), "{}", ring.to_json());
            prop_assert_eq!(back.unwrap().to_bytes(), bytes);
            let json = ring.to_json();
            let back = HashRing::from_json(&json);
            prop_assert_eq!(back.as_ref(), Ok(&ring), "{}", &json);
            prop_assert_eq!(back.unwrap().to_json(), json);
        }
    }

    #[test]
    fn rings_are_equal_exactly_if_their_bytes_are(
        nodes in prop::collection::vec(node(), 0..3),
        others in prop::collection::vec(node(), 0..3),
    ) {
        let reversed: Vec<_> = nodes.iter().rev().cloned().collect();
        let rings = [nodes, others, reversed].into_iter().flat_map(|nodes| rings(&nodes, &[5]));
        let rings: Vec<_> = rings.map(|ring| (ring.to_bytes(), ring.fingerprint(), ring.to_json(), ring)).collect();
        for (a, b) in rings.iter().flat_map(|a| rings.iter().map(move |b| (a, b))) {
            let equal = a.3 == b.3;
            prop_assert_eq!((a.0 == b.0, a.1 == b.1, a.2 == b.2), (equal, equal, equal), "{} {}", a.2, b.2);
        }
    }

    #[test]
    fn an_edited_ring_has_the_bytes_of_one_made_at_once(old in 0..5_usize, new in "[a-e0-9]{1,3}", weight in 0..3_i64) {
        for builder in builders() {
            let nodes = with_points(&["10.0.0.1:11211", "10.0.0.2:80", "c", "d", "e"].map(|name| Node::new(name).with_zone("x/1")), &[1, 2]);
            let all = builder.clone().nodes(nodes.clone()).build();
            let Ok(mut ring) = all.or_else(|_| builder.nodes(nodes.iter().map(|node| Node::new(node.name()))).build()) else { continue };
            let name = ring.nodes().nth(old).unwrap().name().to_owned();
            // An edit may be refused; the ring is then unchanged.
            let _ = ring.set_weight(&name, weight);
            let _ = ring.replace_node(&name, &new);
            prop_assert_eq!(HashRing::from_bytes(&ring.to_bytes()), Ok(ring.clone()), "{}", ring.to_json());
            prop_assert_eq!(HashRing::from_json(&ring.to_json()), Ok(ring));
        }
    }
}

#[test]
fn every_profile_is_tried_with_members() {
    let nodes = ["10.0.0.1:80", "a"].map(Node::new);
    let tried: std::collections::BTreeSet<_> = rings(&nodes, &[5]).iter().map(HashRing::profile).collect();
    assert_eq!(tried.len(), ringwise::profiles().len());
}

#[test]
fn what_is_given_beside_a_snapshot_counts() {
    let native = HashRing::from_names(["a", "b"]).unwrap();
    for ring in [HashRing::from_json(&native.to_json()), HashRing::from_bytes(&native.to_bytes())] {
        let shared = SharedRing::new(ring.unwrap());
        assert_eq!((shared.load_factor(), shared.capacity("a")), (Some(125), Ok(1)));
        shared.set_load_factor(300).unwrap();
        assert_eq!((shared.capacity("a"), shared.view().ring()), (Ok(2), &native));
    }
}

fn sealed(body: &[u8]) -> Vec<u8> {
    let checksum = crc::Crc::<u32>::new(&crc::CRC_32_ISCSI).checksum(body);
    [body, &checksum.to_le_bytes()].concat()
}

#[test]
fn errors_say_where_and_what_would_be_right() {
    let whole = HashRing::builder().seed(7).node("a").node(Node::new("b").with_weight(2)).build().unwrap().to_bytes();
    let body = &whole[..whole.len() - 4];
    let refused = |bytes: &[u8]| HashRing::from_bytes(bytes).unwrap_err().to_string();
    let changed = |at: usize, new: &[u8]| sealed(&[&body[..at], new, &body[at + new.len()..]].concat());
    assert_eq!(refused(b"{\"nodes\""), r#"snapshot, byte 0: "{\"nodes\"": a snapshot begins with "ringwise""#);
    assert_eq!(refused(b"ringwise"), "snapshot, byte 8: 8 bytes: a snapshot has more, so it was cut");
    assert!(refused(&whole[..50]).ends_with("it was cut, extended or changed since it was written"));
    assert_eq!(refused(&changed(8, &[2])), "snapshot format 2: this version of ringwise reads format 1, so read it with a later one");
    let cases: [(usize, &[u8], &str); 9] = [
        (14, b"\xff", "10: a profile \"\u{fffd}ative-v1\": a text is UTF-8"),
        (23, &[0, 0, 0, 1], "23: 16777216 options: 80 bytes are left, at most 13 options"),
        (23, &[65], "23: 65 options: 80 bytes are left, at most 13 options"),
        (27, &[200], "31: an option's name of 200 bytes: 76 bytes are left"),
        (37, &[9], "37: type 9: 1 is an integer, 2 a text, 3 a yes or no, 4 a map"),
        (38, &[0], "10: vnodes 0: an integer from 1 to 67108864"),
        (83, &[9], "83: 9 nodes: 20 bytes are left, at most 2 nodes"),
        (91, b"c", "91: 63 where this ring's snapshot has 62: a ring has one snapshot, options and nodes in its order"),
        (96, &[128], "96: fields 80: at most 0f are known"),
    ];
    for (at, new, message) in cases {
        assert_eq!(refused(&changed(at, new)), format!("snapshot, byte {message}"));
    }
    let unknown = refused(&changed(14, b"N"));
    assert!(unknown.starts_with("unknown profile \"Native-v1\": the profiles are native, ketama, "), "{unknown}");
}

#[test]
fn a_point_may_be_its_digits() {
    let points = |points: &str| {
        HashRing::from_json(&format!(r#"{{"profile": "cassandra", "nodes": [{{"name": "a", "points": [{points}]}}]}}"#))
            .map(|ring| ring.to_json())
    };
    let least = i64::MIN;
    assert_eq!(points(&format!(r#""{least}", "0", 7"#)), points(&format!("{least}, 0, 7")));
    assert!(points(r#""7""#).unwrap().contains(r#""points": [7]"#));
    for digits in ["", "-", "+1", "01", "-0", " 1", "1 ", "1.0", "1e3", "0x1", "18446744073709551616", "-9223372036854775809", "٣"] {
        let text = points(&format!("{digits:?}")).unwrap_err().to_string();
        assert!(text.ends_with(&format!("invalid value: string {digits:?}, expected an integer or its digits for points")), "{text}");
    }
    let wide =
        HashRing::from_json(r#"{"profile": "points", "key_hash": "xxh64", "nodes": [{"name": "a", "points": ["18446744073709551615"]}]}"#);
    assert_eq!(wide.unwrap().points().collect::<Vec<_>>()[0].0, u64::MAX);
}

#[test]
fn errors_in_json_have_a_line_and_a_column() {
    let error = HashRing::from_json("{\n  \"seed\": 1,\n  \"nodes\": [{\"name\": \"a\", \"wieght\": 2}]\n}").unwrap_err();
    let text = "snapshot, line 3, column 34: unknown field \"wieght\": the fields are name, weight, identity, zone, vnodes, points";
    assert_eq!(error.to_string(), text);
    assert_eq!(error.kind(), ErrorKind::BadSnapshot);
    assert!(matches!(error, ringwise::Error::BadSnapshot { location: Location::Line { line: 3, column: 34 }, .. }));
    let refused = |text: &str| HashRing::from_json(text).unwrap_err().to_string();
    let cases = [
        (
            r#"{"nodes": [{"name": "a", "weight": 1.5}]}"#,
            "line 1, column 38: invalid type: floating point `1.5`, expected an integer for weight",
        ),
        (r#"{"nodes": [{"name": "a", "weight": "1"}]}"#, "line 1, column 38: invalid type: string \"1\", expected an integer for weight"),
        (
            r#"{"nodes": [{"name": "a", "points": [1.5]}]}"#,
            "line 1, column 39: invalid type: floating point `1.5`, expected an integer or its digits for points",
        ),
        (r#"{"nodes": "a"}"#, "line 1, column 13: invalid type: string \"a\", expected a list for nodes"),
        (r#"{"seed": 1, "seed": 1}"#, "line 1, column 18: field \"seed\" again: give it once"),
        (r#"{"load_factor": 1}"#, "line 1, column 14: field \"load_factor\": a snapshot has none, so give it beside the snapshot"),
        (r#"{"nodes": [{"weight": 1}]}"#, "line 1, column 24: a node without a name: give it \"name\""),
        (r#"{"ringwise": 2}"#, "format 2: this version of ringwise reads format 1, so read it with a later one"),
    ];
    for (text, message) in cases {
        let separator = if message.starts_with("line") { ", " } else { " " };
        assert_eq!(refused(text), format!("snapshot{separator}{message}"), "{text}");
    }
    assert_eq!(
        refused(r#"{"nodes": ["a", {"name": "b", "weight": -1}]}"#),
        r#"weight -1 for node "b": a weight is an integer from 0 to 67108864"#
    );
}
