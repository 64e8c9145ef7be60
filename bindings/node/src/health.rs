//! The health and the load of nodes, converted to JavaScript.

use napi_derive::napi;
use ringwise::binding::since_epoch;

/// The health of a node.
#[napi(object, object_from_js = false, use_nullable = true)]
pub(crate) struct Health {
    pub name: String,
    pub healthy: bool,
    /// Milliseconds since the epoch, the unit of `Date`.
    pub since: f64,
    pub reason: Option<String>,
}

impl Health {
    pub(crate) fn new(name: &str, health: &ringwise::Health) -> Self {
        let reason = health.reason.as_deref().map(str::to_owned);
        Health { name: name.to_owned(), healthy: health.healthy, since: since_epoch(health) * 1000.0, reason }
    }
}

/// The load of a node.
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
