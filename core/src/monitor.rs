//! Active health checks, which probe every node at an interval to mark it healthy or unhealthy.

mod address;
pub(crate) mod builder;
mod callbacks;
mod config;
mod message;
mod notifier;
mod scheduler;
mod worker;

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use crate::error::{Error, Result};
use crate::shared::SharedRing;
use crate::shared::lock::lock;

use config::MonitorConfig;
use message::Message;
use notifier::{ChangeNotifier, RUN};
use scheduler::Scheduler;

/// Probes the nodes of a ring and marks them.
///
/// A node is marked unhealthy after `fall` consecutive failures, and healthy after `rise` consecutive successes. A
/// probe that has not answered within its timeout has failed. Another probe may then start, but the node is not probed
/// again until its probe returns. So all nodes are judged within `ceil(nodes / concurrency)` timeouts, regardless of
/// the number that hang.
///
/// It runs from [`HealthMonitor::start`] to [`HealthMonitor::stop`]; dropping it stops it.
///
/// # Examples
///
/// ```
/// use std::sync::{Arc, mpsc};
/// use std::time::Duration;
///
/// use ringwise::{HashRing, HealthMonitor, SharedRing};
///
/// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a", "b"])?));
/// let (changes, changed) = mpsc::channel();
/// let monitor = HealthMonitor::builder(&ring)
///     .probe(|node| if node == "b" { Err("no answer".into()) } else { Ok(()) })
///     .interval(Duration::from_millis(10))
///     .fall(2)
///     .on_change(move |node, health| changes.send((node.to_owned(), health.reason.clone())).unwrap_or_default())
///     .build()?;
/// monitor.start()?;
/// assert_eq!(changed.recv().unwrap(), ("b".to_owned(), Some("no answer".into())));
/// assert_eq!(ring.get_node_with_fallback(b"any key"), ring.view().id("a"));
/// assert!(monitor.stop().is_empty());
/// # Ok::<(), ringwise::Error>(())
/// ```
pub struct HealthMonitor {
    ring: Arc<SharedRing>,
    config: Arc<MonitorConfig>,
    running: Mutex<Option<Running>>,
    /// Runs that were stopped by their own `on_change`, which could not wait for their end.
    unjoined: Arc<Mutex<Vec<Scheduling>>>,
}

/// Returns the nodes whose probe still hung.
type Scheduling = JoinHandle<Vec<String>>;

struct Running {
    messages: Sender<Message>,
    scheduler: Scheduling,
    number: u64,
}

impl HealthMonitor {
    fn new(ring: Arc<SharedRing>, config: MonitorConfig) -> Self {
        HealthMonitor { ring, config: Arc::new(config), running: Mutex::new(None), unjoined: Arc::default() }
    }

    /// Starts probing; does nothing if the monitor runs.
    ///
    /// Every node is due at once. Marks stay until probes contradict them.
    ///
    /// # Errors
    ///
    /// `InvalidAddress` if a node has no address to connect to; `MonitorFailed` if the system refuses a thread.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{ErrorKind, HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::new()));
    /// let monitor = HealthMonitor::builder(&ring).build()?;
    /// ring.add_node("cache-1")?; // a name that is no address
    /// assert_eq!(monitor.start().unwrap_err().kind(), ErrorKind::InvalidAddress);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn start(&self) -> Result<()> {
        let mut running = lock(&self.running);
        if running.is_some() {
            return Ok(());
        }
        self.config.check_addresses(&self.ring)?;
        let failed = |error: std::io::Error| Error::MonitorFailed { why: error.to_string() };
        static RUNS: AtomicU64 = AtomicU64::new(0);
        let number = RUNS.fetch_add(1, Ordering::Relaxed);
        let notifier =
            self.config.has_listener().then(|| ChangeNotifier::new(Arc::clone(&self.config), number)).transpose().map_err(failed)?;
        let (messages, inbox) = channel();
        let scheduler = Scheduler::new(Arc::clone(&self.ring), Arc::clone(&self.config), messages.clone(), inbox, notifier);
        let scheduler = thread::Builder::new().name("ringwise-monitor".to_owned()).spawn(move || scheduler.run()).map_err(failed)?;
        *running = Some(Running { messages, scheduler, number });
        Ok(())
    }

    /// Stops probing, and returns the names of the nodes whose probe still hangs.
    ///
    /// It waits for running probes for at most one timeout, then for a running `on_change` for at most another. After
    /// that it leaves them running. Marks stay as they are. It does nothing if the monitor does not run. Called by
    /// `on_change`, it does not wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::thread::sleep;
    /// use std::time::Duration;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["slow"])?));
    /// let probe = |_: &str| Ok(sleep(Duration::from_secs(60)));
    /// let monitor = HealthMonitor::builder(&ring).probe(probe).timeout(Duration::from_millis(20)).build()?;
    /// monitor.start()?;
    /// assert_eq!(monitor.stop(), ["slow"]);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn stop(&self) -> Vec<String> {
        self.begin_stop().wait()
    }

    /// Stops probing as [`HealthMonitor::stop`] does, and leaves the wait to the caller.
    pub(crate) fn begin_stop(&self) -> Stopping {
        let running = lock(&self.running).take();
        if let Some(running) = &running {
            // It can only have ended by itself by a panic, which has been reported.
            let _ = running.messages.send(Message::Stop);
        }
        Stopping { run: running.map(|running| (running.number, running.scheduler)), unjoined: Arc::clone(&self.unjoined) }
    }

    /// Returns whether the monitor runs: whether it was started and not stopped since.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a"])?));
    /// let monitor = HealthMonitor::builder(&ring).probe(|_| Ok(())).build()?;
    /// monitor.start()?;
    /// assert!(monitor.is_running());
    /// monitor.stop();
    /// assert!(!monitor.is_running());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    #[must_use]
    pub fn is_running(&self) -> bool {
        lock(&self.running).is_some()
    }
}

/// A monitor that is stopping. It also stops if this is dropped.
#[derive(Debug)]
pub struct Stopping {
    run: Option<(u64, Scheduling)>,
    unjoined: Arc<Mutex<Vec<Scheduling>>>,
}

impl Stopping {
    /// Waits as [`HealthMonitor::stop`] does, and returns the names of the nodes whose probes still hang. Called by `on_change`, it
    /// returns an empty list at once.
    #[expect(clippy::must_use_candidate, reason = "a caller that only waits needs no names")]
    pub fn wait(self) -> Vec<String> {
        let Some((number, scheduler)) = self.run else {
            // `on_change` may have stopped the run, and could not wait. The run ends after that call.
            if RUN.get().is_none() {
                let unjoined = core::mem::take(&mut *lock(&self.unjoined));
                return unjoined.into_iter().flat_map(|scheduler| scheduler.join().unwrap_or_default()).collect();
            }
            return Vec::new();
        };
        if RUN.get() == Some(number) {
            lock(&self.unjoined).push(scheduler);
            return Vec::new();
        }
        scheduler.join().unwrap_or_default()
    }
}

impl Drop for HealthMonitor {
    fn drop(&mut self) {
        self.stop();
    }
}

impl fmt::Debug for HealthMonitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthMonitor").field("running", &self.is_running()).finish_non_exhaustive()
    }
}
