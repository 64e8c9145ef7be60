//! The settings of a monitor, checked.

use std::collections::HashMap;
use std::time::Duration;

use super::address::Address;
use super::callbacks::{OnChange, Probe, guarded};
use crate::error::{Error, Result, abbreviated};
use crate::shared::SharedRing;
use crate::shared::health::Health;

/// The settings of a monitor, checked.
pub(super) struct MonitorConfig {
    /// `None` connects to the node's address.
    pub(super) probe: Option<Box<Probe>>,
    pub(super) addresses: HashMap<String, String>,
    pub(super) interval: Duration,
    pub(super) timeout: Duration,
    pub(super) jitter: f64,
    pub(super) rise: u32,
    pub(super) fall: u32,
    pub(super) concurrency: usize,
    pub(super) on_change: Option<Box<OnChange>>,
}

impl MonitorConfig {
    /// Probes a node. There is no time limit here: the scheduler keeps time.
    pub(super) fn probe(&self, node: &str) -> core::result::Result<(), String> {
        match &self.probe {
            Some(probe) => guarded("probe", || probe(node)).and_then(|outcome| outcome),
            None => {
                let address = self.address(node).map_err(|error| error.to_string())?;
                address.connect(self.timeout).map_err(|error| error.to_string())
            }
        }
    }

    /// Whether there is a callback for changes.
    pub(super) fn has_listener(&self) -> bool {
        self.on_change.is_some()
    }

    /// Reports a change. A panic has no effect here: the panic hook has reported it.
    pub(super) fn notify(&self, node: &str, health: &Health) {
        if let Some(on_change) = &self.on_change {
            let _ = guarded("callback", || on_change(node, health));
        }
    }

    /// Refuses a ring with a node that has no address.
    pub(super) fn check_addresses(&self, ring: &SharedRing) -> Result<()> {
        match self.probe {
            Some(_) => Ok(()),
            None => ring.view().nodes().try_for_each(|node| self.address(node.name()).map(drop)),
        }
    }

    fn address<'a>(&'a self, node: &'a str) -> Result<Address<'a>> {
        let text = self.addresses.get(node).map_or(node, String::as_str);
        Address::parse(text).ok_or_else(|| Error::InvalidAddress { node: abbreviated(node), address: abbreviated(text) })
    }
}
