//! What makes a ring again: its snapshot, what that leaves out, and what users attached to its nodes.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyBytes, PyDict, PyType};
use ringwise::HashRing;

use crate::meta::MetaMap;
use crate::options;

/// What pickle asks for: what makes the ring, its arguments, and what its `__setstate__` takes.
pub(crate) type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>,), Option<Bound<'py, PyDict>>);

/// Returns how to make a ring of this class again. The metas come apart from it: one of them may hold the ring.
pub(crate) fn reduced<'py>(class: &Bound<'py, PyType>, ring: &HashRing, metas: &MetaMap) -> PyResult<Reduced<'py>> {
    static PARTIAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = class.py();
    let attached = metas.named(py, ring).into_py_dict(py)?;
    let (make, beside) = (class.getattr("from_bytes")?, options::beside(py, ring.options())?);
    let make = PARTIAL.import(py, "functools", "partial")?.call((make,), Some(&beside))?;
    Ok((make, (PyBytes::new(py, &ring.to_bytes()),), (!attached.is_empty()).then_some(attached)))
}
