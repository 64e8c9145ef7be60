//! Memory outside the JavaScript heap, as V8 accounts for it: V8 collects the objects that hold it too late if it does
//! not know of it.

use core::cell::Cell;

use napi::Env;
use napi_derive::napi;

use crate::error::Result;

/// The bytes that are reported to V8 for one object. Dropping it withdraws the report, on the environment's own thread.
pub(crate) struct ExternalMemory {
    env: Env,
    bytes: Cell<i64>,
}

impl ExternalMemory {
    pub(crate) fn new(env: Env, bytes: usize) -> Self {
        let memory = ExternalMemory { env, bytes: Cell::new(0) };
        memory.report(bytes);
        memory
    }

    /// Reports how many bytes there are now.
    pub(crate) fn report(&self, bytes: usize) {
        let bytes = bytes as i64;
        // V8 takes it as a hint. If it refuses, nothing but the time of a collection changes.
        drop(self.env.adjust_external_memory(bytes - self.bytes.replace(bytes)));
    }
}

impl Drop for ExternalMemory {
    fn drop(&mut self) {
        self.report(0);
    }
}

/// Returns the bytes that are reported to V8 in this environment: for the tests, because `process.memoryUsage` does not
/// show them.
#[napi(catch_unwind)]
pub(crate) fn external_bytes(env: Env) -> Result<i64> {
    Ok(env.adjust_external_memory(0)?)
}
