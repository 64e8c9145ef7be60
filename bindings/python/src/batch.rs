//! The owners of many keys at once.

use pyo3::prelude::*;
use ringwise::{HashRing, NodeId};

use crate::key::{self, Key};

/// How many keys are held at once: enough to look up side by side, few enough to stay in the nearest cache.
const HELD: usize = 256;

/// Returns the owner of each key, all in `ring`.
pub(crate) fn owners(ring: &HashRing, keys: &Bound<'_, PyAny>) -> PyResult<Vec<NodeId>> {
    let mut owners = Vec::new();
    let mut keys = key::many(keys)?;
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
