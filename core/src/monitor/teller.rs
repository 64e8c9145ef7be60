//! A thread that tells the user of changes, so that whoever listens slowly delays no judgement.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::settings::Settings;
use crate::shared::health::Health;

/// The way to the thread. It ends when this is dropped, after what it was told last.
pub(super) struct Teller {
    changes: Sender<(String, Health)>,
    ended: Receiver<()>,
}

impl Teller {
    /// Starts the thread, which notes that it belongs to this run of the monitor.
    pub(super) fn new(settings: Arc<Settings>, run: u64) -> std::io::Result<Self> {
        let (changes, inbox) = channel::<(String, Health)>();
        let (ending, ended) = channel::<()>();
        thread::Builder::new().name("ringwise-change".to_owned()).spawn(move || {
            super::RUN.set(Some(run));
            for (node, health) in inbox {
                settings.tell(&node, &health);
            }
            // All that the user gave is let go of before anybody hears that this has ended.
            drop(settings);
            drop(ending);
        })?;
        Ok(Teller { changes, ended })
    }

    pub(super) fn tell(&self, node: &str, health: Health) {
        // The thread waits for changes as long as this lives.
        let _ = self.changes.send((node.to_owned(), health));
    }

    /// Waits until all has been told, but not for ever: who listens may hang.
    pub(super) fn end(self, at_most: Duration) {
        drop(self.changes);
        let _ = self.ended.recv_timeout(at_most);
    }
}
