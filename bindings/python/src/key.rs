//! Keys: text as UTF-8, or bytes.

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::{PyBufferError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::Expected;
use crate::items::Items;

/// The bytes of a key.
pub(crate) enum Key<'a> {
    /// The bytes of an immutable object.
    Borrowed(&'a [u8]),
    /// A copy of bytes that another thread may write to.
    Copied(Vec<u8>),
}

impl<'a> Key<'a> {
    /// Reads a key. Other types are refused, because their `str()` would not be a stable key.
    ///
    /// For a lone surrogate in text, Python raises `UnicodeEncodeError`.
    #[inline(always)]
    pub(crate) fn read(object: &'a Bound<'_, PyAny>) -> PyResult<Self> {
        // This compares one pointer; `cast` would read the flags of the type.
        match object.cast_exact::<PyString>() {
            Ok(text) => Ok(Key::Borrowed(text.to_str()?.as_bytes())),
            Err(_) => Self::read_other(object),
        }
    }

    fn read_other(object: &'a Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            Ok(Key::Borrowed(bytes.as_bytes()))
        } else if let Ok(text) = object.cast::<PyString>() {
            Ok(Key::Borrowed(text.to_str()?.as_bytes()))
        } else {
            buffer(object, Expected::new("key", "a key is str, bytes or another buffer of bytes")).map(Key::Copied)
        }
    }
}

impl Key<'_> {
    /// Returns bytes that outlive the object.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self {
            Key::Borrowed(bytes) => bytes.to_vec(),
            Key::Copied(bytes) => bytes,
        }
    }
}

/// Iterates over keys without reading them.
pub(crate) fn many<'py>(keys: &Bound<'py, PyAny>) -> PyResult<Items<'py>> {
    let expected = Expected::new("keys", "an iterable of keys is needed");
    // A `str` is an iterable of its characters, but that is never what the caller wants.
    if keys.is_instance_of::<PyString>() {
        return Err(expected.wrong_type(keys));
    }
    expected.iterate(keys)
}

impl AsRef<[u8]> for Key<'_> {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        match self {
            Key::Borrowed(bytes) => bytes,
            Key::Copied(bytes) => bytes,
        }
    }
}

/// Copies the bytes of a buffer.
#[cold]
pub(crate) fn buffer(object: &Bound<'_, PyAny>, expected: Expected<'_>) -> PyResult<Vec<u8>> {
    let py = object.py();
    match PyBuffer::get(object) {
        Ok(buffer) => buffer.to_vec(py),
        Err(error) if error.is_instance_of::<PyTypeError>(py) => Err(expected.wrong_type(object)),
        Err(error) if error.is_instance_of::<PyBufferError>(py) => {
            let refused = expected.wrong_type(object);
            refused.set_cause(py, Some(error));
            Err(refused)
        }
        Err(error) => Err(error),
    }
}
