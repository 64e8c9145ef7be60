//! The options of a ring: as keywords, and as a dict.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyMapping, PyString};
use ringwise::{Builder, OptionValue, Options};

use crate::error::Expected;
use crate::{integer, text};

/// Gives a builder the options that were given, and no other: a profile refuses some as soon as they are.
pub(crate) fn apply(mut builder: Builder, given: Option<&Bound<'_, PyDict>>) -> PyResult<Builder> {
    for (name, value) in given.into_iter().flatten() {
        let name = text::option(&name)?;
        builder = match name.as_str() {
            "profile" => builder.profile(text::profile(&value)?),
            "vnodes" => builder.vnodes(integer::vnodes(&value)?),
            "seed" => builder.seed(integer::seed(&value)?),
            "hash_tag" => match text::hash_tag(&value)? {
                Some(hash_tag) => builder.hash_tag(hash_tag),
                None => builder.unset(name),
            },
            "zones" => builder.zones(text::zones(&value)?),
            "cap" => match integer::cap(&value)? {
                Some(cap) => builder.cap(cap),
                None => builder.unset(name),
            },
            "replication_factor" => builder.replication_factor(integer::replication_factor(&value)?),
            "load_factor" => builder.load_factor(integer::load_factor(&value)?),
            _ => {
                let value = own(&name, &value)?;
                builder.option(name, value)
            }
        };
    }
    Ok(builder)
}

/// Reads the value of an option that is the profile's own.
fn own(name: &str, value: &Bound<'_, PyAny>) -> PyResult<OptionValue> {
    if let Ok(flag) = value.cast::<PyBool>() {
        Ok(flag.is_true().into())
    } else if value.is_instance_of::<PyString>() {
        Ok(text::own(value, name)?.into())
    } else if let Ok(mapping) = value.cast::<PyMapping>() {
        Ok(map(name, mapping)?.into())
    } else {
        let expected = Expected::new(name, "an int, a str, a bool or a mapping of str to int is needed");
        Ok(integer::own(value, expected)?.into())
    }
}

/// Reads integers by name.
fn map(option: &str, mapping: &Bound<'_, PyMapping>) -> PyResult<Vec<(String, i64)>> {
    let (name, value) = (format!("name in {option}"), format!("value in {option}"));
    let entry = |item: Bound<'_, PyAny>| {
        let (key, integer) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        Ok((text::own(&key, &name)?, integer::own(&integer, Expected::integer(&value))?))
    };
    mapping.items()?.iter().map(entry).collect()
}

/// Returns the options in force, as `HashRing(**options)` takes them.
pub(crate) fn to_python<'py>(py: Python<'py>, options: &Options) -> PyResult<Bound<'py, PyDict>> {
    let shown = PyDict::new(py);
    // Their absence is a value in Python, and any profile takes it.
    for name in ["hash_tag", "cap"] {
        shown.set_item(name, None::<()>)?;
    }
    for (name, value) in options.entries() {
        shown.set_item(name, object(py, value)?)?;
    }
    Ok(shown)
}

/// Returns those of the options in force that a snapshot does not hold.
pub(crate) fn beside<'py>(py: Python<'py>, options: &Options) -> PyResult<Bound<'py, PyDict>> {
    let beside = PyDict::new(py);
    for name in ["replication_factor", "load_factor"] {
        if let Some(value) = options.get(name) {
            beside.set_item(name, object(py, value)?)?;
        }
    }
    Ok(beside)
}

fn object(py: Python<'_>, value: OptionValue) -> PyResult<Bound<'_, PyAny>> {
    match value {
        OptionValue::Integer(integer) => Ok(integer.into_pyobject(py)?.into_any()),
        OptionValue::Boolean(flag) => Ok(flag.into_pyobject(py)?.to_owned().into_any()),
        OptionValue::Map(map) => Ok(PyDict::from_sequence(&map.into_pyobject(py)?)?.into_any()),
        // One that core has got since is shown in its words.
        OptionValue::Text(text) => Ok(text.into_pyobject(py)?.into_any()),
        other => Ok(other.to_string().into_pyobject(py)?.into_any()),
    }
}
