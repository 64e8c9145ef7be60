//! Health monitors.

use core::ptr::NonNull;

use ringwise_core::HealthMonitor;

use crate::convert::{borrow, free, non_null, write_handle};
use crate::monitor_options::ringwise_monitor_options;
use crate::names::ringwise_names;
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// Probes the nodes of a ring at an interval and marks them: unhealthy after some failures in a row, healthy after some successes.
///
/// It works on threads of its own. A probe that hangs costs one thread and delays no other: n nodes are judged within
/// ceil(n / concurrency) timeouts.
pub struct ringwise_monitor(HealthMonitor);

// The head of the header promises it.
const _: () = {
    const fn for_any_thread<T: Send + Sync>() {}
    for_any_thread::<ringwise_monitor>();
    for_any_thread::<ringwise_monitor_options>();
};

/// Makes a monitor of a ring. It does not run yet.
///
/// The ring may be freed before the monitor. The monitor then goes on probing the last members, and only its callbacks learn of it.
///
/// ring           the ring whose nodes it will mark
/// options        NULL: all defaults
///
/// Returns OK, INVALID_OPTION or INVALID_ADDRESS.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_new(
    ring: *mut ringwise_ring,
    options: *const ringwise_monitor_options,
    monitor: *mut *mut ringwise_monitor,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, out) = (borrow(ring, "ring")?, non_null(monitor, "monitor")?);
        let builder = HealthMonitor::builder(&ring.0);
        let builder = match options.as_ref() {
            Some(options) => options.apply(builder),
            None => builder,
        };
        write_handle(ringwise_monitor(builder.build()?), out);
        Ok(())
    })
}

/// Stops a monitor, as ringwise_monitor_stop() does, and frees it. A probe that hangs keeps its user_data alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_free(monitor: *mut ringwise_monitor) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(monitor) };
}

/// Starts probing. Does nothing if the monitor runs.
///
/// Returns OK, INVALID_ADDRESS (a node has no address to connect to) or MONITOR_FAILED (the system provides no thread).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_start(monitor: *mut ringwise_monitor) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(monitor, "monitor")?.0.start()?) })
}

/// Stops probing. Marks stay as they are. Does nothing if the monitor does not run.
///
/// It waits at most one timeout for running probes, and as long again for a running call of on_change. What still runs then is left alone.
///
/// If on_change calls it, it does not wait and writes no names: the monitor ends soon after that call, and on_change may still be called
/// for what was found until then. If a probe calls it, it waits for that probe too, in vain.
///
/// hung           gets the names of the nodes whose probe still hangs, in bytewise order; may be NULL
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_stop(monitor: *mut ringwise_monitor, hung: *mut *mut ringwise_names) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let names = borrow(monitor, "monitor")?.0.stop();
        if let Some(hung) = NonNull::new(hung) {
            write_handle(ringwise_names(names), hung);
        }
        Ok(())
    })
}

/// Returns whether a monitor runs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_monitor_is_running(monitor: *const ringwise_monitor) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { monitor.as_ref() }.is_some_and(|monitor| monitor.0.is_running())
}
