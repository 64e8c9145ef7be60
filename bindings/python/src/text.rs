//! Text arguments: names, identities, zones, options.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use ringwise::Field;
use ringwise::binding::field_from_utf8;

use crate::error::{Expected, exception};

/// Reads a name.
pub(crate) fn name(object: &Bound<'_, PyAny>) -> PyResult<String> {
    field(object, Expected::text("name"), Field::Name)
}

/// Reads the identity of a node, if it has one.
pub(crate) fn identity(object: &Bound<'_, PyAny>, node: &str) -> PyResult<Option<String>> {
    given(object).map(|object| field(object, Expected::text("identity").for_node(node), Field::Identity)).transpose()
}

/// Reads the zone of a node, if it has one.
pub(crate) fn zone(object: &Bound<'_, PyAny>, node: &str) -> PyResult<Option<String>> {
    given(object).map(|object| field(object, Expected::text("zone").for_node(node), Field::Zone)).transpose()
}

/// Reads the text of a snapshot. If it is not Unicode, Python raises `UnicodeEncodeError`.
pub(crate) fn json(object: &Bound<'_, PyAny>) -> PyResult<String> {
    value(object, "text")
}

/// Reads an option that is text, or a name in an option. If it is not Unicode, Python raises `UnicodeEncodeError`.
pub(crate) fn value(object: &Bound<'_, PyAny>, what: &str) -> PyResult<String> {
    Ok(string(object, Expected::text(what))?.to_str()?.to_owned())
}

/// Reads an option that is one of some words, or a few characters.
pub(crate) fn word(object: &Bound<'_, PyAny>, option: &str) -> PyResult<String> {
    lossy(object, Expected::text(option))
}

/// Reads the address of a node.
pub(crate) fn address(object: &Bound<'_, PyAny>, node: &str) -> PyResult<String> {
    lossy(object, Expected::text("address").for_node(node))
}

/// Reads the name of an option of a ring.
pub(crate) fn option(object: &Bound<'_, PyAny>) -> PyResult<String> {
    lossy(object, Expected::text("option"))
}

/// Reads the name of an option of a node.
pub(crate) fn node_option(object: &Bound<'_, PyAny>, node: &str) -> PyResult<String> {
    lossy(object, Expected::text("option").for_node(node))
}

fn given<'a, 'py>(object: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, PyAny>> {
    (!object.is_none()).then_some(object)
}

fn string<'a, 'py>(object: &'a Bound<'py, PyAny>, expected: Expected<'_>) -> PyResult<&'a Bound<'py, PyString>> {
    object.cast().map_err(|_| expected.wrong_type(object))
}

/// Reads text that the core keeps. If it is not Unicode, the error is that of the core, which shows its bytes.
fn field(object: &Bound<'_, PyAny>, expected: Expected<'_>, field: Field) -> PyResult<String> {
    let bytes = string(object, expected)?.call_method1("encode", ("utf-8", "surrogatepass"))?.cast_into::<PyBytes>()?;
    field_from_utf8(field, bytes.as_bytes()).map(str::to_owned).map_err(exception)
}

/// Reads text in which U+FFFD is never valid, so that it can replace a lone surrogate.
fn lossy(object: &Bound<'_, PyAny>, expected: Expected<'_>) -> PyResult<String> {
    Ok(string(object, expected)?.to_string_lossy().into_owned())
}
