//! The nodes of a ring, whose names are unique.

pub(crate) mod names;
pub(crate) mod node;
pub(crate) mod zones;

use core::cmp;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

use crate::error::{Error, Result, abbreviated};
use crate::members::names::{Names, check_nodes};
use crate::members::node::{Node, NodeId};

/// The index of a node among the members, from 0 without gaps. A point stores its owner as a slot.
pub(crate) type Slot = u32;

/// A node that owns keys, with its slot.
pub(crate) type Live<'a> = (Slot, &'a Node);

/// Numbers every membership over the whole process. So the health and load of an earlier one are not mistaken for those
/// of a later one of the same name.
pub(crate) type Generation = u64;

static GENERATIONS: AtomicU64 = AtomicU64::new(1);

fn next_generation() -> Generation {
    GENERATIONS.fetch_add(1, Ordering::Relaxed)
}

/// Returns a generation that is after every earlier one, and not after a later one.
pub(crate) fn generation_now() -> Generation {
    GENERATIONS.load(Ordering::Relaxed)
}

/// The members, in the order in which they were given. A slot is an index into it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    nodes: Vec<Node>,
    /// By slot; [`NodeId::NONE`] for a name that [`Members::assign_ids`] has not numbered yet.
    ids: Vec<NodeId>,
    /// By slot; see [`Generation`].
    generations: Vec<Generation>,
    by_name: Vec<Slot>,
    by_identity: Vec<Slot>,
}

impl Members {
    /// Refuses a list of nodes that no ring can hold.
    pub(crate) fn new(nodes: Vec<Node>) -> Result<Self> {
        check_nodes(nodes.len())?;
        nodes.iter().try_for_each(Node::check)?;
        let by_name = sorted(&nodes, Node::name);
        if let Some([node, _]) = first_duplicate(&nodes, &by_name, Node::name) {
            return Err(Error::DuplicateName { name: abbreviated(node.name()) });
        }
        // If every node is hashed by its name, one order serves for both.
        let by_identity = if nodes.iter().all(Node::is_hashed_by_name) { by_name.clone() } else { sorted(&nodes, Node::identity) };
        if let Some([holder, node]) = first_duplicate(&nodes, &by_identity, Node::identity) {
            return Err(taken(holder, node));
        }
        Ok(Members { ids: vec![NodeId::NONE; nodes.len()], generations: vec![0; nodes.len()], nodes, by_name, by_identity })
    }

    /// Refuses names for which `names` has no room.
    pub(crate) fn check_names(&self, names: &Names) -> Result<()> {
        names.check_room(self.nodes.iter().zip(&self.ids).filter(|(_, id)| **id == NodeId::NONE).map(|(node, _)| node.name()))
    }

    /// Assigns to each member the id of its name, and its generation: the one that it had among the members `before`,
    /// or a new one. Call [`Members::check_names`] first.
    pub(crate) fn assign_ids(&mut self, names: &mut Arc<Names>, before: &Members) {
        let unknown = self.ids.iter().filter(|&&id| id == NodeId::NONE).count();
        if unknown == 0 {
            return;
        }
        // Names are shared with every clone of the ring: they are copied only if there may be a new one.
        let names = Arc::make_mut(names);
        names.reserve(unknown);
        for ((node, id), generation) in
            self.nodes.iter().zip(&mut self.ids).zip(&mut self.generations).filter(|((_, id), _)| **id == NodeId::NONE)
        {
            *id = names.intern(node.shared_name());
            *generation = before.slot(node.name()).map_or_else(next_generation, |slot| before.generation(slot));
        }
    }

    /// Gives a new generation to each member that had its own before `since` and does not have it in `before`: a copy of an earlier ring
    /// brings ended memberships back.
    pub(crate) fn renew(self: &mut Arc<Self>, before: &Members, since: Generation) {
        let kept = |slot: Slot| before.slot(self.node(slot).name()).is_some_and(|old| before.generation(old) == self.generation(slot));
        let ended: Vec<_> = (0..self.len() as Slot).filter(|&slot| self.generation(slot) < since && !kept(slot)).collect();
        if !ended.is_empty() {
            let members = Arc::make_mut(self);
            ended.into_iter().for_each(|slot| members.generations[slot as usize] = next_generation());
        }
    }

    /// Returns the generation of a member.
    pub(crate) fn generation(&self, slot: Slot) -> Generation {
        self.generations[slot as usize]
    }

    /// Returns the id of a member's name.
    #[inline]
    pub(crate) fn id(&self, slot: Slot) -> NodeId {
        self.ids[slot as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn node(&self, slot: Slot) -> &Node {
        &self.nodes[slot as usize]
    }

    /// Returns the members in the order of their slots.
    pub(crate) fn by_slot(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the slots in bytewise order of their names.
    pub(crate) fn by_name(&self) -> impl ExactSizeIterator<Item = Slot> + DoubleEndedIterator + Clone {
        self.by_name.iter().copied()
    }

    /// Returns the slot of the member of that name.
    pub(crate) fn slot(&self, name: &str) -> Option<Slot> {
        self.index_of_name(name).ok().map(|index| self.by_name[index])
    }

    /// Returns the slot of the member with that name, or an error if there is none.
    pub(crate) fn require(&self, name: &str) -> Result<Slot> {
        self.slot(name).ok_or_else(|| Error::unknown_node(name))
    }

    /// Returns these members and one more, which takes the next slot.
    pub(crate) fn with(&self, node: Node) -> Result<Self> {
        node.check()?;
        let name_index = self.free_name(node.name())?;
        let identity_index = match self.index_of_identity(node.identity()) {
            Ok(index) => return Err(taken(self.node(self.by_identity[index]), &node)),
            Err(index) => index,
        };
        check_nodes(self.len() + 1)?;
        let mut members = self.clone();
        let slot = self.len() as Slot;
        members.by_name.insert(name_index, slot);
        members.by_identity.insert(identity_index, slot);
        members.nodes.push(node);
        members.ids.push(NodeId::NONE);
        members.generations.push(0);
        Ok(members)
    }

    /// Returns these members without one. Later slots are one less.
    pub(crate) fn without(&self, slot: Slot) -> Self {
        let closed_up =
            |slots: &[Slot]| slots.iter().filter(|&&other| other != slot).map(|&other| other - Slot::from(other > slot)).collect();
        let (mut nodes, mut ids, mut generations) = (self.nodes.clone(), self.ids.clone(), self.generations.clone());
        nodes.remove(slot as usize);
        ids.remove(slot as usize);
        generations.remove(slot as usize);
        Members { nodes, ids, generations, by_name: closed_up(&self.by_name), by_identity: closed_up(&self.by_identity) }
    }

    /// Returns these members with another weight for one.
    pub(crate) fn reweighted(&self, slot: Slot, weight: i64) -> Result<Self> {
        let node = self.node(slot).clone().with_weight(weight);
        node.check()?;
        let mut members = self.clone();
        members.nodes[slot as usize] = node;
        Ok(members)
    }

    /// Returns these members with another name for one, whose identity stays.
    pub(crate) fn renamed(&self, slot: Slot, name: &str) -> Result<Self> {
        let node = self.node(slot).renamed(name);
        node.check()?;
        self.free_name(name)?;
        let mut members = self.clone();
        members.nodes[slot as usize] = node;
        members.ids[slot as usize] = NodeId::NONE;
        members.by_name.retain(|&other| other != slot);
        let index = members.index_of_name(name).unwrap_or_else(|index| index);
        members.by_name.insert(index, slot);
        Ok(members)
    }

    /// Returns the order of two nodes with a point at the same position.
    pub(crate) fn order(&self, a: Slot, b: Slot) -> cmp::Ordering {
        self.node(a).identity().cmp(self.node(b).identity())
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.nodes.capacity() * (size_of::<Node>() + size_of::<NodeId>() + size_of::<Generation>())
            + (self.by_name.capacity() + self.by_identity.capacity()) * size_of::<Slot>()
    }

    /// Returns the index of a new name in `by_name`, or an error if the name is there.
    fn free_name(&self, name: &str) -> Result<usize> {
        match self.index_of_name(name) {
            Ok(_) => Err(Error::DuplicateName { name: abbreviated(name) }),
            Err(index) => Ok(index),
        }
    }

    /// Returns the index of a name in the order of [`Members::by_name`], or where it would be.
    pub(crate) fn index_of_name(&self, name: &str) -> core::result::Result<usize, usize> {
        self.by_name.binary_search_by(|&slot| self.node(slot).name().cmp(name))
    }

    fn index_of_identity(&self, identity: &str) -> core::result::Result<usize, usize> {
        self.by_identity.binary_search_by(|&slot| self.node(slot).identity().cmp(identity))
    }
}

/// Returns the slots in the order of a text; equal texts keep the order of the slots.
fn sorted(nodes: &[Node], text: fn(&Node) -> &str) -> Vec<Slot> {
    let mut texts: Vec<_> = nodes.iter().map(text).zip(0..).collect();
    texts.sort_unstable();
    texts.into_iter().map(|(_, slot)| slot).collect()
}

/// Returns the first two nodes with the same text.
fn first_duplicate<'a>(nodes: &'a [Node], sorted: &[Slot], text: fn(&Node) -> &str) -> Option<[&'a Node; 2]> {
    sorted.windows(2).map(|pair| [&nodes[pair[0] as usize], &nodes[pair[1] as usize]]).find(|[a, b]| text(a) == text(b))
}

/// The error for two nodes with the same identity.
fn taken(holder: &Node, node: &Node) -> Error {
    Error::DuplicateIdentity { name: abbreviated(node.name()), identity: abbreviated(node.identity()), holder: abbreviated(holder.name()) }
}

/// The old and the new slot of each member, for points that survive an edit.
#[derive(Clone, Debug)]
pub(crate) enum SlotRemap {
    /// No slot changed.
    Nothing,
    /// By old slot, the new one; arbitrary for removed members.
    All(Vec<Slot>),
}

impl SlotRemap {
    /// After [`Members::without`].
    pub(crate) fn without(slot: Slot, len: usize) -> Self {
        SlotRemap::All((0..len as Slot).map(|old| old - Slot::from(old > slot)).collect())
    }

    pub(crate) fn between(before: &Members, after: &Members) -> Self {
        SlotRemap::All(before.by_slot().iter().map(|node| after.slot(node.name()).unwrap_or(0)).collect())
    }

    pub(crate) fn is_nothing(&self) -> bool {
        match self {
            SlotRemap::Nothing => true,
            SlotRemap::All(slots) => slots.iter().zip(0..).all(|(&new, old)| new == old),
        }
    }

    #[inline]
    pub(crate) fn map(&self, old: Slot) -> Slot {
        match self {
            SlotRemap::Nothing => old,
            SlotRemap::All(slots) => slots[old as usize],
        }
    }
}
