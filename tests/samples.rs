//! Rings of every profile.

use ringwise::{Builder, HashRing, Node};

/// Returns an empty ring of every profile, with options under which the nodes below are valid.
pub fn builders() -> Vec<Builder> {
    let with = |name: &str| {
        let builder = HashRing::builder().profile(name);
        match name {
            "points" => builder.option("bits", 32).option("key_hash", "crc32"),
            "cassandra" => builder.option("replication", 3),
            "envoy_maglev" => builder.option("table_size", 251),
            "envoy_ring_hash" => builder.option("minimum", 64).option("maximum", 512),
            _ => builder,
        }
    };
    let names = ringwise::profiles();
    let network = vec![("x".to_owned(), 2), ("y".to_owned(), 1)];
    let more = [
        with("libmemcached_spy").option("weighted", true),
        HashRing::builder().profile("cassandra").option("strategy", "network").option("replication", network),
        with("haproxy").option("balance_factor", 125),
    ];
    names.into_iter().map(with).chain(more).collect()
}

/// Returns a node that is valid under a profile: with points if the profile needs them.
pub fn node(ring: &HashRing, number: u8, weight: i64) -> Node {
    let node = Node::new(format!("10.0.0.{number}:80")).with_weight(weight);
    if !["cassandra", "points"].contains(&ring.profile()) {
        return node;
    }
    let zone = if number.is_multiple_of(2) { "x/1" } else { "y/1" };
    let points = (0..20_u32).map(|i| i128::from((i * 256 + u32::from(number)).wrapping_mul(2_654_435_761)));
    node.with_points(points).with_zone(zone)
}
