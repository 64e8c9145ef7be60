//! A core error as a Python exception.

use pyo3::exceptions::PyTypeError;
use pyo3::import_exception;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use ringwise::{Error, ErrorKind};

import_exception!(ringwise._errors, RingwiseError);
import_exception!(ringwise._errors, InvalidNameError);
import_exception!(ringwise._errors, InvalidWeightError);
import_exception!(ringwise._errors, DuplicateNodeError);
import_exception!(ringwise._errors, UnknownNodeError);
import_exception!(ringwise._errors, TooManyPointsError);
import_exception!(ringwise._errors, InvalidOptionError);
import_exception!(ringwise._errors, InvalidAddressError);
import_exception!(ringwise._errors, MonitorFailedError);
import_exception!(ringwise._errors, TooManyNodesError);

/// Returns the exception for a core error, with its text.
pub(crate) fn exception(error: Error) -> PyErr {
    of_kind(error.kind())(error.to_string())
}

/// Returns what makes the exceptions of a kind.
fn of_kind(kind: ErrorKind) -> fn(String) -> PyErr {
    match kind {
        ErrorKind::InvalidName => InvalidNameError::new_err,
        ErrorKind::InvalidWeight => InvalidWeightError::new_err,
        ErrorKind::DuplicateNode => DuplicateNodeError::new_err,
        ErrorKind::UnknownNode => UnknownNodeError::new_err,
        ErrorKind::TooManyPoints => TooManyPointsError::new_err,
        ErrorKind::InvalidOption => InvalidOptionError::new_err,
        ErrorKind::InvalidAddress => InvalidAddressError::new_err,
        ErrorKind::MonitorFailed => MonitorFailedError::new_err,
        ErrorKind::TooManyNodes => TooManyNodesError::new_err,
        // A kind that core has got since: a test fails until it has its own class.
        _ => RingwiseError::new_err,
    }
}

/// Return the exception class of each kind of error, by the kind's name.
#[pyfunction]
pub(crate) fn _error_classes(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let classes = PyDict::new(py);
    for &kind in ErrorKind::ALL {
        classes.set_item(kind.name(), of_kind(kind)(String::new()).get_type(py))?;
    }
    Ok(classes)
}

/// Returns a `TypeError` that says what was wanted, and the type of what came.
pub(crate) fn wrong_type(wanted: &str, object: &Bound<'_, PyAny>) -> PyErr {
    match object.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("{wanted}, not {name}")),
        Err(error) => error,
    }
}
