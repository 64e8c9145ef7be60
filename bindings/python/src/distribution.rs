//! Counts of real keys, compared with the exact shares.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyType};
use ringwise::HashRing as Ring;

use crate::owned_keys::OwnedKeys;

/// Returns a `ringwise.Distribution` of keys over the nodes of a ring.
pub(crate) fn counted<'py>(ring: &Ring, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static DISTRIBUTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (py, mut owned_keys) = (keys.py(), OwnedKeys::of(keys)?);
    let found = py.detach(|| ring.analyze_distribution(&mut owned_keys));
    owned_keys.done()?;
    let (counts, expected) = (found.counts.into_py_dict(py)?, found.expected.into_py_dict(py)?);
    DISTRIBUTION.import(py, "ringwise._insight", "Distribution")?.call1((counts, expected, found.keys, found.chi_square, found.p_value))
}
