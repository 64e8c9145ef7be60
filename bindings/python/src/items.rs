//! The items of an iterable argument, which may be endless.

use pyo3::prelude::*;
use pyo3::types::PyIterator;

/// The number of items between two checks for signals: enough that the checks cost nothing.
const SIGNALS: usize = 4096;

/// An iterator that Ctrl-C can interrupt even if no Python code runs.
pub(crate) struct Items<'py> {
    items: Bound<'py, PyIterator>,
    taken: usize,
}

impl<'py> Items<'py> {
    pub(crate) fn of(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        Ok(Items { items: object.try_iter()?, taken: 0 })
    }

    /// Returns the remaining items, for callers that release the GIL in between.
    pub(crate) fn unbind(self) -> Py<PyIterator> {
        self.items.unbind()
    }
}

impl<'py> Iterator for Items<'py> {
    type Item = PyResult<Bound<'py, PyAny>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.taken = self.taken.wrapping_add(1);
        if self.taken.is_multiple_of(SIGNALS)
            && let Err(error) = self.items.py().check_signals()
        {
            return Some(Err(error));
        }
        self.items.next()
    }
}
