//! Keys: the UTF-8 of a string, or the bytes of a `Uint8Array` such as a `Buffer`.

use core::mem::MaybeUninit;

use super::value::Value;
use crate::argument::{Expected, WrongType};
use crate::error::{Error, Result};

/// The length of the buffer for a key on the stack. A string leaves a few bytes of it unused.
const BUFFER_LEN: usize = 1024;

/// Calls `place` with a copy of a key's bytes.
///
/// A string has no UTF-8 to borrow, and the bytes of an array may change while they are read, if another thread shares
/// it.
#[inline]
pub(crate) fn with_key<T>(key: Value<'_>, place: impl FnOnce(&[u8]) -> T) -> Result<T> {
    let mut buffer = [MaybeUninit::uninit(); BUFFER_LEN];
    match key.copy(&mut buffer) {
        Some(Ok(bytes)) => Ok(place(bytes)),
        Some(Err(enough)) => {
            let mut bytes = Vec::with_capacity(enough);
            if key.append(&mut bytes) { Ok(place(&bytes)) } else { Err(no_key(key)) }
        }
        None => Err(no_key(key)),
    }
}

/// Throws the `TypeError` for a value that is not a key.
#[cold]
fn no_key(value: Value<'_>) -> Error {
    Expected::new("key", "a key is a string, a Buffer or a Uint8Array").wrong_type(value.env(), value.unknown())
}

/// Keys, one after another in one buffer.
#[derive(Default)]
pub(crate) struct Keys {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Keys {
    /// Adds a copy of a key.
    pub(crate) fn push(&mut self, key: Value<'_>) -> Result<()> {
        if !key.append(&mut self.bytes) {
            return Err(no_key(key));
        }
        self.ends.push(self.bytes.len());
        Ok(())
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = core::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bytes[start..end])
    }
}
