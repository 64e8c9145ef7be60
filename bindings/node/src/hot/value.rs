//! JavaScript values, read by Node-API directly.

use core::mem::MaybeUninit;
use core::ops::Range;
use core::sync::atomic::{AtomicU8, Ordering};
use core::{ptr, slice};

use napi::bindgen_prelude::{Either, JsValue, Unknown};
use napi::{Env, check_status, sys};
use ringwise::NodeId;

use crate::argument::Argument;
use crate::error::Result;

/// A value that lives as long as the borrow of the environment: for one call, or less.
#[derive(Clone, Copy)]
pub(crate) struct Value<'call> {
    env: &'call Env,
    raw: sys::napi_value,
}

impl<'call> Value<'call> {
    /// Wraps a value that Node-API returned.
    ///
    /// # Safety
    ///
    /// Both are alive for `'call`, on this thread.
    pub(super) unsafe fn new(env: &'call Env, raw: sys::napi_value) -> Self {
        Value { env, raw }
    }

    /// Wraps a value of napi.
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

    /// Copies the UTF-8 of a string, or the bytes of a `Uint8Array`, into `buffer`, and returns them.
    ///
    /// If the buffer is too short, the error is a length that is enough. `None` for any other value.
    #[inline]
    pub(crate) fn copy(self, buffer: &mut [MaybeUninit<u8>]) -> Option<core::result::Result<&[u8], usize>> {
        match self.copy_text(buffer) {
            // A truncated text leaves less space than its next character and the NUL need.
            Some(len) if len + 4 < buffer.len() => {
                // SAFETY: `len` bytes were written.
                Some(Ok(unsafe { written(buffer, len) }))
            }
            Some(_) => Some(Err(self.text_len() + 5)),
            None => self.copy_array(buffer),
        }
    }

    /// Appends the same bytes to `out`; `false` if the value is no key.
    pub(crate) fn append(self, out: &mut Vec<u8>) -> bool {
        loop {
            match self.copy(out.spare_capacity_mut()) {
                Some(Ok(bytes)) => {
                    let len = bytes.len();
                    // SAFETY: `copy` has written these bytes after the others.
                    unsafe { out.set_len(out.len() + len) };
                    return true;
                }
                Some(Err(enough)) => out.reserve(enough),
                None => return false,
            }
        }
    }

    /// Writes as many whole characters of a string as fit, and a NUL. Returns the length without the NUL; `None` if it
    /// is no string.
    #[inline]
    fn copy_text(self, buffer: &mut [MaybeUninit<u8>]) -> Option<usize> {
        let mut len = 0;
        // SAFETY: at most `buffer.len()` bytes are written.
        let status =
            unsafe { sys::napi_get_value_string_utf8(self.env.raw(), self.raw, buffer.as_mut_ptr().cast(), buffer.len(), &mut len) };
        (status == sys::Status::napi_ok).then_some(len)
    }

    /// Returns the length of a string's UTF-8.
    fn text_len(self) -> usize {
        let mut len = 0;
        // SAFETY: nothing but the length is written. It cannot fail: this is a string.
        unsafe { sys::napi_get_value_string_utf8(self.env.raw(), self.raw, ptr::null_mut(), 0, &mut len) };
        len
    }

    /// Copies the bytes of a `Uint8Array`, as [`Value::copy`] does.
    fn copy_array(self, buffer: &mut [MaybeUninit<u8>]) -> Option<core::result::Result<&[u8], usize>> {
        let (data, len) = self.array(sys::TypedarrayType::uint8_array)?;
        if len > buffer.len() {
            return Some(Err(len));
        }
        let len = if data.is_null() { 0 } else { len };
        for (at, byte) in buffer[..len].iter_mut().enumerate() {
            // SAFETY: the array is alive and has `len` bytes. If its memory is shared, JavaScript of another thread may
            // write to it now. V8's code is outside Rust's memory model: the safest access is atomic, byte by byte, and
            // yields the old byte or the new one.
            byte.write(unsafe { AtomicU8::from_ptr(data.add(at)) }.load(Ordering::Relaxed));
        }
        // SAFETY: `len` bytes were written.
        Some(Ok(unsafe { written(buffer, len) }))
    }

    /// Returns a typed array's elements and their number; NULL if it is empty or detached, `None` if it is not of the
    /// wanted type.
    fn array(self, wanted: sys::napi_typedarray_type) -> Option<(*mut u8, usize)> {
        let (mut kind, mut len, mut data, mut buffer, mut offset) = (0, 0, ptr::null_mut(), ptr::null_mut(), 0);
        // SAFETY: each is written at most once.
        let status =
            unsafe { sys::napi_get_typedarray_info(self.env.raw(), self.raw, &mut kind, &mut len, &mut data, &mut buffer, &mut offset) };
        (status == sys::Status::napi_ok && kind == wanted).then_some((data.cast(), len))
    }

    /// Writes ids as numbers into a `Uint32Array`, from `start` on, and returns their number.
    ///
    /// If the array is too short, the error is the number of elements that are missing.
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
        let space = len.saturating_sub(start);
        if data.is_null() || space < numbers.len() {
            return Err(numbers.len() - if data.is_null() { 0 } else { space });
        }
        // SAFETY: the array has that many elements from `start` on. The package's own JavaScript made it, and shares it
        // with no thread.
        unsafe { ptr::copy_nonoverlapping(numbers.as_ptr(), data.cast::<u32>().add(start), numbers.len()) };
        Ok(numbers.len())
    }

    /// Returns the number of elements of a `Uint32Array`; 0 of any other value.
    pub(super) fn numbers_len(self) -> usize {
        self.array(sys::TypedarrayType::uint32_array).map_or(0, |(_, len)| len)
    }

    /// Returns a copy of the bytes of a `Uint8Array`; `None` for any other value.
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
        // SAFETY: it is written at most once. For anything but a boolean it stays false.
        unsafe { sys::napi_get_value_bool(self.env.raw(), self.raw, &mut is_true) };
        is_true
    }

    /// Returns the length of an array.
    pub(super) fn len(self) -> Result<u32> {
        let mut len = 0;
        // SAFETY: it is written at most once.
        check_status!(unsafe { sys::napi_get_array_length(self.env.raw(), self.raw, &mut len) })?;
        Ok(len)
    }

    /// Calls `each` with the elements of an array in that range, in one handle scope.
    pub(super) fn each(self, elements: Range<u32>, mut each: impl FnMut(Value<'_>) -> Result<()>) -> Result<()> {
        let mut scope = ptr::null_mut();
        // SAFETY: it is closed below, and no other scope is opened in between.
        check_status!(unsafe { sys::napi_open_handle_scope(self.env.raw(), &mut scope) })?;
        let lent = *self.env;
        let done = elements.into_iter().try_for_each(|index| {
            let mut raw = ptr::null_mut();
            // SAFETY: it is written at most once.
            check_status!(unsafe { sys::napi_get_element(lent.raw(), self.raw, index, &mut raw) })?;
            // SAFETY: it lives as long as the scope. `each` cannot keep it, because `lent` is dropped before the scope
            // closes.
            each(unsafe { Value::new(&lent, raw) })
        });
        // SAFETY: no value of the scope is alive.
        check_status!(unsafe { sys::napi_close_handle_scope(self.env.raw(), scope) })?;
        done
    }
}

/// Returns the part of `buffer` that was written.
///
/// # Safety
///
/// At least the first `len` bytes of `buffer` were.
unsafe fn written(buffer: &[MaybeUninit<u8>], len: usize) -> &[u8] {
    // SAFETY: the caller has written `len` bytes.
    unsafe { slice::from_raw_parts(buffer.as_ptr().cast(), len) }
}
