//! Counts of the keys that another ring places differently.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyType};
use ringwise::HashRing as Ring;

use crate::error::Expected;
use crate::handle::HashRing;
use crate::owned_keys::OwnedKeys;

/// Reads the ring to compare with.
pub(crate) fn other<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, HashRing>> {
    object.cast().cloned().map_err(|_| Expected::new("other", "a HashRing is needed").wrong_type(object))
}

/// Returns a `ringwise.Comparison` of where two rings place keys.
pub(crate) fn counted<'py>(before: &Ring, after: &Ring, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static COMPARISON: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (py, mut owned_keys) = (keys.py(), OwnedKeys::of(keys)?);
    let counts = py.detach(|| before.compare(after, &mut owned_keys));
    owned_keys.done()?;
    let pairs = counts.pairs.into_py_dict(py)?;
    COMPARISON.import(py, "ringwise._types", "Comparison")?.call1((counts.kept, counts.moved, pairs))
}
