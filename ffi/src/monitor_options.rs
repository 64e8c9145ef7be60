//! Options of a health monitor.

use core::ffi::{c_char, c_void};
use std::sync::Arc;

use ringwise_core::binding::{Time, interval, timeout, unknown_option};
use ringwise_core::{Error, Field, MonitorBuilder};

use crate::callback::{UserData, ringwise_destroy, ringwise_on_change, ringwise_probe};
use crate::convert::{borrow_mut, free, lossy_text, new_handle, option_name, text};
use crate::health::ringwise_health;
use crate::status::{Failure, guard, ringwise_status};

/// What a monitor does, and how often. An option that is not set has its default. Values are checked when a monitor is made.
pub struct ringwise_monitor_options(Vec<Box<Setting>>);

/// One option: the core's builder belongs to a ring, which is not known yet.
type Setting = dyn Fn(MonitorBuilder) -> MonitorBuilder + Send + Sync;

/// How a number is set.
enum Number {
    Any(fn(MonitorBuilder, f64) -> MonitorBuilder),
    Whole(fn(MonitorBuilder, i64) -> MonitorBuilder),
}

/// The options that are numbers.
const NUMBERS: &[(&str, Number)] = &[
    ("interval", Number::Any(|builder, seconds| interval(builder, Time::Seconds(seconds)))),
    ("timeout", Number::Any(|builder, seconds| timeout(builder, Time::Seconds(seconds)))),
    ("jitter", Number::Any(MonitorBuilder::jitter)),
    ("rise", Number::Whole(MonitorBuilder::rise)),
    ("fall", Number::Whole(MonitorBuilder::fall)),
    ("concurrency", Number::Whole(MonitorBuilder::concurrency)),
];

impl ringwise_monitor_options {
    /// Sets the options of a monitor in the making.
    pub(crate) fn apply(&self, builder: MonitorBuilder) -> MonitorBuilder {
        self.0.iter().fold(builder, |builder, set| set(builder))
    }

    fn push(&mut self, setting: impl Fn(MonitorBuilder) -> MonitorBuilder + Send + Sync + 'static) {
        self.0.push(Box::new(setting));
    }

    fn set_number(&mut self, name: &str, value: f64) -> Result<(), Error> {
        match NUMBERS.iter().find(|(known, _)| *known == name) {
            None => return Err(unknown_option(name, &NUMBERS.iter().map(|(name, _)| name).collect::<Vec<_>>())),
            Some((_, Number::Any(set))) => self.push(move |builder| set(builder, value)),
            // Beyond 64 bits it becomes the nearest integer, which is out of range as well.
            Some((_, Number::Whole(set))) if value.fract() == 0.0 => self.push(move |builder| set(builder, value as i64)),
            Some((option, Number::Whole(_))) => {
                return Err(Error::InvalidOption { option, value: value.to_string(), expected: "an integer".to_owned() });
            }
        }
        Ok(())
    }
}

/// Returns an empty set of options: all have their defaults. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_monitor_options_new() -> *mut ringwise_monitor_options {
    new_handle(ringwise_monitor_options(Vec::new()))
}

/// Frees options. Monitors that were made with them stay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_free(options: *mut ringwise_monitor_options) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(options) };
}

/// Sets an option that is a number:
///
/// "interval"     the time from one probe of a node to its next, 0.001 to 604,800 (a week); default 5
/// "timeout"      the time after which a probe without an answer has failed, 0.001 to 604,800; default 1
/// "jitter"       the part of the interval by which it varies, so that nodes are not all probed at once, 0 to 1; default 0.1
/// "rise"         the number of successes in a row that make a node healthy, 1 to 1,000; default 2
/// "fall"         the number of failures in a row that make a node unhealthy, 1 to 1,000; default 3
/// "concurrency"  the number of probes at once, each on a thread, without those past their timeout, 1 to 1,024; default 32
///
/// Returns OK, or INVALID_OPTION for another name or for a number that is not an integer where one is needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_number(
    options: *mut ringwise_monitor_options,
    name: *const c_char,
    value: f64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow_mut(options, "options")?.set_number(&option_name(name)?, value)?) })
}

/// Sets the address at which the built-in probe connects to a node. Without it, the address is the node's name.
///
/// node, node_len           the name of a node, whether or not it is a member yet
/// address, address_len     "host:port" or "[IPv6]:port"
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_address(
    options: *mut ringwise_monitor_options,
    node: *const c_char,
    node_len: usize,
    address: *const c_char,
    address_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let options = borrow_mut(options, "options")?;
        let node = text(node, node_len, Field::Name, "node")?.to_owned();
        let address = lossy_text(address, address_len, "address")?;
        options.push(move |builder| builder.address(&node, &address));
        Ok(())
    })
}

/// Sets the probe, which replaces the built-in one: a TCP connection to the node's address.
///
/// user_data      the pointer that probe gets; may be NULL
/// destroy        NULL, or a function that is called when the options and all monitors made with them are freed and no probe runs any
///                more; a probe that hangs keeps user_data alive; it is not called if this call fails
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_probe(
    options: *mut ringwise_monitor_options,
    probe: ringwise_probe,
    user_data: *mut c_void,
    destroy: ringwise_destroy,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (options, probe) = (borrow_mut(options, "options")?, probe.ok_or(Failure::Null("probe"))?);
        // From here on nothing fails, so `destroy` will be called.
        let user_data = Arc::new(UserData::new(user_data, destroy));
        options.push(move |builder| {
            let user_data = Arc::clone(&user_data);
            builder.probe(move |node| match probe(user_data.get(), node.as_ptr().cast(), node.len()) {
                true => Ok(()),
                false => Err("the probe returned false".to_owned()),
            })
        });
        Ok(())
    })
}

/// Sets the function that is called after a node was marked.
///
/// user_data      the pointer that on_change gets; may be NULL
/// destroy        NULL, or a function that is called when the options and all monitors made with them are freed and their threads have
///                ended; it is not called if this call fails
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_on_change(
    options: *mut ringwise_monitor_options,
    on_change: ringwise_on_change,
    user_data: *mut c_void,
    destroy: ringwise_destroy,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (options, on_change) = (borrow_mut(options, "options")?, on_change.ok_or(Failure::Null("on_change"))?);
        // From here on nothing fails, so `destroy` will be called.
        let user_data = Arc::new(UserData::new(user_data, destroy));
        options.push(move |builder| {
            let user_data = Arc::clone(&user_data);
            builder.on_change(move |node, health| {
                let health = ringwise_health::of(node, health);
                on_change(user_data.get(), node.as_ptr().cast(), node.len(), &health);
            })
        });
        Ok(())
    })
}
