//! Arguments as JavaScript gives them: one of a wrong type is a `TypeError` that names the type.

use core::fmt;

use napi::bindgen_prelude::{BigInt, Either, Either3, FromNapiValue, Function, JsObjectValue, Object, Unknown, Utf16String};
use napi::{Env, JsValue, KeyCollectionMode, KeyConversion, KeyFilter, ValueType};
use napi_derive::napi;
use ringwise::Field;

use crate::error::{Error, Result};

/// An argument that should be a `T`.
#[napi]
#[expect(unreachable_pub, reason = "napi-derive takes no type that is less than `pub`")]
pub type Argument<'a, T> = Either<T, Unknown<'a>>;

/// How an error speaks of an argument.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    /// What it is.
    pub(crate) what: &'a str,
    /// The node that it is for, if there is one.
    pub(crate) node: Option<&'a str>,
    /// What would be right.
    pub(crate) right: &'a str,
}

impl<'a> Words<'a> {
    pub(crate) const fn new(what: &'a str, right: &'a str) -> Self {
        Words { what, node: None, right }
    }

    pub(crate) const fn integer(what: &'a str) -> Self {
        Words::new(what, "an integer is needed")
    }

    pub(crate) const fn string(what: &'a str) -> Self {
        Words::new(what, "a string is needed")
    }

    pub(crate) const fn for_node(self, name: &'a str) -> Self {
        Words { node: Some(name), ..self }
    }

    /// Throws the `TypeError` of a value that is of a wrong type.
    pub(crate) fn wrong_type(self, env: Env, value: Unknown<'_>) -> Error {
        match type_name(value) {
            Ok(name) => Error::wrong_type(env, self.message(format_args!("of type {name}"))),
            Err(error) => error,
        }
    }

    pub(crate) fn message(self, value: impl fmt::Display) -> String {
        let Words { what, node, right } = self;
        match node {
            Some(name) => format!("{what} {value} for node {name:?}: {right}"),
            None => format!("{what} {value}: {right}"),
        }
    }
}

/// Returns an integer. One that is too large for 64 bits becomes the largest, which the core refuses in its own words.
pub(crate) fn integer(env: Env, value: Argument<'_, f64>, words: Words<'_>) -> Result<i64> {
    match value {
        Either::A(number) => Ok(whole(env, number, words)? as i64),
        Either::B(other) => Err(words.wrong_type(env, other)),
    }
}

/// Returns an integer that is a bigint, or a number that cannot stand for its neighbour too. One that is too large for 128 bits becomes the
/// largest.
pub(crate) fn exact(env: Env, value: Unknown<'_>, words: Words<'_>) -> Result<i128> {
    match Either3::from_unknown(value)? {
        Either3::A(number) if whole(env, number, words)?.abs() < TWO_TO_53 => Ok(number as i128),
        Either3::A(number) => {
            let words = Words { right: "from 9007199254740992 (2^53) on, a bigint is needed", ..words };
            Err(Error::wrong_type(env, words.message(number)))
        }
        Either3::B(bigint) => Ok(wide(&bigint)),
        Either3::C(other) => Err(words.wrong_type(env, other)),
    }
}

/// From here on, a number may stand for several integers.
const TWO_TO_53: f64 = 9_007_199_254_740_992.0;

fn wide(bigint: &BigInt) -> i128 {
    match bigint.get_i128() {
        (integer, true) => integer,
        _ if bigint.sign_bit => i128::MIN,
        _ => i128::MAX,
    }
}

/// Returns the integer that is nearest.
pub(crate) fn clamped(integer: i128) -> i64 {
    i64::try_from(integer).unwrap_or(if integer < 0 { i64::MIN } else { i64::MAX })
}

/// Returns a number without a fraction.
fn whole(env: Env, number: f64, words: Words<'_>) -> Result<f64> {
    match number {
        _ if number.fract() == 0.0 => Ok(number),
        f64::INFINITY => Err(Error::wrong_type(env, words.message("Infinity"))),
        f64::NEG_INFINITY => Err(Error::wrong_type(env, words.message("-Infinity"))),
        _ => Err(Error::wrong_type(env, words.message(number))),
    }
}

/// Returns how many nodes are asked for; `None` if nobody said.
pub(crate) fn count(env: Env, value: Argument<'_, f64>) -> Result<Option<usize>> {
    from_zero(env, value, Words::new("count", "a count is an integer from 0 up"))
}

/// Returns how many nodes hold a key; one if nobody said.
pub(crate) fn replicas(env: Env, value: Argument<'_, f64>) -> Result<usize> {
    Ok(from_zero(env, value, Words::new("replicas", "an integer from 0 up is needed"))?.unwrap_or(1))
}

/// Returns an integer from 0 up: as large as that may be, if it is larger; `None` if nobody said.
fn from_zero(env: Env, value: Argument<'_, f64>, words: Words<'_>) -> Result<Option<usize>> {
    if let Either::B(other) = &value
        && other.get_type()? == ValueType::Undefined
    {
        return Ok(None);
    }
    let integer = integer(env, value, words)?;
    let integer = u64::try_from(integer).map_err(|_| Error::out_of_range(env, words.message(integer)))?;
    Ok(Some(usize::try_from(integer).unwrap_or(usize::MAX)))
}

/// Returns a text, its lone surrogates as U+FFFD.
pub(crate) fn text(env: Env, value: Argument<'_, String>, words: Words<'_>) -> Result<String> {
    match value {
        Either::A(text) => Ok(text),
        Either::B(other) => Err(words.wrong_type(env, other)),
    }
}

/// Returns a name, an identity or a zone. Lone surrogates are an error.
pub(crate) fn field(env: Env, value: Argument<'_, Utf16String>, field: Field) -> Result<String> {
    match value {
        Either::A(text) => Ok(field.from_utf16(&text)?),
        Either::B(other) => Err(Words::string(&field.to_string()).wrong_type(env, other)),
    }
}

/// Returns a plain object, all of whose properties are known.
pub(crate) fn options<'a>(env: Env, value: Unknown<'a>, words: Words<'_>, known: &'static [&'static str]) -> Result<Object<'a>> {
    if !is_plain(value)? {
        return Err(words.wrong_type(env, value));
    }
    let options = value.coerce_to_object()?;
    let names = options.get_all_property_names(KeyCollectionMode::OwnOnly, KeyFilter::SkipSymbols, KeyConversion::NumbersToStrings)?;
    for index in 0..names.get_array_length()? {
        let name: String = names.get_element(index)?;
        if !known.contains(&name.as_str()) {
            return Err(ringwise::Error::unknown_option(&name, known).into());
        }
    }
    Ok(options)
}

/// Returns an option's value; `null` counts as not given.
pub(crate) fn nullable<'a, T>(options: &Object<'a>, name: &str) -> Result<Option<Argument<'a, T>>>
where
    Argument<'a, T>: FromNapiValue,
{
    Ok(match options.get(name)? {
        Some(Either::B(other)) if Unknown::get_type(&other)? == ValueType::Null => None,
        value => value,
    })
}

/// Returns whether a value is an object as `{}` makes it: its prototype, if it has one, has none.
#[napi(catch_unwind)]
pub(crate) fn is_plain(value: Unknown<'_>) -> Result<bool> {
    if value.get_type()? != ValueType::Object {
        return Ok(false);
    }
    let prototype = value.coerce_to_object()?.get_prototype()?;
    Ok(prototype.get_type()? == ValueType::Null || prototype.coerce_to_object()?.get_prototype()?.get_type()? == ValueType::Null)
}

/// Returns what `typeof` says of a value; of an object, its class.
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

/// Throws the `TypeError` of an argument that the JavaScript above cannot take.
#[napi(catch_unwind, ts_return_type = "never")]
pub(crate) fn refuse_type(env: Env, what: String, value: Unknown<'_>, right: String) -> Result<()> {
    Err(Words::new(&what, &right).wrong_type(env, value))
}
