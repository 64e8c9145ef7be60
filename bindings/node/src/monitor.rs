//! The native half of a health monitor: the core's, whose threads ask JavaScript for probes and tell it what changed.
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

use crate::error::Result;
use crate::handle::Handle;
use crate::health::Health;
use crate::ring::Ring;
use calls::Calls;

/// What the monitor's threads tell JavaScript, in the order in which it happened.
#[napi(discriminant = "what", object_from_js = false)]
pub enum Message {
    /// A node is to be probed; [`Monitor::answer`] takes what came of it.
    Probe { number: i64, node: String },
    /// A node went down or came up.
    Change { health: Health },
    /// What [`Monitor::stop`] with this number began is done; the probes of these nodes still hang.
    Stopped { number: i64, hanging: Vec<String> },
}

/// The function that is told. It is weak: the process does not wait for what a monitor may still say.
type Tell = ThreadsafeFunction<Message, UnknownReturnValue, Message, Status, false, true>;

/// A monitor of a ring.
#[napi]
pub(crate) struct Monitor {
    ring: Rc<Handle>,
    core: HealthMonitor,
    calls: Arc<Calls>,
    tell: Arc<Tell>,
}

#[napi]
impl Monitor {
    /// Makes a monitor. `tell` must not keep the object that holds it alive.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        env: Env,
        ring: &Ring,
        settings: Unknown<'_>,
        addresses: Array<'_>,
        #[napi(ts_arg_type = "(message: Message) => void")] tell: Function<'_, Message, UnknownReturnValue>,
    ) -> Result<Self> {
        let tell: Arc<Tell> = Arc::new(tell.build_threadsafe_function().weak::<true>().build_callback(|context| Ok(context.value))?);
        let calls = Arc::new(Calls::default());
        let mut builder = settings::builder(env, ring.handle().ask(HealthMonitor::builder)?, settings, &addresses)?;
        if settings::has_probe(env, settings)? {
            let (tell, calls) = (Arc::clone(&tell), Arc::clone(&calls));
            builder = builder.probe(move |node| calls.ask(|number| say(&tell, Message::Probe { number, node: node.to_owned() })));
        }
        let told = Arc::clone(&tell);
        let builder = builder.on_change(move |node, health| {
            // Where the environment has ended, nobody is left to be told.
            say(&told, Message::Change { health: Health::new(node, health) });
        });
        Ok(Monitor { ring: Rc::clone(ring.handle()), core: builder.build()?, calls, tell })
    }

    #[napi(catch_unwind)]
    pub fn start(&self) -> Result<()> {
        self.calls.open();
        Ok(self.ring.ask(|_| self.core.start())??)
    }

    /// Stops it, and tells when that is done: another thread waits for the probes on their way.
    #[napi(catch_unwind)]
    pub fn stop(&self, number: i64) -> Result<()> {
        let (stopping, tell) = (self.core.begin_stop(), Arc::clone(&self.tell));
        let wait = move || {
            let hanging = stopping.wait();
            say(&tell, Message::Stopped { number, hanging });
        };
        let waiting = thread::Builder::new().name("ringwise-stop".to_owned()).spawn(wait);
        waiting.map(drop).map_err(|error| ringwise::Error::MonitorFailed { why: error.to_string() }.into())
    }

    #[napi(catch_unwind)]
    pub fn running(&self) -> bool {
        self.core.is_running()
    }

    /// Answers a probe: `reason` says why it failed.
    #[napi(catch_unwind)]
    pub fn answer(&self, number: i64, reason: Option<String>) {
        self.calls.answer(number, reason.map_or(Ok(()), Err));
    }

    /// Asks for no probe any more, and waits for no answer: the threads that did end. It is for when every stop is done.
    #[napi(catch_unwind)]
    pub fn forget(&self) {
        self.calls.close();
    }
}

/// Runs when JavaScript's half is collected, and when its environment ends. It waits for nothing.
impl Drop for Monitor {
    fn drop(&mut self) {
        drop(self.core.begin_stop());
        self.calls.close();
    }
}

/// Tells a message; says whether it can arrive.
fn say(tell: &Tell, message: Message) -> bool {
    tell.call(message, ThreadsafeFunctionCallMode::NonBlocking) == Status::Ok
}
