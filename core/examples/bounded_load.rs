//! A load balancer whose sessions stick to their server until it has 125 % of its fair part.

use ringwise::{HashRing, Node, SharedRing};

fn main() -> ringwise::Result<()> {
    let ring = SharedRing::new(HashRing::builder().node(Node::new("large").with_weight(2)).nodes(["small-1", "small-2"]).build()?);
    ring.set_load_factor(125)?;

    // One session is very popular. It fills its server, then overflows to the next servers of its own list.
    let tickets: Vec<_> = (0..100).filter_map(|_| ring.acquire(b"session of a celebrity")).collect();
    for (name, load) in ring.loads() {
        println!("{name}: {load} of at most {}", ring.capacity(&name)?);
    }

    for ticket in tickets {
        ring.release(ticket);
    }
    println!("{} left", ring.total_load()); // 0 left
    Ok(())
}
