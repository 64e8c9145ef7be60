//! Real keys counted against the exact shares.

use std::vec;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{IntoPyDict, PyIterator, PyType};

use crate::key::{self, Key};
use crate::ring::HashRing;

/// How many keys are read at once: enough that to take the GIL for them costs nothing.
const READ: usize = 4096;

/// Returns a `ringwise.Distribution` of keys over the nodes of a ring.
pub(crate) fn counted<'py>(ring: &HashRing, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    static DISTRIBUTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let (py, view) = (keys.py(), ring.shared().view());
    let mut copies = Copies::of(keys)?;
    let found = py.detach(|| view.analyze_distribution(&mut copies));
    copies.done?;
    let (counts, expected) = (found.counts.into_py_dict(py)?, found.expected.into_py_dict(py)?);
    DISTRIBUTION.import(py, "ringwise._insight", "Distribution")?.call1((counts, expected, found.keys, found.chi_square, found.p_value))
}

/// Copies of the keys of an iterable, for who holds no GIL: it is taken for some keys at a time.
struct Copies {
    keys: Py<PyIterator>,
    read: vec::IntoIter<Vec<u8>>,
    /// What went wrong, after which there are no more.
    done: PyResult<()>,
}

impl Copies {
    fn of(keys: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Copies { keys: key::many(keys)?.unbind(), read: Vec::new().into_iter(), done: Ok(()) })
    }

    fn more(&self) -> PyResult<Vec<Vec<u8>>> {
        Python::attach(|py| {
            // An endless iterator that runs no Python code must not shut out Ctrl-C.
            py.check_signals()?;
            self.keys.bind(py).clone().take(READ).map(|key| Ok(Key::read(&key?)?.into_bytes())).collect()
        })
    }
}

impl Iterator for Copies {
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
