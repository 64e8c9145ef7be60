//! Is bad input refused under every profile, with the right words?

use ringwise::{Builder, Error, ErrorKind, HashRing, Node, OptionValue, SharedRing};

fn profile(name: &str) -> Builder {
    HashRing::builder().profile(name)
}

fn refused(builder: Builder) -> (ErrorKind, String) {
    let error = builder.build().unwrap_err();
    (error.kind(), error.to_string())
}

fn assert_refused(builder: Builder, kind: ErrorKind, text: &str) {
    assert_eq!(refused(builder), (kind, text.to_owned()));
}

#[test]
fn an_unknown_profile_lists_those_there_are() {
    let (kind, text) = refused(profile("ketma"));
    assert_eq!(kind, ErrorKind::UnknownProfile);
    assert_eq!(text, format!("unknown profile \"ketma\": the profiles are {}", ringwise::profiles().join(", ")));
    for name in ringwise::profiles() {
        let builder = profile(name);
        let builder = if name == "points" { builder.option("key_hash", "xxh64") } else { builder };
        let recorded = if name == "native" { "native-v1" } else { name };
        assert_eq!(builder.build().unwrap().profile(), recorded);
    }
    assert_eq!(profile("native-v1").build(), profile("native").build());
}

#[test]
fn an_unknown_option_lists_those_of_its_profile() {
    let text = "unknown option \"hsh\": the options are profile, hash_tag, zones, hash, avalanche, balance_factor";
    assert_refused(profile("haproxy").option("hsh", "sdbm"), ErrorKind::InvalidOption, text);
    let text = "unknown option \"hash\": the options are profile, hash_tag, zones, vnodes, seed, cap; \
                profiles libmemcached_ketama, libmemcached_ketama_weighted, libmemcached_spy, twemproxy_ketama, spymemcached_ketama, haproxy, \
                envoy_ring_hash, buraksezer_v0, buraksezer_v1 have it";
    assert_refused(HashRing::builder().option("hash", "md5"), ErrorKind::InvalidOption, text);
}

#[test]
fn options_that_a_profile_has_not_are_unsupported() {
    let text = "vnodes 10: profile ketama has no such option, its options are profile, hash_tag, zones";
    assert_refused(profile("ketama").vnodes(10), ErrorKind::Unsupported, text);
    assert_refused(profile("ketama").option("vnodes", 10), ErrorKind::Unsupported, text);
    assert_eq!(refused(profile("uhashring").seed(1)).0, ErrorKind::Unsupported);
    assert_eq!(refused(profile("uhashring").cap(105)).0, ErrorKind::Unsupported);
    let text = "cap 105: profile ketama has no such option, its options are profile, hash_tag, zones";
    assert_refused(profile("ketama").option("cap", 105), ErrorKind::Unsupported, text);
    let text = "zones \"strict\": profile cassandra takes zones as its strategy does";
    assert_refused(profile("cassandra").option("zones", "strict"), ErrorKind::Unsupported, text);
    let text = "load_factor 150: profile lafikl has a rule of its own for what makes a node full";
    let shared = |builder: Builder| SharedRing::new(builder.build().unwrap());
    let error = shared(profile("lafikl")).set_load_factor(150).unwrap_err();
    assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Unsupported, text));
    assert!(shared(profile("haproxy")).set_load_factor(150).is_ok());
    let bounded = shared(profile("haproxy").option("balance_factor", 150));
    assert_eq!(bounded.set_load_factor(150).unwrap_err().kind(), ErrorKind::Unsupported);
    assert_eq!(bounded.load_factor(), None);
}

#[test]
fn values_of_options_are_checked() {
    let rows: &[(&str, &str, OptionValue, &str)] = &[
        ("haproxy", "hash", "md5".into(), r#"hash "md5": one of "sdbm", "djb2", "wt6", "crc32""#),
        ("haproxy", "hash", 7.into(), r#"hash 7: one of "sdbm", "djb2", "wt6", "crc32""#),
        ("haproxy", "avalanche", "yes".into(), r#"avalanche "yes": true or false"#),
        ("haproxy", "balance_factor", 100.into(), "balance_factor 100: an integer from 101 to 65535"),
        ("npm_hashring", "vnodes", 0.into(), "vnodes 0: an integer from 1 to 67108864"),
        ("npm_hashring", "vnodes", "40".into(), r#"vnodes "40": an integer from 1 to 67108864"#),
        ("npm_hashring", "default_port", true.into(), "default_port true: an integer from 1 to 65535"),
        ("envoy_maglev", "table_size", i64::MAX.into(), "table_size 9223372036854775807 or more: an integer from 2 to 5000011"),
        ("envoy_maglev", "table_size", 100.into(), "table_size 100: a prime number"),
        ("envoy_ring_hash", "maximum", 1000.into(), "maximum 1000: at least the minimum, 1024"),
        ("points", "bits", 48.into(), "bits 48: 64 or 32"),
        ("points", "bits", 32.into(), r#"key_hash is missing: one of "crc32", "md5", "fnv1a_32", "one_at_a_time", "murmur""#),
        (
            "cassandra",
            "strategy",
            "network".into(),
            "replication is missing: with strategy \"network\" a map from data centres to integers from 0 to 16777216",
        ),
        ("cassandra", "replication", vec![("dc1".to_owned(), 3)].into(), r#"replication {"dc1": 3}: an integer from 1 to 16777216"#),
    ];
    for (name, option, value, text) in rows {
        assert_refused(profile(name).option(*option, value.clone()), ErrorKind::InvalidOption, text);
    }
    let weighted = profile("spymemcached_ketama").option("hash", "native").option("weighted", true);
    assert_refused(weighted, ErrorKind::InvalidOption, "weighted true: only hash \"ketama\" has weights");
}

#[test]
fn ports_that_no_server_can_have_are_refused() {
    for (name, nodes) in [
        ("twemproxy_ketama", &["a:0", "a:65536"][..]),
        ("spymemcached_ketama", &["h/10.0.0.1:65536", "10.0.0.1:0"]),
        ("nginx_consistent", &["a:0", "a:65536", "a:b", "a:", ":80", "[::1]:99999"]),
        ("libmemcached_ketama", &["a:65536"]),
    ] {
        for node in nodes {
            let error = profile(name).node(*node).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidName, "{name} {node}");
            assert!(error.to_string().contains("65535"), "{error}");
        }
    }
    for name in ["a", "a:80", "[::1]", "[::1]:80", "unix:/tmp/a:b"] {
        assert!(profile("nginx_consistent").node(name).build().is_ok(), "{name}");
    }
    let error = profile("libmemcached_ketama").node("a".repeat(1025)).build().unwrap_err();
    assert!(error.to_string().ends_with("the system takes a host of at most 1024 bytes"), "{error}");
}

#[test]
fn labels_that_nutcracker_cannot_write_are_refused() {
    let ring = |length: usize| profile("twemproxy_ketama").node("a".repeat(length)).node("b").build();
    assert!(ring(82).is_ok()); // the last of 40 labels: 82 bytes, a dash, two digits
    let error = ring(83).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidName);
    let text = "the system takes labels of 85 bytes, and 86 is this one's longest, so give a shorter one";
    assert!(error.to_string().ends_with(text), "{error}");
}

#[test]
fn the_last_of_two_values_counts() {
    let ring = profile("haproxy").option("hash", "djb2").option("hash", "crc32").build().unwrap();
    assert_eq!(ring.options().get("hash"), Some("crc32".into()));
    assert_eq!(ring.options().get("avalanche"), Some(false.into()));
    let network = |map: &[(&str, i64)]| {
        let map: Vec<_> = map.iter().map(|(centre, replicas)| ((*centre).to_owned(), *replicas)).collect();
        profile("cassandra").option("strategy", "network").option("replication", map).build().unwrap()
    };
    assert_eq!(network(&[("b", 3), ("a", 1), ("b", 2)]), network(&[("a", 1), ("b", 2)]));
}

#[test]
fn weights_that_a_system_has_not_are_refused() {
    let heavy = || Node::new("a").with_weight(2);
    let text = "weight 2 for node \"a\": profile libmemcached_ketama has no weights but 0 and 1, profile libmemcached_ketama_weighted, with the hash of this ring, has";
    assert_refused(profile("libmemcached_ketama").node(heavy()), ErrorKind::Unsupported, text);
    let text = "weight 2 for node \"a\": profile stathat has no weights but 0 and 1";
    assert_refused(profile("stathat").node(heavy()), ErrorKind::Unsupported, text);
    let text = "weight 257 for node \"a\": profile haproxy takes a weight from 0 to 256";
    assert_refused(profile("haproxy").node(Node::new("a").with_weight(257)), ErrorKind::InvalidWeight, text);
    let weightless = ["libmemcached_ketama", "libmemcached_spy", "spymemcached_ketama", "npm_consistent_hashing", "stathat", "groupcache"];
    let more = ["lafikl", "buraksezer_v0", "buraksezer_v1", "naive_md5", "naive_sha256"];
    for name in weightless.iter().chain(&more) {
        assert_eq!(refused(profile(name).node(heavy())).0, ErrorKind::Unsupported, "{name}");
        assert!(profile(name).node(Node::new("a").with_weight(0)).build().is_ok(), "{name}");
    }
    for name in ["libmemcached_spy", "spymemcached_ketama"] {
        assert!(profile(name).option("weighted", true).node(heavy()).build().is_ok(), "{name}");
    }
}

#[test]
fn names_that_a_system_cannot_take_are_refused() {
    let text = "identity \"a-name-of-22-bytes-abc\" for node \"a-name-of-22-bytes-abc\": the system cuts names after 21 bytes, so give a shorter one";
    assert_refused(profile("ketama").node("a-name-of-22-bytes-abc"), ErrorKind::InvalidName, text);
    assert!(profile("ketama").node("a-name-of-21-bytes-ab").build().is_ok());
    let text = "identity \"a\\0b\" for node \"a\\0b\": the system's names cannot hold a NUL";
    assert_refused(profile("twemproxy_ketama").node("a\0b"), ErrorKind::InvalidName, text);
    let text = "name \"a:70000\" for node \"a:70000\": a server is host:port, the port at most 65535";
    assert_refused(profile("libmemcached_ketama").node("a:70000"), ErrorKind::InvalidName, text);
    for id in ["0", "01", "-1", "x", "2147483648"] {
        let text = format!("identity {id:?} for node \"a\": an id is an integer from 1 to 2147483647, in decimal");
        assert_refused(profile("haproxy").node(Node::new("a").with_identity(id)), ErrorKind::InvalidName, &text);
    }
    let text = "name \"\": a name is 1 to 65535 bytes of UTF-8";
    assert_refused(profile("stathat").node(""), ErrorKind::InvalidName, text);
    assert_refused(profile("libmemcached_ketama").node(""), ErrorKind::InvalidName, text);
}

#[test]
fn two_names_of_one_identity_are_refused() {
    let text = "identity \"10.0.0.1\" for node \"10.0.0.1:11211\": node \"10.0.0.1\" has it, and an identity is unique in its ring";
    let builder = profile("libmemcached_ketama").nodes(["10.0.0.1", "10.0.0.1:11211"]);
    assert_refused(builder, ErrorKind::DuplicateNode, text);
    let verbatim = Node::new("10.0.0.1:11211").with_identity("10.0.0.1:11211");
    let ring = profile("libmemcached_ketama").node("10.0.0.1").node(verbatim).build().unwrap();
    assert_eq!(ring.node("10.0.0.1:11211").unwrap().identity(), "10.0.0.1:11211");
}

#[test]
fn fields_that_a_profile_has_not_are_refused() {
    let vnodes = || Node::new("a").with_vnodes(3);
    let points = || Node::new("a").with_points([1_i64, 2]);
    let text = "vnodes of node \"a\": profile ketama has no such field, and takes nodes without it";
    assert_refused(profile("ketama").node(vnodes()), ErrorKind::Unsupported, text);
    let text = "points of node \"a\": the ring's profile has no such field, and takes nodes without it";
    assert_refused(HashRing::builder().node(points()), ErrorKind::Unsupported, text);
    let text = "points are missing for node \"a\": under profile cassandra a node is given its points";
    assert_refused(profile("cassandra").node("a"), ErrorKind::InvalidOption, text);
    let text = "point 9223372036854775808 for node \"a\": an integer from -9223372036854775808 to 9223372036854775807";
    assert_refused(profile("cassandra").node(Node::new("a").with_points([1_i128 << 63])), ErrorKind::InvalidOption, text);
    let text = "point -1 for node \"a\": an integer from 0 to 4294967295";
    let narrow = profile("points").option("bits", 32).option("key_hash", "crc32");
    assert_refused(narrow.node(Node::new("a").with_points([-1_i64])), ErrorKind::InvalidOption, text);
    let text = "vnodes 0 for node \"a\": an integer from 1 to 67108864";
    assert_refused(profile("npm_hashring").node(Node::new("a").with_vnodes(0)), ErrorKind::InvalidOption, text);
    let text = "point 2 for node \"b\": another node has this token, and a token is one node's";
    let twins = profile("cassandra").node(points()).node(Node::new("b").with_points([2_i64]));
    assert_refused(twins, ErrorKind::InvalidOption, text);
    let text = "zone is missing for node \"a\": under strategy \"network\" a zone is a data centre, or that, a slash and a rack";
    let network = profile("cassandra").option("strategy", "network").option("replication", vec![("dc1".to_owned(), 1)]);
    assert_refused(network.node(points()), ErrorKind::InvalidOption, text);
}

#[test]
fn an_edit_that_leaves_no_room_is_undone() {
    let mut ring = profile("buraksezer_v0").option("partitions", 5).nodes(["a", "b", "c", "d", "e"]).build().unwrap();
    let before = ring.clone();
    let error = ring.add_node("f").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidOption);
    let text = "load_percent 125: 6 nodes have no room for 5 partitions, so give more partitions or a higher load";
    assert_eq!(error.to_string(), text);
    assert_eq!(ring, before);
    assert!(ring.points().eq(before.points()));
}

#[test]
fn more_points_than_a_ring_can_have_are_refused_before_they_are_made() {
    let heavy = |name: &str| Node::new(name).with_weight(1_i64 << 26);
    for name in ["uhashring", "nginx_consistent", "serialx_v2"] {
        let builder = profile(name).node(heavy("a")).node(heavy("b"));
        assert!(matches!(builder.build(), Err(Error::TooManyPoints { .. })), "{name}");
    }
    let builder = profile("naive_md5").vnodes(1_i64 << 26).nodes(["a", "b"]);
    assert!(matches!(builder.build(), Err(Error::TooManyPoints { .. })));
}

#[test]
fn maglev_knows_the_owner_alone() {
    let ring = profile("envoy_maglev").nodes(["a", "b"]).build().unwrap();
    let mut out = [ringwise::NodeId::NONE; 2];
    assert_eq!(ring.get_nodes(b"key", &mut out).len(), 1);
    assert_eq!((ring.iter_nodes(b"key").count(), ring.check_count(1)), (1, Ok(())));
    let error = ring.check_count(2).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert_eq!(error.to_string(), "a list of 2 nodes: profile envoy_maglev has one node for each key");
}

#[test]
fn retries_are_spymemcached_s_alone() {
    let error = HashRing::new().retry_nodes(b"key").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert_eq!(error.to_string(), "retry_nodes of profile native-v1: only profile spymemcached_ketama has them");
    assert_eq!(profile("spymemcached_ketama").build().unwrap().retry_nodes(b"key"), Ok(vec![]));
}
