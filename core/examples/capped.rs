//! The effect and the price of a cap: the share of the fullest node, and the movement when a node joins.

use ringwise::HashRing;

fn main() -> ringwise::Result<()> {
    println!("{}", price(10)?); // 10 nodes: the fullest owns 1.10 fair shares, capped 1.05; a newcomer moves 0.96, capped 1.02
    println!("{}", price(100)?); // 100 nodes: the fullest owns 1.19 fair shares, capped 1.05; a newcomer moves 1.02, capped 1.38
    println!("{}", price(1000)?); // 1000 nodes: the fullest owns 1.32 fair shares, capped 1.05; a newcomer moves 1.02, capped 2.01
    Ok(())
}

/// Measures rings of `nodes` nodes with and without a cap of 105 %.
fn price(nodes: usize) -> ringwise::Result<String> {
    let names = || (0..nodes).map(|number| format!("cache-{number}"));
    let (plain, capped) = (HashRing::from_names(names())?, HashRing::builder().nodes(names()).cap(105).build()?);
    let [full, capped_full] = [&plain, &capped].map(|ring| ring.stats().max_over_fair);
    let [moved, capped_moved] = [movement(&plain)?, movement(&capped)?];
    Ok(format!(
        "{nodes} nodes: the fullest owns {full:.2} fair shares, capped {capped_full:.2}; \
         a newcomer moves {moved:.2}, capped {capped_moved:.2}"
    ))
}

/// Returns the share that moves when a node joins, over the node's fair share: the mean of ten nodes, each of which
/// joins alone.
fn movement(ring: &HashRing) -> ringwise::Result<f64> {
    let mut sum = 0.0;
    for number in 0..10 {
        let mut after = ring.clone();
        after.add_node(format!("newcomer-{number}"))?;
        sum += ring.plan(&after, 1)?.moved_fraction() * after.len() as f64;
    }
    Ok(sum / 10.0)
}
