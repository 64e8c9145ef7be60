//! Values of a call, read without detours.

use core::mem::MaybeUninit;
use core::ops::Range;
use core::sync::atomic::{AtomicU8, Ordering};
use core::{ptr, slice};

use napi::bindgen_prelude::{Either, JsValue, Unknown};
use napi::{Env, check_status, sys};
use ringwise::NodeId;

use crate::argument::Argument;
use crate::error::Result;

/// A value that is alive for as long as the environment is lent: for the call that it came with, or less.
#[derive(Clone, Copy)]
pub(crate) struct Value<'call> {
    env: &'call Env,
    raw: sys::napi_value,
}

impl<'call> Value<'call> {
    /// Takes a value that Node-API gave.
    ///
    /// # Safety
    ///
    /// Both are alive for `'call`, on this thread.
    pub(super) unsafe fn new(env: &'call Env, raw: sys::napi_value) -> Self {
        Value { env, raw }
    }

    /// Takes a value that lives as long as the environment is lent.
    pub(crate) fn of(env: &'call Env, value: Unknown<'call>) -> Self {
        Value { env, raw: value.raw() }
    }

    pub(crate) fn env(self) -> Env {
        *self.env
    }

    pub(crate) fn unknown(self) -> Unknown<'call> {
        // SAFETY: both are alive for `'call`.
        unsafe { Unknown::from_raw_unchecked(self.env.raw(), self.raw) }
    }

    /// Returns an argument that should be a number.
    pub(crate) fn argument(self) -> Argument<'call, f64> {
        let mut number = 0.0;
        // SAFETY: it is written at most once.
        let status = unsafe { sys::napi_get_value_double(self.env.raw(), self.raw, &mut number) };
        if status == sys::Status::napi_ok { Either::A(number) } else { Either::B(self.unknown()) }
    }

    /// Copies the UTF-8 of a string, or the bytes of a `Uint8Array`, into `room`. Gives them, or, if there is too little room, how much is
    /// enough; `None` for any other value.
    #[inline]
    pub(crate) fn copy(self, room: &mut [MaybeUninit<u8>]) -> Option<core::result::Result<&[u8], usize>> {
        match self.copy_text(room) {
            // A text that was cut has left less room than its next character needs, and a byte for the NUL.
            Some(len) if len + 4 < room.len() => {
                // SAFETY: so many bytes were written.
                Some(Ok(unsafe { written(room, len) }))
            }
            Some(_) => Some(Err(self.text_len() + 5)),
            None => self.copy_array(room),
        }
    }

    /// Appends the same bytes to `out`; `false` if there are none to append.
    pub(crate) fn append(self, out: &mut Vec<u8>) -> bool {
        loop {
            match self.copy(out.spare_capacity_mut()) {
                Some(Ok(bytes)) => {
                    let len = bytes.len();
                    // SAFETY: `copy` has written these bytes behind the others.
                    unsafe { out.set_len(out.len() + len) };
                    return true;
                }
                Some(Err(enough)) => out.reserve(enough),
                None => return false,
            }
        }
    }

    /// Writes as much of a string as fits, whole characters and a NUL, and gives the length without it; `None` if it is no string.
    #[inline]
    fn copy_text(self, room: &mut [MaybeUninit<u8>]) -> Option<usize> {
        let mut len = 0;
        // SAFETY: at most `room.len()` bytes are written.
        let status = unsafe { sys::napi_get_value_string_utf8(self.env.raw(), self.raw, room.as_mut_ptr().cast(), room.len(), &mut len) };
        (status == sys::Status::napi_ok).then_some(len)
    }

    /// Returns the length of a string's UTF-8.
    fn text_len(self) -> usize {
        let mut len = 0;
        // SAFETY: nothing but the length is written. It cannot fail: this is a string.
        unsafe { sys::napi_get_value_string_utf8(self.env.raw(), self.raw, ptr::null_mut(), 0, &mut len) };
        len
    }

    /// Copies the bytes of a `Uint8Array`, as [`Value::copy`] says.
    fn copy_array(self, room: &mut [MaybeUninit<u8>]) -> Option<core::result::Result<&[u8], usize>> {
        let (data, len) = self.array(sys::TypedarrayType::uint8_array)?;
        if len > room.len() {
            return Some(Err(len));
        }
        let len = if data.is_null() { 0 } else { len };
        for (at, byte) in room[..len].iter_mut().enumerate() {
            // SAFETY: the array has `len` bytes, and lives. If its memory is shared, JavaScript of another thread may write there now. That is V8's
            // code, of which Rust's rules know nothing: the most that can be done is to read atomically, byte by byte, and to take what comes,
            // which is the old byte or the new one.
            byte.write(unsafe { AtomicU8::from_ptr(data.add(at)) }.load(Ordering::Relaxed));
        }
        // SAFETY: so many bytes were written.
        Some(Ok(unsafe { written(room, len) }))
    }

    /// Returns where a typed array's elements are, and how many; NULL if it is empty or detached, `None` if it is no such array.
    fn array(self, wanted: sys::napi_typedarray_type) -> Option<(*mut u8, usize)> {
        let (mut kind, mut len, mut data, mut buffer, mut offset) = (0, 0, ptr::null_mut(), ptr::null_mut(), 0);
        // SAFETY: each is written at most once.
        let status =
            unsafe { sys::napi_get_typedarray_info(self.env.raw(), self.raw, &mut kind, &mut len, &mut data, &mut buffer, &mut offset) };
        (status == sys::Status::napi_ok && kind == wanted).then_some((data.cast(), len))
    }

    /// Writes ids as numbers into a `Uint32Array`, from `start` on. Gives how many, or, if there is too little room, how much more it
    /// takes.
    pub(super) fn write(self, start: usize, ids: &[NodeId]) -> core::result::Result<usize, usize> {
        // SAFETY: a `NodeId` is a `u32`.
        self.write_numbers(start, unsafe { slice::from_raw_parts(ids.as_ptr().cast(), ids.len()) })
    }

    /// Writes numbers as [`Value::write`] writes ids.
    pub(super) fn write_numbers(self, start: usize, numbers: &[u32]) -> core::result::Result<usize, usize> {
        if numbers.is_empty() {
            return Ok(0);
        }
        let (data, len) = self.array(sys::TypedarrayType::uint32_array).unwrap_or((ptr::null_mut(), 0));
        let room = len.saturating_sub(start);
        if data.is_null() || room < numbers.len() {
            return Err(numbers.len() - if data.is_null() { 0 } else { room });
        }
        // SAFETY: so many elements there are from `start` on. The JavaScript above made the array, and shares it with nobody.
        unsafe { ptr::copy_nonoverlapping(numbers.as_ptr(), data.cast::<u32>().add(start), numbers.len()) };
        Ok(numbers.len())
    }

    /// Returns how many numbers a `Uint32Array` has room for.
    pub(super) fn room(self) -> usize {
        self.array(sys::TypedarrayType::uint32_array).map_or(0, |(_, len)| len)
    }

    /// Returns a copy of the bytes of a `Uint8Array`; `None` of any other value.
    pub(crate) fn bytes(self) -> Option<Vec<u8>> {
        let is_array = self.array(sys::TypedarrayType::uint8_array).is_some();
        let mut bytes = Vec::new();
        (is_array && self.append(&mut bytes)).then_some(bytes)
    }

    /// Returns an integer, which must be a number.
    pub(super) fn integer(self) -> Result<i64> {
        let mut integer = 0;
        // SAFETY: it is written at most once.
        check_status!(unsafe { sys::napi_get_value_int64(self.env.raw(), self.raw, &mut integer) })?;
        Ok(integer)
    }

    pub(super) fn is_true(self) -> bool {
        let mut is_true = false;
        // SAFETY: it is written at most once. Of anything but a boolean it stays false.
        unsafe { sys::napi_get_value_bool(self.env.raw(), self.raw, &mut is_true) };
        is_true
    }

    /// Returns how many elements an array has.
    pub(super) fn len(self) -> Result<u32> {
        let mut len = 0;
        // SAFETY: it is written at most once.
        check_status!(unsafe { sys::napi_get_array_length(self.env.raw(), self.raw, &mut len) })?;
        Ok(len)
    }

    /// Calls `each` with elements of an array, whose handles are given back together.
    pub(super) fn each(self, elements: Range<u32>, mut each: impl FnMut(Value<'_>) -> Result<()>) -> Result<()> {
        let mut scope = ptr::null_mut();
        // SAFETY: it is closed below, the last to be opened.
        check_status!(unsafe { sys::napi_open_handle_scope(self.env.raw(), &mut scope) })?;
        let lent = *self.env;
        let done = elements.into_iter().try_for_each(|index| {
            let mut raw = ptr::null_mut();
            // SAFETY: it is written at most once.
            check_status!(unsafe { sys::napi_get_element(lent.raw(), self.raw, index, &mut raw) })?;
            // SAFETY: it lives as long as the scope, and `each` can keep nothing of it: `lent` is gone before.
            each(unsafe { Value::new(&lent, raw) })
        });
        // SAFETY: no value of the scope is alive.
        check_status!(unsafe { sys::napi_close_handle_scope(self.env.raw(), scope) })?;
        done
    }
}

/// Returns the part of `room` that was written.
///
/// # Safety
///
/// At least the first `len` bytes of `room` were.
unsafe fn written(room: &[MaybeUninit<u8>], len: usize) -> &[u8] {
    // SAFETY: the caller has written so many.
    unsafe { slice::from_raw_parts(room.as_ptr().cast(), len) }
}
