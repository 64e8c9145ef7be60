//! Repeats one kind of lookup, so that `make instructions` can count the instructions of a call.
//!
//! `instructions KIND LENGTH ROUNDS`: each round looks up every key once, on a ring of 100 nodes. All keys have LENGTH
//! bytes. Two runs with different ROUNDS differ only by the lookups, because the set-up is the same.

use std::env;
use std::error::Error;
use std::hint::black_box;

use ringwise::{HashRing, NodeId};

const NODES: usize = 100;
const KEYS: usize = 4096;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [kind, length, rounds] = arguments.as_slice() else { return Err("usage: instructions KIND LENGTH ROUNDS".into()) };
    let (length, rounds): (usize, usize) = (length.parse()?, rounds.parse()?);
    let profile = if kind == "points_profile" { "libmemcached_ketama" } else { "native" };
    let ring = HashRing::builder().profile(profile).nodes((0..NODES).map(|i| format!("node-{i}"))).build()?;
    let keys: Vec<Vec<u8>> = (0..KEYS).map(|i| key(i as u64, length)).collect();
    let mut owners = vec![NodeId::NONE; KEYS];
    for _ in 0..rounds {
        match kind.as_str() {
            "get_node" | "points_profile" => get_node(&ring, &keys),
            "get_nodes3" => get_nodes3(&ring, &keys),
            "batch" => _ = black_box(ring.get_node_batch(&keys, &mut owners)),
            _ => return Err(format!("{kind}: get_node, get_nodes3, batch or points_profile").into()),
        }
    }
    println!("{KEYS}");
    Ok(())
}

/// Returns a key of `length` bytes, all of them digits that look random.
fn key(i: u64, length: usize) -> Vec<u8> {
    let random = |step: u64| (i * 64 + step + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let digits: String = (0..length as u64).step_by(16).map(|step| format!("{:016x}", random(step))).collect();
    digits.into_bytes()[..length].to_vec()
}

fn get_node(ring: &HashRing, keys: &[Vec<u8>]) {
    for key in keys {
        black_box(ring.get_node(key));
    }
}

fn get_nodes3(ring: &HashRing, keys: &[Vec<u8>]) {
    let mut nodes = [NodeId::NONE; 3];
    for key in keys {
        black_box(ring.get_nodes(key, &mut nodes));
    }
}
