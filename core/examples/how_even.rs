//! The evenness of a ring and the effect of a failure, computed exactly from the ring.

use ringwise::{HashRing, Node};

fn main() -> ringwise::Result<()> {
    let ring = HashRing::builder().nodes(["cache-1", "cache-2", "cache-3"]).node(Node::new("cache-4").with_weight(2)).build()?;

    for (name, share) in ring.shares(1)?.iter() {
        println!("{name} owns {:.2} % of the keys, {:.2} % would be fair", 100.0 * share.fraction, 100.0 * share.fair);
    }
    let stats = ring.stats();
    println!("the fullest has {:.2} times its fair share", stats.max_over_fair); // the fullest has 1.07 times its fair share

    // If cache-4 fails, which nodes take over its keys, and how many?
    let (before, after) = (ring.shares(1)?, ring.forecast(["cache-4"], 1)?);
    for (name, share) in after.iter().filter(|(name, _)| *name != "cache-4") {
        let more = share.fraction - before.get(name).map_or(0.0, |share| share.fraction);
        println!("{name} takes over {:.2} % of the keys", 100.0 * more);
    }

    // Real keys, compared with the expected counts: a p-value this large means that they are spread like random ones.
    let distribution = ring.analyze_distribution((0..10_000).map(|user| format!("user:{user}")));
    println!("p = {:.2}", distribution.p_value); // p = 0.92
    Ok(())
}
