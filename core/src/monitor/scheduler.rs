//! The scheduler, which decides when each node is probed, then marks it.

use core::hash::BuildHasher;
use std::collections::{BTreeSet, HashMap};
use std::hash::RandomState;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use super::config::MonitorConfig;
use super::message::{Message, Outcome};
use super::notifier::ChangeNotifier;
use super::worker::Worker;
use crate::hash::murmur3::mix64;
use crate::members::Generation;
use crate::shared::SharedRing;
use crate::shared::view::View;

/// Runs on its own thread; workers do the probing.
pub(super) struct Scheduler {
    ring: Arc<SharedRing>,
    config: Arc<MonitorConfig>,
    messages: Sender<Message>,
    inbox: Receiver<Message>,
    /// `None` if there is no callback.
    notifier: Option<ChangeNotifier>,
    /// The seed of the jitter, different in each run.
    seed: u64,
    /// The view with which `nodes` was last synchronised.
    view: Arc<View>,
    nodes: HashMap<String, Watched>,
    /// The time of each node's next probe. Nodes that are being probed are not in it.
    due: BTreeSet<(Instant, String)>,
    /// The running probes, by number. `hanging` has those past their timeout.
    probing: HashMap<u64, Probing>,
    hanging: HashMap<u64, Probing>,
    /// The time at which each running probe times out, and at which each hanging probe has hung for another interval.
    deadlines: BTreeSet<(Instant, u64)>,
    idle: Vec<Worker>,
    /// The number of probes so far.
    count: u64,
}

/// The monitor's state of a node, as long as it stays a member.
#[derive(Default)]
struct Watched {
    generation: Generation,
    /// Its mark when it was last judged. If the mark has changed, the user has marked the node, and counting restarts.
    is_down: bool,
    successes: u32,
    failures: u32,
}

struct Probing {
    node: String,
    generation: Generation,
    started: Instant,
    /// Its key among the deadlines.
    deadline: Instant,
    worker: Worker,
}

impl Scheduler {
    pub(super) fn new(
        ring: Arc<SharedRing>,
        config: Arc<MonitorConfig>,
        messages: Sender<Message>,
        inbox: Receiver<Message>,
        notifier: Option<ChangeNotifier>,
    ) -> Self {
        let view = ring.view();
        let mut scheduler = Scheduler {
            ring,
            config,
            messages,
            inbox,
            notifier,
            seed: RandomState::new().hash_one(0),
            view: Arc::clone(&view),
            nodes: HashMap::new(),
            due: BTreeSet::new(),
            probing: HashMap::new(),
            hanging: HashMap::new(),
            deadlines: BTreeSet::new(),
            idle: Vec::new(),
            count: 0,
        };
        scheduler.sync_with(&view);
        scheduler
    }

    /// Probes until it receives `Stop`; returns the nodes whose probe still hangs.
    pub(super) fn run(mut self) -> Vec<String> {
        loop {
            let view = self.ring.view();
            if !Arc::ptr_eq(&view, &self.view) {
                self.sync_with(&view);
                self.view = view;
            }
            self.start_what_is_due();
            // Every probe that has returned is judged before the clock is read: a message that waited in the inbox was
            // in time.
            let mut message = self.wait();
            while let Some(known) = message {
                match known {
                    Message::Done { number, outcome, at } => self.done(number, outcome, at),
                    Message::Stop => return self.stop(),
                }
                message = self.inbox.try_recv().ok();
            }
            self.time_out();
        }
    }

    /// Takes over the members: new ones are due at once, and removed ones are dropped.
    fn sync_with(&mut self, view: &View) {
        let now = Instant::now();
        for slot in view.members.by_name() {
            let (name, generation) = (view.members.node(slot).name(), view.members.generation(slot));
            let known = self.nodes.get(name).map(|watched| watched.generation);
            if known == Some(generation) {
                continue;
            }
            if known.is_some() {
                // Removed and added again since: it starts again.
                self.due.retain(|(_, due)| due != name);
            }
            self.nodes.insert(name.to_owned(), Watched { generation, ..Watched::default() });
            if !self.has_probe(name) {
                self.due.insert((now, name.to_owned()));
            }
        }
        self.nodes.retain(|name, _| view.contains(name));
        self.due.retain(|(_, name)| view.contains(name));
    }

    /// Whether a node has a probe that has not returned, for example one from before it was removed and added again.
    fn has_probe(&self, node: &str) -> bool {
        self.probing.values().chain(self.hanging.values()).any(|probing| probing.node == node)
    }

    fn start_what_is_due(&mut self) {
        let now = Instant::now();
        while self.probing.len() < self.config.concurrency && self.due.first().is_some_and(|(due, _)| *due <= now) {
            let Some(worker) = self.worker() else { return };
            let Some((_, node)) = self.due.pop_first() else { return };
            self.count += 1;
            worker.probe(self.count, &node);
            let deadline = now + self.config.timeout;
            self.deadlines.insert((deadline, self.count));
            let generation = self.nodes.get(&node).map_or(0, |watched| watched.generation);
            self.probing.insert(self.count, Probing { node, generation, started: now, deadline, worker });
        }
    }

    /// Returns an idle thread, or a new one. If the system refuses a thread, the due nodes wait until one is idle.
    fn worker(&mut self) -> Option<Worker> {
        self.idle.pop().or_else(|| Worker::new(Arc::clone(&self.config), self.messages.clone()).ok())
    }

    /// Waits for a message, but at most until the next thing is due.
    fn wait(&self) -> Option<Message> {
        let full = self.probing.len() >= self.config.concurrency;
        let due = self.due.first().filter(|_| !full).map(|(due, _)| *due);
        let deadline = self.deadlines.first().map(|(deadline, _)| *deadline);
        let now = Instant::now();
        // Members may change meanwhile, and no message reports that.
        let glance = now + self.config.interval.min(Duration::from_secs(1));
        let until = [due, deadline].into_iter().flatten().fold(glance, Instant::min);
        self.inbox.recv_timeout(until.saturating_duration_since(now).max(Duration::from_millis(1))).ok()
    }

    fn done(&mut self, number: u64, outcome: Outcome, at: Instant) {
        if let Some(probing) = self.probing.remove(&number) {
            self.deadlines.remove(&(probing.deadline, number));
            self.judge(&probing, if at > probing.deadline { Err(self.too_late(&probing)) } else { outcome });
            self.rest(number, probing);
        } else if let Some(probing) = self.hanging.remove(&number) {
            // It was judged when it timed out; this result is too late.
            self.deadlines.remove(&(probing.deadline, number));
            self.rest(number, probing);
        }
    }

    fn too_late(&self, probing: &Probing) -> String {
        format!("no answer within {:?}", probing.deadline - probing.started)
    }

    /// Schedules a node's next probe after its interval, and keeps the thread if it may be needed.
    fn rest(&mut self, number: u64, Probing { node, started, worker, .. }: Probing) {
        if self.nodes.contains_key(&node) {
            self.due.insert((started + self.interval(number), node));
        }
        if self.idle.len() < self.config.concurrency {
            self.idle.push(worker);
        } else {
            worker.join();
        }
    }

    /// Returns the interval after a probe, longer or shorter by up to its jitter.
    fn interval(&self, number: u64) -> Duration {
        let spread = mix64(self.seed ^ number) as f64 / u64::MAX as f64 * 2.0 - 1.0;
        self.config.interval.mul_f64(1.0 + self.config.jitter * spread)
    }

    /// Counts the probes that have timed out as failures, and lets other probes start. A probe that still hangs counts
    /// as another failure after each interval. Otherwise a node that never answers would stay healthy, because it is
    /// not probed again.
    fn time_out(&mut self) {
        let now = Instant::now();
        while let Some((_, number)) = self.deadlines.first().filter(|(deadline, _)| *deadline <= now).copied() {
            self.deadlines.pop_first();
            let Some(mut probing) = self.probing.remove(&number).or_else(|| self.hanging.remove(&number)) else { continue };
            self.judge(&probing, Err(self.too_late(&probing)));
            if let Some(watched) = self.nodes.get(&probing.node) {
                // A node that was removed and added again meanwhile has only this probe, which from now on counts for
                // the new membership.
                probing.generation = watched.generation;
            }
            probing.deadline = now + self.config.interval;
            self.deadlines.insert((probing.deadline, number));
            self.hanging.insert(number, probing);
        }
    }

    /// Counts the result of a probe, and marks the node when the count is reached.
    fn judge(&mut self, probing: &Probing, outcome: Outcome) {
        let Some(watched) = self.nodes.get_mut(&probing.node).filter(|watched| watched.generation == probing.generation) else { return };
        let is_down = self.ring.view().is_healthy(&probing.node).is_ok_and(|is_healthy| !is_healthy);
        if watched.is_down != is_down {
            *watched = Watched { is_down, generation: watched.generation, ..Watched::default() };
        }
        (watched.successes, watched.failures) = match outcome {
            Ok(()) => (watched.successes.saturating_add(1), 0),
            Err(_) => (0, watched.failures.saturating_add(1)),
        };
        let (up, down) = (is_down && watched.successes >= self.config.rise, !is_down && watched.failures >= self.config.fall);
        watched.is_down = (is_down || down) && !up;
        match outcome {
            Ok(()) if up => self.mark(probing, true, "it answers again"),
            Err(reason) if down => self.mark(probing, false, &reason),
            _ => {}
        }
    }

    fn mark(&self, Probing { node, generation, .. }: &Probing, healthy: bool, reason: &str) {
        // A node that has been removed since then needs no mark.
        let Ok(Some(health)) = self.ring.mark(node, Some(*generation), healthy, Some(reason)) else { return };
        #[cfg(feature = "tracing")]
        if healthy {
            tracing::info!(node, reason, "node went up");
        } else {
            tracing::warn!(node, reason, "node went down");
        }
        if let Some(notifier) = &self.notifier {
            notifier.notify(node, health);
        }
    }

    /// Waits for the running probes, each at most until its timeout, and ends the threads that have returned.
    fn stop(mut self) -> Vec<String> {
        self.due.clear();
        self.nodes.clear();
        while !self.probing.is_empty() {
            let mut message = self.wait();
            while let Some(Message::Done { number, outcome, at }) = message {
                self.done(number, outcome, at);
                message = self.inbox.try_recv().ok();
            }
            self.time_out();
        }
        self.idle.drain(..).for_each(Worker::join);
        if let Some(notifier) = self.notifier.take() {
            notifier.end(self.config.timeout);
        }
        let mut hanging: Vec<_> = self.hanging.into_values().map(|probing| probing.node).collect();
        hanging.sort_unstable();
        hanging
    }
}
