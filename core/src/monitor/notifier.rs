//! A thread that notifies the user of changes, so that a slow callback delays no judgement.

use core::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::config::MonitorConfig;
use crate::shared::health::Health;

thread_local! {
    /// The run of a monitor for which this thread calls `on_change`, if it does.
    pub(super) static RUN: Cell<Option<u64>> = const { Cell::new(None) };
}

/// A handle of the thread. The thread ends after the last change, when the handle is dropped.
pub(super) struct ChangeNotifier {
    changes: Sender<(String, Health)>,
    ended: Receiver<()>,
}

impl ChangeNotifier {
    /// Starts the thread, which stores the number of this run of the monitor.
    pub(super) fn new(config: Arc<MonitorConfig>, run: u64) -> std::io::Result<Self> {
        let (changes, inbox) = channel::<(String, Health)>();
        let (ending, ended) = channel::<()>();
        thread::Builder::new().name("ringwise-change".to_owned()).spawn(move || {
            RUN.set(Some(run));
            for (node, health) in inbox {
                config.notify(&node, &health);
            }
            // The user's functions are dropped before the end of the thread is reported.
            drop(config);
            drop(ending);
        })?;
        Ok(ChangeNotifier { changes, ended })
    }

    pub(super) fn notify(&self, node: &str, health: Health) {
        // The thread receives changes as long as this handle lives.
        let _ = self.changes.send((node.to_owned(), health));
    }

    /// Waits until all changes are reported, but not forever: a callback may hang.
    pub(super) fn end(self, at_most: Duration) {
        drop(self.changes);
        let _ = self.ended.recv_timeout(at_most);
    }
}
