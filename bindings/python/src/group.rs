//! Keys by the node that owns them.

use std::collections::HashMap;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use ringwise::NodeId;

use crate::batch;
use crate::handle::HashRing;

/// Returns the caller's own key objects by the name of their owner, in their order.
pub(crate) fn by_owner<'py>(ring: &HashRing, keys: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let (py, groups) = (keys.py(), PyDict::new(keys.py()));
    let mut lists: HashMap<NodeId, Bound<'py, PyList>> = HashMap::new();
    batch::each(&ring.shared().view(), keys, |keys, owners| {
        for (key, &owner) in keys.into_iter().zip(owners) {
            match lists.get(&owner) {
                Some(list) => list.append(key)?,
                None => {
                    let list = PyList::new(py, [key])?;
                    groups.set_item(ring.name(py, owner), &list)?;
                    lists.insert(owner, list);
                }
            }
        }
        Ok(())
    })?;
    Ok(groups)
}
