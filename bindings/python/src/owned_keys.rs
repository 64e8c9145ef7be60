//! Copies of many keys, for work that holds no GIL.

use std::vec;

use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::key::{self, Key};

/// How many keys are read at once: enough that to take the GIL for them costs nothing.
const READ: usize = 4096;

/// The bytes of the keys of an iterable. The GIL is taken for some keys at a time, so whoever looks them up may do without.
pub(crate) struct OwnedKeys {
    keys: Py<PyIterator>,
    read: vec::IntoIter<Vec<u8>>,
    done: PyResult<()>,
}

impl OwnedKeys {
    pub(crate) fn of(keys: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(OwnedKeys { keys: key::many(keys)?.unbind(), read: Vec::new().into_iter(), done: Ok(()) })
    }

    /// Says whether all keys were read, or what went wrong, after which there were no more.
    pub(crate) fn done(self) -> PyResult<()> {
        self.done
    }

    fn more(&self) -> PyResult<Vec<Vec<u8>>> {
        Python::attach(|py| {
            // An endless iterator that runs no line of Python must not shut out Ctrl-C.
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
