//! JavaScript functions that Node-API calls with a data pointer of their own.

use core::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use napi::bindgen_prelude::{JsError, ToNapiValue, Unknown, panic_to_error};
use napi::{Env, check_status, sys};

use super::value::Value;
use crate::error::Result;

/// One such function.
pub(super) trait Lookup {
    /// The function's name.
    const NAME: &'static str;
    /// The data it owns.
    type Data;
    /// Its result.
    type Answer<'call>: ToNapiValue;

    /// Runs the function; missing arguments are `undefined`.
    fn call<'call>(env: &'call Env, data: &Self::Data, arguments: [Value<'call>; 3]) -> Result<Self::Answer<'call>>;
}

/// Returns a function that owns a count of `data` until it is collected.
pub(super) fn function<L: Lookup>(env: &Env, data: Rc<L::Data>) -> Result<Unknown<'_>> {
    let (env, data) = (env.raw(), Rc::into_raw(data).cast_mut().cast());
    let mut raw = core::ptr::null_mut();
    // SAFETY: `env` is alive, the length is that of the name, and `entry` reads `data` as the type it was made from.
    let made = unsafe { sys::napi_create_function(env, L::NAME.as_ptr().cast(), L::NAME.len() as isize, Some(entry::<L>), data, &mut raw) };
    let owned = if made == sys::Status::napi_ok {
        // A wrap, because some runtimes run no other finalizers when a worker ends.
        // SAFETY: `raw` is the function just made, and `release` drops the reference that `data` is.
        unsafe { sys::napi_wrap(env, raw, data, Some(release::<L>), core::ptr::null_mut(), core::ptr::null_mut()) }
    } else {
        made
    };
    if owned != sys::Status::napi_ok {
        // SAFETY: no finalizer owns the reference, and JavaScript never sees the function.
        drop(unsafe { Rc::from_raw(data.cast::<L::Data>()) });
    }
    check_status!(owned, "no function {}", L::NAME)?;
    // SAFETY: both live as long as the call that lends `env`.
    Ok(unsafe { Unknown::from_raw_unchecked(env, raw) })
}

/// Runs when a function of [`function`] is called.
unsafe extern "C" fn entry<L: Lookup>(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let (mut count, mut raw, mut data) = (3, [core::ptr::null_mut(); 3], core::ptr::null_mut());
    // SAFETY: `raw` holds `count` values; missing arguments become `undefined`.
    if unsafe { sys::napi_get_cb_info(env, info, &mut count, raw.as_mut_ptr(), core::ptr::null_mut(), &mut data) } != sys::Status::napi_ok {
        return core::ptr::null_mut();
    }
    // SAFETY: `function` made it of an `Rc` of this type, whose reference lives as long as the function.
    let data = unsafe { &*data.cast::<L::Data>() };
    let lent = Env::from_raw(env);
    let arguments = raw.map(|raw| {
        // SAFETY: an argument lives as long as the call, which `lent` does not outlive.
        unsafe { Value::new(&lent, raw) }
    });
    // Nothing here panics; if it ever does, an exception is better than the end of the process.
    let answer = catch_unwind(AssertUnwindSafe(|| L::call(&lent, data, arguments)));
    let answer = answer.unwrap_or_else(|panic| Err(panic_to_error(panic).into())).and_then(|answer| {
        // SAFETY: `env` is alive.
        Ok(unsafe { ToNapiValue::to_napi_value(env, answer) }?)
    });
    answer.unwrap_or_else(|error| {
        // SAFETY: `env` is alive.
        unsafe { JsError::from(error).throw_into(env) };
        core::ptr::null_mut()
    })
}

/// Runs when a function of [`function`] is collected, or its environment ends.
unsafe extern "C" fn release<L: Lookup>(_: sys::napi_env, data: *mut c_void, _: *mut c_void) {
    // SAFETY: `function` gave this count away, and this runs once.
    drop(unsafe { Rc::from_raw(data.cast_const().cast::<L::Data>()) });
}
