//! The health of nodes as Python objects.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use ringwise::Health;
use ringwise::binding::since_epoch;

use crate::error::exception;
use crate::handle::HashRing;

/// Returns the `ringwise.Health` of a member.
pub(crate) fn of<'py>(py: Python<'py>, ring: &HashRing, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let view = ring.shared().view();
    to_python(py, view.health(name).map_err(exception)?)
}

/// Returns the `ringwise.Health` of each member, by name.
pub(crate) fn of_all<'py>(py: Python<'py>, ring: &HashRing) -> PyResult<Bound<'py, PyDict>> {
    let (view, healths) = (ring.shared().view(), PyDict::new(py));
    for node in view.nodes() {
        let health = view.health(node.name()).map_err(exception)?;
        healths.set_item(ring.name(py, view.id(node.name()).unwrap_or_default()), to_python(py, health)?)?;
    }
    Ok(healths)
}

/// Returns a `ringwise.Health`.
pub(crate) fn to_python<'py>(py: Python<'py>, health: &Health) -> PyResult<Bound<'py, PyAny>> {
    static HEALTH: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    HEALTH.import(py, "ringwise._types", "Health")?.call1((health.healthy, since_epoch(health), health.reason.as_deref()))
}
