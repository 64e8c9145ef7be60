//! Failover of a cache, whose keys go elsewhere and return; and of a store, whose copies are skipped but not moved.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use ringwise::{HashRing, HealthMonitor, NodeId, SharedRing};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ring = Arc::new(SharedRing::new(HashRing::from_names(["cache-1", "cache-2", "cache-3"])?));
    let name = |id: Option<NodeId>| id.and_then(|id| ring.view().name(id).map(str::to_owned)).unwrap_or_default();

    // A probe of your own; without one the monitor connects to each node's address.
    let (changes, changed) = mpsc::channel();
    let monitor = HealthMonitor::builder(&ring)
        .probe(|node| if node == "cache-1" { Err("no route to host".to_owned()) } else { Ok(()) })
        .interval(Duration::from_millis(10))
        .on_change(move |node, health| changes.send((node.to_owned(), health.clone())).unwrap_or_default())
        .build()?;
    monitor.start()?;
    let (node, health) = changed.recv()?;
    println!("{node} is down: {}", health.reason.as_deref().unwrap_or("marked by hand")); // cache-1 is down: no route to host
    monitor.stop();

    // A cache looks up the node that replaces a key's owner while it is down.
    let (fallback, owner) = (ring.get_node_with_fallback(b"user:42"), ring.get_node(b"user:42"));
    println!("{} instead of {}", name(fallback), name(owner)); // cache-3 instead of cache-1

    // A store that holds two copies uses the nodes that have them, and skips those that are down.
    let view = ring.view();
    let mut two = [NodeId::NONE; 2];
    let copies = view.get_nodes(b"user:42", &mut two).iter().filter_map(|&id| view.name(id));
    let readable: Vec<_> = copies.filter(|name| view.is_healthy(name).unwrap_or(false)).collect();
    println!("read from {}", readable.join(" ")); // read from cache-3

    ring.mark_node_healthy("cache-1")?;
    println!("{}", name(ring.get_node_with_fallback(b"user:42"))); // cache-1
    Ok(())
}
