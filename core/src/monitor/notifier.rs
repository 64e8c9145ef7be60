//! A thread that tells the user of changes, so that whoever listens slowly delays no judgement.

use core::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::config::MonitorConfig;
use crate::shared::health::Health;

thread_local! {
    /// Which run of a monitor this thread calls `on_change` for, if it does.
    pub(super) static RUN: Cell<Option<u64>> = const { Cell::new(None) };
}

/// The way to the thread. It ends when this is dropped, after what it was told last.
pub(super) struct ChangeNotifier {
    changes: Sender<(String, Health)>,
    ended: Receiver<()>,
}

impl ChangeNotifier {
    /// Starts the thread, which notes that it belongs to this run of the monitor.
    pub(super) fn new(config: Arc<MonitorConfig>, run: u64) -> std::io::Result<Self> {
        let (changes, inbox) = channel::<(String, Health)>();
        let (ending, ended) = channel::<()>();
        thread::Builder::new().name("ringwise-change".to_owned()).spawn(move || {
            RUN.set(Some(run));
            for (node, health) in inbox {
                config.notify(&node, &health);
            }
            // All that the user gave is let go of before anybody hears that this has ended.
            drop(config);
            drop(ending);
        })?;
        Ok(ChangeNotifier { changes, ended })
    }

    pub(super) fn notify(&self, node: &str, health: Health) {
        // The thread waits for changes as long as this lives.
        let _ = self.changes.send((node.to_owned(), health));
    }

    /// Waits until all has been told, but not for ever: who listens may hang.
    pub(super) fn end(self, at_most: Duration) {
        drop(self.changes);
        let _ = self.ended.recv_timeout(at_most);
    }
}
