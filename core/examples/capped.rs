//! What a cap gives, and what it costs: how much the fullest node owns, and how much moves when one more node joins.

use ringwise::{HashRing, NodeId};

fn main() -> ringwise::Result<()> {
    println!("{}", price(10)?); // 10 nodes: the fullest owns 1.10 fair shares, capped 1.05; a newcomer moves 0.96, capped 1.02
    println!("{}", price(100)?); // 100 nodes: the fullest owns 1.19 fair shares, capped 1.05; a newcomer moves 1.02, capped 1.38
    println!("{}", price(1000)?); // 1000 nodes: the fullest owns 1.32 fair shares, capped 1.05; a newcomer moves 1.02, capped 2.01
    Ok(())
}

/// Measures rings of so many nodes with a cap of 105 % and without.
fn price(nodes: usize) -> ringwise::Result<String> {
    let names = || (0..nodes).map(|number| format!("cache-{number}"));
    let (plain, capped) = (HashRing::from_names(names())?, HashRing::builder().nodes(names()).cap(105).build()?);
    let [(full, moved), (capped_full, capped_moved)] = [(fullest(&plain), movement(&plain)?), (fullest(&capped), movement(&capped)?)];
    Ok(format!(
        "{nodes} nodes: the fullest owns {full:.2} fair shares, capped {capped_full:.2}; a newcomer moves {moved:.2}, capped {capped_moved:.2}"
    ))
}

/// What the fullest node owns, against its fair share.
fn fullest(ring: &HashRing) -> f64 {
    let mut shares = vec![0.0; ring.len()];
    let mut start = ring.points().next_back().map_or(0, |(last, _)| last);
    for (position, id) in ring.points() {
        shares[id.get() as usize] += position.wrapping_sub(start) as f64;
        start = position;
    }
    shares.into_iter().fold(0.0, f64::max) * ring.len() as f64 / 2_f64.powi(64)
}

/// How much has another owner after a node joins, against its fair share: the mean of ten nodes, each of which joins alone.
fn movement(ring: &HashRing) -> ringwise::Result<f64> {
    let mut sum = 0.0;
    for number in 0..10 {
        let mut after = ring.clone();
        after.add_node(format!("newcomer-{number}"))?;
        sum += moved(ring, &after) * after.len() as f64;
    }
    Ok(sum / 10.0)
}

/// What part of the ring has another owner. Between two neighbouring points of either ring, all of it has one owner in each.
fn moved(before: &HashRing, after: &HashRing) -> f64 {
    let mut ends: Vec<u64> = before.points().chain(after.points()).map(|(position, _)| position).collect();
    ends.sort_unstable();
    let (before, after) = (owners(before, &ends), owners(after, &ends));
    let mut start = ends[ends.len() - 1];
    let mut parts = 0.0;
    for ((&end, before), after) in ends.iter().zip(before).zip(after) {
        parts += if before == after { 0.0 } else { end.wrapping_sub(start) as f64 };
        start = end;
    }
    parts / 2_f64.powi(64)
}

/// Who owns each of some positions, which are in ascending order.
fn owners(ring: &HashRing, positions: &[u64]) -> Vec<NodeId> {
    let points: Vec<_> = ring.points().collect();
    let mut place = 0;
    let owner = |&position: &u64| {
        while points.get(place).is_some_and(|&(point, _)| point < position) {
            place += 1;
        }
        points[place % points.len()].1
    };
    positions.iter().map(owner).collect()
}
