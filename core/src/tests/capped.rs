//! A comparison of trimming with brute force, on rings with few positions.

use proptest::prelude::*;

use crate::members::node::Node;
use crate::options::Options;
use crate::profile::{Narrow, Profile};
use crate::ring::HashRing;

/// A simple model of a ring: each node's points in their order, of which a node uses as many as its level.
pub(crate) struct Plain {
    narrow: Narrow,
    percent: u32,
    nodes: Vec<Node>,
    points: Vec<Vec<u64>>,
}

type Levels = Vec<usize>;

impl Plain {
    pub(crate) fn new(narrow: Narrow, percent: u32, nodes: impl Iterator<Item = Node>) -> Self {
        let nodes: Vec<_> = nodes.collect();
        let points = nodes.iter().map(|node| narrow.points(node.identity(), 0..node.checked_weight() * narrow.vnodes).collect()).collect();
        Plain { narrow, percent, nodes, points }
    }

    fn full(&self) -> Levels {
        self.points.iter().map(Vec::len).collect()
    }

    fn floors(&self) -> Levels {
        self.full().into_iter().map(|points| points.div_ceil(4)).collect()
    }

    /// The points that are used, in ring order, each with its node.
    fn used(&self, levels: &[usize]) -> Vec<(u64, usize)> {
        let of = |node: usize| self.points[node][..levels[node]].iter().map(move |&position| (position, node));
        let mut points: Vec<_> = (0..self.nodes.len()).flat_map(of).collect();
        points.sort_by_key(|&(position, node)| (position, self.nodes[node].identity()));
        points
    }

    /// The share of each node: every position belongs to the first point at or after it.
    fn shares(&self, levels: &[usize]) -> Vec<u128> {
        let points = self.used(levels);
        let positions: Vec<_> = self.narrow.positions().collect();
        let mut shares = vec![0; self.nodes.len()];
        if let Some(&(_, wrapped)) = points.first() {
            let mut before = i128::from(positions[positions.len() - 1]) - (1 << 64);
            for position in positions {
                let behind = points.partition_point(|&(point, _)| point < position);
                let owner = points.get(behind).map_or(wrapped, |&(_, node)| node);
                shares[owner] += (i128::from(position) - before) as u128;
                before = position.into();
            }
        }
        shares
    }

    /// The nodes over the cap.
    fn over(&self, levels: &[usize]) -> Vec<usize> {
        let weights: u128 = self.nodes.iter().map(|node| node.weight() as u128).sum();
        let most = |node: usize| u128::from(self.percent) * (1 << 64) * self.nodes[node].weight() as u128;
        self.shares(levels)
            .into_iter()
            .enumerate()
            .filter(|&(node, share)| share * 100 * weights > most(node))
            .map(|(node, _)| node)
            .collect()
    }

    /// Trims one point at a time, of a picked node among those that are over the cap and above their floor.
    pub(crate) fn trimmed(&self, mut pick: impl FnMut(usize) -> usize) -> Levels {
        let (mut levels, floors) = (self.full(), self.floors());
        loop {
            let must: Vec<_> = self.over(&levels).into_iter().filter(|&node| levels[node] > floors[node]).collect();
            if must.is_empty() {
                return levels;
            }
            levels[must[pick(must.len())]] -= 1;
        }
    }

    /// The remaining points: positions with the names of their owners, sorted.
    pub(crate) fn left(&self, levels: &[usize]) -> Vec<(u64, &str)> {
        self.used(levels).into_iter().map(|(position, node)| (position, self.nodes[node].name())).collect()
    }

    /// The greatest levels that leave each node under the cap or at its floor.
    fn greatest(&self) -> Levels {
        let (full, floors) = (self.full(), self.floors());
        let mut greatest = floors.clone();
        let mut levels = floors.clone();
        loop {
            if self.over(&levels).iter().all(|&node| levels[node] == floors[node]) {
                greatest = greatest.iter().zip(&levels).map(|(&a, &b)| a.max(b)).collect();
            }
            let Some(node) = (0..levels.len()).find(|&node| levels[node] < full[node]) else { return greatest };
            levels[node] += 1;
            levels[..node].copy_from_slice(&floors[..node]);
        }
    }
}

fn ring(narrow: Narrow, percent: u32, nodes: &[Node]) -> HashRing {
    let options = Options::default().with("cap", i64::from(percent));
    let mut ring = HashRing::with_profile(options, Profile::narrow(narrow));
    ring.set_nodes(nodes.iter().cloned()).unwrap();
    ring
}

fn named(ring: &HashRing) -> Vec<(u64, &str)> {
    ring.points.iter().map(|(place, slot)| (place, ring.members.node(slot).name())).collect()
}

/// Nodes whose identities have a different order from their names.
fn nodes(most: usize, heaviest: i64) -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec((0..100_u32, 0..=heaviest), 1..=most).prop_map(|nodes| {
        let node = |(number, (identity, weight)): (usize, (u32, i64))| {
            Node::new(format!("node-{number}")).with_identity(format!("{identity}-{number}")).with_weight(weight)
        };
        nodes.into_iter().enumerate().map(node).collect()
    })
}

const PERCENTS: [u32; 6] = [101, 105, 125, 160, 250, 1000];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn the_points_left_are_the_most_that_any_levels_leave(
        nodes in nodes(3, 2), percent in prop::sample::select(&PERCENTS[..]), bits in 2..6_u32, vnodes in 1..5_u64, low: bool,
    ) {
        let narrow = Narrow { bits, low, vnodes };
        let plain = Plain::new(narrow, percent, nodes.iter().cloned());
        let greatest = plain.greatest();
        prop_assert_eq!(plain.trimmed(|_| 0), greatest.as_slice());
        let ring = ring(narrow, percent, &nodes);
        prop_assert_eq!(named(&ring), plain.left(&greatest));
    }

    #[test]
    fn trimming_in_any_order_ends_alike(
        nodes in nodes(8, 3), percent in prop::sample::select(&PERCENTS[..]), bits in 4..12_u32, vnodes in 1..12_u64,
        picks in prop::collection::vec(any::<prop::sample::Index>(), 16),
    ) {
        let narrow = Narrow { bits, low: false, vnodes };
        let plain = Plain::new(narrow, percent, nodes.iter().cloned());
        let mut picks = picks.iter().cycle();
        let levels = plain.trimmed(|count| picks.next().map_or(0, |pick| pick.index(count)));
        let ring = ring(narrow, percent, &nodes);
        prop_assert_eq!(named(&ring), plain.left(&levels));
        let over: Vec<_> = ring.over_cap().collect();
        let expected: Vec<_> = plain.over(&levels).into_iter().map(|node| nodes[node].name()).collect();
        prop_assert_eq!(over, expected);
    }
}

#[test]
fn the_floor_keeps_a_node_over_the_cap_and_explain_says_so() {
    // One virtual node each, which is never given up.
    let ring = HashRing::builder().nodes(["a", "b", "c"]).vnodes(1).cap(101).build().unwrap();
    let over: Vec<_> = ring.over_cap().collect();
    assert!((1..3).contains(&over.len()) && ring.points().len() == 3, "{over:?}");
    let line = format!("over the cap, with as few points as they can have: \"{}\"", over.join("\", \""));
    assert!(ring.explain().lines().any(|abbreviated| abbreviated == line), "{}", ring.explain());
    let uncapped = HashRing::builder().nodes(["a", "b", "c"]).vnodes(1).build().unwrap();
    assert!(uncapped.over_cap().next().is_none() && !uncapped.explain().contains("cap"));
}
