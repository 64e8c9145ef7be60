//! An iterator over the nodes of a key.

use std::sync::{Mutex, PoisonError};

use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::{PyTraverseError, pyclass};
use ringwise::KeyNodes;

use crate::handle::HashRing;

/// The iterator that `iter_nodes` returns: over names, the owner first, in the ring as it was at the call.
#[pyclass(frozen, module = "ringwise")]
pub(crate) struct NodeIterator {
    nodes: Mutex<KeyNodes<ringwise::HashRing>>,
    ring: Py<HashRing>,
}

impl NodeIterator {
    pub(crate) fn new(ring: &Bound<'_, HashRing>, nodes: KeyNodes<ringwise::HashRing>) -> Self {
        NodeIterator { nodes: Mutex::new(nodes), ring: ring.clone().unbind() }
    }
}

#[pymethods]
impl NodeIterator {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyString>> {
        // The lock is held for one step that calls no Python, so any wait is short.
        let id = self.nodes.lock().unwrap_or_else(PoisonError::into_inner).next()?;
        self.ring.get().name(py, id).cloned()
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.ring)
    }
}
