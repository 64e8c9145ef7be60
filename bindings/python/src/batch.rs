//! The owners of many keys at once.

use pyo3::prelude::*;
use ringwise::{HashRing, NodeId};

use crate::key::{self, Key};

/// The number of keys looked up at once: enough to overlap their memory accesses, few enough to stay in the L1 cache.
const HELD: usize = 256;

/// Returns the owner of each key, all in `ring`.
pub(crate) fn owners(ring: &HashRing, keys: &Bound<'_, PyAny>) -> PyResult<Vec<NodeId>> {
    let mut all = Vec::new();
    each(ring, keys, |_, owners| {
        all.extend_from_slice(owners);
        Ok(())
    })?;
    Ok(all)
}

/// Calls a function with batches of keys and their owners in `ring`.
pub(crate) fn each<'py>(
    ring: &HashRing,
    keys: &Bound<'py, PyAny>,
    mut take: impl FnMut(Vec<Bound<'py, PyAny>>, &[NodeId]) -> PyResult<()>,
) -> PyResult<()> {
    let mut owners = [NodeId::NONE; HELD];
    let mut keys = key::many(keys)?;
    loop {
        // References are held while the keys are hashed, because another thread may change the list.
        let held = keys.by_ref().take(HELD).collect::<PyResult<Vec<_>>>()?;
        let (count, owners) = (held.len(), &mut owners[..held.len()]);
        look_up(ring, &held, owners)?;
        take(held, owners)?;
        if count < HELD {
            return Ok(());
        }
    }
}

fn look_up(ring: &HashRing, keys: &[Bound<'_, PyAny>], owners: &mut [NodeId]) -> PyResult<()> {
    let mut done = Ok(());
    let read = keys.iter().map_while(|key| Key::read(key).map_err(|error| done = Err(error)).ok());
    ring.get_node_batch(read, owners);
    done
}
