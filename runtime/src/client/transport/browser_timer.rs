//! The browser's timer and clock, by way of JavaScript's global object: windows and workers have them.

use std::time::Duration;

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::BoxFuture;

/// The longest time that `setTimeout` takes: of a longer one, it makes none at all.
const LONGEST: u128 = i32::MAX as u128;

pub(in crate::client) fn sleep(time: Duration) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        let mut left = time.as_millis();
        loop {
            wait(left.min(LONGEST)).await;
            left = left.saturating_sub(LONGEST);
            if left == 0 {
                return;
            }
        }
    })
}

/// Waits so many milliseconds; not at all where there is no timer.
async fn wait(milliseconds: u128) {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        let set = function("setTimeout");
        timer = set.and_then(|set| set.call2(&global(), &resolve, &JsValue::from(milliseconds as f64)).ok());
        if timer.is_none() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _timer = Timer(timer);
    let _ = JsFuture::from(promise).await;
}

/// A timer, which ends where nobody waits any more.
struct Timer(Option<JsValue>);

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(timer), Some(clear)) = (&self.0, function("clearTimeout")) {
            let _ = clear.call1(&global(), timer);
        }
    }
}

fn function(name: &str) -> Option<Function> {
    Reflect::get(&global(), &JsValue::from(name)).ok()?.dyn_into().ok()
}

/// The time since the page or the worker began (`performance.now()`).
pub(in crate::client) fn elapsed() -> Duration {
    let now = || {
        let performance = Reflect::get(&global(), &JsValue::from("performance")).ok()?;
        let now: Function = Reflect::get(&performance, &JsValue::from("now")).ok()?.dyn_into().ok()?;
        now.call0(&performance).ok()?.as_f64()
    };
    let milliseconds = now().unwrap_or_else(js_sys::Date::now);
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}
