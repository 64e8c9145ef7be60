//! Keys: a string, as its UTF-8, or a `Uint8Array`, such as a `Buffer`, as its bytes.

use core::mem::MaybeUninit;

use crate::argument::Words;
use crate::error::{Error, Result};
use crate::hot::Value;

/// The room for a key on the stack, with the few bytes to spare that a string wants.
const ROOM: usize = 1024;

/// Calls `place` with a copy of a key's bytes: those of a string must be made, and those of an array may change as they are read, if it is
/// shared with another thread.
#[inline]
pub(crate) fn with_key<T>(key: Value<'_>, place: impl FnOnce(&[u8]) -> T) -> Result<T> {
    let mut room = [MaybeUninit::uninit(); ROOM];
    match key.copy(&mut room) {
        Some(Ok(bytes)) => Ok(place(bytes)),
        Some(Err(enough)) => {
            let mut bytes = Vec::with_capacity(enough);
            if key.append(&mut bytes) { Ok(place(&bytes)) } else { Err(no_key(key)) }
        }
        None => Err(no_key(key)),
    }
}

/// Throws the `TypeError` of what is no key.
#[cold]
fn no_key(value: Value<'_>) -> Error {
    Words::new("key", "a key is a string, a Buffer or a Uint8Array").wrong_type(value.env(), value.unknown())
}

/// Many keys, one behind the other.
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
