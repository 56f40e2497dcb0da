//! On which cores threads run.

/// Keeps this thread, and the threads and processes that it starts from here on, on one core. Whether that can be done.
///
/// Those who take turns have no use for a second core, and to wake one that sleeps may take longer than all that they do.
#[cfg(target_os = "linux")]
pub(crate) fn keep_to_one() -> bool {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let Ok(allowed) = sched_getaffinity(None) else { return false };
    // The first one is where most interrupts are.
    let Some(last) = (0..CpuSet::MAX_CPU).rev().find(|core| allowed.is_set(*core)) else { return false };
    let mut one = CpuSet::new();
    one.set(last);
    sched_setaffinity(None, &one).is_ok()
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn keep_to_one() -> bool {
    false
}
