//! The options of a ring: as keywords, and as a dict.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyMapping, PyString};
use ringwise::binding::{COMMON, KeptBy, Kind, OptionSpec, Preset};
use ringwise::{Builder, OptionValue, Options};

use crate::error::Expected;
use crate::{integer, text};

/// Sets the options that are given, and no others, because a profile refuses those that it does not have.
pub(crate) fn apply(builder: Builder, given: Option<&Bound<'_, PyDict>>) -> PyResult<Builder> {
    given.into_iter().flatten().try_fold(builder, |builder, (name, value)| set(builder, &text::option(&name)?, &value))
}

/// Sets one option. `None` removes the value of an option that has none by default.
pub(crate) fn set(builder: Builder, name: &str, value: &Bound<'_, PyAny>) -> PyResult<Builder> {
    match COMMON.iter().find(|spec| spec.name == name) {
        Some(spec) if value.is_none() && spec.default == Preset::Absent => Ok(builder.unset(name)),
        Some(spec) => Ok(builder.option(name, typed(spec, value)?)),
        None => Ok(builder.option(name, untyped(name, value)?)),
    }
}

/// Reads the value of an option whose type is known.
fn typed(spec: &OptionSpec, value: &Bound<'_, PyAny>) -> PyResult<OptionValue> {
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

/// Returns the options in force, as `HashRing(**options)` takes them.
pub(crate) fn to_python<'py>(py: Python<'py>, options: &Options) -> PyResult<Bound<'py, PyDict>> {
    let shown = PyDict::new(py);
    // Every profile accepts `None` for these.
    for spec in COMMON.iter().filter(|spec| spec.default == Preset::Absent) {
        shown.set_item(spec.name, None::<()>)?;
    }
    for (name, value) in options.entries() {
        shown.set_item(name, object(py, value)?)?;
    }
    Ok(shown)
}

/// Returns the options in force that a snapshot does not hold.
pub(crate) fn beside<'py>(py: Python<'py>, options: &Options) -> PyResult<Bound<'py, PyDict>> {
    let beside = PyDict::new(py);
    for spec in COMMON.iter().filter(|spec| spec.kept_by != KeptBy::Ring) {
        if let Some(value) = options.get(spec.name) {
            beside.set_item(spec.name, object(py, value)?)?;
        }
    }
    Ok(beside)
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
