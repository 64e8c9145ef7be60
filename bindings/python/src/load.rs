//! The class `Ticket`: a slot taken on a node.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;
use pyo3::types::PyString;
use ringwise::SharedRing;

/// A slot on a node that `HashRing.acquire` took. It is released by `release`, or at the end of a `with` block.
///
/// A ticket that is never released holds its slot as long as its node is a member.
///
/// >>> ring = HashRing(["a", "b"])
/// >>> with ring.acquire("user:42") as ticket:
/// ...     ticket.node == ring["user:42"]
/// True
#[pyclass(frozen, module = "ringwise")]
pub(crate) struct Ticket {
    ring: Arc<SharedRing>,
    ticket: ringwise::Ticket,
    node: Py<PyString>,
    released: AtomicBool,
}

impl Ticket {
    pub(crate) fn new(ring: &Arc<SharedRing>, ticket: ringwise::Ticket, node: &Bound<'_, PyString>) -> Self {
        Ticket { ring: Arc::clone(ring), ticket, node: node.clone().unbind(), released: AtomicBool::new(false) }
    }
}

#[pymethods]
impl Ticket {
    /// The name of the node that the slot is on.
    #[getter]
    fn node(&self) -> &Py<PyString> {
        &self.node
    }

    /// Release the slot, and return whether there was one. There is none after the first call, or if the node was
    /// removed.
    ///
    /// >>> ticket = HashRing(["a"]).acquire("user:42")
    /// >>> ticket.release(), ticket.release()
    /// (True, False)
    fn release(&self) -> bool {
        !self.released.swap(true, Ordering::Relaxed) && self.ring.release(self.ticket)
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_raised))]
    fn __exit__(&self, _raised: &Bound<'_, PyAny>) {
        self.release();
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let state = if self.released.load(Ordering::Relaxed) { ", released" } else { "" };
        Ok(format!("<Ticket on {}{state}>", self.node.bind(py).repr()?))
    }
}
