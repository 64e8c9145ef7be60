//! Numbers that need not be whole, as core takes them.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBool;

use crate::error::wrong_type;

/// Reads the time from one probe of a node to its next.
pub(crate) fn interval(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    read(object, "an interval is a number of seconds")
}

/// Reads how long a probe may take.
pub(crate) fn timeout(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    read(object, "a timeout is a number of seconds")
}

/// Reads by what part of itself an interval may be longer or shorter.
pub(crate) fn jitter(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    read(object, "a jitter is a number")
}

/// Reads a number. An integer that no float can be becomes infinite, which is beyond every limit of core too.
fn read(object: &Bound<'_, PyAny>, wanted: &str) -> PyResult<f64> {
    if object.is_instance_of::<PyBool>() {
        return Err(wrong_type(wanted, object));
    }
    match object.extract::<f64>() {
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
            Ok(if object.lt(0)? { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => Err(wrong_type(wanted, object)),
        done => done,
    }
}
