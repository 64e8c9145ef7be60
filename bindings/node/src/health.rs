//! A node's health and its load, on their way to JavaScript.

use std::time::{SystemTime, UNIX_EPOCH};

use napi_derive::napi;

/// The health of a node.
#[napi(object, object_from_js = false, use_nullable = true)]
pub(crate) struct Health {
    pub name: String,
    pub healthy: bool,
    /// Milliseconds since the epoch, as `Date` counts.
    pub since: f64,
    pub reason: Option<String>,
}

impl Health {
    pub(crate) fn new(name: &str, health: &ringwise::Health) -> Self {
        let reason = health.reason.as_deref().map(str::to_owned);
        Health { name: name.to_owned(), healthy: health.healthy, since: milliseconds(health.since), reason }
    }
}

/// Returns the milliseconds from the epoch to a time; a clock that is set wrong may be before it.
fn milliseconds(time: SystemTime) -> f64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_secs_f64() * 1000.0,
        Err(before) => before.duration().as_secs_f64() * -1000.0,
    }
}

/// The places that are taken on a node.
#[napi(object, object_from_js = false)]
pub(crate) struct Load {
    pub name: String,
    pub count: f64,
}

impl From<(String, u64)> for Load {
    fn from((name, count): (String, u64)) -> Self {
        Load { name, count: count as f64 }
    }
}
