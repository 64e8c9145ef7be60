//! Edits of a ring. Each makes new members, and merges their points into the old ones or rebuilds all points. An edit
//! that fails changes nothing.

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
    /// Adds a node. On a native ring without a [cap](crate::Builder::cap), keys move only to it.
    ///
    /// # Errors
    ///
    /// `InvalidName` and `InvalidWeight` for an invalid field; `DuplicateNode` if its name or its identity is taken;
    /// `TooManyNodes`; `TooManyPoints`.
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
        if !self.profile.traits.is_incremental {
            return self.set_members(self.members.by_slot().iter().cloned().chain([node]).collect());
        }
        self.profile.derive_identities(core::slice::from_mut(&mut node))?;
        let members = self.members.with(node)?;
        let slot = self.members.len() as Slot;
        let vnodes = (slot, 0..self.profile.vnodes(members.node(slot)));
        self.commit(members, &[], &[vnodes], &SlotRemap::Nothing)
    }

    /// Removes a node. On a native ring without a [cap](crate::Builder::cap), only its keys move.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no node with that name.
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
        if !self.profile.traits.is_incremental {
            let mut nodes = self.members.by_slot().to_vec();
            nodes.remove(slot as usize);
            return self.set_members(nodes);
        }
        let vnodes = (slot, 0..self.profile.vnodes(self.members.node(slot)));
        self.commit(self.members.without(slot), &[vnodes], &[], &SlotRemap::without(slot, self.members.len()))
    }

    /// Changes the weight of a node: 0 to 67,108,864; 0 drains it. On a native ring without a
    /// [cap](crate::Builder::cap), a higher weight moves keys only to the node, and a lower one only from it.
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
        if !self.profile.traits.is_incremental {
            let mut nodes = self.members.by_slot().to_vec();
            nodes[slot as usize] = nodes[slot as usize].clone().with_weight(weight);
            return self.set_members(nodes);
        }
        let members = self.members.reweighted(slot, weight.into())?;
        let [old, new] = [&*self.members, &members].map(|members| self.profile.vnodes(members.node(slot)));
        self.commit(members, &[(slot, new..old.max(new))], &[(slot, old..new.max(old))], &SlotRemap::Nothing)
    }

    /// Replaces the node `old` with `new`, which takes over its identity, weight and zone. It owns every key of the old
    /// node, and no other key moves.
    ///
    /// Afterwards you cannot add the old name without an identity, because the new node has its identity.
    /// [`HashRing::set_nodes`] does not know of the replacement, unless its list gives the new name that identity.
    /// Replacing a node with itself changes nothing.
    ///
    /// # Errors
    ///
    /// `UnknownNode` if there is no `old`; `InvalidName`, `DuplicateNode` or `TooManyNodes` for `new`.
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

    /// Replaces all members with the nodes of a list, and returns the changes.
    ///
    /// The list is taken literally: a node without an identity is hashed by its name, even if it had an identity
    /// before. The list is checked as a whole, so two nodes may swap identities. On a native ring without a
    /// [cap](crate::Builder::cap), keys move only from nodes that are removed or lighter, and to nodes that are new or
    /// heavier.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`](crate::Builder::build).
    ///
    /// # Complexity
    ///
    /// About one copy of the ring, plus `O(nodes log nodes)` for the names.
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

    /// Replaces all members with these nodes.
    pub(crate) fn set_members(&mut self, mut nodes: Vec<Node>) -> Result<()> {
        self.profile.derive_identities(&mut nodes)?;
        let members = Members::new(nodes)?;
        let (removed, added) = (self.surplus(&self.members, &members), self.surplus(&members, &self.members));
        let remap = SlotRemap::between(&self.members, &members);
        self.commit(members, &removed, &added, &remap)
    }

    /// Returns the virtual nodes that `some` members have but `others` do not.
    fn surplus(&self, some: &Members, others: &Members) -> Vec<VnodeRange> {
        let range = |slot| {
            let node = some.node(slot);
            let counterpart = others.slot(node.name()).map(|slot| others.node(slot));
            let counterpart = counterpart.filter(|other| other.identity() == node.identity());
            let shared = counterpart.map_or(0, |other| self.profile.vnodes(other));
            (slot, shared..self.profile.vnodes(node))
        };
        (0..some.len() as Slot).map(range).filter(|(_, numbers)| !numbers.is_empty()).collect()
    }

    /// Makes the remaining checks of an edit, then applies it: takes the `removed` points away and adds the `added` ones.
    fn commit(&mut self, mut members: Members, removed: &[VnodeRange], added: &[VnodeRange], remap: &SlotRemap) -> Result<()> {
        members.check_names(&self.names)?;
        if let Some(points) = self.profile.build(members.by_slot()) {
            self.points = Arc::new(points?);
        } else if removed.iter().chain(added).map(count).sum::<u64>() > 0 || !remap.is_nothing() {
            self.points = Arc::new(match self.options.cap() {
                Some(percent) => self.capped(percent, &members)?,
                None => self.merged(&members, removed, added, remap)?,
            });
        }
        members.assign_ids(&mut self.names, &self.members);
        self.members = Arc::new(members);
        self.rounds = Arc::new(self.zone_rounds(|_| true));
        Ok(())
    }

    /// Returns the points after an edit of a ring without a cap.
    fn merged(&self, members: &Members, removed: &[VnodeRange], added: &[VnodeRange], remap: &SlotRemap) -> Result<Points> {
        let kept = self.points.len() as u64 - removed.iter().map(count).sum::<u64>();
        let added = sorted(&self.draft(kept, members, added)?, members);
        if self.points.len() == 0 {
            return Ok(added.indexed());
        }
        let removed = sorted(&self.draft(0, &self.members, removed)?, &self.members);
        Ok(self.points.merged(&removed, &added, &self.members, members, remap))
    }

    /// Returns the points of these members under a cap. All are rebuilt: if one node gains or gives up points, any
    /// other may reach its cap or leave it.
    fn capped(&self, percent: u32, members: &Members) -> Result<Points> {
        let vnodes = self.surplus(members, &Members::default());
        let draft = self.draft(0, members, &vnodes)?;
        let sorted = sorted(&draft, members);
        let trimmed = cap::trimmed(percent, members, &draft, &sorted);
        Ok(sorted.without(&trimmed, members.len()).indexed())
    }

    /// Returns the points of these virtual nodes. The ring will have them in addition to `kept` others.
    fn draft(&self, kept: u64, members: &Members, vnodes: &[VnodeRange]) -> Result<Draft> {
        let mut draft = Draft::new(kept, vnodes.iter().map(count), 0)?;
        for (slot, numbers) in vnodes {
            draft.begin(*slot);
            self.profile.extend(members.node(*slot), numbers.clone(), &mut draft);
        }
        Ok(draft)
    }
}

fn count((_, numbers): &VnodeRange) -> u64 {
    numbers.end - numbers.start
}

/// Returns points in ring order; at one position, in the order of their owners' identities.
fn sorted(draft: &Draft, members: &Members) -> SortedPoints {
    draft.sorted(members.len(), |a, b| members.order(a, b))
}
