//! Copies of keys, for work that does not hold the GIL.

use std::vec;

use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::key::{self, Key};

/// The number of keys read at once: enough that taking the GIL for them costs nothing.
const READ: usize = 4096;

/// The bytes of the keys of an iterable. The caller need not hold the GIL, which is taken for a batch of keys at a
/// time.
pub(crate) struct OwnedKeys {
    keys: Py<PyIterator>,
    read: vec::IntoIter<Vec<u8>>,
    done: PyResult<()>,
}

impl OwnedKeys {
    pub(crate) fn of(keys: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(OwnedKeys { keys: key::many(keys)?.unbind(), read: Vec::new().into_iter(), done: Ok(()) })
    }

    /// Returns the error that ended the iteration, if there was one.
    pub(crate) fn done(self) -> PyResult<()> {
        self.done
    }

    fn more(&self) -> PyResult<Vec<Vec<u8>>> {
        Python::attach(|py| {
            // An endless iterator that runs no Python code must not block Ctrl-C.
            py.check_signals()?;
            self.keys.bind(py).clone().take(READ).map(|key| Key::read(&key?).map(Key::into_bytes)).collect()
        })
    }
}

impl Iterator for OwnedKeys {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.read.len() == 0 && self.done.is_ok() {
            match self.more() {
                Ok(read) => self.read = read.into_iter(),
                Err(error) => self.done = Err(error),
            }
        }
        self.read.next()
    }
}
