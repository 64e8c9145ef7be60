//! Which node is probed when, and what follows from it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::settings::Settings;
use super::worker::{Outcome, Worker};
use crate::hash::mix64;
use crate::shared::SharedRing;
use crate::view::View;

/// What the scheduler waits for.
pub(super) enum Message {
    /// A probe has returned, in time or not.
    Done { number: u64, outcome: Outcome },
    /// Somebody wants the monitor to stop.
    Stop,
}

/// Runs on a thread of its own; workers do the probing.
pub(super) struct Scheduler {
    ring: Arc<SharedRing>,
    settings: Arc<Settings>,
    messages: Sender<Message>,
    inbox: Receiver<Message>,
    /// The view that `nodes` was last brought up to.
    view: Arc<View>,
    nodes: HashMap<String, Watched>,
    /// When each node is to be probed next; one that is being probed is not in it.
    due: BTreeSet<(Instant, String)>,
    /// The probes that are on their way, by number; so of those that are past their timeout.
    probing: HashMap<u64, Probing>,
    hanging: HashMap<u64, Probing>,
    /// When each probe that is on its way runs out of time.
    deadlines: BTreeSet<(Instant, u64)>,
    idle: Vec<Worker>,
    /// How many probes there have been.
    count: u64,
}

/// A node as the monitor knows it.
#[derive(Default)]
struct Watched {
    successes: u32,
    failures: u32,
}

struct Probing {
    node: String,
    started: Instant,
    worker: Worker,
}

impl Scheduler {
    pub(super) fn new(ring: Arc<SharedRing>, settings: Arc<Settings>, messages: Sender<Message>, inbox: Receiver<Message>) -> Self {
        let view = ring.view();
        let mut scheduler = Scheduler {
            ring,
            settings,
            messages,
            inbox,
            view: Arc::clone(&view),
            nodes: HashMap::new(),
            due: BTreeSet::new(),
            probing: HashMap::new(),
            hanging: HashMap::new(),
            deadlines: BTreeSet::new(),
            idle: Vec::new(),
            count: 0,
        };
        scheduler.follow(&view);
        scheduler
    }

    /// Probes until it is told to stop; returns the nodes whose probe still hangs.
    pub(super) fn run(mut self) -> Vec<String> {
        loop {
            let view = self.ring.view();
            if !Arc::ptr_eq(&view, &self.view) {
                self.follow(&view);
                self.view = view;
            }
            self.start_what_is_due();
            match self.wait() {
                Ok(Message::Done { number, outcome }) => self.done(number, outcome),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return self.stop(),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.time_out();
        }
    }

    /// Takes over the members: new ones are due at once, the others are forgotten.
    fn follow(&mut self, view: &View) {
        let now = Instant::now();
        for node in view.nodes() {
            if !self.nodes.contains_key(node.name()) {
                self.nodes.insert(node.name().to_owned(), Watched::default());
                if !self.is_at(node.name()) {
                    self.due.insert((now, node.name().to_owned()));
                }
            }
        }
        self.nodes.retain(|name, _| view.contains(name));
        self.due.retain(|(_, name)| view.contains(name));
    }

    /// Whether a node has a probe that has not returned: the one of a node that left and came back, say.
    fn is_at(&self, node: &str) -> bool {
        self.probing.values().chain(self.hanging.values()).any(|probing| probing.node == node)
    }

    fn start_what_is_due(&mut self) {
        let now = Instant::now();
        while self.probing.len() < self.settings.concurrency && self.due.first().is_some_and(|(due, _)| *due <= now) {
            let Some(worker) = self.worker() else { return };
            let Some((_, node)) = self.due.pop_first() else { return };
            self.count += 1;
            worker.probe(self.count, &node);
            self.deadlines.insert((now + self.settings.timeout, self.count));
            self.probing.insert(self.count, Probing { node, started: now, worker });
        }
    }

    /// Returns a thread, a new one if none is idle. If the system gives none, what is due waits for one that comes back.
    fn worker(&mut self) -> Option<Worker> {
        self.idle.pop().or_else(|| Worker::new(Arc::clone(&self.settings), self.messages.clone()).ok())
    }

    /// Waits for a message, but not beyond the next moment at which something is to be done.
    fn wait(&self) -> Result<Message, RecvTimeoutError> {
        let full = self.probing.len() >= self.settings.concurrency;
        let due = self.due.first().filter(|_| !full).map(|(due, _)| *due);
        let deadline = self.deadlines.first().map(|(deadline, _)| *deadline);
        let now = Instant::now();
        // Members may come and go meanwhile, which nobody tells us.
        let glance = now + self.settings.interval.min(Duration::from_secs(1));
        let until = [due, deadline].into_iter().flatten().fold(glance, Instant::min);
        self.inbox.recv_timeout(until.saturating_duration_since(now).max(Duration::from_millis(1)))
    }

    fn done(&mut self, number: u64, outcome: Outcome) {
        if let Some(probing) = self.probing.remove(&number) {
            self.deadlines.remove(&(probing.started + self.settings.timeout, number));
            self.judge(&probing.node, outcome);
            self.release(probing);
        } else if let Some(probing) = self.hanging.remove(&number) {
            // It was judged when its time ran out; what it says now comes too late.
            self.release(probing);
        }
    }

    /// Has a node probed again after its interval, and keeps the thread if it may be needed.
    fn release(&mut self, Probing { node, started, worker }: Probing) {
        if self.nodes.contains_key(&node) {
            self.due.insert((started + self.interval(), node));
        }
        if self.idle.len() < self.settings.concurrency {
            self.idle.push(worker);
        } else {
            worker.join();
        }
    }

    /// The interval, longer or shorter by up to its jitter.
    fn interval(&self) -> Duration {
        let spread = mix64(self.count) as f64 / u64::MAX as f64 * 2.0 - 1.0;
        self.settings.interval.mul_f64(1.0 + self.settings.jitter * spread)
    }

    /// Counts the probes whose time has run out as failures, and frees their places.
    fn time_out(&mut self) {
        let now = Instant::now();
        while let Some((_, number)) = self.deadlines.first().filter(|(deadline, _)| *deadline <= now).copied() {
            self.deadlines.pop_first();
            if let Some(probing) = self.probing.remove(&number) {
                self.judge(&probing.node, Err(format!("no answer within {:?}", self.settings.timeout)));
                self.hanging.insert(number, probing);
            }
        }
    }

    /// Counts what came of a probe, and marks the node when it is enough.
    fn judge(&mut self, node: &str, outcome: Outcome) {
        let Some(watched) = self.nodes.get_mut(node) else { return };
        match outcome {
            Ok(()) => *watched = Watched { successes: watched.successes.saturating_add(1), failures: 0 },
            Err(_) => *watched = Watched { successes: 0, failures: watched.failures.saturating_add(1) },
        }
        let (up, down) = (watched.successes >= self.settings.rise, watched.failures >= self.settings.fall);
        match outcome {
            Ok(()) if up => self.mark(node, true, "it answers again"),
            Err(reason) if down => self.mark(node, false, &reason),
            _ => {}
        }
    }

    fn mark(&self, node: &str, healthy: bool, reason: &str) {
        // A node that has been removed since needs no mark.
        let Ok(Some(health)) = self.ring.mark(node, healthy, Some(reason)) else { return };
        #[cfg(feature = "tracing")]
        if healthy {
            tracing::info!(node, reason, "node went up");
        } else {
            tracing::warn!(node, reason, "node went down");
        }
        if let Some(on_change) = &self.settings.on_change {
            // The panic hook has reported it, and the monitor goes on.
            let _ = super::guarded("callback", || on_change(node, &health));
        }
    }

    /// Waits for the probes on their way, each at most until its time runs out, and ends the threads that came back.
    fn stop(mut self) -> Vec<String> {
        self.due.clear();
        self.nodes.clear();
        while !self.probing.is_empty() {
            if let Ok(Message::Done { number, outcome }) = self.wait() {
                self.done(number, outcome);
            }
            self.time_out();
        }
        self.idle.drain(..).for_each(Worker::join);
        let mut hanging: Vec<_> = self.hanging.into_values().map(|probing| probing.node).collect();
        hanging.sort_unstable();
        hanging
    }
}
