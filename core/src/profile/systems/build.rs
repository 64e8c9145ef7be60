//! The points of a row and its members.

use crate::error::Result;
use crate::members::Live;
use crate::members::node::Node;
use crate::points::Points;

use super::spec::{Lists, ProfileSpec};
use super::ties::Ties;

impl ProfileSpec {
    /// Refuses nodes that the system cannot have, and derives the identities of those that were given none.
    pub(crate) fn derive_identities(&self, nodes: &mut [Node]) -> Result<()> {
        nodes.iter().try_for_each(|node| self.check(node))?;
        self.identity.derive_identities(self.names, nodes)
    }

    /// Returns the points of these members.
    pub(crate) fn build(&self, members: &[Node]) -> Result<Points> {
        let live: Vec<Live> = (0..).zip(members).filter(|(_, node)| node.checked_weight() > 0).collect();
        if live.is_empty() {
            return Ok(Points::default());
        }
        self.source.check_labels(&live, self.names)?;
        let points = self.source.build(&live, Ties { rule: self.tie, order: self.order }, members)?;
        let points = match &self.lists {
            Lists::Points | Lists::Owner => points,
            Lists::Stored(lists) => lists.attach(points, &live, members.len())?,
        };
        Ok(points.with_unlisted(live.iter().map(|&(slot, _)| slot), members.len()))
    }
}
