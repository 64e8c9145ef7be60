//! Names, identities, zones, and options that are text.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use ringwise::{Field, Zones};

use crate::error::{exception, wrong_type};

/// Reads a name.
pub(crate) fn name(object: &Bound<'_, PyAny>) -> PyResult<String> {
    field(string(object, "a name is a str")?, Field::Name)
}

/// Reads an identity, if there is one.
pub(crate) fn identity(object: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    given(object).map(|object| field(string(object, "an identity is a str")?, Field::Identity)).transpose()
}

/// Reads a zone, if there is one.
pub(crate) fn zone(object: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    given(object).map(|object| field(string(object, "a zone is a str")?, Field::Zone)).transpose()
}

/// Reads a hash tag, if there is one.
pub(crate) fn hash_tag(object: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    given(object).map(|object| Ok(lossy(string(object, "a hash tag is a str")?))).transpose()
}

/// Reads how replicas are spread over zones.
pub(crate) fn zones(object: &Bound<'_, PyAny>) -> PyResult<Zones> {
    lossy(string(object, "zones is a str")?).parse().map_err(exception)
}

/// Reads where a node is connected to.
pub(crate) fn address(object: &Bound<'_, PyAny>) -> PyResult<String> {
    string(object, "an address is a str").map(lossy)
}

/// Reads the name of an option.
pub(crate) fn option(object: &Bound<'_, PyAny>) -> PyResult<String> {
    string(object, "an option's name is a str").map(lossy)
}

fn given<'a, 'py>(object: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, PyAny>> {
    (!object.is_none()).then_some(object)
}

fn string<'a, 'py>(object: &'a Bound<'py, PyAny>, wanted: &str) -> PyResult<&'a Bound<'py, PyString>> {
    object.cast().map_err(|_| wrong_type(wanted, object))
}

/// Returns text that core keeps. One that is not Unicode is refused in core's words, which take its bytes.
fn field(text: &Bound<'_, PyString>, field: Field) -> PyResult<String> {
    let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?.cast_into::<PyBytes>()?;
    field.from_utf8(bytes.as_bytes()).map(str::to_owned).map_err(exception)
}

/// Returns text in which core knows U+FFFD for wrong, so that it may stand for a lone surrogate.
fn lossy(text: &Bound<'_, PyString>) -> String {
    text.to_string_lossy().into_owned()
}
