//! The `meta` objects that users attach to nodes. They do not affect placement.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::PyTraverseError;
use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use ringwise::{HashRing, NodeId, SharedRing, View};

use crate::error::exception;

/// A ring with the metas of its members; both change together.
pub(crate) struct RingWithMeta {
    ring: Arc<SharedRing>,
    /// Locked during an edit that changes them, so that no thread sees members without their metas.
    metas: Mutex<MetaMap>,
}

impl RingWithMeta {
    pub(crate) fn new(ring: Arc<SharedRing>, metas: MetaMap) -> Self {
        RingWithMeta { ring, metas: Mutex::new(metas) }
    }

    /// Edits the ring, then the metas.
    pub(crate) fn edit<T: Send>(
        &self,
        py: Python<'_>,
        edit: impl FnOnce(&SharedRing) -> ringwise::Result<T> + Send,
        metas: impl FnOnce(&HashRing, &MetaMap) -> MetaMap,
    ) -> PyResult<T> {
        let mut held = self.lock(py);
        let answer = py.detach(|| edit(&self.ring)).map_err(exception)?;
        let metas = metas(&self.ring.view(), &held);
        let gone = mem::replace(&mut *held, metas);
        drop(held);
        drop(gone);
        Ok(answer)
    }

    /// Calls a function with the ring and its metas.
    pub(crate) fn look<T>(&self, py: Python<'_>, look: impl FnOnce(&Arc<View>, &MetaMap) -> T) -> T {
        let metas = self.lock(py);
        look(&self.ring.view(), &metas)
    }

    /// Returns the ring and its metas.
    pub(crate) fn whole(&self, py: Python<'_>) -> (Arc<View>, MetaMap) {
        self.look(py, |ring, metas| (Arc::clone(ring), metas.clone_ref(py)))
    }

    /// Reports the metas to the garbage collector. During an edit they are locked, and count as in use.
    pub(crate) fn traverse(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.metas.try_lock().map_or(Ok(()), |metas| metas.by_id.values().try_for_each(|meta| visit.call(meta)))
    }

    /// Drops the metas, for the garbage collector.
    pub(crate) fn clear(&self) {
        let gone = self.metas.try_lock().map(|mut metas| mem::take(&mut *metas));
        drop(gone);
    }

    fn lock(&self, py: Python<'_>) -> MutexGuard<'_, MetaMap> {
        self.metas.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
    }
}

/// The `meta` of each member that has any.
///
/// An edit replaces the whole map. The old one is dropped after the lock is released, because dropping an object may
/// run any code, which may use the ring.
#[derive(Default)]
pub(crate) struct MetaMap {
    by_id: HashMap<NodeId, Py<PyAny>>,
}

impl MetaMap {
    /// Returns the metas of these nodes, if they are members of `ring`.
    pub(crate) fn new(ring: &HashRing, named: impl IntoIterator<Item = (String, Py<PyAny>)>) -> Self {
        let by_id = named.into_iter().filter_map(|(name, meta)| Some((ring.id(&name)?, meta))).collect();
        MetaMap { by_id }
    }

    /// Returns the meta of one node of `ring`, if it has one.
    pub(crate) fn of(&self, py: Python<'_>, ring: &HashRing, name: &str) -> Option<Py<PyAny>> {
        self.by_id.get(&ring.id(name)?).map(|meta| meta.clone_ref(py))
    }

    /// Returns the metas of the members of `ring` by name, in the order of the members.
    pub(crate) fn named(&self, py: Python<'_>, ring: &HashRing) -> Vec<(String, Py<PyAny>)> {
        ring.nodes().filter_map(|node| Some((node.name().to_owned(), self.of(py, ring, node.name())?))).collect()
    }

    pub(crate) fn clone_ref(&self, py: Python<'_>) -> Self {
        MetaMap { by_id: self.by_id.iter().map(|(&id, meta)| (id, meta.clone_ref(py))).collect() }
    }

    /// Returns these metas and those of other nodes.
    pub(crate) fn with(&self, py: Python<'_>, others: MetaMap) -> Self {
        let mut metas = self.clone_ref(py);
        metas.by_id.extend(others.by_id);
        metas
    }

    /// Returns these metas with the meta of one node moved to another id, or removed if there is none.
    pub(crate) fn moved(&self, py: Python<'_>, old: Option<NodeId>, new: Option<NodeId>) -> Self {
        let mut metas = self.clone_ref(py);
        let meta = old.and_then(|old| metas.by_id.remove(&old));
        metas.by_id.extend(new.zip(meta));
        metas
    }
}
