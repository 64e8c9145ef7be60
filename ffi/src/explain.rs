//! A ring in words.

use crate::ring::{ringwise_ring, with_ring};
use crate::status::handle;
use crate::text::ringwise_text;

/// Returns a description of a ring: its profile and options, what is hashed of a node and of a key, the first points, and the number of
/// points of each node. It is for people; its form may change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_explain(ring: *const ringwise_ring) -> *mut ringwise_text {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { with_ring(ring, |ring| Some(ring.explain().into())) })
}
