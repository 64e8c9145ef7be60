//! The largest numbers of nodes and names.

use crate::{HashRing, Node};

fn names(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("node-{number}"))
}

#[track_caller]
fn refused<T>(result: crate::Result<T>, nodes: usize) {
    let message = format!("{nodes} nodes: a ring has at most 1000 members, and as many names over its life");
    assert_eq!(result.err().unwrap().to_string(), message);
}

#[test]
fn one_member_more_than_the_most_is_refused() {
    let mut ring = HashRing::builder().vnodes(1).nodes(names(1000).map(Node::from)).build().unwrap();
    let before = ring.clone();
    refused(HashRing::from_names(names(1001)), 1001);
    refused(ring.add_node("one more"), 1001);
    refused(ring.set_nodes(names(1001)), 1001);
    refused(ring.set_nodes(names(usize::MAX)), 1001);
    refused(HashRing::builder().nodes(names(usize::MAX)).build(), 1001);
    assert_eq!(ring, before);
}

#[test]
fn one_name_more_than_the_most_is_refused_but_none_that_is_known() {
    let mut ring = HashRing::builder().vnodes(1).nodes(names(1000).map(Node::from)).build().unwrap();
    ring.remove_node("node-7").unwrap();
    refused(ring.add_node("one more"), 1001);
    refused(ring.replace_node("node-8", "one more"), 1001);
    refused(ring.set_nodes(["one", "more"]), 1002);
    ring.replace_node("node-8", "node-7").unwrap();
    ring.set_nodes(names(1000)).unwrap();
    assert_eq!(ring.len(), 1000);
}
