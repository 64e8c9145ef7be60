//! The settings of a monitor in JavaScript, with times in milliseconds.

use napi::bindgen_prelude::{Array, Either, Function, JsObjectValue, Object, Unknown};
use napi::{Env, JsValue};
use ringwise::binding::{self, Time};
use ringwise::{Field, MonitorBuilder};

use crate::argument::{self, Argument, Expected, WrongType, field, integer, nullable, string, text};
use crate::error::Result;

/// The names of the settings.
const KNOWN: &[&str] = &["probe", "addresses", "intervalMs", "timeoutMs", "rise", "fall", "jitter", "concurrency", "onChange"];

/// Returns a builder with the settings of a JavaScript object and with the addresses, each a node's name and its
/// address.
///
/// It checks that the callbacks are functions, and does not set them.
pub(super) fn builder(env: Env, mut builder: MonitorBuilder, settings: Unknown<'_>, addresses: &Array<'_>) -> Result<MonitorBuilder> {
    let settings = argument::options(env, settings, Expected::new("settings", "an object is needed"), KNOWN)?;
    if let Some(interval) = settings.get("intervalMs")? {
        builder = binding::interval(
            builder,
            Time::Milliseconds(number(env, interval, Expected::new("interval", "a number of milliseconds is needed"))?),
        );
    }
    if let Some(timeout) = settings.get("timeoutMs")? {
        builder = binding::timeout(
            builder,
            Time::Milliseconds(number(env, timeout, Expected::new("timeout", "a number of milliseconds is needed"))?),
        );
    }
    if let Some(rise) = settings.get("rise")? {
        builder = builder.rise(integer(env, rise, Expected::integer("rise"))?);
    }
    if let Some(fall) = settings.get("fall")? {
        builder = builder.fall(integer(env, fall, Expected::integer("fall"))?);
    }
    if let Some(jitter) = settings.get("jitter")? {
        builder = builder.jitter(number(env, jitter, Expected::new("jitter", "a number is needed"))?);
    }
    if let Some(concurrency) = settings.get("concurrency")? {
        builder = builder.concurrency(integer(env, concurrency, Expected::integer("concurrency"))?);
    }
    is_function(env, &settings, "onChange")?;
    for index in 0..addresses.len() {
        let entry: Object<'_> = addresses.get_element(index)?;
        let name = field(env, entry.get_element(0)?, Field::Name)?;
        let address = text(env, entry.get_element(1)?, string("address").for_node(&name))?;
        builder = builder.address(name, address);
    }
    Ok(builder)
}

/// Returns whether the settings have a probe.
pub(super) fn has_probe(env: Env, settings: Unknown<'_>) -> Result<bool> {
    is_function(env, &settings.coerce_to_object()?, "probe")
}

/// Returns whether a setting is present, which must then be a function.
fn is_function(env: Env, settings: &Object<'_>, name: &str) -> Result<bool> {
    match nullable::<Function<'_, (), ()>>(settings, name)? {
        None => Ok(false),
        Some(Either::A(_)) => Ok(true),
        Some(Either::B(other)) => Err(Expected::new(name, "a function is needed").wrong_type(env, other)),
    }
}

fn number(env: Env, value: Argument<'_, f64>, expected: Expected<'_>) -> Result<f64> {
    match value {
        Either::A(number) => Ok(number),
        Either::B(other) => Err(expected.wrong_type(env, other)),
    }
}
