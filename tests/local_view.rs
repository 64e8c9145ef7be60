//! Do health marks answer as a ring without the unhealthy nodes, and loads as a plain count?

use std::collections::BTreeMap;
use std::thread;

use proptest::prelude::*;
use ringwise::binding;
use ringwise::{HashRing, Node, NodeId, SharedRing, Ticket, Zones};

fn nodes(zones: usize, count: usize) -> impl Iterator<Item = Node> {
    (0..count).map(move |number| {
        let node = Node::new(format!("node-{number}")).with_weight((number % 4) as i64);
        if zones > 0 { node.with_zone(format!("zone-{}", number * 7 / 3 % zones)) } else { node }
    })
}

fn ring(zones: usize, count: usize, strict: Zones) -> HashRing {
    HashRing::builder().nodes(nodes(zones, count)).vnodes(20).zones(strict).build().unwrap()
}

fn named<'r>(ring: &'r HashRing, ids: &[NodeId]) -> Vec<&'r str> {
    ids.iter().map(|&id| ring.name(id).unwrap()).collect()
}

fn marked(ring: &HashRing, down: u32) -> SharedRing {
    let shared = SharedRing::new(ring.clone());
    for (number, node) in ring.nodes().enumerate().filter(|(number, _)| down >> number & 1 == 1) {
        shared.mark_node_unhealthy(node.name()).unwrap();
        assert!(number < 32);
    }
    shared
}

fn without(ring: &HashRing, down: u32) -> HashRing {
    let mut left = ring.clone();
    for (_, node) in ring.nodes().enumerate().filter(|(number, _)| down >> number & 1 == 1) {
        left.remove_node(node.name()).unwrap();
    }
    left
}

/// Every subset of nine nodes, with zones and without, strict and spread, in short lists and long ones.
#[test]
fn healthy_lists_are_those_of_the_ring_without_the_unhealthy() {
    for (zones, strict) in [(0, Zones::Spread), (3, Zones::Spread), (3, Zones::Strict)] {
        let ring = ring(zones, 9, strict);
        for down in 0..1 << 9 {
            let (shared, left) = (marked(&ring, down), without(&ring, down));
            let view = shared.view();
            for key in ["", "foo", "user:42", "é"].map(str::as_bytes) {
                for count in [0, 1, 2, 9, 20] {
                    let (mut out, mut expected) = (vec![NodeId::NONE; count], vec![NodeId::NONE; count]);
                    let healthy = view.get_healthy_nodes(key, &mut out);
                    assert_eq!(named(&ring, healthy), named(&left, left.get_nodes(key, &mut expected)), "{down:b}");
                }
                let fallback = shared.get_node_with_fallback(key).and_then(|id| ring.name(id));
                assert_eq!(fallback, left.get_node(key).and_then(|id| left.name(id)), "{down:b}");
                assert_eq!(view.get_node(key), ring.get_node(key));
            }
        }
    }
}

#[test]
fn without_zones_healthy_lists_are_parts_of_the_whole_walk() {
    let ring = ring(0, 20, Zones::Spread);
    for down in [0, 1, 0b1010_1010, 0xfffff, 0x7ffff] {
        let shared = marked(&ring, down);
        let up = without(&ring, down).nodes().filter(|node| node.weight() > 0).count();
        for number in 0..100 {
            let key = format!("key-{number}");
            let mut out = [NodeId::NONE; 20];
            let healthy = shared.view().get_healthy_nodes(key.as_bytes(), &mut out);
            assert_eq!(healthy.len(), up);
            let mut walk = ring.iter_nodes(key.as_bytes());
            assert!(healthy.iter().all(|&id| walk.any(|met| met == id)));
        }
    }
}

#[test]
fn marks_survive_edits_and_newcomers_are_healthy() {
    let ring = SharedRing::new(HashRing::from_names(["a", "b", "c"]).unwrap());
    for name in ["a", "b", "c"] {
        ring.mark_node_unhealthy(name).unwrap();
    }
    assert_eq!(ring.get_node_with_fallback(b"key"), None);
    assert_eq!(ring.view().get_healthy_nodes(b"key", &mut [NodeId::NONE; 3]), []);
    let since = ring.view().health("a").unwrap().since;
    ring.mark_node_unhealthy("a").unwrap();
    assert_eq!(ring.view().health("a").unwrap().since, since);
    ring.set_weight("a", 3).unwrap();
    ring.add_node("d").unwrap();
    ring.remove_node("b").unwrap();
    ring.add_node("b").unwrap();
    ring.replace_node("c", "e").unwrap();
    let view = ring.view();
    let healthy = ["a", "b", "d", "e"].map(|name| view.is_healthy(name).unwrap());
    assert_eq!(healthy, [false, true, true, true]);
    assert!(view.is_healthy("c").is_err());
    ring.mark_node_healthy("a").unwrap();
    assert!(ring.view().is_healthy("a").unwrap());
    let copy = SharedRing::new(HashRing::clone(&view));
    assert!(copy.view().is_healthy("a").unwrap());
    for unknown in [ring.mark_node_healthy("x"), ring.mark_node_unhealthy("x"), ring.capacity("x").map(drop)] {
        assert_eq!(unknown.unwrap_err().to_string(), r#"node "x" is not in the ring: name one of its members"#);
    }
}

/// The rule of bounded loads again, with a division and a list.
struct Model {
    loads: BTreeMap<String, u64>,
}

impl Model {
    fn capacity(&self, ring: &SharedRing, name: &str, factor: u64) -> u64 {
        let view = ring.view();
        let open = |node: &&Node| node.weight() > 0 && view.is_healthy(node.name()).unwrap();
        let weights: u64 = view.nodes().filter(open).map(|node| node.weight() as u64).sum();
        let total: u64 = view.nodes().filter(open).map(|node| self.loads.get(node.name()).copied().unwrap_or(0)).sum();
        let node = view.node(name).filter(|node| open(node));
        node.map_or(0, |node| (factor * (total + 1) * node.weight() as u64).div_ceil(100 * weights))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn acquire_takes_the_first_healthy_node_with_room(
        zones in 0..4_usize,
        down in any::<u32>(),
        factor in prop::sample::select(vec![101_i64, 110, 125, 300, 10_000]),
        steps in prop::collection::vec((0..6_u8, any::<bool>()), 1..120),
    ) {
        let builder = HashRing::builder().nodes(nodes(zones, 8)).vnodes(20);
        let down = down & 0xff;
        let shared = marked(&builder.build().unwrap(), down);
        shared.set_load_factor(factor).unwrap();
        let left = without(&shared.view(), down);
        let mut model = Model { loads: BTreeMap::new() };
        let mut tickets: Vec<Ticket> = Vec::new();
        for (key, give_back) in steps {
            let key = [key];
            if give_back && !tickets.is_empty() {
                let ticket = tickets.swap_remove(usize::from(key[0]) % tickets.len());
                prop_assert!(shared.release(ticket));
                *model.loads.entry(shared.view().name(ticket.node()).unwrap().to_owned()).or_default() -= 1;
                continue;
            }
            let mut list = left.iter_nodes(&key).map(|id| left.name(id).unwrap());
            let expected = list.find(|name| model.loads.get(*name).copied().unwrap_or(0) < model.capacity(&shared, name, factor as u64));
            let room = expected.map(|name| model.capacity(&shared, name, factor as u64));
            prop_assert_eq!(expected.map(|name| shared.capacity(name).unwrap()), room);
            let ticket = shared.acquire(&key);
            prop_assert_eq!(ticket.and_then(|ticket| left.name(ticket.node()).map(str::to_owned)), expected.map(str::to_owned));
            if let (Some(ticket), Some(name)) = (ticket, expected) {
                *model.loads.entry(name.to_owned()).or_default() += 1;
                tickets.push(ticket);
            }
        }
        prop_assert_eq!(shared.total_load(), tickets.len() as u64);
        for (name, load) in shared.loads() {
            prop_assert_eq!(load, model.loads.get(&name).copied().unwrap_or(0));
            prop_assert_eq!(shared.load(&name), Ok(load));
        }
    }
}

#[test]
fn strict_zones_do_not_shorten_the_way_to_a_free_node() {
    let ring = SharedRing::new(ring(2, 12, Zones::Strict));
    let tickets: Vec<_> = (0..200).map(|_| ring.acquire(b"hot").unwrap()).collect();
    let used: std::collections::HashSet<_> = tickets.iter().map(|ticket| ticket.node()).collect();
    assert!(used.len() > 2);
}

#[test]
fn a_ticket_of_an_earlier_life_changes_nothing() {
    let ring = SharedRing::new(HashRing::from_names(["a", "b"]).unwrap());
    let ticket = std::iter::from_fn(|| ring.acquire(b"key")).find(|ticket| ring.view().name(ticket.node()) == Some("a")).unwrap();
    assert!(!ring.release(binding::ticket(0)));
    let total = ring.total_load();
    ring.remove_node("a").unwrap();
    assert!(!ring.release(ticket));
    ring.add_node("a").unwrap();
    assert!(!ring.release(ticket));
    assert!(ring.total_load() < total);
    let again = std::iter::from_fn(|| ring.acquire(b"key")).find(|ticket| ring.view().name(ticket.node()) == Some("a")).unwrap();
    assert!(ring.release(again));
    assert!(!ring.release(binding::ticket(u64::MAX)));
    assert!(!ring.release(binding::ticket(0xff_ffff)));
}

/// A million operations on four threads: no slot is lost, and none is left.
#[test]
fn loads_add_up_under_threads() {
    const OPERATIONS: usize = 250_000;
    let ring = SharedRing::new(ring(3, 10, Zones::Spread));
    let kept: usize = thread::scope(|scope| {
        let workers: Vec<_> = (0..4_usize)
            .map(|worker| {
                let ring = &ring;
                scope.spawn(move || {
                    let mut tickets = Vec::new();
                    for step in 0..OPERATIONS {
                        if step % 3 == 2 {
                            let ticket = tickets.swap_remove(step % tickets.len());
                            assert!(ring.release(ticket));
                        } else {
                            tickets.push(ring.acquire(&[(step % 7) as u8, worker as u8]).unwrap());
                        }
                    }
                    for ticket in tickets.drain(10..) {
                        assert!(ring.release(ticket));
                    }
                    tickets.len()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!(ring.total_load(), kept as u64);
    assert_eq!(ring.loads().iter().map(|(_, load)| load).sum::<u64>(), kept as u64);
}

/// A profile may have a rule of its own for full nodes.
#[test]
fn the_load_factor_stays_while_another_profile_has_its_own_rule() {
    let shared = SharedRing::new(HashRing::from_names(["a", "b"]).unwrap());
    shared.set_load_factor(300).unwrap();
    let speaking = |profile: &str| shared.edit(|ring| ring.to_builder().profile(profile).build().map(|other| *ring = other));
    speaking("lafikl").unwrap();
    assert_eq!((shared.load_factor(), shared.capacity("a")), (None, Ok(2))); // five quarters of one, rounded up
    speaking("native").unwrap();
    assert_eq!((shared.load_factor(), shared.capacity("a")), (Some(300), Ok(2)));
    shared.set_load_factor(101).unwrap();
    assert_eq!(shared.capacity("a"), Ok(1));
}

#[test]
fn load_factors_out_of_range_are_refused() {
    for factor in [100, 0, -1, 10_001] {
        let error = SharedRing::new(HashRing::new()).set_load_factor(factor).unwrap_err().to_string();
        assert_eq!(error, format!("load_factor {factor}: an integer from 101 to 10000"));
    }
}

/// If slots are only taken, capacities only grow, so no load may exceed its capacity in the end.
#[test]
fn no_thread_takes_a_place_on_a_full_node() {
    for zones in [0, 3] {
        let ring = SharedRing::new(ring(zones, 10, Zones::Spread));
        thread::scope(|scope| {
            for worker in 0..4_u8 {
                let ring = &ring;
                scope.spawn(move || (0..25_000_u32).for_each(|step| assert!(ring.acquire(&[(step % 3) as u8, worker]).is_some())));
            }
        });
        assert_eq!(ring.total_load(), 100_000);
        for (name, load) in ring.loads() {
            assert!(load <= ring.capacity(&name).unwrap(), "{name}: {load}");
        }
    }
}

/// Slots are taken and released while nodes fail, recover, change their weights, leave and join.
#[test]
fn loads_add_up_while_the_ring_changes() {
    let ring = SharedRing::new(ring(2, 8, Zones::Spread));
    thread::scope(|scope| {
        for worker in 0..3_u8 {
            let ring = &ring;
            scope.spawn(move || {
                let mut tickets = Vec::new();
                for step in 0..20_000_u32 {
                    tickets.extend(ring.acquire(&[worker, step as u8]));
                    if step % 5 > 1 {
                        tickets.pop().map(|ticket| ring.release(ticket));
                    }
                }
                for ticket in tickets {
                    ring.release(ticket);
                }
            });
        }
        for step in 0..2000_i64 {
            let name = format!("node-{}", step % 8);
            match step % 5 {
                0 => ring.mark_node_unhealthy(&name).unwrap_or_default(),
                1 => ring.set_weight(&name, step % 4).unwrap_or_default(),
                2 => ring.remove_node(&name).unwrap_or_default(),
                3 => ring.add_node(Node::new(name)).unwrap_or_default(),
                _ => ring.mark_node_healthy(&name).unwrap_or_default(),
            }
        }
    });
    assert_eq!(ring.total_load(), 0);
    assert!(ring.loads().iter().all(|(_, load)| *load == 0));
}

/// Health and load of a node end with its membership, even if one edit ends it and begins another.
#[test]
fn one_edit_that_removes_and_adds_a_node_makes_another_of_it() {
    let ring = SharedRing::new(HashRing::from_names(["a"]).unwrap());
    let ticket = ring.acquire(b"key").unwrap();
    ring.mark_node_unhealthy("a").unwrap();
    ring.edit(|ring| {
        ring.remove_node("a")?;
        ring.add_node("a")
    })
    .unwrap();
    assert!(ring.view().is_healthy("a").unwrap());
    assert_eq!(ring.total_load(), 0);
    assert!(!ring.release(ticket));

    let ticket = ring.acquire(b"key").unwrap();
    ring.mark_node_unhealthy("a").unwrap();
    ring.edit(|ring| {
        *ring = HashRing::from_names(["x", "a"])?;
        Ok(())
    })
    .unwrap();
    assert!(ring.view().is_healthy("x").unwrap() && ring.view().is_healthy("a").unwrap());
    assert_eq!(ring.total_load(), 0);
    assert!(!ring.release(ticket));
}

#[test]
fn a_ticket_of_an_ended_membership_is_invalid_after_a_rollback() {
    let shared = SharedRing::new(HashRing::from_names(["a", "b"]).unwrap());
    let backup = shared.view().ring().clone();
    shared.set_weight("b", 0).unwrap();
    let old = shared.acquire(b"x").unwrap();
    shared.mark_node_unhealthy("b").unwrap();
    shared.remove_node("a").unwrap();
    shared
        .edit(|ring| {
            *ring = backup.clone();
            ring.set_weight("b", 0)
        })
        .unwrap();
    let new = shared.acquire(b"x").unwrap();
    // The node a is a new member; b was one all along and keeps its mark.
    assert_eq!((shared.total_load(), shared.view().is_healthy("a"), shared.view().is_healthy("b")), (1, Ok(true), Ok(false)));
    assert!(!shared.release(old));
    assert!(shared.release(new));
    assert_eq!(shared.total_load(), 0);
}
