//! Arguments of JavaScript calls: one of a wrong type is a `TypeError` that names the type.

use napi::bindgen_prelude::{BigInt, Either, Either3, FromNapiValue, Function, JsObjectValue, Object, Unknown, Utf16String};
use napi::{Env, JsValue, KeyCollectionMode, KeyConversion, KeyFilter, ValueType};
use napi_derive::napi;
use ringwise::Field;
pub(crate) use ringwise::binding::Expected;
use ringwise::binding::{field_from_utf16, unknown_option};

use crate::error::{Error, Result};
use crate::spelling::to_core;

/// An argument that should be a `T`.
pub(crate) type Argument<'a, T> = Either<T, Unknown<'a>>;

/// The `TypeError` for a value that is not as expected.
pub(crate) trait WrongType {
    /// Throws it.
    fn wrong_type(self, env: Env, value: Unknown<'_>) -> Error;
}

impl WrongType for Expected<'_> {
    fn wrong_type(self, env: Env, value: Unknown<'_>) -> Error {
        match type_name(value) {
            Ok(name) => Error::wrong_type(env, self.message(format_args!("of type {name}"))),
            Err(error) => error,
        }
    }
}

/// Describes an argument that must be a string.
pub(crate) const fn string(what: &str) -> Expected<'_> {
    Expected::new(what, "a string is needed")
}

/// Returns an integer. One beyond 64 bits is clamped to the nearest, which the core refuses in its own words.
pub(crate) fn integer(env: Env, value: Argument<'_, f64>, expected: Expected<'_>) -> Result<i64> {
    match value {
        Either::A(number) => Ok(whole(env, number, expected)? as i64),
        Either::B(other) => Err(expected.wrong_type(env, other)),
    }
}

/// Returns an integer, from a bigint or from a number below 2^53, which is exact. One beyond 128 bits is clamped to the
/// nearest.
pub(crate) fn exact(env: Env, value: Unknown<'_>, expected: Expected<'_>) -> Result<i128> {
    match Either3::from_unknown(value)? {
        Either3::A(number) if whole(env, number, expected)?.abs() < TWO_TO_53 => Ok(number as i128),
        Either3::A(number) => {
            let expected = Expected { right: "from 9007199254740992 (2^53) on, a bigint is needed", ..expected };
            Err(Error::wrong_type(env, expected.message(number)))
        }
        Either3::B(bigint) => Ok(wide(&bigint)),
        Either3::C(other) => Err(expected.wrong_type(env, other)),
    }
}

/// From here on, a number may be the rounded value of several integers.
const TWO_TO_53: f64 = 9_007_199_254_740_992.0;

fn wide(bigint: &BigInt) -> i128 {
    match bigint.get_i128() {
        (integer, true) => integer,
        _ if bigint.sign_bit => i128::MIN,
        _ => i128::MAX,
    }
}

/// Returns the nearest integer of 64 bits.
pub(crate) fn clamped(integer: i128) -> i64 {
    i64::try_from(integer).unwrap_or(if integer < 0 { i64::MIN } else { i64::MAX })
}

/// Returns a number without a fraction.
fn whole(env: Env, number: f64, expected: Expected<'_>) -> Result<f64> {
    match number {
        _ if number.fract() == 0.0 => Ok(number),
        f64::INFINITY => Err(Error::wrong_type(env, expected.message("Infinity"))),
        f64::NEG_INFINITY => Err(Error::wrong_type(env, expected.message("-Infinity"))),
        _ => Err(Error::wrong_type(env, expected.message(number))),
    }
}

/// Returns the number of nodes asked for; `None` if `undefined`.
pub(crate) fn count(env: Env, value: Argument<'_, f64>) -> Result<Option<usize>> {
    from_zero(env, value, Expected::new("count", "a count is an integer from 0 up"))
}

/// Returns the number of nodes that hold a key; 1 if `undefined`.
pub(crate) fn replicas(env: Env, value: Argument<'_, f64>) -> Result<usize> {
    Ok(from_zero(env, value, Expected::new("replicas", "an integer from 0 up is needed"))?.unwrap_or(1))
}

/// Returns an integer from 0 up, clamped to the largest `usize`; `None` if `undefined`.
fn from_zero(env: Env, value: Argument<'_, f64>, expected: Expected<'_>) -> Result<Option<usize>> {
    if let Either::B(other) = &value
        && other.get_type()? == ValueType::Undefined
    {
        return Ok(None);
    }
    let integer = integer(env, value, expected)?;
    let integer = u64::try_from(integer).map_err(|_| Error::out_of_range(env, expected.message(integer)))?;
    Ok(Some(usize::try_from(integer).unwrap_or(usize::MAX)))
}

/// Returns a text, with lone surrogates as U+FFFD.
pub(crate) fn text(env: Env, value: Argument<'_, String>, expected: Expected<'_>) -> Result<String> {
    match value {
        Either::A(text) => Ok(text),
        Either::B(other) => Err(expected.wrong_type(env, other)),
    }
}

/// Returns a name, an identity or a zone. Lone surrogates are an error.
pub(crate) fn field(env: Env, value: Argument<'_, Utf16String>, field: Field) -> Result<String> {
    match value {
        Either::A(text) => Ok(field_from_utf16(field, &text)?),
        Either::B(other) => Err(string(&field.to_string()).wrong_type(env, other)),
    }
}

/// Returns a plain object whose properties are all known.
pub(crate) fn options<'a>(env: Env, value: Unknown<'a>, expected: Expected<'_>, known: &'static [&'static str]) -> Result<Object<'a>> {
    if !is_plain(value)? {
        return Err(expected.wrong_type(env, value));
    }
    let options = value.coerce_to_object()?;
    let names = options.get_all_property_names(KeyCollectionMode::OwnOnly, KeyFilter::SkipSymbols, KeyConversion::NumbersToStrings)?;
    for index in 0..names.get_array_length()? {
        let name: String = names.get_element(index)?;
        if !known.contains(&name.as_str()) {
            return Err(unknown_option(&to_core(&name), known).into());
        }
    }
    Ok(options)
}

/// Returns an option's value; `null` is as good as absent.
pub(crate) fn nullable<'a, T>(options: &Object<'a>, name: &str) -> Result<Option<Argument<'a, T>>>
where
    Argument<'a, T>: FromNapiValue,
{
    Ok(match options.get(name)? {
        Some(Either::B(other)) if Unknown::get_type(&other)? == ValueType::Null => None,
        value => value,
    })
}

/// Returns whether a value is a plain object, such as `{}`: its prototype is `null`, or has the prototype `null`.
#[napi(catch_unwind)]
pub(crate) fn is_plain(value: Unknown<'_>) -> Result<bool> {
    if value.get_type()? != ValueType::Object {
        return Ok(false);
    }
    let prototype = value.coerce_to_object()?.get_prototype()?;
    Ok(prototype.get_type()? == ValueType::Null || prototype.coerce_to_object()?.get_prototype()?.get_type()? == ValueType::Null)
}

/// Returns the `typeof` of a value, or the class of an object.
fn type_name(value: Unknown<'_>) -> Result<String> {
    Ok(match value.get_type()? {
        ValueType::Object => class_name(value.coerce_to_object()?)?.unwrap_or_else(|| "object".to_owned()),
        other => format!("{other:?}").to_lowercase(),
    })
}

fn class_name(object: Object<'_>) -> Result<Option<String>> {
    let Some(Either::A(class)) = object.get::<Argument<'_, Function<'_, (), ()>>>("constructor")? else { return Ok(None) };
    let Some(Either::A(name)) = class.coerce_to_object()?.get::<Argument<'_, String>>("name")? else { return Ok(None) };
    Ok(Some(name))
}

/// Throws the `TypeError` for an argument that the package's JavaScript cannot use.
#[napi(catch_unwind)]
pub(crate) fn refuse_type(env: Env, what: String, value: Unknown<'_>, right: String) -> Result<()> {
    Err(Expected::new(&what, &right).wrong_type(env, value))
}
