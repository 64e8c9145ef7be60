//! Snapshots.

use core::ffi::{c_char, c_void};

use ringwise_core::binding::json_from_utf8;
use ringwise_core::{HashRing, Result};

use crate::convert::{bytes, non_null, write_handle, write_value};
use crate::ring::{ringwise_ring, with_ring};
use crate::status::{Failure, guard, handle, ringwise_status};
use crate::text::ringwise_text;

/// The number of characters that ringwise_ring_fingerprint() writes: 32 digits and a NUL.
pub const RINGWISE_FINGERPRINT_SIZE: usize = 33;

/// Returns the snapshot of a ring, which ringwise_ring_from_bytes() reads in every language of ringwise. It holds the options and the
/// members, but no ids, health or loads. Equal rings have equal bytes, and different rings different ones.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_to_bytes(ring: *const ringwise_ring) -> *mut ringwise_text {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { with_ring(ring, |ring| Some(ring.to_bytes().into())) })
}

/// Makes a ring from a snapshot. Bytes from an untrusted source are safe: memory is taken only for what they prove to hold. A few bytes can
/// be a valid ring of 67,108,864 virtual nodes, though, which takes more than a gigabyte.
///
/// Returns OK, BAD_SNAPSHOT for bytes that are not exactly the snapshot of a ring, SNAPSHOT_VERSION for a snapshot of a later version, or
/// UNKNOWN_PROFILE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_from_bytes(
    snapshot: *const c_void,
    snapshot_len: usize,
    ring: *mut *mut ringwise_ring,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { read((snapshot, snapshot_len, "snapshot"), ring, HashRing::from_bytes) })
}

/// Returns a ring as JSON, for people and configuration files: the same as the snapshot, one option a line, then one node a line. Equal
/// rings have equal texts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_to_json(ring: *const ringwise_ring) -> *mut ringwise_text {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { with_ring(ring, |ring| Some(ring.to_json().into())) })
}

/// Makes a ring from JSON, as ringwise_ring_to_json() or a person writes it: everything that has a default may be left out, and a node may
/// be just its name.
///
/// Returns BAD_SNAPSHOT for text that is not JSON, and for fields that are unknown, repeated or, in a node, of a wrong type;
/// SNAPSHOT_VERSION for a later version; or what ringwise_ring_new() returns for these options and members.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_from_json(json: *const c_char, json_len: usize, ring: *mut *mut ringwise_ring) -> ringwise_status {
    let build = |json: &[u8]| HashRing::from_json(json_from_utf8(json)?);
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { read((json.cast(), json_len, "json"), ring, build) })
}

/// Writes the fingerprint of a ring: 32 hex digits and a NUL. Equal rings have equal fingerprints, in every language. Services that log it,
/// or compare it at start-up, know that they agree. It is not a security digest.
///
/// fingerprint    buffer for RINGWISE_FINGERPRINT_SIZE characters
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_fingerprint(ring: *const ringwise_ring, fingerprint: *mut c_char) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let digits = |ring: &HashRing| <[u8; RINGWISE_FINGERPRINT_SIZE]>::try_from(format!("{}\0", ring.fingerprint()).into_bytes()).ok();
        write_value(with_ring(ring, digits), fingerprint.cast())
    }
}

/// Makes a ring from a parameter's bytes.
///
/// # Safety
///
/// The pointers are as the header's rules have them.
unsafe fn read(
    (written, len, parameter): (*const c_void, usize, &'static str),
    ring: *mut *mut ringwise_ring,
    build: impl FnOnce(&[u8]) -> Result<HashRing>,
) -> core::result::Result<(), Failure> {
    let out = non_null(ring, "ring")?;
    // SAFETY: as above.
    unsafe {
        let written = bytes(written, len).ok_or(Failure::Null(parameter))?;
        write_handle(ringwise_ring::new(build(written)?), out);
    }
    Ok(())
}
