//! Errors thrown in JavaScript, each with its `code`.

use std::borrow::Cow;

use napi::bindgen_prelude::{JsError, JsRangeError, JsTypeError};
use napi::{Env, Status};
use napi_derive::napi;
use ringwise::ErrorKind;
use ringwise::binding::spelled;

use crate::spelling::to_javascript;

/// The result of a call from JavaScript.
pub(crate) type Result<T> = core::result::Result<T, Error>;

/// Why a call from JavaScript failed.
pub(crate) enum Error {
    /// An error of the core: the message is its text, the code the name of its kind.
    Core(ringwise::Error),
    /// An error of the core about a JSON text, in which options have the core's spelling.
    Json(ringwise::Error),
    /// The ring was closed.
    Closed,
    /// An error of Node-API, or an exception that is already pending.
    Napi(napi::Error),
}

/// The code of [`Error::Closed`].
const CLOSED: &str = "CLOSED";

impl Error {
    /// Throws a `TypeError`.
    pub(crate) fn wrong_type(env: Env, message: String) -> Self {
        Self::thrown(env.throw(JsTypeError::from(napi::Error::new(Status::InvalidArg, message)).into_unknown(env)))
    }

    /// Throws a `RangeError`.
    pub(crate) fn out_of_range(env: Env, message: String) -> Self {
        Self::thrown(env.throw(JsRangeError::from(napi::Error::new(Status::InvalidArg, message)).into_unknown(env)))
    }

    fn thrown(thrown: napi::Result<()>) -> Self {
        Error::Napi(thrown.err().unwrap_or_else(|| napi::Error::from_status(Status::PendingException)))
    }
}

impl From<ringwise::Error> for Error {
    fn from(error: ringwise::Error) -> Self {
        Error::Core(error)
    }
}

impl From<napi::Error> for Error {
    fn from(error: napi::Error) -> Self {
        Error::Napi(error)
    }
}

impl From<Error> for JsError<Cow<'static, str>> {
    fn from(error: Error) -> Self {
        let (code, message) = match error {
            Error::Core(error) => (error.kind().name().into(), spelled(&error, to_javascript)),
            Error::Json(error) => (error.kind().name().into(), error.to_string()),
            Error::Closed => (CLOSED.into(), "the ring is closed: make another".to_owned()),
            Error::Napi(error) => (error.status.as_ref().to_owned().into(), error.reason),
        };
        napi::Error::new(code, message).into()
    }
}

/// Returns every code that an error of this package may have, except that of wrong arguments.
#[napi]
pub(crate) fn error_codes() -> Vec<&'static str> {
    ErrorKind::ALL.iter().map(|kind| kind.name()).chain([CLOSED]).collect()
}
