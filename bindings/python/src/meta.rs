//! What users attach to nodes: objects that placement never sees.

use std::collections::HashMap;

use pyo3::PyTraverseError;
use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use ringwise::{HashRing, NodeId};

/// The `meta` of each member that has any.
///
/// An edit makes a new value of it: the old one is dropped when no lock is held any more, because dropping an object may run any code,
/// which may use the ring.
#[derive(Default)]
pub(crate) struct Metas {
    by_id: HashMap<NodeId, Py<PyAny>>,
}

impl Metas {
    /// Returns those of these nodes of `ring`.
    pub(crate) fn new(ring: &HashRing, named: impl IntoIterator<Item = (String, Py<PyAny>)>) -> Self {
        let by_id = named.into_iter().filter_map(|(name, meta)| Some((ring.id(&name)?, meta))).collect();
        Metas { by_id }
    }

    pub(crate) fn get(&self, py: Python<'_>, id: NodeId) -> Option<Py<PyAny>> {
        self.by_id.get(&id).map(|meta| meta.clone_ref(py))
    }

    pub(crate) fn clone_ref(&self, py: Python<'_>) -> Self {
        Metas { by_id: self.by_id.iter().map(|(&id, meta)| (id, meta.clone_ref(py))).collect() }
    }

    /// Returns these, and those of other nodes.
    pub(crate) fn with(&self, py: Python<'_>, others: Metas) -> Self {
        let mut metas = self.clone_ref(py);
        metas.by_id.extend(others.by_id);
        metas
    }

    /// Returns these with that of one node under another's id; without it where there is no other.
    pub(crate) fn moved(&self, py: Python<'_>, old: Option<NodeId>, new: Option<NodeId>) -> Self {
        let mut metas = self.clone_ref(py);
        let meta = old.and_then(|old| metas.by_id.remove(&old));
        metas.by_id.extend(new.zip(meta));
        metas
    }

    /// Shows the objects to the garbage collector.
    pub(crate) fn traverse(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.by_id.values().try_for_each(|meta| visit.call(meta))
    }
}
