//! Pointers from C as Rust values, and back. NULL is checked here, and nothing else.

use core::ffi::{CStr, c_char, c_void};
use core::ptr::NonNull;
use core::slice::{from_raw_parts, from_raw_parts_mut};

use ringwise_core::binding::field_from_utf8;
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

/// Returns a new handle.
pub(crate) fn new_handle<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Frees what [`new_handle`] returned.
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
pub(crate) fn non_null<T>(out: *mut T, parameter: &'static str) -> Result<NonNull<T>, Failure> {
    NonNull::new(out).ok_or(Failure::Null(parameter))
}

/// Borrows bytes. NULL is no bytes, or `None` if there should be some.
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

/// Borrows a text.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn text<'a>(text: *const c_char, len: usize, field: Field, parameter: &'static str) -> Result<&'a str, Failure> {
    // SAFETY: as above.
    let bytes = unsafe { bytes(text.cast(), len) }.ok_or(Failure::Null(parameter))?;
    Ok(field_from_utf8(field, bytes)?)
}

/// Borrows a text; NULL and 0 is no text.
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

/// Reads the text of an option. Bytes that are not UTF-8 become U+FFFD, which no option accepts, so the core refuses and shows them.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn lossy_text(text: *const c_char, len: usize, parameter: &'static str) -> Result<String, Failure> {
    // SAFETY: as above.
    let bytes = unsafe { bytes(text.cast(), len) }.ok_or(Failure::Null(parameter))?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Reads the name of an option, which ends with a NUL. Bytes that are not UTF-8 are replaced as in [`lossy_text`].
///
/// # Safety
///
/// `name` is NULL, or characters up to a NUL that nothing changes meanwhile.
pub(crate) unsafe fn option_name(name: *const c_char) -> Result<String, Failure> {
    if name.is_null() {
        return Err(Failure::Null("name"));
    }
    // SAFETY: as above.
    Ok(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned())
}

/// Writes a value to the only out parameter of a function. Returns false if there is no value, or no parameter.
///
/// # Safety
///
/// `out` is NULL or may be written.
#[inline]
pub(crate) unsafe fn write_value<T>(value: Option<T>, out: *mut T) -> bool {
    let (Some(value), Some(out)) = (value, NonNull::new(out)) else { return false };
    // SAFETY: as above.
    unsafe { out.write(value) };
    true
}

/// Writes a text to the only out parameter of a function, which is a pointer with its length. Returns false if there is no text, or if
/// either is NULL.
///
/// # Safety
///
/// `out` and `out_len` are NULL or may be written.
pub(crate) unsafe fn write_text(text: Option<&str>, out: *mut *const c_char, out_len: *mut usize) -> bool {
    let (Some(text), Some(out), Some(out_len)) = (text, NonNull::new(out), NonNull::new(out_len)) else { return false };
    // SAFETY: as above.
    unsafe {
        out.write(text.as_ptr().cast());
        out_len.write(text.len());
    }
    true
}

/// Writes a value to one of several out parameters, if it is given.
///
/// # Safety
///
/// `out` is NULL or may be written.
pub(crate) unsafe fn write_one<T>(value: T, out: *mut T) {
    if let Some(out) = NonNull::new(out) {
        // SAFETY: as above.
        unsafe { out.write(value) };
    }
}

/// Writes a text, or NULL and 0 if there is no text, to one of several out parameters, as far as its pointer and its length are given.
///
/// # Safety
///
/// `out` and `out_len` are NULL or may be written.
pub(crate) unsafe fn write_one_text(text: Option<&str>, out: *mut *const c_char, out_len: *mut usize) {
    // SAFETY: as above.
    unsafe {
        write_one(text.map_or(core::ptr::null(), |text| text.as_ptr().cast()), out);
        write_one(text.map_or(0, str::len), out_len);
    }
}

/// Writes a new handle to an out parameter.
///
/// # Safety
///
/// `out` may be written.
pub(crate) unsafe fn write_handle<T>(value: T, out: NonNull<*mut T>) {
    // SAFETY: as above.
    unsafe { out.write(new_handle(value)) };
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
        for index in 0..len {
            out.add(index).write(NodeId::NONE);
        }
        Some(from_raw_parts_mut(out.as_ptr(), len))
    }
}

/// Refuses a buffer that has no room for all items.
pub(crate) fn check_room(what: &'static str, room: usize, needed: usize) -> Result<(), Failure> {
    if room < needed { Err(Failure::TooSmall { what, room, needed }) } else { Ok(()) }
}
