//! Pointers from C as what Rust knows, and back. NULL is checked here, and nothing else.

use core::ffi::{c_char, c_void};
use core::ptr::{NonNull, copy_nonoverlapping};
use core::slice::{from_raw_parts, from_raw_parts_mut};

use ringwise_core::{Field, NodeId};

use crate::status::Failure;

/// Borrows what a handle points to.
///
/// # Safety
///
/// `handle` is NULL, or a handle that is not freed while the answer is used.
pub(crate) unsafe fn borrow<'a, T>(handle: *const T, parameter: &'static str) -> Result<&'a T, Failure> {
    // SAFETY: as above.
    unsafe { handle.as_ref() }.ok_or(Failure::Null(parameter))
}

/// Borrows what a handle points to, to change it.
///
/// # Safety
///
/// As [`borrow`], and nothing else uses the handle meanwhile.
pub(crate) unsafe fn borrow_mut<'a, T>(handle: *mut T, parameter: &'static str) -> Result<&'a mut T, Failure> {
    // SAFETY: as above.
    unsafe { handle.as_mut() }.ok_or(Failure::Null(parameter))
}

/// Frees what [`give_handle`] or a `_new` gave.
///
/// # Safety
///
/// `handle` is NULL, or a handle that nothing uses now or later.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: handles are made by `Box::into_raw`, and this one is freed only now.
        drop(unsafe { Box::from_raw(handle) });
    }
}

/// Checks an out parameter.
pub(crate) fn required<T>(out: *mut T, parameter: &'static str) -> Result<NonNull<T>, Failure> {
    NonNull::new(out).ok_or(Failure::Null(parameter))
}

/// Writes a new handle to an out parameter.
///
/// # Safety
///
/// `out` may be written.
pub(crate) unsafe fn give_handle<T>(out: NonNull<*mut T>, value: T) {
    // SAFETY: as above.
    unsafe { out.write(Box::into_raw(Box::new(value))) };
}

/// Borrows bytes; NULL is no bytes, and `None` if it should be some.
///
/// # Safety
///
/// `bytes` is NULL, or `len` bytes that nothing changes while the answer is used.
#[inline]
pub(crate) unsafe fn bytes<'a>(bytes: *const c_void, len: usize) -> Option<&'a [u8]> {
    match NonNull::new(bytes.cast_mut()) {
        // SAFETY: as above.
        Some(bytes) => Some(unsafe { from_raw_parts(bytes.cast().as_ptr(), len) }),
        None if len == 0 => Some(&[]),
        None => None,
    }
}

/// Borrows an array of values; NULL is an empty one.
///
/// # Safety
///
/// `values` is NULL, or `len` values that nothing changes while the answer is used.
pub(crate) unsafe fn slice<'a, T>(values: *const T, len: usize, parameter: &'static str) -> Result<&'a [T], Failure> {
    match NonNull::new(values.cast_mut()) {
        // SAFETY: as above.
        Some(values) => Ok(unsafe { from_raw_parts(values.as_ptr(), len) }),
        None if len == 0 => Ok(&[]),
        None => Err(Failure::Null(parameter)),
    }
}

/// Borrows keys, all of them.
///
/// # Safety
///
/// `keys` and `key_lens` are NULL, or `count` pointers and lengths, each as [`bytes`] has them.
pub(crate) unsafe fn keys<'a>(keys: *const *const c_void, key_lens: *const usize, count: usize) -> Result<Vec<&'a [u8]>, Failure> {
    // SAFETY: as above.
    let (keys, lens) = unsafe { (slice(keys, count, "keys")?, slice(key_lens, count, "key_lens")?) };
    // SAFETY: as above.
    keys.iter().zip(lens).map(|(&key, &len)| unsafe { bytes(key, len) }.ok_or(Failure::Null("a key"))).collect()
}

/// Borrows a text that must be there.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn text<'a>(text: *const c_char, len: usize, field: Field, parameter: &'static str) -> Result<&'a str, Failure> {
    // SAFETY: as above.
    let bytes = unsafe { bytes(text.cast(), len) }.ok_or(Failure::Null(parameter))?;
    Ok(field.from_utf8(bytes)?)
}

/// Reads the text of an option. What is not UTF-8 becomes U+FFFD, which is right in none, so the core refuses it and shows it.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn lossy(text: *const c_char, len: usize, parameter: &'static str) -> Result<String, Failure> {
    // SAFETY: as above.
    let bytes = unsafe { bytes(text.cast(), len) }.ok_or(Failure::Null(parameter))?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Borrows a text that is absent where it is NULL.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn optional_text<'a>(
    chars: *const c_char,
    len: usize,
    field: Field,
    parameter: &'static str,
) -> Result<Option<&'a str>, Failure> {
    if chars.is_null() && len == 0 {
        return Ok(None);
    }
    // SAFETY: as above.
    unsafe { text(chars, len, field, parameter) }.map(Some)
}

/// Writes a borrowed text to two out parameters. Says whether there was one, and room for it.
///
/// # Safety
///
/// `out` and `out_len` are NULL or may be written.
pub(crate) unsafe fn give_text(text: Option<&str>, out: *mut *const c_char, out_len: *mut usize) -> bool {
    let (Some(text), Some(out), Some(out_len)) = (text, NonNull::new(out), NonNull::new(out_len)) else { return false };
    // SAFETY: as above.
    unsafe {
        out.write(text.as_ptr().cast());
        out_len.write(text.len());
    }
    true
}

/// Writes a text, or NULL and 0 where there is none, to two out parameters.
///
/// # Safety
///
/// `out` and `out_len` may be written.
pub(crate) unsafe fn give_optional_text(text: Option<&str>, out: NonNull<*const c_char>, out_len: NonNull<usize>) {
    // SAFETY: as above.
    unsafe {
        out.write(text.map_or(core::ptr::null(), |text| text.as_ptr().cast()));
        out_len.write(text.map_or(0, str::len));
    }
}

/// Writes a value to an out parameter. Says whether there was one, and room for it.
///
/// # Safety
///
/// `out` is NULL or may be written.
#[inline]
pub(crate) unsafe fn give<T>(value: Option<T>, out: *mut T) -> bool {
    let (Some(value), Some(out)) = (value, NonNull::new(out)) else { return false };
    // SAFETY: as above.
    unsafe { out.write(value) };
    true
}

/// Writes a number to two out parameters, its upper half and its lower. Says whether there was one, and room for it.
///
/// # Safety
///
/// `hi` and `lo` are NULL or may be written.
pub(crate) unsafe fn give_halves(value: Option<u128>, hi: *mut u64, lo: *mut u64) -> bool {
    let (Some(value), Some(hi), Some(lo)) = (value, NonNull::new(hi), NonNull::new(lo)) else { return false };
    // SAFETY: as above.
    unsafe {
        hi.write((value >> 64) as u64);
        lo.write(value as u64);
    }
    true
}

/// Writes bytes, all or none, to the caller's buffer of `out_len`, and how many they are to another out parameter.
///
/// # Safety
///
/// `out` is NULL or that buffer; `written` is NULL or may be written.
pub(crate) unsafe fn give_bytes(bytes: &[u8], out: *mut c_void, out_len: usize, written: *mut usize) -> Result<(), Failure> {
    let (out, written) = (required(out, "out")?, required(written, "written")?);
    check_room("bytes", out_len, bytes.len())?;
    // SAFETY: as above.
    unsafe {
        copy_nonoverlapping(bytes.as_ptr(), out.cast().as_ptr(), bytes.len());
        written.write(bytes.len());
    }
    Ok(())
}

/// Borrows the caller's buffer of ids, which may be uninitialised.
///
/// # Safety
///
/// `out` is NULL, or `len` ids that nothing else uses meanwhile.
#[inline]
pub(crate) unsafe fn ids<'a>(out: *mut u32, len: usize) -> Option<&'a mut [NodeId]> {
    let out: NonNull<NodeId> = NonNull::new(out)?.cast();
    // SAFETY: as above; a `NodeId` is a `u32`, and each is written before it is borrowed.
    unsafe {
        for place in 0..len {
            out.add(place).write(NodeId::NONE);
        }
        Some(from_raw_parts_mut(out.as_ptr(), len))
    }
}

/// Refuses a buffer that has no room for all.
pub(crate) fn check_room(what: &'static str, room: usize, needed: usize) -> Result<(), Failure> {
    if room < needed { Err(Failure::TooSmall { what, room, needed }) } else { Ok(()) }
}
