//! Number arguments that need not be integers, converted for the core.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBool;

use crate::error::Expected;

/// Reads the time between two probes of a node.
pub(crate) fn interval(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    read(object, Expected::new("interval", "a number of seconds is needed"))
}

/// Reads the timeout of a probe.
pub(crate) fn timeout(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    read(object, Expected::new("timeout", "a number of seconds is needed"))
}

/// Reads the part of an interval by which it may vary.
pub(crate) fn jitter(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    read(object, Expected::new("jitter", "a number is needed"))
}

/// Reads a number. An integer too large for a float becomes infinite, which exceeds every limit of the core too.
fn read(object: &Bound<'_, PyAny>, expected: Expected<'_>) -> PyResult<f64> {
    if object.is_instance_of::<PyBool>() {
        return Err(expected.wrong_type(object));
    }
    match object.extract::<f64>() {
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
            Ok(if object.lt(0)? { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Err(expected.wrong_type(object)),
        done => done,
    }
}
