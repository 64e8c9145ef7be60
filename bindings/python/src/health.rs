//! A node's health, as users get it.

use std::time::UNIX_EPOCH;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use ringwise::Health;

/// Returns a `ringwise.Health`.
pub(crate) fn shown<'py>(py: Python<'py>, health: &Health) -> PyResult<Bound<'py, PyAny>> {
    static HEALTH: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    // A clock may be set to before the epoch.
    let since = match health.since.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_secs_f64(),
        Err(error) => -error.duration().as_secs_f64(),
    };
    HEALTH.import(py, "ringwise._types", "Health")?.call1((health.healthy, since, health.reason.as_deref()))
}
