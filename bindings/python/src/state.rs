//! The state that pickle and `copy.deepcopy` keep of a ring.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyBytes, PyDict, PyType};
use ringwise::{HashRing, OptionValue};

use crate::meta::MetaMap;
use crate::options;

/// What `__reduce__` returns: a callable, its arguments, and the argument of `__setstate__`.
pub(crate) type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>,), Option<Bound<'py, PyDict>>);

/// Returns how to rebuild a ring of this class. The metas are separate, because one of them may refer to the ring.
/// `options` are those that a snapshot does not hold.
pub(crate) fn reduced<'py>(
    class: &Bound<'py, PyType>,
    ring: &HashRing,
    options: Vec<(&'static str, OptionValue)>,
    metas: &MetaMap,
) -> PyResult<Reduced<'py>> {
    static PARTIAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let py = class.py();
    let attached = metas.named(py, ring).into_py_dict(py)?;
    let (make, beside) = (class.getattr("from_bytes")?, PyDict::new(py));
    options::add(&beside, options)?;
    let make = PARTIAL.import(py, "functools", "partial")?.call((make,), Some(&beside))?;
    Ok((make, (PyBytes::new(py, &ring.to_bytes()),), (!attached.is_empty()).then_some(attached)))
}
