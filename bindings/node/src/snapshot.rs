//! Rings written as bytes and as JSON, and read again.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use napi::Env;
use napi::bindgen_prelude::{Array, Either, Uint8Array, Unknown, Utf16String};
use napi_derive::napi;
use ringwise::HashRing;
use ringwise::binding::json_from_utf16;

use crate::argument::{Argument, Expected, WrongType, string};
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
        let options = options::snapshot_options(env, &options)?;
        Ring::made(env, HashRing::from_bytes(&bytes)?, options)
    }

    /// Makes a ring of a JSON text, with the options that a snapshot does not hold.
    #[napi(factory, catch_unwind)]
    pub fn from_json(env: Env, text: Argument<'_, Utf16String>, options: Array<'_>) -> Result<Self> {
        let text = match text {
            Either::A(text) => json_from_utf16(&text)?,
            Either::B(other) => return Err(string("text").wrong_type(env, other)),
        };
        let options = options::snapshot_options(env, &options)?;
        Ring::made(env, HashRing::from_json(&text).map_err(Error::Json)?, options)
    }
}
