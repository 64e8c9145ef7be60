//! The owners of many keys at once.

use pyo3::prelude::*;
use pyo3::types::PyString;
use ringwise::{HashRing, NodeId};

use crate::error::Words;
use crate::key::Key;

/// How many keys are held at once: enough to look up side by side, few enough to stay in the nearest cache.
const HELD: usize = 256;

/// Returns the owner of each key, all in `ring`.
pub(crate) fn owners(ring: &HashRing, keys: &Bound<'_, PyAny>) -> PyResult<Vec<NodeId>> {
    let words = Words::new("keys", "an iterable of keys is needed");
    // One key is an iterable of letters, and never meant as that.
    if keys.is_instance_of::<PyString>() {
        return Err(words.wrong_type(keys));
    }
    let mut owners = Vec::new();
    let mut keys = words.iterate(keys)?;
    loop {
        // Held while they are hashed: a list may be changed meanwhile.
        let held = keys.by_ref().take(HELD).collect::<PyResult<Vec<_>>>()?;
        extend(&mut owners, ring, &held)?;
        if held.len() < HELD {
            return Ok(owners);
        }
    }
}

fn extend(owners: &mut Vec<NodeId>, ring: &HashRing, keys: &[Bound<'_, PyAny>]) -> PyResult<()> {
    let mut done = Ok(());
    let read = keys.iter().map_while(|key| Key::read(key).map_err(|error| done = Err(error)).ok());
    let known = owners.len();
    owners.resize(known + keys.len(), NodeId::NONE);
    ring.get_node_batch(read, &mut owners[known..]);
    done
}
