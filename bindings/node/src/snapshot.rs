//! Rings written as bytes and as JSON, and read again.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use napi::Env;
use napi::bindgen_prelude::{Array, Either, Uint8Array, Unknown, Utf16String};
use napi_derive::napi;
use ringwise::{HashRing, Location};

use crate::argument::{Argument, Expected};
use crate::error::{Error, Result};
use crate::hot::Value;
use crate::options;
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

    /// Makes a ring of a snapshot, with the options that a snapshot does not hold.
    #[napi(factory, catch_unwind)]
    pub fn from_bytes(env: Env, bytes: Unknown<'_>, options: Array<'_>) -> Result<Self> {
        let expected = Expected::new("bytes", "a Buffer or a Uint8Array is needed");
        let bytes = Value::of(&env, bytes).bytes().ok_or_else(|| expected.wrong_type(env, bytes))?;
        let ring = options::set(env, HashRing::builder(), &options)?.build_from_bytes(&bytes)?;
        Ok(Ring::made(env, ring))
    }

    /// Makes a ring of a JSON text, with the options that a snapshot does not hold.
    #[napi(factory, catch_unwind)]
    pub fn from_json(env: Env, text: Argument<'_, Utf16String>, options: Array<'_>) -> Result<Self> {
        let text = match text {
            Either::A(text) => json(&text)?,
            Either::B(other) => return Err(Expected::string("text").wrong_type(env, other)),
        };
        let ring = options::set(env, HashRing::builder(), &options)?.build_from_json(&text).map_err(Error::Json)?;
        Ok(Ring::made(env, ring))
    }
}

/// Returns a JSON text as UTF-8, which cannot encode lone surrogates.
fn json(text: &[u16]) -> ringwise::Result<String> {
    String::from_utf16(text).map_err(|_| {
        let before: String = char::decode_utf16(text.iter().copied()).map_while(core::result::Result::ok).collect();
        let (line, start) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |end| end + 1));
        let place = Location::Line { line, column: before.len() - start + 1 };
        ringwise::Error::BadSnapshot { place, problem: "a lone surrogate: a text is UTF-8, which has none".to_owned() }
    })
}
