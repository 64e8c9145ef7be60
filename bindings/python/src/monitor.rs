//! The native half of `ringwise.HealthMonitor`: one run of the core's monitor, and its queues for Python threads.
//!
//! Threads of the core never attach to Python. They put probes and changes into queues, and threads that Python started
//! take them out. When the interpreter exits, CPython unwinds every other thread that tries to continue. If such a
//! thread had Rust frames below its Python frames, the process would abort.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use ringwise::binding::{self, Time, begin_stop};
use ringwise::{Error, Health, HealthMonitor};

use crate::error::{Expected, exception};
use crate::handle::HashRing;
use crate::queue::Queue;
use crate::{health, integer, number, text};

/// One run of a monitor: started once and stopped once.
#[pyclass(frozen, module = "ringwise._ringwise")]
pub(crate) struct Run {
    monitor: HealthMonitor,
    probes: Arc<Queue<WantedProbe>>,
    changes: Arc<Queue<Change>>,
    concurrency: usize,
}

/// A node's name, and its health now.
type Change = (String, Health);

#[pymethods]
impl Run {
    #[new]
    #[pyo3(signature = (ring, *, own_probe, addresses, interval, timeout, rise, fall, jitter, concurrency))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        #[pyo3(from_py_with = ring)] ring: Py<HashRing>,
        own_probe: bool,
        #[pyo3(from_py_with = addresses)] addresses: HashMap<String, String>,
        #[pyo3(from_py_with = number::interval)] interval: f64,
        #[pyo3(from_py_with = number::timeout)] timeout: f64,
        #[pyo3(from_py_with = integer::rise)] rise: i64,
        #[pyo3(from_py_with = integer::fall)] fall: i64,
        #[pyo3(from_py_with = number::jitter)] jitter: f64,
        #[pyo3(from_py_with = integer::concurrency)] concurrency: i64,
    ) -> PyResult<Self> {
        let (probes, changes) = (Arc::new(Queue::new()), Arc::new(Queue::new()));
        let mut builder = HealthMonitor::builder(ring.get().shared());
        builder = binding::timeout(binding::interval(builder, Time::Seconds(interval)), Time::Seconds(timeout));
        builder = builder.rise(rise).fall(fall).jitter(jitter).concurrency(concurrency);
        builder = addresses.into_iter().fold(builder, |builder, (node, address)| builder.address(node, address));
        if own_probe {
            let probes = Arc::clone(&probes);
            builder = builder.probe(move |node| ask(&probes, node));
        }
        let queue = Arc::clone(&changes);
        builder = builder.on_change(move |node, health| queue.put((node.to_owned(), health.clone())));
        let monitor = builder.build().map_err(exception)?;
        Ok(Run { monitor, probes, changes, concurrency: usize::try_from(concurrency).unwrap_or(0) })
    }

    /// Return the queue of the probes that Python is asked for.
    fn probes(&self) -> ProbeQueue {
        // One thread for each running probe, one for each that has answered but not returned yet, and one for the next.
        // Hung probes add more.
        ProbeQueue { queue: Arc::clone(&self.probes), enough: 2 * self.concurrency + 1 }
    }

    /// Return the queue of changes.
    fn changes(&self) -> ChangeQueue {
        ChangeQueue { queue: Arc::clone(&self.changes) }
    }

    /// Start these threads, then the monitor.
    fn start(&self, py: Python<'_>, threads: Vec<Bound<'_, PyAny>>) -> PyResult<()> {
        let done = threads.iter().try_for_each(|thread| start(thread)).and_then(|()| py.detach(|| self.monitor.start()).map_err(exception));
        if done.is_err() {
            self.leave();
        }
        done
    }

    /// Stop the monitor, wait up to one timeout for running probes, and return the nodes whose probe still hangs.
    fn stop(&self, py: Python<'_>) -> Vec<String> {
        let hanging = py.detach(|| self.monitor.stop());
        self.leave();
        hanging
    }

    /// Stop the monitor without waiting.
    fn leave(&self) {
        drop(begin_stop(&self.monitor));
        self.probes.abandon();
        self.changes.close();
    }

    /// Keep this object alive until the process ends.
    fn forget(slf: Py<Self>) {
        mem::forget(slf);
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The probes that Python is asked for.
#[pyclass(frozen, module = "ringwise._ringwise")]
pub(crate) struct ProbeQueue {
    queue: Arc<Queue<WantedProbe>>,
    enough: usize,
}

#[pymethods]
impl ProbeQueue {
    /// Wait for the next probe; return it, and whether another thread waits for more. `None` if this thread is not
    /// needed.
    fn take(&self, py: Python<'_>) -> Option<(WantedProbe, bool)> {
        py.detach(|| self.queue.take(self.enough))
    }
}

/// The changes of health that Python is notified of.
#[pyclass(frozen, module = "ringwise._ringwise")]
pub(crate) struct ChangeQueue {
    queue: Arc<Queue<Change>>,
}

#[pymethods]
impl ChangeQueue {
    /// Wait for the next change; return the node's name and its health. `None` if there will be no more.
    fn take<'py>(&self, py: Python<'py>) -> PyResult<Option<(String, Bound<'py, PyAny>)>> {
        let change = py.detach(|| self.queue.take(usize::MAX));
        change.map(|((node, health), _)| Ok((node, health::to_python(py, &health)?))).transpose()
    }
}

/// A probe that Python is asked for.
#[pyclass(frozen, module = "ringwise._ringwise")]
pub(crate) struct WantedProbe {
    node: String,
    answer: Sender<Result<(), String>>,
}

#[pymethods]
impl WantedProbe {
    /// The name of the node to probe.
    #[getter]
    fn node(&self) -> &str {
        &self.node
    }

    /// Answer why the probe failed; `None` if it succeeded.
    #[pyo3(signature = (reason, /))]
    fn answer(&self, reason: Option<&Bound<'_, PyString>>) {
        // There is no receiver if the probe timed out and the monitor was stopped.
        let _ = self.answer.send(reason.map_or(Ok(()), |reason| Err(reason.to_string_lossy().into_owned())));
    }
}

/// Lets a Python thread probe a node, and waits for the answer.
fn ask(probes: &Queue<WantedProbe>, node: &str) -> Result<(), String> {
    let (answer, answered) = channel();
    probes.put(WantedProbe { node: node.to_owned(), answer });
    answered.recv().unwrap_or_else(|_| Err("the probe ended without an answer".to_owned()))
}

/// Starts a Python thread.
fn start(thread: &Bound<'_, PyAny>) -> PyResult<()> {
    match thread.call_method0("start") {
        Err(error) if error.is_instance_of::<PyRuntimeError>(thread.py()) => {
            Err(exception(Error::MonitorFailed { why: error.value(thread.py()).to_string() }))
        }
        done => done.map(drop),
    }
}

fn ring(object: &Bound<'_, PyAny>) -> PyResult<Py<HashRing>> {
    object.cast().map(|ring| ring.clone().unbind()).map_err(|_| Expected::new("ring", "a HashRing is needed").wrong_type(object))
}

/// Reads the addresses of nodes, if there are any.
fn addresses(object: &Bound<'_, PyAny>) -> PyResult<HashMap<String, String>> {
    if object.is_none() {
        return Ok(HashMap::new());
    }
    let expected = Expected::new("addresses", "a mapping of names to addresses is needed");
    let addresses = object.cast::<PyMapping>().map_err(|_| expected.wrong_type(object))?;
    let read = |item: Bound<'_, PyAny>| {
        let (node, address) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        let node = text::name(&node)?;
        let address = text::address(&address, &node)?;
        Ok((node, address))
    };
    addresses.items()?.iter().map(read).collect()
}
