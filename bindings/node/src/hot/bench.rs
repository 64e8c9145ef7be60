//! The functions that `bench/hot.mjs` compares the lookups with; in no package.

use core::mem::MaybeUninit;
use core::ptr;

use napi::bindgen_prelude::Unknown;
use napi::{Env, check_status, sys};
use napi_derive::napi;
use ringwise::HashRing;

use crate::error::Result;

/// The same lookup as a class method of napi-derive.
#[napi]
pub(crate) struct Derived {
    ring: HashRing,
}

#[napi]
#[expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]
impl Derived {
    #[napi(constructor)]
    pub fn new(names: Vec<String>) -> Result<Self> {
        Ok(Derived { ring: HashRing::from_names(names)? })
    }

    /// Returns the owner's name.
    #[napi]
    pub fn get_node(&self, key: String) -> Option<&str> {
        self.ring.get_node(key.as_bytes()).and_then(|id| self.ring.name(id))
    }
}

/// Returns a function that reads a string of up to 1,023 bytes and does nothing else: the least that any lookup costs.
#[napi]
pub(crate) fn reader(env: &Env) -> Result<Unknown<'_>> {
    let (env, name, mut raw) = (env.raw(), c"readKey", ptr::null_mut());
    // SAFETY: `env` is alive, and the name ends with a NUL.
    check_status!(unsafe { sys::napi_create_function(env, name.as_ptr(), -1, Some(read_key), ptr::null_mut(), &mut raw) })?;
    // SAFETY: both live as long as the call that lends `env`.
    Ok(unsafe { Unknown::from_raw_unchecked(env, raw) })
}

unsafe extern "C" fn read_key(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let (mut count, mut key, mut len) = (1, ptr::null_mut(), 0);
    let mut buffer = [MaybeUninit::<u8>::uninit(); 1024];
    // SAFETY: `key` holds one argument, and the buffer has the given length.
    unsafe {
        sys::napi_get_cb_info(env, info, &mut count, &mut key, ptr::null_mut(), ptr::null_mut());
        sys::napi_get_value_string_utf8(env, key, buffer.as_mut_ptr().cast(), buffer.len(), &mut len);
    }
    ptr::null_mut()
}
