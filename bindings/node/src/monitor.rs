//! The native half of a health monitor: the core's, whose threads send JavaScript probes to run and changes to report.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

mod calls;
mod settings;

use std::rc::Rc;
use std::sync::Arc;
use std::thread;

use napi::bindgen_prelude::{Array, Function, Unknown};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode, UnknownReturnValue};
use napi::{Env, Status};
use napi_derive::napi;
use ringwise::HealthMonitor;
use ringwise::binding::begin_stop;

use crate::error::Result;
use crate::handle::Handle;
use crate::health::Health;
use crate::ring::Ring;
use calls::Calls;

/// What the monitor's threads send to JavaScript, in the order in which it happened.
#[napi(discriminant = "what", object_from_js = false)]
pub enum Message {
    /// A node must be probed; [`Monitor::answer`] takes the outcome.
    Probe { number: i64, node: String },
    /// A node went down or came up.
    Change { health: Health },
    /// The [`Monitor::stop`] with this number has finished; the probes of these nodes still hang.
    Stopped { number: i64, hanging: Vec<String> },
}

/// The JavaScript function that receives messages. It is weak: the process does not stay alive for it.
type Receiver = ThreadsafeFunction<Message, UnknownReturnValue, Message, Status, false, true>;

/// A monitor of a ring.
#[napi]
pub(crate) struct Monitor {
    ring: Rc<Handle>,
    core: HealthMonitor,
    calls: Arc<Calls>,
    receiver: Arc<Receiver>,
}

#[napi]
impl Monitor {
    /// Makes a monitor. `receive` must not keep the object that holds it alive.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: Env,
        ring: &Ring,
        settings: Unknown<'_>,
        addresses: Array<'_>,
        receive: Function<'_, Message, UnknownReturnValue>,
    ) -> Result<Self> {
        let receiver: Arc<Receiver> =
            Arc::new(receive.build_threadsafe_function().weak::<true>().build_callback(|context| Ok(context.value))?);
        let calls = Arc::new(Calls::default());
        let mut builder = settings::builder(env, ring.handle().ask(HealthMonitor::builder)?, settings, &addresses)?;
        if settings::has_probe(env, settings)? {
            let (receiver, calls) = (Arc::clone(&receiver), Arc::clone(&calls));
            builder = builder.probe(move |node| calls.ask(|number| send(&receiver, Message::Probe { number, node: node.to_owned() })));
        }
        let changes = Arc::clone(&receiver);
        let builder = builder.on_change(move |node, health| {
            // If the environment has ended, there is no listener left to call.
            send(&changes, Message::Change { health: Health::new(node, health) });
        });
        Ok(Monitor { ring: Rc::clone(ring.handle()), core: builder.build()?, calls, receiver })
    }

    #[napi(catch_unwind)]
    pub fn start(&self) -> Result<()> {
        self.calls.open();
        Ok(self.ring.ask(|_| self.core.start())??)
    }

    /// Stops it, and sends a message when that is done: another thread waits for the probes that are running.
    #[napi(catch_unwind)]
    pub fn stop(&self, number: i64) -> Result<()> {
        let (stopping, receiver) = (begin_stop(&self.core), Arc::clone(&self.receiver));
        let wait = move || {
            let hanging = stopping.wait();
            send(&receiver, Message::Stopped { number, hanging });
        };
        let waiting = thread::Builder::new().name("ringwise-stop".to_owned()).spawn(wait);
        waiting.map(drop).map_err(|error| ringwise::Error::MonitorFailed { why: error.to_string() }.into())
    }

    #[napi(catch_unwind)]
    pub fn running(&self) -> bool {
        self.core.is_running()
    }

    /// Answers a probe; `reason` is why it failed.
    #[napi(catch_unwind)]
    pub fn answer(&self, number: i64, reason: Option<String>) {
        self.calls.answer(number, reason.map_or(Ok(()), Err));
    }

    /// Sends no more probes and ends the threads that wait for an answer. Called when every stop has finished.
    #[napi(catch_unwind)]
    pub fn forget(&self) {
        self.calls.close();
    }
}

/// Runs when JavaScript's half is collected, and when its environment ends. It waits for nothing.
impl Drop for Monitor {
    fn drop(&mut self) {
        drop(begin_stop(&self.core));
        self.calls.close();
    }
}

/// Sends a message, and returns whether it can arrive.
fn send(receiver: &Receiver, message: Message) -> bool {
    receiver.call(message, ThreadsafeFunctionCallMode::NonBlocking) == Status::Ok
}
