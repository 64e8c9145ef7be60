//! A ring as bytes and as JSON, and back; its fingerprint.

use core::ffi::{c_char, c_void};

use ringwise_core::{Builder, Error, HashRing, Location, Result};

use crate::convert::{borrow, bytes, give, give_bytes, give_handle, required};
use crate::options::ringwise_options;
use crate::ring::{ask, ringwise_ring};
use crate::status::{Failure, guard, ringwise_status};

/// How many characters ringwise_ring_fingerprint() writes: 32 digits and a NUL.
pub const RINGWISE_FINGERPRINT_SIZE: usize = 33;

/// Returns how many bytes ringwise_ring_to_bytes() writes; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_to_bytes_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.to_bytes().len())) }.unwrap_or(0)
}

/// Writes the ring's snapshot, which ringwise_ring_from_bytes() reads, in whatever language ringwise speaks. It holds the placement
/// options and the members, and neither ids, health and load nor the replication factor and the load factor. Equal rings have equal
/// bytes, and different ones different.
///
/// ring           borrowed
/// out, out_len   caller's buffer of out_len bytes: ringwise_ring_to_bytes_len() of them, and room for what another thread may add
/// written        gets how many bytes were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_to_bytes(
    ring: *const ringwise_ring,
    out: *mut u8,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { give_bytes(&borrow(ring, "ring")?.0.view().to_bytes(), out.cast(), out_len, written) })
}

/// Makes the ring that ringwise_ring_to_bytes() wrote, here or elsewhere. The caller frees it. Bytes of unknown origin are safe: what they
/// claim is held against what there is before memory is taken. A few of them may well be a ring of 67,108,864 virtual nodes, though,
/// which takes more than a gigabyte.
///
/// options        borrowed for the call; the replication factor and the load factor, which a snapshot does not hold, and no others; NULL:
///                the defaults
/// snapshot, snapshot_len   borrowed for the call
/// ring           gets the handle
///
/// Returns OK, BAD_SNAPSHOT for bytes that are no snapshot, or not exactly the one that its ring has, SNAPSHOT_VERSION for one that a
/// later version wrote, UNKNOWN_PROFILE, UNSUPPORTED (other options, or a load factor for a profile with a rule of its own),
/// INVALID_OPTION or NULL_POINTER. Threads: any, while none changes options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_from_bytes(
    options: *const ringwise_options,
    snapshot: *const u8,
    snapshot_len: usize,
    ring: *mut *mut ringwise_ring,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { read(options, (snapshot.cast(), snapshot_len, "snapshot"), ring, Builder::build_from_bytes) })
}

/// Returns how many bytes ringwise_ring_to_json() writes; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_to_json_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.to_json().len())) }.unwrap_or(0)
}

/// Writes the ring as JSON, for people and configuration files: what the snapshot holds, an option a line, then a node a line. Equal rings
/// have equal texts.
///
/// ring           borrowed
/// out, out_len   caller's buffer of out_len bytes: ringwise_ring_to_json_len() of them, and room for what another thread may add;
///                no NUL is written behind the text
/// written        gets how many bytes were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_to_json(
    ring: *const ringwise_ring,
    out: *mut c_char,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { give_bytes(borrow(ring, "ring")?.0.view().to_json().as_bytes(), out.cast(), out_len, written) })
}

/// Makes a ring from JSON, as ringwise_ring_to_json() writes it or as a person does: whatever has a default may be left out, and a node
/// that has nothing but a name may be that name. The caller frees it.
///
/// options        borrowed for the call; the replication factor and the load factor, which the text does not hold, and no others; NULL:
///                the defaults
/// json, json_len           borrowed for the call
/// ring           gets the handle
///
/// Returns OK, BAD_SNAPSHOT for text that is no JSON, and for fields that are unknown, given twice or, of a node, of a wrong type, SNAPSHOT_VERSION for
/// one of a later version, NULL_POINTER, or what ringwise_ring_new() returns of such options and members. Threads: any, while none
/// changes options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_from_json(
    options: *const ringwise_options,
    json: *const c_char,
    json_len: usize,
    ring: *mut *mut ringwise_ring,
) -> ringwise_status {
    let build = |builder: Builder, json: &[u8]| builder.build_from_json(utf8(json)?);
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { read(options, (json.cast(), json_len, "json"), ring, build) })
}

/// Gives what tells the ring's placement from any other: equal rings have equal fingerprints, in every language. Services that log it, or
/// compare it as they start, know that they agree. It is no security digest.
///
/// ring           borrowed
/// fingerprint    caller's buffer of RINGWISE_FINGERPRINT_SIZE characters; gets 32 hex digits and a NUL
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_fingerprint(ring: *const ringwise_ring, fingerprint: *mut c_char) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let text = ask(ring, |ring| <[u8; RINGWISE_FINGERPRINT_SIZE]>::try_from(format!("{}\0", ring.fingerprint()).into_bytes()).ok());
        give(text, fingerprint.cast())
    }
}

/// Makes a ring of what was written, whose name is that of its parameter.
///
/// # Safety
///
/// The pointers are as the header's rules have them.
unsafe fn read(
    options: *const ringwise_options,
    (written, len, parameter): (*const c_void, usize, &'static str),
    ring: *mut *mut ringwise_ring,
    build: impl FnOnce(Builder, &[u8]) -> Result<HashRing>,
) -> core::result::Result<(), Failure> {
    let out = required(ring, "ring")?;
    // SAFETY: as above.
    unsafe {
        let builder = options.as_ref().map_or_else(Builder::default, |options| options.0.clone());
        let written = bytes(written, len).ok_or(Failure::Null(parameter))?;
        give_handle(out, ringwise_ring::new(build(builder, written)?));
    }
    Ok(())
}

/// Reads the text of a JSON.
fn utf8(json: &[u8]) -> Result<&str> {
    core::str::from_utf8(json).map_err(|error| Error::BadSnapshot {
        place: Location::Byte(error.valid_up_to() as u64),
        problem: "it is not UTF-8, as JSON has to be".to_owned(),
    })
}
