//! How many keys another ring places elsewhere.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyType};
use ringwise::HashRing as Ring;

use crate::copies::Copies;
use crate::error::Words;
use crate::handle::HashRing;

/// Reads the ring to compare with.
pub(crate) fn other<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, HashRing>> {
    object.cast().cloned().map_err(|_| Words::new("other", "a HashRing is needed").wrong_type(object))
}

/// Returns a `ringwise.Comparison` of where two rings place keys.
pub(crate) fn counted<'py>(before: &Ring, after: &Ring, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static COMPARISON: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (py, mut copies) = (keys.py(), Copies::of(keys)?);
    let counts = py.detach(|| before.compare(after, &mut copies));
    copies.done()?;
    let pairs = counts.pairs.into_py_dict(py)?;
    COMPARISON.import(py, "ringwise._types", "Comparison")?.call1((counts.kept, counts.moved, pairs))
}
