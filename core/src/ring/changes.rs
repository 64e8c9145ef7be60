//! The changes of an edit of all members.

use crate::members::Members;
use crate::members::node::Node;

/// The names that [`HashRing::set_nodes`](crate::HashRing::set_nodes) changed, each list in bytewise order.
///
/// # Examples
///
/// ```
/// use ringwise::{HashRing, Node};
///
/// let mut ring = HashRing::from_names(["a", "b"])?;
/// let changes = ring.set_nodes([Node::new("a").with_weight(2), Node::new("b").with_identity("rack 7"), Node::new("c")])?;
/// assert_eq!(changes.changed, ["a", "b"]);
/// assert_eq!(changes.reidentified, ["b"]);
/// assert_eq!((changes.added.len(), changes.removed.len()), (1, 0));
/// # Ok::<(), ringwise::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Names that were not members before.
    pub added: Vec<String>,
    /// Names that are no longer members.
    pub removed: Vec<String>,
    /// Members with a new weight, zone or identity.
    pub changed: Vec<String>,
    /// Those of `changed` with a new identity: all their keys may move.
    pub reidentified: Vec<String>,
}

impl Changes {
    pub(super) fn between(before: &Members, after: &Members) -> Self {
        let names = |some: &Members, keep: &dyn Fn(&Node) -> bool| -> Vec<String> {
            some.by_name().map(|slot| some.node(slot)).filter(|node| keep(node)).map(|node| node.name().to_owned()).collect()
        };
        let old = |node: &Node| before.slot(node.name()).map(|slot| before.node(slot));
        Changes {
            added: names(after, &|node| old(node).is_none()),
            removed: names(before, &|node| after.slot(node.name()).is_none()),
            changed: names(after, &|node| old(node).is_some_and(|old| old != node)),
            reidentified: names(after, &|node| old(node).is_some_and(|old| old.identity() != node.identity())),
        }
    }
}
