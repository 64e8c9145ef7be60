//! The options that a ring was made with, read back.

use core::ffi::c_char;

use ringwise_core::OptionValue;

use crate::convert::{bytes, free, give, give_text};
use crate::ring::{ask, ringwise_ring};

/// The options that are in force in a ring, by name: those that were set, the others at their defaults, those of its profile too. An
/// option that is absent, such as a hash tag that nobody set, is not among them.
///
/// It never changes; any thread may read it.
pub struct ringwise_settings(Vec<(&'static str, OptionValue)>);

/// Returns the options that are in force in a ring; NULL if ring is NULL. The caller frees them.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_settings(ring: *const ringwise_ring) -> *mut ringwise_settings {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { ask(ring, |ring| Some(ring.options().entries())) } {
        Some(entries) => Box::into_raw(Box::new(ringwise_settings(entries))),
        None => core::ptr::null_mut(),
    }
}

/// Frees settings.
///
/// settings       NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_settings_free(settings: *mut ringwise_settings) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(settings) };
}

/// Gives the name of one of the options, in an order that is always the same.
///
/// settings       borrowed
/// index          counted from 0
/// name, name_len           get a text that lives as long as the process
///
/// Returns false, and writes nothing, behind the last option or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_settings_name(
    settings: *const ringwise_settings,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(settings.as_ref().and_then(|settings| settings.0.get(index)).map(|(name, _)| *name), name, name_len) }
}

/// Gives the value of an option that is an integer.
///
/// settings       borrowed
/// name, name_len           borrowed for the call
/// value          gets the value
///
/// Returns false, and writes nothing, if there is no such option, if its value is no integer, or a pointer is NULL. Threads: any, at
/// any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_settings_integer(
    settings: *const ringwise_settings,
    name: *const c_char,
    name_len: usize,
    value: *mut i64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Integer(integer)) = find(settings, name, name_len) else { return false };
        give(Some(*integer), value)
    }
}

/// Gives the value of an option that is a text.
///
/// settings       borrowed
/// name, name_len           borrowed for the call
/// value, value_len         get the value, which lives as long as the settings
///
/// Returns false, and writes nothing, if there is no such option, if its value is no text, or a pointer is NULL. Threads: any, at any
/// time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_settings_text(
    settings: *const ringwise_settings,
    name: *const c_char,
    name_len: usize,
    value: *mut *const c_char,
    value_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Text(text)) = find(settings, name, name_len) else { return false };
        give_text(Some(text), value, value_len)
    }
}

/// Gives the value of an option that is yes or no.
///
/// settings       borrowed
/// name, name_len           borrowed for the call
/// value          gets the value
///
/// Returns false, and writes nothing, if there is no such option, if its value is another, or a pointer is NULL. Threads: any, at any
/// time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_settings_boolean(
    settings: *const ringwise_settings,
    name: *const c_char,
    name_len: usize,
    value: *mut bool,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Boolean(boolean)) = find(settings, name, name_len) else { return false };
        give(Some(*boolean), value)
    }
}

/// Gives one of the integers by name that are the value of an option, in bytewise order of their names.
///
/// settings       borrowed
/// name, name_len           borrowed for the call
/// index          counted from 0
/// key, key_len   get the name of the integer, which lives as long as the settings
/// value          gets the integer
///
/// Returns false, and writes nothing, behind the last of them, if there is no such option, if its value is another, or a pointer is
/// NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_settings_map(
    settings: *const ringwise_settings,
    name: *const c_char,
    name_len: usize,
    index: usize,
    key: *mut *const c_char,
    key_len: *mut usize,
    value: *mut i64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Map(map)) = find(settings, name, name_len) else { return false };
        let Some((entry, integer)) = map.get(index).filter(|_| !value.is_null()) else { return false };
        give_text(Some(entry), key, key_len) && give(Some(*integer), value)
    }
}

/// Borrows the value of an option.
///
/// # Safety
///
/// `settings` is NULL, or a handle that nothing frees while the answer is used; `name` is as [`bytes`] has it.
unsafe fn find<'a>(settings: *const ringwise_settings, name: *const c_char, name_len: usize) -> Option<&'a OptionValue> {
    // SAFETY: as above.
    let (settings, name) = unsafe { (settings.as_ref()?, bytes(name.cast(), name_len)?) };
    settings.0.iter().find(|(option, _)| option.as_bytes() == name).map(|(_, value)| value)
}
