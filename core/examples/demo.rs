//! Places the keys of one file on the nodes of another.
//!
//! `demo NODES KEYS` prints a digest of the placement, which is the same in every language. `demo NODES KEYS report`
//! shows each node's share of the keys, and the keys that move when a node joins or is lost. Each line of NODES has a
//! name, a weight and a zone, separated by tabs. Each line of KEYS is a key.

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs};

use ringwise::{HashRing, Node, NodeId};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [nodes, keys, report @ ..] = arguments.as_slice() else { return Err("usage: demo NODES KEYS [report]".into()) };
    let (nodes, keys) = (fs::read_to_string(nodes)?, fs::read_to_string(keys)?);
    let nodes: Vec<Node> = nodes.lines().map(node).collect::<Result<_, _>>()?;
    let keys: Vec<&str> = keys.lines().collect();
    let ring = HashRing::builder().nodes(nodes).build()?;
    if report.is_empty() {
        println!("digest {:016x}", digest(&ring, &keys));
        return Ok(());
    }
    show_shares(&ring, &keys);
    let mut grown = ring.clone();
    grown.add_node(Node::new("cache-9.north:11211").with_weight(2).with_zone("north"))?;
    show_moves("cache-9.north joins, weight 2", &ring, &grown, &keys);
    let mut shrunk = ring.clone();
    shrunk.remove_node("cache-2.east:11211")?;
    show_moves("cache-2.east is lost", &ring, &shrunk, &keys);
    Ok(())
}

fn node(line: &str) -> Result<Node, Box<dyn Error>> {
    let [name, weight, zone] = line.split('\t').collect::<Vec<_>>()[..] else {
        return Err(format!("{line:?}: a name, a weight, a zone").into());
    };
    Ok(Node::new(name).with_weight(weight.parse::<i64>()?).with_zone(zone))
}

/// 64-bit FNV-1a over the first three nodes of each key, each name ended by a newline, each key's list by another.
fn digest(ring: &HashRing, keys: &[&str]) -> u64 {
    let mut text = String::new();
    let mut out = [NodeId::NONE; 3];
    for key in keys {
        for name in ring.get_nodes(key.as_bytes(), &mut out).iter().filter_map(|&id| ring.name(id)) {
            text.extend([name, "\n"]);
        }
        text.push('\n');
    }
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Returns the number of keys that each node owns.
fn counts<'r>(ring: &'r HashRing, keys: &[&str]) -> BTreeMap<&'r str, usize> {
    let mut counts: BTreeMap<_, _> = ring.nodes().map(|node| (node.name(), 0)).collect();
    for name in keys.iter().filter_map(|key| ring.name(ring.get_node(key.as_bytes())?)) {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

fn show_shares(ring: &HashRing, keys: &[&str]) {
    let weights: i64 = ring.nodes().map(Node::weight).sum();
    println!("{} keys on {} nodes in 3 zones; fair is a node's part of the weights", keys.len(), ring.len());
    for (name, count) in counts(ring, keys) {
        let weight = ring.node(name).map_or(0, Node::weight);
        let (share, fair) = (100.0 * count as f64 / keys.len() as f64, 100.0 * weight as f64 / weights as f64);
        println!("  {name:<20} weight {weight} {} {share:5.1} %  fair {fair:4.1} %", bar(share, 25.0));
    }
}

/// A bar of up to 40 cells for a part of `full`, drawn to an eighth of a cell.
fn bar(part: f64, full: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (part / full * 320.0).round() as usize;
    format!("{:<40}", "█".repeat(eighths / 8) + EIGHTHS[eighths % 8])
}

fn show_moves(title: &str, before: &HashRing, after: &HashRing, keys: &[&str]) {
    let owner = |ring: &HashRing, key: &str| ring.get_node(key.as_bytes()).and_then(|id| ring.name(id).map(str::to_owned));
    let moved = keys.iter().filter(|key| owner(before, key) != owner(after, key)).count();
    let had = counts(before, keys);
    let least: usize = counts(after, keys).into_iter().map(|(name, now)| now.saturating_sub(had.get(name).copied().unwrap_or(0))).sum();
    println!("  {title}: {moved} keys move; the least possible is {least}");
}
