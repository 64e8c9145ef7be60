//! HAProxy's `hash-type consistent`: points of a server's id and nothing else.

use crate::error::Result;
use crate::members::Live;
use crate::points::draft::Draft;

use crate::hash::function::{full_hash, high};

/// Makes the points of nodes, `base` for each unit of weight.
pub(crate) fn points(live: &[Live], base: u64) -> Result<Draft> {
    let mut draft = Draft::new(0, live.iter().map(|(_, node)| node.checked_weight() * base), 0)?;
    for &(slot, node) in live {
        draft.begin(slot);
        // Settled identities are decimal ids.
        let first = node.identity().parse().unwrap_or(0_u32).wrapping_mul(4096);
        for point in 0..(node.checked_weight() * base) as u32 {
            draft.push(high(full_hash(first.wrapping_add(point))));
        }
    }
    Ok(draft)
}
