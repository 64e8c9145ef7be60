//! Every name that a ring has ever had, with its id.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::limits;
use crate::members::node::NodeId;

/// Numbers names in the order in which they were first added. Nothing is ever removed, so a [`NodeId`] always means the
/// same name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    by_id: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, NodeId>,
}

impl Names {
    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(crate) fn id(&self, name: &str) -> Option<NodeId> {
        self.ids.get(name).copied()
    }

    pub(crate) fn name(&self, id: NodeId) -> Option<&Arc<str>> {
        self.by_id.get(id.index())
    }

    /// Refuses names that would exceed the limit. `names` may contain known names.
    pub(crate) fn check_room<'a>(&self, names: impl Iterator<Item = &'a str> + Clone) -> Result<()> {
        // Nearly always there is room even if all names are new, so none is looked up.
        check_nodes(self.len() + names.clone().count())
            .or_else(|_| check_nodes(self.len() + names.filter(|name| !self.ids.contains_key(*name)).count()))
    }

    /// Returns the id of a name, a new one if the name is new. Call [`Names::check_room`] first.
    pub(crate) fn intern(&mut self, name: &Arc<str>) -> NodeId {
        *self.ids.entry(Arc::clone(name)).or_insert_with(|| {
            self.by_id.push(Arc::clone(name));
            NodeId::new(self.by_id.len() as u32 - 1)
        })
    }

    /// Reserves memory for this number of new names.
    pub(crate) fn reserve(&mut self, names: usize) {
        self.by_id.reserve(names);
        self.ids.reserve(names);
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let text: usize = self.by_id.iter().map(|name| name.len()).sum();
        text + self.by_id.capacity() * size_of::<Arc<str>>() + self.ids.capacity() * size_of::<(Arc<str>, NodeId)>()
    }
}

/// Refuses more members, or more names, than a ring can have.
pub(crate) fn check_nodes(nodes: usize) -> Result<()> {
    if nodes > limits::NODES { Err(Error::TooManyNodes { nodes: nodes as u64 }) } else { Ok(()) }
}
