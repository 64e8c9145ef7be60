//! One Python string for each name of a ring.

use std::sync::OnceLock;

use pyo3::prelude::*;
use pyo3::types::PyString;
use ringwise::binding::id_number;
use ringwise::{NodeId, SharedRing};

/// The names as Python strings. Each is created when it is first needed, and shared from then on.
///
/// The name of a [`NodeId`] never changes, so the table only grows and needs no lock to read. It is a list of blocks,
/// each twice as long as the one before, which never move.
pub(crate) struct PyNames {
    blocks: [OnceLock<Block>; BLOCKS],
}

type Block = Box<[OnceLock<Py<PyString>>]>;

/// Entries of the first block.
const FIRST: u64 = 64;
/// Enough for 2^24 names, more than a ring can have.
const BLOCKS: usize = 19;

impl PyNames {
    pub(crate) fn new() -> Self {
        PyNames { blocks: [const { OnceLock::new() }; BLOCKS] }
    }

    /// Returns the name of an id that `ring` has or had; `None` for [`NodeId::NONE`].
    #[inline]
    pub(crate) fn get<'py>(&self, py: Python<'py>, id: NodeId, ring: &SharedRing) -> Option<&Bound<'py, PyString>> {
        let (block, entry) = place(id);
        match self.blocks.get(block).and_then(OnceLock::get).and_then(|block| block.get(entry)).and_then(OnceLock::get) {
            Some(name) => Some(name.bind(py)),
            None => self.make(py, id, ring),
        }
    }

    #[cold]
    fn make<'py>(&self, py: Python<'py>, id: NodeId, ring: &SharedRing) -> Option<&Bound<'py, PyString>> {
        // The string is created before the entry is claimed, so that no thread waits for Python.
        let name = PyString::new(py, ring.view().name(id)?).unbind();
        let (block, entry) = place(id);
        let entries = self.blocks.get(block)?.get_or_init(|| (0..FIRST << block).map(|_| OnceLock::new()).collect());
        Some(entries.get(entry)?.get_or_init(|| name).bind(py))
    }
}

/// Returns the block of an id's name, and the entry in it.
#[inline]
fn place(id: NodeId) -> (usize, usize) {
    let place = u64::from(id_number(id)) + FIRST;
    let block = place.ilog2() - FIRST.ilog2();
    (block as usize, (place - (FIRST << block)) as usize)
}
