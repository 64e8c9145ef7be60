//! A monitor in the making: what it does, how often, and for whom.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::HealthMonitor;
use super::address::Address;
use super::callbacks::{OnChange, Probe};
use super::config::MonitorConfig;
use crate::error::{Error, Integer, Result, abbreviated};
use crate::shared::SharedRing;
use crate::shared::health::Health;

/// The range of an interval or a timeout, in seconds: a millisecond to a week.
const SECONDS: [f64; 2] = [0.001, 604_800.0];

/// Makes a [`HealthMonitor`]; [`HealthMonitor::builder`] returns one.
///
/// Nothing is checked before [`MonitorBuilder::build`].
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
///
/// use ringwise::{HashRing, HealthMonitor, SharedRing};
///
/// let ring = Arc::new(SharedRing::new(HashRing::from_names(["cache-1", "cache-2"])?));
/// let monitor = HealthMonitor::builder(&ring)
///     .address("cache-1", "10.0.0.1:11211")
///     .address("cache-2", "10.0.0.2:11211")
///     .interval(Duration::from_secs(2))
///     .timeout(Duration::from_millis(500))
///     .build()?;
/// assert!(!monitor.is_running()); // not before it is started
/// # Ok::<(), ringwise::Error>(())
/// ```
#[must_use = "a builder makes nothing until it is built"]
pub struct MonitorBuilder {
    ring: Arc<SharedRing>,
    probe: Option<Box<Probe>>,
    addresses: HashMap<String, String>,
    interval: Time,
    timeout: Time,
    jitter: f64,
    rise: i64,
    fall: i64,
    concurrency: i64,
    on_change: Option<Box<OnChange>>,
}

impl HealthMonitor {
    /// Returns a builder for a monitor of this ring.
    ///
    /// The monitor keeps the ring alive, and follows its members as they change.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["127.0.0.1:6379", "[::1]:6379"])?));
    /// let monitor = HealthMonitor::builder(&ring).build()?; // it will connect to those addresses
    /// assert!(!monitor.is_running());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn builder(ring: &Arc<SharedRing>) -> MonitorBuilder {
        MonitorBuilder::new(Arc::clone(ring))
    }
}

impl MonitorBuilder {
    fn new(ring: Arc<SharedRing>) -> Self {
        MonitorBuilder {
            ring,
            probe: None,
            addresses: HashMap::new(),
            interval: Time::Seconds(5.0),
            timeout: Time::Seconds(1.0),
            jitter: 0.1,
            rise: 2,
            fall: 3,
            concurrency: 32,
            on_change: None,
        }
    }

    /// Sets the probe, a function of a node's name. `Err` holds the reason why the node failed. By default a probe is a
    /// TCP connection to the node's address.
    ///
    /// It is called on threads of the monitor, for many nodes at once. A panic in it counts as a failure.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a"])?));
    /// let (probes, probed) = mpsc::channel();
    /// let probe = move |node: &str| probes.send(node.to_owned()).map_err(|error| error.to_string());
    /// let monitor = HealthMonitor::builder(&ring).probe(probe).build()?;
    /// monitor.start()?;
    /// assert_eq!(probed.recv().unwrap(), "a");
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn probe(mut self, probe: impl Fn(&str) -> core::result::Result<(), String> + Send + Sync + 'static) -> Self {
        self.probe = Some(Box::new(probe));
        self
    }

    /// Sets a node's address, `host:port` or `[IPv6]:port`. By default its name is its address.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["cache-1", "10.0.0.2:11211"])?));
    /// assert!(HealthMonitor::builder(&ring).build().is_err());
    /// assert!(HealthMonitor::builder(&ring).address("cache-1", "cache-1.internal:11211").build().is_ok());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn address(mut self, node: impl Into<String>, address: impl Into<String>) -> Self {
        self.addresses.insert(node.into(), address.into());
        self
    }

    /// Sets the time from one probe of a node to the next: a millisecond to a week; by default five seconds.
    ///
    /// A node whose probe takes longer is probed again as soon as the probe has returned.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::time::Duration;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::new()));
    /// let error = HealthMonitor::builder(&ring).interval(Duration::ZERO).build().unwrap_err();
    /// assert_eq!(error.to_string(), "interval 0: a number of seconds from 0.001 to 604800");
    /// ```
    pub fn interval(self, interval: Duration) -> Self {
        self.interval_in(Time::Seconds(interval.as_secs_f64()))
    }

    pub(crate) fn interval_in(self, interval: Time) -> Self {
        MonitorBuilder { interval, ..self }
    }

    /// Sets the time that a probe may take: a millisecond to a week; by default one second.
    ///
    /// A probe that has not answered by then has failed. A later answer is ignored.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    /// use std::time::Duration;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["slow"])?));
    /// let (changes, changed) = mpsc::channel();
    /// let monitor = HealthMonitor::builder(&ring)
    ///     .probe(|_| Ok(std::thread::sleep(Duration::from_secs(60))))
    ///     .timeout(Duration::from_millis(20))
    ///     .fall(1)
    ///     .on_change(move |_, health| changes.send(health.reason.clone()).unwrap_or_default())
    ///     .build()?;
    /// monitor.start()?;
    /// assert_eq!(changed.recv().unwrap().as_deref(), Some("no answer within 20ms"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn timeout(self, timeout: Duration) -> Self {
        self.timeout_in(Time::Seconds(timeout.as_secs_f64()))
    }

    pub(crate) fn timeout_in(self, timeout: Time) -> Self {
        MonitorBuilder { timeout, ..self }
    }

    /// Sets the fraction by which an interval may be longer or shorter: 0 to 1; by default 0.1.
    ///
    /// It prevents all nodes from being probed at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::new()));
    /// let error = HealthMonitor::builder(&ring).jitter(1.5).build().unwrap_err();
    /// assert_eq!(error.to_string(), "jitter 1.5: a number from 0 to 1");
    /// ```
    pub fn jitter(mut self, jitter: f64) -> Self {
        self.jitter = jitter;
        self
    }

    /// Sets the number of consecutive successes after which a node is healthy: 1 to 1,000; by default 2.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a"])?));
    /// ring.mark_node_unhealthy("a")?;
    /// let (changes, changed) = mpsc::channel();
    /// let on_change = move |_: &str, health: &ringwise::Health| changes.send(health.healthy).unwrap_or_default();
    /// let monitor = HealthMonitor::builder(&ring).probe(|_| Ok(())).rise(1).on_change(on_change).build()?;
    /// monitor.start()?;
    /// assert!(changed.recv().unwrap()); // after the first probe
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn rise(mut self, rise: impl Into<i64>) -> Self {
        self.rise = rise.into();
        self
    }

    /// Sets the number of consecutive failures after which a node is unhealthy: 1 to 1,000; by default 3.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a"])?));
    /// let (changes, changed) = mpsc::channel();
    /// let on_change = move |_: &str, health: &ringwise::Health| changes.send(health.reason.clone()).unwrap_or_default();
    /// let monitor = HealthMonitor::builder(&ring).probe(|_| Err("disk full".to_owned())).fall(1).on_change(on_change).build()?;
    /// monitor.start()?;
    /// assert_eq!(changed.recv().unwrap().as_deref(), Some("disk full"));
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn fall(mut self, fall: impl Into<i64>) -> Self {
        self.fall = fall.into();
        self
    }

    /// Sets the number of probes that run at once, each on a thread: 1 to 1,024; by default 32.
    ///
    /// A probe that hangs past its timeout keeps its thread, but does not count against this number.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::new()));
    /// let error = HealthMonitor::builder(&ring).concurrency(0).build().unwrap_err();
    /// assert_eq!(error.to_string(), "concurrency 0: an integer from 1 to 1024");
    /// ```
    pub fn concurrency(mut self, concurrency: impl Into<i64>) -> Self {
        self.concurrency = concurrency.into();
        self
    }

    /// Sets a callback for changes of a node's health. Its arguments are the node's name and new health.
    ///
    /// It is called on its own thread, for one change after another, when the ring already has the mark. So a slow
    /// callback delays no judgement, and a panic in it has no effect. Marks that you set yourself are not reported.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::{Arc, mpsc};
    ///
    /// use ringwise::{HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["a", "b"])?));
    /// let (changes, changed) = mpsc::channel();
    /// let monitor = HealthMonitor::builder(&ring)
    ///     .probe(|node| if node == "a" { Err("gone".to_owned()) } else { Ok(()) })
    ///     .fall(1)
    ///     .on_change(move |node, health| changes.send((node.to_owned(), health.healthy)).unwrap_or_default())
    ///     .build()?;
    /// monitor.start()?;
    /// assert_eq!(changed.recv().unwrap(), ("a".to_owned(), false));
    /// assert!(!ring.view().is_healthy("a")?);
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn on_change(mut self, on_change: impl Fn(&str, &Health) + Send + Sync + 'static) -> Self {
        self.on_change = Some(Box::new(on_change));
        self
    }

    /// Makes the monitor, without starting it.
    ///
    /// # Errors
    ///
    /// `InvalidOption` for a value out of range, or if both a probe and an address are set; `InvalidAddress` if a node
    /// has no address to connect to.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use ringwise::{ErrorKind, HashRing, HealthMonitor, SharedRing};
    ///
    /// let ring = Arc::new(SharedRing::new(HashRing::from_names(["cache-1"])?));
    /// let error = HealthMonitor::builder(&ring).build().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::InvalidAddress);
    /// assert!(HealthMonitor::builder(&ring).probe(|_| Ok(())).build().is_ok());
    /// # Ok::<(), ringwise::Error>(())
    /// ```
    pub fn build(self) -> Result<HealthMonitor> {
        let config = MonitorConfig {
            interval: self.interval.check("interval")?,
            timeout: self.timeout.check("timeout")?,
            jitter: ranged("jitter", self.jitter, [0.0, 1.0], "")?,
            rise: whole("rise", self.rise, 1000)?,
            fall: whole("fall", self.fall, 1000)?,
            concurrency: whole("concurrency", self.concurrency, 1024)? as usize,
            probe: self.probe,
            addresses: self.addresses,
            on_change: self.on_change,
        };
        if config.probe.is_some() && !config.addresses.is_empty() {
            let expected = "only the built-in probe connects; leave out the addresses or the probe";
            return Err(Error::invalid_option("addresses", "with a probe", expected));
        }
        for (node, address) in &config.addresses {
            Address::parse(address).ok_or_else(|| Error::InvalidAddress { node: abbreviated(node), address: abbreviated(address) })?;
        }
        config.check_addresses(&self.ring)?;
        Ok(HealthMonitor::new(self.ring, config))
    }
}

impl core::fmt::Debug for MonitorBuilder {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("MonitorBuilder").field("interval", &self.interval).field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// A time in the caller's unit, not yet checked.
#[derive(Clone, Copy, Debug)]
pub enum Time {
    /// C and Python.
    Seconds(f64),
    /// Node.
    Milliseconds(f64),
}

impl Time {
    fn check(self, option: &'static str) -> Result<Duration> {
        let (value, per_second, unit) = match self {
            Time::Seconds(value) => (value, 1.0, "seconds"),
            Time::Milliseconds(value) => (value, 1000.0, "milliseconds"),
        };
        let value = ranged(option, value, SECONDS.map(|seconds| seconds * per_second), unit)?;
        Ok(Duration::from_secs_f64(value / per_second))
    }
}

fn ranged(option: &'static str, value: f64, [least, most]: [f64; 2], unit: &str) -> Result<f64> {
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    let unit = if unit.is_empty() { String::new() } else { format!(" of {unit}") };
    Err(Error::invalid_option(option, value, format!("a number{unit} from {least} to {most}")))
}

fn whole(option: &'static str, value: i64, most: u32) -> Result<u32> {
    let in_range = u32::try_from(value).ok().filter(|value| (1..=most).contains(value));
    in_range.ok_or_else(|| Error::invalid_option(option, Integer(value), format!("an integer from 1 to {most}")))
}
