//! Real keys against the shares.

use core::ffi::{c_char, c_void};

use ringwise_core::Distribution;

use crate::convert::{self, borrow, free, non_null, write_handle, write_one, write_one_text};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// How many of some keys each node owns, and how many its share predicts, in bytewise order of the names.
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

/// Counts how many of some keys each node owns.
///
/// Returns OK.
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
        let out = non_null(distribution, "distribution")?;
        write_handle(ringwise_distribution::from(ring.0.view().analyze_distribution(keys)), out);
        Ok(())
    })
}

/// Writes the numbers of a distribution.
///
/// keys           gets the number of keys
/// chi_square     gets Pearson's chi-square of the counts against the expected counts
/// p_value        gets how likely it is that evenly hashed keys come out this uneven, or more; a small value, such as 0.001, means that the
///                keys are not like random ones, for example because some are repeated; do not rely on it if fewer than five keys are
///                expected on a node
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_numbers(
    distribution: *const ringwise_distribution,
    keys: *mut u64,
    chi_square: *mut f64,
    p_value: *mut f64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(distribution) = distribution.as_ref() else { return false };
        write_one(distribution.keys, keys);
        write_one(distribution.chi_square, chi_square);
        write_one(distribution.p_value, p_value);
        true
    }
}

/// Returns the number of nodes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_len(distribution: *const ringwise_distribution) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { distribution.as_ref() }.map_or(0, |distribution| distribution.nodes.len())
}

/// Writes the node at an index.
///
/// count          gets the number of the keys that the node owns
/// expected       gets the number that its share predicts
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_at(
    distribution: *const ringwise_distribution,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
    count: *mut u64,
    expected: *mut f64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(node) = distribution.as_ref().and_then(|distribution| distribution.nodes.get(index)) else { return false };
        write_one_text(Some(&node.name), name, name_len);
        write_one(node.count, count);
        write_one(node.expected, expected);
        true
    }
}

/// Frees a distribution.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_distribution_free(distribution: *mut ringwise_distribution) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(distribution) };
}
