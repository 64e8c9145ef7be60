//! A ring as bytes or text, and a ring again.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use core::fmt::Write;

use napi::Env;
use napi::bindgen_prelude::{Array, Either, Uint8Array, Unknown, Utf16String};
use napi_derive::napi;

use crate::argument::{Argument, Words};
use crate::error::{Error, Result};
use crate::hot::Value;
use crate::options::builder;
use crate::ring::Ring;

#[napi]
impl Ring {
    #[napi(catch_unwind)]
    pub fn fingerprint(&self) -> Result<String> {
        self.handle().read(|ring| ring.fingerprint().to_string())
    }

    #[napi(catch_unwind)]
    pub fn to_bytes(&self) -> Result<Uint8Array> {
        self.handle().read(|ring| ring.to_bytes().into())
    }

    #[napi(catch_unwind)]
    pub fn to_json(&self) -> Result<String> {
        self.handle().read(|ring| ring.to_json())
    }

    /// Makes a ring of a snapshot, with options that it does not hold, as the constructor takes them.
    #[napi(factory, catch_unwind)]
    pub fn from_bytes(env: Env, bytes: Unknown<'_>, options: Array<'_>) -> Result<Self> {
        let words = Words::new("bytes", "a Buffer or a Uint8Array is needed");
        let bytes = Value::of(&env, bytes).bytes().ok_or_else(|| words.wrong_type(env, bytes))?;
        let ring = builder(env, &options)?.build_from_bytes(&bytes)?;
        Ok(Ring::made(env, ring))
    }

    /// Makes a ring of a JSON text, in the same way.
    #[napi(factory, catch_unwind)]
    pub fn from_json(env: Env, text: Argument<'_, Utf16String>, options: Array<'_>) -> Result<Self> {
        let text = match text {
            Either::A(text) => json(&text),
            Either::B(other) => return Err(Words::string("text").wrong_type(env, other)),
        };
        let ring = builder(env, &options)?.build_from_json(&text).map_err(Error::Json)?;
        Ok(Ring::made(env, ring))
    }
}

/// Returns a JSON text as UTF-8. A lone surrogate, which that has not, is written as its escape: so the core refuses it, and says where it is.
fn json(text: &[u16]) -> String {
    let mut utf8 = String::with_capacity(text.len());
    for unit in char::decode_utf16(text.iter().copied()) {
        match unit {
            Ok(char) => utf8.push(char),
            Err(lone) => {
                // Nothing fails that is written to a string.
                let _ = write!(utf8, "\\u{:04x}", lone.unpaired_surrogate());
            }
        }
    }
    utf8
}
