//! What the methods of `HashRing` are made of.

use std::sync::Arc;

use atomic_refcell::AtomicRefCell;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use ringwise::{HashRing as Ring, Node, NodeId, SharedRing, View};

use crate::error::exception;
use crate::key::Key;
use crate::meta::{Attached, Metas};
use crate::names::Names;
use crate::node::Given;
use crate::ring::HashRing;

impl HashRing {
    pub(crate) fn share(ring: Ring, metas: Metas) -> Self {
        let ring = Arc::new(SharedRing::new(ring));
        let attached = Attached::new(Arc::clone(&ring), metas);
        HashRing { reader: AtomicRefCell::new(ring.reader()), ring, names: Names::new(), attached }
    }

    pub(crate) fn shared(&self) -> &Arc<SharedRing> {
        &self.ring
    }

    /// Looks at the ring, and the health of its nodes, as they are now.
    #[inline(always)]
    pub(crate) fn with_view<T>(&self, look: impl FnOnce(&View) -> T) -> T {
        match self.reader.try_borrow_mut() {
            Ok(mut reader) => look(reader.view()),
            Err(_) => look(&self.ring.view()),
        }
    }

    /// Returns the members, with all that belongs to them.
    pub(crate) fn members(&self, py: Python<'_>) -> Vec<Given> {
        let given = |ring: &Ring, metas: &Metas, node: &Node| Given { node: node.clone(), meta: metas.of(py, ring, node.name()) };
        self.attached.look(py, |ring, metas| ring.nodes().map(|node| given(ring, metas, node)).collect())
    }

    /// Returns the name that an id stands for; `None` for [`NodeId::NONE`].
    #[inline(always)]
    pub(crate) fn name<'py>(&self, py: Python<'py>, id: NodeId) -> Option<&Bound<'py, PyString>> {
        self.names.get(py, id, &self.ring)
    }

    #[inline(always)]
    pub(crate) fn owner<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyString>>> {
        let key_bytes = Key::read(key)?;
        // As `with_view`, written out: a closure is not inlined here, which costs a tenth.
        let owner = match self.reader.try_borrow_mut() {
            Ok(mut reader) => reader.view().get_node(key_bytes.as_ref()),
            Err(_) => self.ring.get_node(key_bytes.as_ref()),
        };
        Ok(owner.and_then(|id| self.name(key.py(), id)).cloned())
    }

    /// Returns the names that `fill` gives: as many as are asked for, or else `replication_factor`. More than a list of the profile can have
    /// are refused if they are asked for; the default gives what there is.
    #[inline(always)]
    pub(crate) fn listed<'py>(
        &self,
        key: &Bound<'py, PyAny>,
        count: Option<usize>,
        fill: impl FnOnce(&View, &[u8], &mut [NodeId]) -> usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let bytes = Key::read(key)?;
        self.with_view(|view| {
            count.map_or(Ok(()), |count| view.check_count(count)).map_err(exception)?;
            let count = count.unwrap_or(view.options().replication_factor() as usize).min(view.len());
            let mut ids = vec![NodeId::NONE; count];
            let filled = fill(view, bytes.as_ref(), &mut ids);
            self.list(key.py(), &ids[..filled])
        })
    }

    pub(crate) fn list<'py>(&self, py: Python<'py>, ids: &[NodeId]) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, ids.iter().map(|&id| self.name(py, id)))
    }

    pub(crate) fn node_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let ring = self.ring.view();
        PyList::new(py, ring.nodes().map(|node| self.name(py, ring.id(node.name()).unwrap_or_default())))
    }
}
