//! What a health monitor in the making does, and how often.

use core::ffi::{c_char, c_void};
use std::sync::Arc;

use ringwise_core::{Field, MonitorBuilder};

use crate::callback::{UserData, ringwise_destroy, ringwise_on_change, ringwise_probe};
use crate::convert::{borrow_mut, free, lossy, text};
use crate::health::ringwise_health;
use crate::status::{Failure, guard, ringwise_status};

/// What a monitor does, and how often. What is not set has its default, and a value is checked when a monitor is made.
///
/// Not for several threads at once while one of them changes it.
pub struct ringwise_monitor_options(pub(crate) Vec<Box<Setting>>);

/// What one call has set: the core's builder belongs to a ring, which comes later.
type Setting = dyn Fn(MonitorBuilder) -> MonitorBuilder + Send + Sync;

/// Returns new options, all at their defaults; never NULL. The caller frees them.
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_monitor_options_new() -> *mut ringwise_monitor_options {
    Box::into_raw(Box::new(ringwise_monitor_options(Vec::new())))
}

/// Frees options. Monitors that were made with them stay.
///
/// options        NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_free(options: *mut ringwise_monitor_options) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(options) };
}

/// Sets the time from one probe of a node to its next.
///
/// options        changed
/// seconds        0.001 to 604,800 (a week); 5 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_interval(options: *mut ringwise_monitor_options, seconds: f64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, move |builder| builder.interval_seconds(seconds)) })
}

/// Sets the time after which a probe that has not answered has failed.
///
/// options        changed
/// seconds        0.001 to 604,800 (a week); 1 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_timeout(options: *mut ringwise_monitor_options, seconds: f64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, move |builder| builder.timeout_seconds(seconds)) })
}

/// Sets by what part of itself an interval may be longer or shorter, so that nodes are not all probed at once.
///
/// options        changed
/// jitter         0 to 1; 0.1 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_jitter(options: *mut ringwise_monitor_options, jitter: f64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, move |builder| builder.jitter(jitter)) })
}

/// Sets how many successes in a row bring a node up.
///
/// options        changed
/// rise           1 to 1,000; 2 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_rise(options: *mut ringwise_monitor_options, rise: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, move |builder| builder.rise(rise)) })
}

/// Sets how many failures in a row take a node down.
///
/// options        changed
/// fall           1 to 1,000; 3 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_fall(options: *mut ringwise_monitor_options, fall: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, move |builder| builder.fall(fall)) })
}

/// Sets how many probes run at once, each on a thread. One that is past its timeout does not count.
///
/// options        changed
/// concurrency    1 to 1,024; 32 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_options_set_concurrency(
    options: *mut ringwise_monitor_options,
    concurrency: i64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, move |builder| builder.concurrency(concurrency)) })
}

/// Sets where a node is connected to. A node without an address is connected to at its name.
///
/// options        changed
/// node, node_len           borrowed for the call; the node's name, whether or not it is a member yet
/// address, address_len     borrowed for the call; "host:port" or "[IPv6]:port"
///
/// Returns OK, INVALID_NAME for a node that is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
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
        let node = text(node, node_len, Field::Name, "node")?.to_owned();
        let address = lossy(address, address_len, "address")?;
        set(options, move |builder| builder.address(&node, &address))
    })
}

/// Sets what a probe is. Not set: a TCP connection to the node's address.
///
/// options        changed
/// probe          true: the node answers
/// user_data      what probe is called with; may be NULL
/// destroy        NULL, or what is called once when the options and every monitor made with them are freed and no probe runs any
///                more: even one that hangs keeps user_data alive. It is not called if this call fails
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
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
        // From here on nothing fails: what is taken over is destroyed in the end.
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

/// Sets what is told of every node that goes down or comes up.
///
/// options        changed
/// on_change      called after the node was marked
/// user_data      what on_change is called with; may be NULL
/// destroy        NULL, or what is called once when the options and every monitor made with them are freed and their threads have
///                ended. It is not called if this call fails
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
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
        // From here on nothing fails: what is taken over is destroyed in the end.
        let user_data = Arc::new(UserData::new(user_data, destroy));
        options.push(move |builder| {
            let user_data = Arc::clone(&user_data);
            builder.on_change(move |node, health| {
                let health = ringwise_health(health.clone());
                on_change(user_data.get(), node.as_ptr().cast(), node.len(), &health);
            })
        });
        Ok(())
    })
}

impl ringwise_monitor_options {
    fn push(&mut self, setting: impl Fn(MonitorBuilder) -> MonitorBuilder + Send + Sync + 'static) {
        self.0.push(Box::new(setting));
    }
}

/// Sets one option.
///
/// # Safety
///
/// As [`borrow_mut`].
unsafe fn set(
    options: *mut ringwise_monitor_options,
    setting: impl Fn(MonitorBuilder) -> MonitorBuilder + Send + Sync + 'static,
) -> Result<(), Failure> {
    // SAFETY: as above.
    unsafe { borrow_mut(options, "options") }?.push(setting);
    Ok(())
}
