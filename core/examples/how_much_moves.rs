//! The moves of a change of the members, computed before the change.

use ringwise::{HashRing, Node};

fn main() -> ringwise::Result<()> {
    let before = HashRing::from_names(["cache-1", "cache-2", "cache-3", "cache-4"])?;
    let mut after = before.clone();
    after.remove_node("cache-2")?;
    after.add_node(Node::new("cache-5").with_weight(2))?;

    // Each key is on two nodes. How much is copied, and how much must be?
    let plan = before.plan(&after, 2)?;
    println!("{plan}");

    // The first range of positions that moves, for a copy job that handles all of them.
    if let Some(moved) = plan.iter().next() {
        let source = moved.source.and_then(|id| before.name(id)).unwrap_or("nobody");
        let target = after.name(moved.target).unwrap_or_default();
        println!("({:016x}, {:016x}] goes from {source} to {target}", moved.start, moved.end);
    }

    // During the copy: where else to look for a key that its new node does not have yet.
    for moved in plan.moves_of(b"user:2") {
        println!("user:2 may still be on {}", moved.source.and_then(|id| before.name(id)).unwrap_or("nobody"));
    }

    // Rings that hash keys differently have no plan, but you can compute the expected overlap and count real keys.
    let other = HashRing::builder().nodes(["cache-1", "cache-2", "cache-3", "cache-4"]).seed(1).build()?;
    println!("{:.3} of the keys stay", before.overlap(&other)); // 0.250 of the keys stay
    let counted = before.compare(&other, (0..100_000).map(|user| format!("user:{user}")));
    println!("{} of 100000 stayed", counted.kept);
    Ok(())
}
