//! The options of a ring, converted from JavaScript and back. The core knows their names and values.

use napi::Env;
use napi::bindgen_prelude::{Array, Either, Either4, JsObjectValue, Object, Unknown};
use napi::{JsValue, ValueType};
use ringwise::binding::{COMMON, HandleOptions, Preset};
use ringwise::{Builder, OptionValue};

use crate::argument::{Argument, Expected, WrongType, clamped, exact, string, text};
use crate::error::Result;
use crate::spelling::{to_core, to_javascript};

/// Sets the options of an array of entries: a name, a value, and for an object or a `Map` its entries.
pub(crate) fn set(env: Env, mut builder: Builder, handle: &mut HandleOptions, entries: &Array<'_>) -> Result<Builder> {
    each(env, entries, |name, value| {
        let set = core::mem::take(&mut builder);
        builder = match value {
            None => set.unset(name),
            Some(value) if handle.set(&name, &value)? => set,
            Some(value) => set.option(name, value),
        };
        Ok(())
    })?;
    Ok(builder)
}

/// Reads options that a snapshot does not hold.
pub(crate) fn snapshot_options(env: Env, entries: &Array<'_>) -> Result<HandleOptions> {
    let mut handle = HandleOptions::default();
    each(env, entries, |name, value| match value {
        Some(value) if handle.set(&name, &value)? => Ok(()),
        _ => Err(HandleOptions::unknown(&name).into()),
    })?;
    Ok(handle)
}

/// Calls `take` with each option's name as the core spells it, and its value.
fn each(env: Env, entries: &Array<'_>, mut take: impl FnMut(String, Option<OptionValue>) -> Result<()>) -> Result<()> {
    for index in 0..entries.len() {
        let entry: Object<'_> = entries.get_element(index)?;
        let name: String = entry.get_element(0)?;
        let value = match entry.get_element::<Argument<'_, Array<'_>>>(2)? {
            Either::A(entries) => Some(map(env, &name, &entries)?.into()),
            Either::B(_) => value(env, &name, entry.get_element(1)?)?,
        };
        take(to_core(&name), value)?;
    }
    Ok(())
}

/// Returns whether an option may be `null`, because it has no default.
fn is_nullable(name: &str) -> bool {
    COMMON.iter().any(|spec| spec.name == to_core(name) && spec.default == Preset::Absent)
}

/// Reads the value of an option that is not an object; `None` if it is `null`, which means no value.
fn value(env: Env, name: &str, value: Unknown<'_>) -> Result<Option<OptionValue>> {
    match value.get_type()? {
        ValueType::Boolean => Ok(Some(value.coerce_to_bool()?.into())),
        ValueType::String => Ok(Some(value.coerce_to_string()?.into_utf8()?.into_owned()?.into())),
        ValueType::Number | ValueType::BigInt => Ok(Some(clamped(exact(env, value, Expected::integer(name))?).into())),
        ValueType::Null if is_nullable(name) => Ok(None),
        _ => {
            let expected = Expected::new(name, "an integer, a string, a boolean or an object of integers is needed");
            Err(expected.wrong_type(env, value))
        }
    }
}

/// Reads a map of integers.
fn map(env: Env, option: &str, entries: &Array<'_>) -> Result<Vec<(String, i64)>> {
    let (name, value) = (format!("name in {option}"), format!("value in {option}"));
    let entry = |index| {
        let entry: Object<'_> = entries.get_element(index)?;
        let name = text(env, entry.get_element(0)?, string(&name))?;
        Ok((name, clamped(exact(env, entry.get_element(1)?, Expected::integer(&value))?)))
    };
    (0..entries.len()).map(entry).collect()
}

/// An option in force: its name and its value, which is an array of entries for a map.
pub(crate) type Shown = (String, Either4<i64, String, bool, Vec<(String, i64)>>);

/// Returns the options in force, as [`set`] takes them.
pub(crate) fn shown(options: impl IntoIterator<Item = (&'static str, OptionValue)>) -> Vec<Shown> {
    let value = |value| match value {
        OptionValue::Integer(integer) => Either4::A(integer),
        OptionValue::Text(text) => Either4::B(text),
        OptionValue::Boolean(flag) => Either4::C(flag),
        OptionValue::Map(map) => Either4::D(map),
        // A kind that the core adds later is shown as text.
        other => Either4::B(other.to_string()),
    };
    options.into_iter().map(|(name, option)| (to_javascript(name), value(option))).collect()
}
