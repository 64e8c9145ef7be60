//! The parts of a row that systems write in code.

use core::fmt;
use core::ops::RangeInclusive;
#[cfg(test)]
use std::sync::Arc;

use crate::error::Result;
use crate::members::Live;
use crate::members::node::Node;
use crate::points::Points;

use super::identity::NameRule;
use super::ties::Ties;

/// How members become points. Called when a ring is built, never by a lookup.
pub(crate) trait PointSource: fmt::Debug + Send + Sync {
    /// Returns the points of the nodes that own keys. `members` are all nodes, by slot.
    fn build(&self, live: &[Live<'_>], ties: Ties, members: &[Node]) -> Result<Points>;

    /// Returns the fields that a node has under this profile and no other.
    fn node_fields(&self) -> NodeFields {
        NodeFields::default()
    }

    /// Refuses nodes whose labels the system cannot write.
    fn check_labels(&self, _: &[Live<'_>], _: NameRule) -> Result<()> {
        Ok(())
    }

    /// Returns in words what the virtual nodes are.
    fn describe(&self) -> String;

    /// Returns the label of a node's first virtual node, or what the system has in place of one.
    fn first_label(&self, node: &Node) -> Option<String>;

    /// Returns the same source with one constant changed, by the name of the change: some vector must notice each.
    #[cfg(test)]
    fn mutants(&self) -> Vec<(&'static str, Arc<dyn PointSource>)>;
}

/// The fields of nodes that only some profiles have.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodeFields {
    pub(crate) vnodes: bool,
    /// The range of the points that each node must be given.
    pub(crate) points: Option<RangeInclusive<i128>>,
}

/// Lists of nodes that are stored, because they follow no walk along the points.
pub(crate) trait ListSource: fmt::Debug + Send + Sync {
    /// Returns the points with their lists. `members` is the number of all nodes.
    fn attach(&self, points: Points, live: &[Live<'_>], members: usize) -> Result<Points>;

    /// Returns in words what the lists hold.
    fn describe(&self) -> String;

    /// Returns whether lists take zones in turns.
    fn spreads_zones(&self) -> bool {
        true
    }
}
