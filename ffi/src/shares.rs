//! Shares of the key space.

use core::ffi::c_char;

use ringwise_core::binding::{share_at, share_index};
use ringwise_core::{Field, Share, Shares};

use crate::convert::{borrow, free, non_null, slice, text, write_handle, write_one, write_one_text, write_value};
use crate::ring::ringwise_ring;
use crate::status::{Failure, guard, ringwise_status};

/// A number of positions: hi times 2^64 plus lo. Keys of a native ring can have 2^64 positions.
#[repr(C)]
pub struct ringwise_u128 {
    hi: u64,
    lo: u64,
}

impl From<u128> for ringwise_u128 {
    fn from(number: u128) -> Self {
        ringwise_u128 { hi: (number >> 64) as u64, lo: number as u64 }
    }
}

/// The part of the key space that each member of a ring holds, in the order of ringwise_ring_members().
pub struct ringwise_shares(Shares);

/// Computes the part of the key space that each node holds, exactly. The parts of all nodes sum to ringwise_shares_total() times the
/// length of the lists.
///
/// replicas       the number of nodes that hold a key; 1: only its owner
///
/// Returns OK, UNSUPPORTED for more replicas than the profile can list, or INVALID_OPTION if nodes times replicas exceed 67,108,864
/// (2^26).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_shares(
    ring: *const ringwise_ring,
    replicas: usize,
    shares: *mut *mut ringwise_shares,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, out) = (borrow(ring, "ring")?, non_null(shares, "shares")?);
        write_handle(ringwise_shares(ring.0.view().shares(replicas)?), out);
        Ok(())
    })
}

/// Computes the shares after some nodes have failed: those of ringwise_ring_get_healthy_nodes() if exactly these nodes were unhealthy. No
/// node is marked. To see what an edit would do, edit a clone.
///
/// failures, failure_lens, count      the names of the nodes and their lengths
/// shares         gets the shares of all members; failed nodes hold nothing
///
/// Returns OK, UNKNOWN_NODE, or UNSUPPORTED or INVALID_OPTION as ringwise_ring_shares().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_forecast(
    ring: *const ringwise_ring,
    failures: *const *const c_char,
    failure_lens: *const usize,
    count: usize,
    replicas: usize,
    shares: *mut *mut ringwise_shares,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let ring = borrow(ring, "ring")?;
        let (failures, lens) = (slice(failures, count, "failures")?, slice(failure_lens, count, "failure_lens")?);
        let out = non_null(shares, "shares")?;
        let names = failures.iter().zip(lens).map(|(&name, &len)| text(name, len, Field::Name, "a failure"));
        let names = names.collect::<Result<Vec<_>, Failure>>()?;
        write_handle(ringwise_shares(ring.0.view().forecast(names, replicas)?), out);
        Ok(())
    })
}

/// Writes the number of positions that keys can have: 2^64 on a native ring, 2^32 if a profile counts in 32 bits, or the number of
/// entries of a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_total(shares: *const ringwise_shares, total: *mut ringwise_u128) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_value(shares.as_ref().map(|shares| shares.0.total().into()), total) }
}

/// Returns the number of nodes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_len(shares: *const ringwise_shares) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { shares.as_ref() }.map_or(0, |shares| shares.0.iter().len())
}

/// Writes the share of the node at an index.
///
/// parts          gets the number of positions that the node holds, at all ranks together
/// fraction       gets the same as a fraction of one copy of the key space; with several replicas it may exceed 1
/// fair           gets the fraction that would be fair: the node's part, by weight, of what all nodes hold
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_at(
    shares: *const ringwise_shares,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
    parts: *mut ringwise_u128,
    fraction: *mut f64,
    fair: *mut f64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some((node, share)) = at(shares, index) else { return false };
        write_one_text(Some(node), name, name_len);
        write_one(share.parts.into(), parts);
        write_one(share.fraction, fraction);
        write_one(share.fair, fair);
        true
    }
}

/// Writes the number of positions at which a node has one rank in the list: at rank 0 it is the owner, at rank 1 the second node.
///
/// rank           below the replicas that the shares were computed for
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_rank_at(
    shares: *const ringwise_shares,
    index: usize,
    rank: usize,
    parts: *mut ringwise_u128,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_value(at(shares, index).and_then(|(_, share)| share.by_rank.get(rank)).map(|&parts| parts.into()), parts) }
}

/// Writes the index of the node of a name. Returns false if there is no such node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_index(
    shares: *const ringwise_shares,
    name: *const c_char,
    name_len: usize,
    index: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(shares), Ok(name)) = (shares.as_ref(), text(name, name_len, Field::Name, "name")) else { return false };
        write_value(share_index(&shares.0, name), index)
    }
}

/// Frees shares.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_shares_free(shares: *mut ringwise_shares) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(shares) };
}

/// Borrows a node's name and its share.
///
/// # Safety
///
/// `shares` is NULL, or a handle that nothing frees while the answer is used.
unsafe fn at<'a>(shares: *const ringwise_shares, index: usize) -> Option<(&'a str, &'a Share)> {
    // SAFETY: as above.
    share_at(&unsafe { shares.as_ref() }?.0, index)
}
