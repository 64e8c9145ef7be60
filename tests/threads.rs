//! Does every reader see one whole ring, while a writer edits?

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use ringwise::binding::iter_nodes;
use ringwise::{HashRing, Node, NodeId, SharedRing};

const EDITS: usize = 10_000;

#[test]
fn every_answer_belongs_to_a_published_ring() {
    let ring = SharedRing::new(HashRing::builder().nodes(["a", "b", "c"]).vnodes(8).build().unwrap());
    let keys: Vec<String> = (0..16).map(|number| format!("key-{number}")).collect();
    let done = AtomicBool::new(false);
    let answers = |ring: &HashRing| -> Vec<NodeId> {
        let mut out = vec![NodeId::NONE; keys.len()];
        ring.get_node_batch(&keys, &mut out);
        out
    };
    thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|number| {
                let (ring, keys, done) = (&ring, &keys, &done);
                scope.spawn(move || {
                    let mut reader = ring.reader();
                    let mut seen = HashSet::new();
                    let mut out = vec![NodeId::NONE; keys.len()];
                    // Once more after the end, so that even a late reader has seen something.
                    let mut last = false;
                    while !last {
                        last = done.load(Ordering::Acquire);
                        match number {
                            0 => ring.read(|view| view.get_node_batch(keys, &mut out).len()),
                            1 => ring.view().get_node_batch(keys, &mut out).len(),
                            _ => reader.view().get_node_batch(keys, &mut out).len(),
                        };
                        if !seen.contains(&out) {
                            seen.insert(out.clone());
                        }
                    }
                    seen
                })
            })
            .collect();
        let mut published = HashSet::from([answers(&ring.view())]);
        for edit in 0..EDITS {
            match edit % 5 {
                0 => ring.add_node(Node::new("d").with_weight((edit % 7 + 1) as i64)).unwrap(),
                1 => ring.set_weight("a", (edit % 6) as i64).unwrap(),
                2 => ring.replace_node("b", "e").unwrap(),
                3 => ring.replace_node("e", "b").unwrap(),
                _ => ring.remove_node("d").unwrap(),
            }
            published.insert(answers(&ring.view()));
        }
        done.store(true, Ordering::Release);
        for reader in readers {
            let seen = reader.join().unwrap();
            assert!(!seen.is_empty());
            assert!(seen.is_subset(&published));
        }
    });
}

#[test]
fn an_edit_that_fails_publishes_nothing() {
    let ring = SharedRing::new(HashRing::from_names(["a"]).unwrap());
    let before = ring.view();
    let failed = ring.edit(|ring| {
        ring.add_node("b")?;
        ring.add_node("a")
    });
    assert!(failed.is_err());
    assert!(std::sync::Arc::ptr_eq(&before, &ring.view()));
}

#[test]
fn a_snapshot_never_changes() {
    let ring = SharedRing::new(HashRing::from_names(["a", "b"]).unwrap());
    let (snapshot, walk) = (ring.view(), iter_nodes(&ring, b"key"));
    ring.set_nodes(["c"]).unwrap();
    assert!(snapshot.contains("a") && !snapshot.contains("c"));
    assert_eq!(walk.count(), 2);
}

#[test]
fn a_writer_that_panics_leaves_the_ring_usable() {
    let ring = SharedRing::new(HashRing::from_names(["a"]).unwrap());
    let panicked = thread::scope(|scope| scope.spawn(|| ring.edit(|_| -> ringwise::Result<()> { panic!("on purpose") })).join().is_err());
    assert!(panicked);
    ring.add_node("b").unwrap();
    assert_eq!(ring.view().len(), 2);
}

#[test]
fn public_types_cross_threads() {
    fn assert<T: Send + Sync + 'static>() {}
    assert::<HashRing>();
    assert::<SharedRing>();
    assert::<ringwise::Reader>();
    assert::<ringwise::Builder>();
    assert::<ringwise::Error>();
    assert::<Node>();
    assert::<ringwise::KeyNodes<HashRing>>();
}
