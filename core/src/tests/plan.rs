//! A comparison of plans with the lists of every position, on rings with few positions.

use proptest::prelude::*;

use super::shares::{RINGS, list, narrow, nodes};
use crate::analysis::plan::{Move, Plan};
use crate::members::node::Node;
use crate::options::Zones;
use crate::ring::HashRing;

fn zones(strict: bool) -> Zones {
    if strict { Zones::Strict } else { Zones::Spread }
}

fn source_name<'p>(plan: &'p Plan, moved: &Move) -> Option<&'p str> {
    moved.source.map(|id| plan.before().name(id).unwrap())
}

fn target_name<'p>(plan: &'p Plan, moved: &Move) -> &'p str {
    plan.after().name(moved.target).unwrap()
}

fn names(plan: &Plan, moved: &Move) -> (usize, Option<String>, String) {
    (moved.rank, source_name(plan, moved).map(str::to_owned), target_name(plan, moved).to_owned())
}

/// The positions of a move, on a ring with `size` positions.
fn positions(moved: &Move, size: u64) -> Vec<u64> {
    let len = if (moved.start, moved.end) == (0, 0) { size } else { (moved.end + size - moved.start) % size };
    assert!(len > 0, "{moved:?}");
    (1..=len).map(|step| (moved.start + step) % size).collect()
}

/// The moves of a position by its two lists: rank, source and target of each, by the rule in the docs.
fn expected(before: &[String], after: &[String]) -> Vec<(usize, Option<String>, String)> {
    let leavers: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
    let stayer = before.iter().find(|name| after.contains(name));
    let arrivals = after.iter().enumerate().filter(|(_, name)| !before.contains(name));
    let source = |place: usize| leavers.get(place).copied().or(stayer).or(leavers.first().copied()).cloned();
    arrivals.enumerate().map(|(place, (rank, name))| (rank, source(place), name.clone())).collect()
}

/// Compares a plan with the lists of every position.
fn assert_planned(before: &HashRing, after: &HashRing, replicas: usize) {
    let plan = before.plan(after, replicas).unwrap();
    let size = plan.total() as u64;
    let moves: Vec<_> = plan.iter().collect();
    let mut at = vec![Vec::new(); size as usize];
    for moved in &moves {
        positions(moved, size).into_iter().for_each(|position| at[position as usize].push(*moved));
    }
    let mut arrived = 0;
    for (position, moves) in (0..).zip(&mut at) {
        moves.sort_unstable_by_key(|moved| moved.rank);
        let lists = [before, after].map(|ring| list(ring, position, replicas, |_| false));
        let expected = expected(&lists[0], &lists[1]);
        assert_eq!(moves.iter().map(|moved| names(&plan, moved)).collect::<Vec<_>>(), expected, "at {position}: {lists:?}");
        assert_eq!(plan.moves_at(position), *moves, "around {position}");
        arrived += expected.len() as u128;
    }
    assert_eq!(plan.moved(), arrived);
    assert!(moves.is_sorted_by_key(|moved| (moved.start, moved.rank)), "{moves:?}");
    // Neighbours are joined: no move ends where an equal one begins.
    let is_whole = |a: &Move| (a.start, a.end) == (0, 0);
    let touches = |a: &Move, b: &Move| !is_whole(a) && a.end == b.start && names(&plan, a) == names(&plan, b);
    assert!(moves.len() < 2 || !moves.iter().any(|a| moves.iter().any(|b| touches(a, b))), "{moves:?}");
    assert_sums(&plan, &moves, size, replicas);
}

/// Compares the sums of a plan with its moves and with the shares.
fn assert_sums(plan: &Plan, moves: &[Move], size: u64, replicas: usize) {
    let parts = |pair: (Option<&str>, &str)| -> u128 {
        let of_pair = moves.iter().filter(|moved| (source_name(plan, moved), target_name(plan, moved)) == pair);
        of_pair.map(|moved| positions(moved, size).len() as u128).sum()
    };
    let totals: Vec<_> = plan.totals().collect();
    assert!(totals.is_sorted_by_key(|&(source, target, _)| (source, target)));
    assert!(totals.iter().all(|&(source, target, total)| total > 0 && parts((source, target)) == total));
    assert_eq!(totals.iter().map(|(_, _, parts)| parts).sum::<u128>(), plan.moved());
    let [held_before, held_after] = [plan.before(), plan.after()].map(|ring| ring.shares(replicas).unwrap());
    let held = |shares: &crate::Shares, name: &str| shares.get(name).map_or(0, |share| share.parts as i128);
    let sum = |shares: &crate::Shares| shares.iter().map(|(_, share)| share.parts).sum::<u128>();
    let all = plan.before().nodes().chain(plan.after().nodes()).map(Node::name);
    let more = |name: &str| held(&held_after, name) - held(&held_before, name);
    let distinct: std::collections::BTreeSet<_> = all.collect();
    assert_eq!(plan.minimum(), distinct.iter().map(|name| more(name).max(0) as u128).sum());
    assert!(plan.moved() >= plan.minimum());
    if sum(&held_before) == sum(&held_after) && plan.before().points.len() > 0 {
        let net = |name: &str| -> i128 {
            totals
                .iter()
                .map(|&(source, target, parts)| parts as i128 * (i128::from(target == name) - i128::from(source == Some(name))))
                .sum()
        };
        assert!(distinct.iter().all(|name| net(name) == more(name)));
    }
}

proptest! {
    #[test]
    fn a_plan_says_of_every_position_what_its_lists_say(
        before in nodes(), after in nodes(), which in 0..RINGS.len(), replicas in 0..5_usize, strict: bool,
    ) {
        let [before, after] = [before, after].map(|nodes| narrow(&nodes, RINGS[which], zones(strict)));
        assert_planned(&before, &after, replicas);
    }

    #[test]
    fn one_edit_moves_the_least(
        nodes in nodes(), name in "[a-h]", weight in 0..4_i64, replicas in 1..4_usize, which in 0..RINGS.len(), strict: bool,
    ) {
        let before = narrow(&nodes, RINGS[which], zones(strict));
        let mut after = before.clone();
        if before.contains(&name) {
            after.set_weight(&name, weight).unwrap();
        } else {
            after.add_node(Node::new(name.as_str()).with_weight(weight).with_zone("x")).unwrap();
        }
        for [a, b] in [[&before, &after], [&after, &before]] {
            let plan = a.plan(b, replicas).unwrap();
            prop_assert_eq!(plan.moved(), plan.minimum());
        }
    }

    #[test]
    fn reversed_it_swaps_source_and_target(before in nodes(), after in nodes(), which in 0..RINGS.len(), replicas in 1..4_usize) {
        let [before, after] = [before, after].map(|nodes| narrow(&nodes, RINGS[which], Zones::Spread));
        let there = before.plan(&after, replicas).unwrap();
        let back = after.plan(&before, replicas).unwrap();
        let ends = |ring: &HashRing| ring.shares(replicas).unwrap().iter().map(|(_, share)| share.parts).sum::<u128>();
        if ends(&before) == ends(&after) && replicas == 1 {
            let swapped: Vec<_> = back.iter().map(|moved| (moved.start, moved.end, Some(moved.target), moved.source.unwrap())).collect();
            let moves: Vec<_> = there.iter().map(|moved| (moved.start, moved.end, moved.source, moved.target)).collect();
            prop_assert_eq!(moves, swapped);
        }
        if ends(&before) == ends(&after) {
            for position in 0..=(there.total() - 1) as u64 {
                let pair = |plan: &Plan, moved: &Move| [source_name(plan, moved).unwrap().to_owned(), target_name(plan, moved).to_owned()];
                let mut pairs: Vec<_> = there.moves_at(position).iter().map(|moved| pair(&there, moved)).collect();
                let mut swapped: Vec<_> = back.moves_at(position).iter().map(|moved| pair(&back, moved)).collect();
                swapped.iter_mut().for_each(|pair| pair.reverse());
                pairs.sort_unstable();
                swapped.sort_unstable();
                prop_assert_eq!(pairs, swapped);
            }
            let swapped: Vec<_> = back.totals().map(|(source, target, parts)| (Some(target), source.unwrap(), parts)).collect();
            let mut totals: Vec<_> = there.totals().collect();
            totals.sort_unstable_by_key(|&(source, target, _)| (target, source));
            prop_assert_eq!(totals, swapped);
        }
        prop_assert!(before.plan(&before, replicas).unwrap().iter().next().is_none());
    }
}
