//! What V8 is told of memory that it cannot see: it collects what holds that memory too late if it does not know.

use core::cell::Cell;

use napi::Env;
use napi_derive::napi;

use crate::error::Result;

/// The bytes that V8 was told of. They are taken back when this is dropped, on the environment's own thread.
pub(crate) struct Told {
    env: Env,
    bytes: Cell<i64>,
}

impl Told {
    pub(crate) fn new(env: Env, bytes: usize) -> Self {
        let told = Told { env, bytes: Cell::new(0) };
        told.tell(bytes);
        told
    }

    /// Tells V8 how many bytes there are now.
    pub(crate) fn tell(&self, bytes: usize) {
        let bytes = bytes as i64;
        // It is advice: refused, what was told of is as right as before.
        drop(self.env.adjust_external_memory(bytes - self.bytes.replace(bytes)));
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.tell(0);
    }
}

/// Returns the bytes that V8 was told of in this environment: for the tests, because `process.memoryUsage` does not show them.
#[napi(catch_unwind)]
pub(crate) fn told_bytes(env: Env) -> Result<i64> {
    Ok(env.adjust_external_memory(0)?)
}
