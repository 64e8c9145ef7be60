//! Do lookups allocate? A counting allocator observes each of them.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use ringwise::{HashRing, Node, NodeId, SharedRing, Zones};
use ringwise_tests::real_keys;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Returns how often a piece of work allocates.
fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

fn rings() -> Vec<HashRing> {
    let nodes = |zones: i64| {
        (0..100).map(move |number: i64| {
            let node = Node::new(format!("node-{number}")).with_weight(number % 4);
            if zones > 0 { node.with_zone(format!("zone-{}", number % zones)) } else { node }
        })
    };
    let zoned = HashRing::builder().nodes(nodes(5));
    let light = || (0..30).map(|number| Node::new(format!("10.0.0.{number}:80")));
    let tokens = |node: Node| {
        let first = i128::from(node.name().len() as u64) << 40;
        node.clone().with_points((0..8).map(|i| first + i * 77_777 + i128::from(node.name().as_bytes()[7]) * 999_999_937))
    };
    let speaks = |profile: &str| match profile {
        "points" => HashRing::builder().profile(profile).nodes(light().map(tokens)),
        "cassandra" => HashRing::builder().profile(profile).option("replication", 3).nodes(light().take(9).map(tokens)),
        _ => HashRing::builder().profile(profile).nodes(light()),
    };
    let others = ringwise::profiles().into_iter().map(|profile| speaks(profile).build().unwrap());
    let natives = vec![
        HashRing::new(),
        HashRing::builder().nodes(nodes(0)).build().unwrap(),
        zoned.clone().build().unwrap(),
        zoned.clone().hash_tag("{}").build().unwrap(),
        zoned.clone().cap(105).build().unwrap(),
        zoned.zones(Zones::Strict).build().unwrap(),
    ];
    natives.into_iter().chain(others).collect()
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}

#[test]
fn lookups_allocate_nothing() {
    let mut keys = real_keys(500);
    keys.extend([String::new(), "{tag}".repeat(2000)]);
    let mut out = vec![NodeId::NONE; keys.len()];
    for ring in rings() {
        let shared = SharedRing::new(ring.clone());
        let mut reader = shared.reader();
        // A thread's first load of a shared ring makes the thread's own record, once.
        let _ = shared.get_node(b"first");
        let work = || {
            for key in &keys {
                let key = key.as_bytes();
                let owner = ring.get_node(key);
                assert_eq!(owner, shared.get_node(key));
                assert_eq!(owner, reader.view().get_node(key));
                for count in [1, 3, 16, 17, 100] {
                    let listed = ring.get_nodes(key, &mut out[..count]).len();
                    assert_eq!(listed, shared.read(|view| view.get_nodes(key, &mut out[..count]).len()));
                }
                assert!(owner.is_none_or(|owner| ring.name(owner).is_some()));
            }
            ring.get_node_batch(&keys, &mut out);
            shared.read(|view| view.get_node_batch(&keys, &mut out).len());
            drop(shared.view());
        };
        assert_eq!(allocations(work), 0);
    }
}

/// A tenth of the nodes are unhealthy, and the busiest are full.
#[test]
fn healthy_lookups_and_tickets_allocate_nothing() {
    let keys = real_keys(200);
    let mut out = vec![NodeId::NONE; 100];
    for ring in &rings()[1..] {
        let shared = SharedRing::new(ring.clone());
        for node in ring.nodes().step_by(10) {
            shared.mark_node_unhealthy(node.name()).unwrap();
        }
        let mut tickets = Vec::with_capacity(400);
        let work = || {
            let view = shared.view();
            for key in &keys {
                assert!(view.get_node_with_fallback(key.as_bytes()).is_some());
                for count in [1, 3, 17, 100] {
                    assert!(!view.get_healthy_nodes(key.as_bytes(), &mut out[..count]).is_empty());
                }
            }
            tickets.extend((0..400).filter_map(|_| shared.acquire(b"hot")));
            tickets.drain(..).for_each(|ticket| assert!(shared.release(ticket)));
        };
        assert_eq!(allocations(work), 0);
    }
}

/// A thread's record for shared rings is made at its first lookup, and only then.
#[test]
fn a_threads_first_look_into_a_shared_ring_allocates_once() {
    let shared = SharedRing::new(HashRing::from_names(["a", "b"]).unwrap());
    let counts = std::thread::scope(|scope| {
        let look = || allocations(|| assert!(shared.get_node(b"key").is_some()));
        scope.spawn(move || [look(), look()]).join().unwrap()
    });
    assert!(counts[0] <= 1);
    assert_eq!(counts[1], 0);
}

#[test]
fn walking_all_nodes_allocates_once() {
    for ring in &rings()[1..] {
        assert_eq!(allocations(|| assert!(ring.iter_nodes(b"user:42").count() > 0)), 1);
    }
}
