//! A core error as a Python exception.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use ringwise::{Error, ErrorKind, binding};

use crate::items::Items;

/// Returns the exception for a core error, with its text.
pub(crate) fn exception(error: Error) -> PyErr {
    of_kind(error.kind(), error.to_string())
}

/// Returns the exception of a kind. Without its class, which only a broken installation lacks, the import's own error
/// says why.
fn of_kind(kind: ErrorKind, text: String) -> PyErr {
    Python::attach(|py| match class(py, kind) {
        Ok(class) => PyErr::from_type(class, (text,)),
        Err(error) => error,
    })
}

/// Returns the exception class of a kind: `ringwise._errors` has one for each, named after it.
fn class(py: Python<'_>, kind: ErrorKind) -> PyResult<Bound<'_, PyType>> {
    Ok(py.import("ringwise._errors")?.getattr(format!("{kind:?}Error"))?.cast_into()?)
}

/// Return the exception class of each kind of error, by the kind's name.
#[pyfunction]
pub(crate) fn _error_classes(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let classes = PyDict::new(py);
    for &kind in ErrorKind::ALL {
        classes.set_item(kind.name(), class(py, kind)?)?;
    }
    Ok(classes)
}

/// What a `TypeError` says was expected, worded like the errors of the core.
#[derive(Clone, Copy)]
pub(crate) struct Expected<'a>(binding::Expected<'a>);

impl<'a> Expected<'a> {
    pub(crate) const fn new(what: &'a str, right: &'a str) -> Self {
        Expected(binding::Expected::new(what, right))
    }

    pub(crate) const fn integer(what: &'a str) -> Self {
        Expected(binding::Expected::integer(what))
    }

    pub(crate) const fn text(what: &'a str) -> Self {
        Expected::new(what, "a str is needed")
    }

    /// Adds the node that the value is for.
    pub(crate) const fn for_node(self, name: &'a str) -> Self {
        Expected(self.0.for_node(name))
    }

    /// Returns the `TypeError` for a value of the wrong type.
    pub(crate) fn wrong_type(self, object: &Bound<'_, PyAny>) -> PyErr {
        match object.get_type().name() {
            Ok(name) => PyTypeError::new_err(self.0.message(format_args!("of type {name}"))),
            Err(error) => error,
        }
    }

    /// Iterates over a value that should be iterable.
    pub(crate) fn iterate<'py>(self, object: &Bound<'py, PyAny>) -> PyResult<Items<'py>> {
        Items::of(object).map_err(|error| {
            if !error.is_instance_of::<PyTypeError>(object.py()) {
                return error;
            }
            // The object's own `__iter__` may have raised the error.
            let refused = self.wrong_type(object);
            refused.set_cause(object.py(), Some(error));
            refused
        })
    }
}

/// Returns the error for a node whose name differs from its key in the mapping.
pub(crate) fn other_name(name: &str, other: &str) -> PyErr {
    of_kind(ErrorKind::InvalidName, format!("name {other:?} for node {name:?}: it must be the one that the node is given under"))
}
