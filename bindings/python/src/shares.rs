//! Shares and statistics as Python objects.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};
use ringwise::{Shares, Stats};

/// Returns a `ringwise.Shares`.
pub(crate) fn to_python<'py>(py: Python<'py>, shares: &Shares) -> PyResult<Bound<'py, PyAny>> {
    static SHARES: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static SHARE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (class, by_name) = (SHARE.import(py, "ringwise._insight", "Share")?, PyDict::new(py));
    for (name, share) in shares.iter() {
        let by_rank = PyTuple::new(py, &share.by_rank)?;
        by_name.set_item(name, class.call1((share.parts, by_rank, share.fraction, share.fair))?)?;
    }
    SHARES.import(py, "ringwise._insight", "Shares")?.call1((by_name, shares.total()))
}

/// Returns a `ringwise.Stats`.
pub(crate) fn stats<'py>(py: Python<'py>, stats: &Stats) -> PyResult<Bound<'py, PyAny>> {
    static STATS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let Stats { nodes, points, bytes, max_over_fair, min_over_fair, deviation, over_cap } = stats;
    STATS.import(py, "ringwise._insight", "Stats")?.call1((nodes, points, bytes, max_over_fair, min_over_fair, deviation, over_cap))
}
