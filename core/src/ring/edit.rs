//! Edits: each makes new members, merges their points into the old ones or makes all anew, and changes nothing if it fails.

use core::ops::Range;
use std::sync::Arc;

use crate::error::Result;
use crate::limits;
use crate::members::node::Node;
use crate::members::{Members, Slot, SlotRemap};
use crate::points::draft::Draft;
use crate::points::{Points, SortedPoints};
use crate::profile::cap;
use crate::ring::HashRing;
use crate::ring::changes::Changes;

/// Virtual nodes of one member, by their numbers.
type VnodeRange = (Slot, Range<u64>);

impl HashRing {
    /// Adds a node. Keys move to it, and between no others unless the ring has a [cap](crate::Builder::cap).
    ///
    /// # Errors
    ///
    /// `InvalidName` and `InvalidWeight` for what no node can have; `DuplicateNode` if its name or its identity is taken; `TooManyNodes`;
    /// `TooManyPoints`.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// ring.add_node("c")?;
    /// ring.add_node(Node::new("d").with_weight(2).with_zone("east"))?;
    /// assert_eq!(ring.len(), 4);
    /// assert!(ring.add_node("a").is_err());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn add_node(&mut self, node: impl Into<Node>) -> Result<()> {
        let mut node = node.into();
        if !self.profile.is_incremental() {
            return self.set_members(self.members.by_slot().iter().cloned().chain([node]).collect());
        }
        self.profile.derive_identities(core::slice::from_mut(&mut node))?;
        let members = self.members.with(node)?;
        let slot = self.members.len() as Slot;
        let stretch = (slot, 0..self.profile.virtual_nodes(members.node(slot)));
        self.commit(members, &[], &[stretch], &SlotRemap::Nothing)
    }

    /// Removes a node. Its keys move, and no others unless the ring has a [cap](crate::Builder::cap).
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is none of that name.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// ring.remove_node("a")?;
    /// assert_eq!(ring.get_node(b"any key"), ring.id("b"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn remove_node(&mut self, name: &str) -> Result<()> {
        let slot = self.members.require(name)?;
        if !self.profile.is_incremental() {
            let mut nodes = self.members.by_slot().to_vec();
            nodes.remove(slot as usize);
            return self.set_members(nodes);
        }
        let stretch = (slot, 0..self.profile.virtual_nodes(self.members.node(slot)));
        self.commit(self.members.without(slot), &[stretch], &[], &SlotRemap::without(slot, self.members.len()))
    }

    /// Gives a node another weight: 0 to 67,108,864. A higher one moves keys only to it, a lower one only from it, unless the ring has a
    /// [cap](crate::Builder::cap); 0 drains it.
    ///
    /// # Errors
    ///
    /// `UnknownNode`, `InvalidWeight`, `TooManyPoints`.
    ///
    /// # Complexity
    ///
    /// About one copy of the ring.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// ring.set_weight("a", 0)?;
    /// assert_eq!((ring.len(), ring.get_node(b"any key")), (2, ring.id("b")));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn set_weight(&mut self, name: &str, weight: impl Into<i64>) -> Result<()> {
        let slot = self.members.require(name)?;
        if !self.profile.is_incremental() {
            let mut nodes = self.members.by_slot().to_vec();
            nodes[slot as usize] = nodes[slot as usize].clone().with_weight(weight);
            return self.set_members(nodes);
        }
        let members = self.members.reweighted(slot, weight.into())?;
        let [old, new] = [&*self.members, &members].map(|members| self.profile.virtual_nodes(members.node(slot)));
        self.commit(members, &[(slot, new..old.max(new))], &[(slot, old..new.max(old))], &SlotRemap::Nothing)
    }

    /// Hands a node's identity, weight and zone to another name: every key of the old is the new's, and none moves.
    ///
    /// Afterwards the old name cannot be added plainly, because its identity is held; nor does [`HashRing::set_nodes`] know of it, unless
    /// its list gives the new name that identity. Replacing a node by itself changes nothing.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no `old`; `InvalidName`, `DuplicateNode` or `TooManyNodes` for what is wrong with `new`.
    ///
    /// # Complexity
    ///
    /// `O(nodes)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::HashRing;
    ///
    /// let mut ring = HashRing::from_names(["10.0.0.1:11211", "10.0.0.2:11211"])?;
    /// let before = ring.get_node(b"user:42").and_then(|id| ring.name(id)).map(str::to_owned);
    /// ring.replace_node("10.0.0.1:11211", "10.0.0.9:11211")?;
    /// let after = ring.get_node(b"user:42").and_then(|id| ring.name(id)).map(str::to_owned);
    /// assert_eq!(after, before.map(|name| name.replace("0.0.1:", "0.0.9:")));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn replace_node(&mut self, old: &str, new: &str) -> Result<()> {
        let slot = self.members.require(old)?;
        if old == new {
            return Ok(());
        }
        self.commit(self.members.renamed(slot, new)?, &[], &[], &SlotRemap::Nothing)
    }

    /// Makes the nodes of a list the members, and says what that changed.
    ///
    /// The list is taken literally: a node that gives no identity is hashed by its name, whatever it was before. It is checked as a whole,
    /// so two nodes may swap identities. Keys move only from what is gone or has less, and to what is new or has more, unless the ring
    /// has a [cap](crate::Builder::cap).
    ///
    /// # Errors
    ///
    /// As [`Builder::build`](crate::Builder::build).
    ///
    /// # Complexity
    ///
    /// About one copy of the ring, and `O(nodes log nodes)` for the names.
    ///
    /// # Examples
    ///
    /// ```
    /// use ringwise::{HashRing, Node};
    ///
    /// let mut ring = HashRing::from_names(["a", "b"])?;
    /// let changes = ring.set_nodes([Node::new("b").with_weight(2), Node::new("c")])?;
    /// assert_eq!((changes.added, changes.removed, changes.changed), (vec!["c".into()], vec!["a".into()], vec!["b".into()]));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn set_nodes(&mut self, nodes: impl IntoIterator<Item = impl Into<Node>>) -> Result<Changes> {
        let before = Arc::clone(&self.members);
        self.set_members(nodes.into_iter().take(limits::NODES + 1).map(Into::into).collect())?;
        Ok(Changes::between(&before, &self.members))
    }

    /// Makes these nodes the members.
    pub(crate) fn set_members(&mut self, mut nodes: Vec<Node>) -> Result<()> {
        self.profile.derive_identities(&mut nodes)?;
        let members = Members::new(nodes)?;
        let (gone, come) = (self.surplus(&self.members, &members), self.surplus(&members, &self.members));
        let remap = SlotRemap::between(&self.members, &members);
        self.commit(members, &gone, &come, &remap)
    }

    /// Returns the virtual nodes that `some` members have and `others` have not.
    fn surplus(&self, some: &Members, others: &Members) -> Vec<VnodeRange> {
        let stretch = |slot| {
            let node = some.node(slot);
            let twin = others.slot(node.name()).map(|twin| others.node(twin)).filter(|twin| twin.identity() == node.identity());
            let shared = twin.map_or(0, |twin| self.profile.virtual_nodes(twin));
            (slot, shared..self.profile.virtual_nodes(node))
        };
        (0..some.len() as Slot).map(stretch).filter(|(_, numbers)| !numbers.is_empty()).collect()
    }

    /// Checks what is left to check of an edit, then makes it: takes out the points that are `gone`, and puts in those that `come`.
    fn commit(&mut self, mut members: Members, gone: &[VnodeRange], come: &[VnodeRange], remap: &SlotRemap) -> Result<()> {
        members.check_names(&self.names)?;
        if let Some(points) = self.profile.build(members.by_slot()) {
            self.points = Arc::new(points?);
        } else if gone.iter().chain(come).map(count).sum::<u64>() > 0 || !remap.is_nothing() {
            self.points = Arc::new(match self.options.cap {
                Some(percent) => self.capped(percent, &members)?,
                None => self.merged(&members, gone, come, remap)?,
            });
        }
        members.assign_ids(&mut self.names, &self.members);
        self.members = Arc::new(members);
        self.rounds = Arc::new(self.zone_rounds(|_| true));
        Ok(())
    }

    /// Returns the points after an edit of a ring without a cap.
    fn merged(&self, members: &Members, gone: &[VnodeRange], come: &[VnodeRange], remap: &SlotRemap) -> Result<Points> {
        let kept = self.points.len() as u64 - gone.iter().map(count).sum::<u64>();
        let come = sorted(&self.draft(kept, members, come)?, members);
        if self.points.len() == 0 {
            return Ok(come.indexed());
        }
        let gone = sorted(&self.draft(0, &self.members, gone)?, &self.members);
        Ok(self.points.merged(&gone, &come, &self.members, members, remap))
    }

    /// Returns the points of these members under a cap. They are made anew: what one node gets or gives up may bring any other to its
    /// cap, or away from it.
    fn capped(&self, percent: u32, members: &Members) -> Result<Points> {
        let stretches = self.surplus(members, &Members::default());
        let draft = self.draft(0, members, &stretches)?;
        let sorted = sorted(&draft, members);
        let trimmed = cap::trimmed(percent, members, &draft, &sorted);
        Ok(sorted.without(&trimmed, members.len()).indexed())
    }

    /// Returns the points of these virtual nodes, which the ring is to have beside `kept` others.
    fn draft(&self, kept: u64, members: &Members, vnodes: &[VnodeRange]) -> Result<Draft> {
        let mut draft = Draft::new(kept, vnodes.iter().map(count), 0)?;
        for (slot, numbers) in vnodes {
            draft.begin(*slot);
            self.profile.extend_points(members.node(*slot), numbers.clone(), &mut draft);
        }
        Ok(draft)
    }
}

fn count((_, numbers): &VnodeRange) -> u64 {
    numbers.end - numbers.start
}

/// Returns points in ring order: at one position, in the order of their owners' identities.
fn sorted(draft: &Draft, members: &Members) -> SortedPoints {
    draft.sorted(members.len(), |a, b| members.order(a, b))
}
