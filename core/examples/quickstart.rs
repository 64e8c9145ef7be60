//! A ring of three caches: the owner of a key, the holders of its copies, and a fourth cache that joins.

use ringwise::{HashRing, NodeId};

fn main() -> ringwise::Result<()> {
    let mut ring = HashRing::from_names(["cache-1", "cache-2", "cache-3"])?;
    let owner = ring.get_node(b"user:42").and_then(|id| ring.name(id));
    println!("{}", owner.unwrap_or("nobody")); // cache-1

    let mut two = [NodeId::NONE; 2];
    let holders: Vec<_> = ring.get_nodes(b"user:42", &mut two).iter().filter_map(|&id| ring.name(id)).collect();
    println!("{}", holders.join(" ")); // cache-1 cache-3

    ring.add_node("cache-4")?; // a quarter of the keys move to it, and no other
    Ok(())
}
