//! Active health checks of a ring's nodes.

use core::ptr::NonNull;

use ringwise_core::HealthMonitor;

use crate::convert::{borrow, free, give_handle, required};
use crate::monitor_options::ringwise_monitor_options;
use crate::names::ringwise_names;
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// Probes the nodes of a ring at an interval, and marks them in it: down after so many failures in a row, up after so many successes.
///
/// It works on threads of its own, from ringwise_monitor_start() to ringwise_monitor_stop(). A probe that hangs costs one thread, and
/// delays no other: n nodes are judged within ceil(n / concurrency) timeouts.
///
/// For any number of threads: any of them may call any function of a handle at any time, except ringwise_monitor_free().
pub struct ringwise_monitor(HealthMonitor);

// What the words on threads promise, checked when this is compiled.
const _: () = {
    const fn for_any_thread<T: Send + Sync>() {}
    for_any_thread::<ringwise_monitor>();
    for_any_thread::<ringwise_monitor_options>();
};

/// Makes a monitor of a ring, which does not run yet. The caller frees it, before or after the ring.
///
/// A monitor keeps what it needs of the ring. When the ring's handle is freed first, it goes on probing the nodes that were members
/// last, and only its callbacks learn of it.
///
/// ring           borrowed for the call; the monitor will mark its nodes
/// options        borrowed for the call; NULL: the defaults
/// monitor        gets the handle
///
/// Returns OK, INVALID_OPTION, INVALID_ADDRESS or NULL_POINTER. Threads: any, while none changes options.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_new(
    ring: *mut ringwise_ring,
    options: *const ringwise_monitor_options,
    monitor: *mut *mut ringwise_monitor,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, out) = (borrow(ring, "ring")?, required(monitor, "monitor")?);
        let settings = options.as_ref().map_or(&[][..], |options| &options.0);
        let monitor = settings.iter().fold(HealthMonitor::builder(&ring.0), |builder, set| set(builder)).build()?;
        give_handle(out, ringwise_monitor(monitor));
        Ok(())
    })
}

/// Stops and frees a monitor. It waits as ringwise_monitor_stop() does; what hangs is left to itself, and its user_data alive.
///
/// monitor        NULL is allowed
///
/// Threads: any but those of its callbacks, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_free(monitor: *mut ringwise_monitor) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(monitor) };
}

/// Starts probing. Does nothing if the monitor runs.
///
/// monitor        changed
///
/// Returns OK, INVALID_ADDRESS (a node has no address to connect to), MONITOR_FAILED (the system gives no thread) or NULL_POINTER.
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_start(monitor: *mut ringwise_monitor) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(monitor, "monitor")?.0.start()?) })
}

/// Stops probing, and says whose probe hangs. Marks stay as they are. Does nothing if the monitor does not run.
///
/// It waits for the probes on their way, one timeout at most, and as long again for a call of on_change that is under way; then it
/// leaves them to themselves. Called by on_change itself, it waits for nothing and gives no names: the monitor ends soon after that call, and may
/// tell of what it has found out until then. Called by a probe, it waits for that one too, in vain.
///
/// monitor        changed
/// hung           gets the names of the nodes whose probe still hangs, in bytewise order, which the caller frees; NULL: nobody asks
///
/// Returns OK or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_stop(monitor: *mut ringwise_monitor, hung: *mut *mut ringwise_names) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let names = borrow(monitor, "monitor")?.0.stop();
        if let Some(hung) = NonNull::new(hung) {
            give_handle(hung, ringwise_names(names));
        }
        Ok(())
    })
}

/// Returns whether a monitor runs; false if monitor is NULL.
///
/// monitor        borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_is_running(monitor: *const ringwise_monitor) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { monitor.as_ref() }.is_some_and(|monitor| monitor.0.is_running())
}
