//! The items of an iterable that a user gives, which may have no end.

use pyo3::prelude::*;
use pyo3::types::PyIterator;

/// After how many items signals are looked for: seldom enough to cost nothing.
const SIGNALS: usize = 4096;

/// An iterator that Ctrl-C ends, even where no line of Python runs.
pub(crate) struct Items<'py> {
    items: Bound<'py, PyIterator>,
    taken: usize,
}

impl<'py> Items<'py> {
    pub(crate) fn of(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        Ok(Items { items: object.try_iter()?, taken: 0 })
    }

    /// Returns what is left of the items, for who lets go of the GIL between some and the next.
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
