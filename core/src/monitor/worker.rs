//! A thread that probes one node at a time.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use super::config::MonitorConfig;
use super::message::Message;

/// A handle of a thread. The thread ends when the handle is dropped, or after its current probe.
pub(super) struct Worker {
    nodes: Sender<(u64, String)>,
    thread: JoinHandle<()>,
}

impl Worker {
    pub(super) fn new(config: Arc<MonitorConfig>, messages: Sender<Message>) -> std::io::Result<Self> {
        let (nodes, inbox) = channel();
        let thread = thread::Builder::new().name("ringwise-probe".to_owned()).spawn(move || work(&config, &inbox, &messages))?;
        Ok(Worker { nodes, thread })
    }

    /// Probes a node. The message with the result has the same number.
    pub(super) fn probe(&self, number: u64, node: &str) {
        // A live thread waits for this; it ends only when `nodes` is dropped.
        let _ = self.nodes.send((number, node.to_owned()));
    }

    /// Ends an idle thread.
    pub(super) fn join(self) {
        drop(self.nodes);
        let _ = self.thread.join();
    }
}

fn work(config: &MonitorConfig, inbox: &Receiver<(u64, String)>, messages: &Sender<Message>) {
    for (number, node) in inbox {
        let outcome = config.probe(&node);
        if messages.send(Message::Done { number, outcome, at: Instant::now() }).is_err() {
            return; // the scheduler has stopped and abandoned this thread
        }
    }
}
