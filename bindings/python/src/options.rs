//! The options of a ring: as keywords, and as a dict.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyMapping, PyString};
use ringwise::binding::{COMMON, HandleOptions, KeptBy, Kind, OptionSpec, Preset};
use ringwise::{Builder, OptionValue, Options};

use crate::error::{Expected, exception};
use crate::{integer, text};

/// Sets the options that are given, and no others, because a profile refuses those that it does not have.
pub(crate) fn apply(mut builder: Builder, handle: &mut HandleOptions, given: Option<&Bound<'_, PyDict>>) -> PyResult<Builder> {
    for (name, value) in given.into_iter().flatten() {
        let name = text::option(&name)?;
        builder = match read(&name, &value)? {
            None => builder.unset(name),
            Some(value) if handle.set(&name, &value).map_err(exception)? => builder,
            Some(value) => builder.option(name, value),
        };
    }
    Ok(builder)
}

/// Reads the value of an option. `None` removes the value of an option that has none by default.
fn read(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<OptionValue>> {
    match COMMON.iter().find(|spec| spec.name == name) {
        Some(spec) if value.is_none() && spec.default == Preset::Absent => Ok(None),
        Some(spec) => typed(spec, value).map(Some),
        None => untyped(name, value).map(Some),
    }
}

/// Reads the value of an option whose type is known.
pub(crate) fn typed(spec: &OptionSpec, value: &Bound<'_, PyAny>) -> PyResult<OptionValue> {
    match spec.kind {
        Kind::Integer { .. } | Kind::OneOf(_) => Ok(integer::value(value, Expected::integer(spec.name))?.into()),
        Kind::Profile | Kind::CharacterPair | Kind::Word(_) => Ok(text::word(value, spec.name)?.into()),
        Kind::Boolean | Kind::IntegerOrMap { .. } => untyped(spec.name, value),
    }
}

/// Reads the value of an option of a profile, which the core checks.
fn untyped(name: &str, value: &Bound<'_, PyAny>) -> PyResult<OptionValue> {
    if let Ok(flag) = value.cast::<PyBool>() {
        Ok(flag.is_true().into())
    } else if value.is_instance_of::<PyString>() {
        Ok(text::value(value, name)?.into())
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        Ok(map(name, mapping)?.into())
    } else {
        let expected = Expected::new(name, "an int, a str, a bool or a mapping of str to int is needed");
        Ok(integer::value(value, expected)?.into())
    }
}

/// Reads integers by name.
fn map(option: &str, mapping: &Bound<'_, PyMapping>) -> PyResult<Vec<(String, i64)>> {
    let (name, value) = (format!("name in {option}"), format!("value in {option}"));
    let entry = |item: Bound<'_, PyAny>| {
        let (key, integer) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        Ok((text::value(&key, &name)?, integer::value(&integer, Expected::integer(&value))?))
    };
    mapping.items()?.iter().map(entry).collect()
}

/// Returns the options in force, as `HashRing(**options)` takes them. `others` are those that the ring does not keep.
pub(crate) fn to_python<'py>(py: Python<'py>, options: &Options, others: Vec<(&'static str, OptionValue)>) -> PyResult<Bound<'py, PyDict>> {
    let shown = PyDict::new(py);
    // Every profile accepts `None` for these.
    for spec in COMMON.iter().filter(|spec| spec.default == Preset::Absent) {
        shown.set_item(spec.name, None::<()>)?;
    }
    add(&shown, options.entries())?;
    add(&shown, others)?;
    Ok(shown)
}

/// Adds options to a dict.
pub(crate) fn add(shown: &Bound<'_, PyDict>, options: Vec<(&'static str, OptionValue)>) -> PyResult<()> {
    options.into_iter().try_for_each(|(name, value)| shown.set_item(name, object(shown.py(), value)?))
}

fn object(py: Python<'_>, value: OptionValue) -> PyResult<Bound<'_, PyAny>> {
    match value {
        OptionValue::Integer(integer) => Ok(integer.into_pyobject(py)?.into_any()),
        OptionValue::Boolean(flag) => Ok(flag.into_pyobject(py)?.to_owned().into_any()),
        OptionValue::Map(map) => Ok(PyDict::from_sequence(&map.into_pyobject(py)?)?.into_any()),
        // A type that was added to the core since is shown as text.
        OptionValue::Text(text) => Ok(text.into_pyobject(py)?.into_any()),
        other => Ok(other.to_string().into_pyobject(py)?.into_any()),
    }
}

/// Return the options of native placement: name, kind, description, values, and whether placement depends on it.
#[pyfunction]
pub(crate) fn _option_table() -> Vec<(&'static str, &'static str, &'static str, String, bool)> {
    let row = |spec: &OptionSpec| (spec.name, kind_name(spec.kind), spec.about, spec.expected(), spec.kept_by == KeptBy::Ring);
    COMMON.iter().map(row).collect()
}

/// Returns the kind of an option as the command knows it.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Profile => "profile",
        Kind::Integer { .. } | Kind::OneOf(_) => "integer",
        Kind::CharacterPair => "pair",
        Kind::Word(_) => "word",
        Kind::Boolean | Kind::IntegerOrMap { .. } => "value",
    }
}
