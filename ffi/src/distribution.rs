//! Real keys counted against the exact shares.

use core::ffi::{c_char, c_void};
use core::ptr::NonNull;

use ringwise_core::Distribution;

use crate::convert::{self, borrow, free, give_handle, give_text, required};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// How many of some keys each node owns, and how many are to be expected.
///
/// It never changes, whatever is edited later; any thread may read it.
pub struct ringwise_distribution {
    nodes: Vec<Counted>,
    keys: u64,
    chi_square: f64,
    p_value: f64,
}

struct Counted {
    name: String,
    count: u64,
    expected: f64,
}

impl From<Distribution> for ringwise_distribution {
    fn from(distribution: Distribution) -> Self {
        let Distribution { counts, expected, keys, chi_square, p_value } = distribution;
        // Both maps are of the same names.
        let nodes = counts.into_iter().zip(expected.into_values()).map(|((name, count), expected)| Counted { name, count, expected });
        ringwise_distribution { nodes: nodes.collect(), keys, chi_square, p_value }
    }
}

/// Counts how many of some keys each node owns, against its exact share of the key space.
///
/// ring           borrowed
/// keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0; keys and key_lens may be NULL if count is 0
/// distribution   gets the counts, which the caller frees
///
/// Returns OK or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_analyze_distribution(
    ring: *const ringwise_ring,
    keys: *const *const c_void,
    key_lens: *const usize,
    count: usize,
    distribution: *mut *mut ringwise_distribution,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, keys) = (borrow(ring, "ring")?, convert::keys(keys, key_lens, count)?);
        let out = required(distribution, "distribution")?;
        give_handle(out, ring.0.view().analyze_distribution(keys).into());
        Ok(())
    })
}

/// Frees a distribution.
///
/// distribution   NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_free(distribution: *mut ringwise_distribution) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(distribution) };
}

/// Gives one of the nodes, in bytewise order of their names, drained ones included.
///
/// distribution   borrowed
/// index          counted from 0
/// name, name_len           get the name, which lives as long as the distribution
/// count          gets how many of the keys the node owns
/// expected       gets how many are to be expected, by its share
///
/// Returns false, and writes nothing, behind the last node or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_node(
    distribution: *const ringwise_distribution,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
    count: *mut u64,
    expected: *mut f64,
) -> bool {
    let (Some(count), Some(expected)) = (NonNull::new(count), NonNull::new(expected)) else { return false };
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(node) = distribution.as_ref().and_then(|distribution| distribution.nodes.get(index)) else { return false };
        if !give_text(Some(&node.name), name, name_len) {
            return false;
        }
        count.write(node.count);
        expected.write(node.expected);
        true
    }
}

/// Returns how many keys were counted; 0 if distribution is NULL.
///
/// distribution   borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_keys(distribution: *const ringwise_distribution) -> u64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { distribution.as_ref() }.map_or(0, |distribution| distribution.keys)
}

/// Returns Pearson's chi-square of the counts against what is expected; 0 if distribution is NULL.
///
/// distribution   borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_chi_square(distribution: *const ringwise_distribution) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { distribution.as_ref() }.map_or(0.0, |distribution| distribution.chi_square)
}

/// Returns how likely keys that are hashed evenly come out this uneven or more; 0 if distribution is NULL. A small one, of 0.001 say,
/// means that the keys are not like random ones: that some are repeated, for example. Not to be relied on where fewer than five keys are
/// expected on a node.
///
/// distribution   borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_p_value(distribution: *const ringwise_distribution) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { distribution.as_ref() }.map_or(0.0, |distribution| distribution.p_value)
}
