//! Options of a ring.

use core::ffi::c_char;
use std::ffi::CString;

use ringwise_core::{Builder, Field, HashRing, OptionValue};

use crate::convert::{
    borrow_mut, free, lossy_text, new_handle, option_name, slice, text, write_one, write_one_text, write_text, write_value,
};
use crate::names::ringwise_names;
use crate::status::{Failure, guard, handle, ringwise_status};

/// Options by name: those that a ring is to be made with, or those of an existing ring.
///
/// An option that is not set has its default. docs/profiles.md lists the options and defaults of each profile. Values are checked when a
/// ring is made, not when they are set.
#[derive(Default)]
pub struct ringwise_options(Vec<(CString, OptionValue)>);

impl ringwise_options {
    pub(crate) fn of(ring: &HashRing) -> Self {
        let mut options = Self::default();
        for (name, value) in ring.options().entries() {
            options.set(name, value);
        }
        options
    }

    /// Returns a ring in the making that has these options.
    pub(crate) fn builder(&self) -> Builder {
        let set = |builder: Builder, (name, value): &(CString, OptionValue)| builder.option(name.to_string_lossy(), value.clone());
        self.0.iter().fold(HashRing::builder(), set)
    }

    /// Sets an option. Names come from NUL-terminated texts, so that they hold no NUL.
    fn set(&mut self, name: &str, value: OptionValue) {
        let name = CString::new(name).unwrap_or_default();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    fn get(&self, name: &str) -> Option<&OptionValue> {
        self.0.iter().find(|(known, _)| known.as_bytes() == name.as_bytes()).map(|(_, value)| value)
    }
}

/// Returns an empty set of options: all have their defaults. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_options_new() -> *mut ringwise_options {
    new_handle(ringwise_options::default())
}

/// Frees options. Rings that were made with them stay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_free(options: *mut ringwise_options) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(options) };
}

/// Sets an option to an integer, such as RINGWISE_VNODES.
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_integer(options: *mut ringwise_options, name: *const c_char, value: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, name, || Ok(value)) })
}

/// Sets an option to a text, such as RINGWISE_PROFILE.
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_text(
    options: *mut ringwise_options,
    name: *const c_char,
    value: *const c_char,
    value_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, name, || lossy_text(value, value_len, "value")) })
}

/// Sets an option to true or false, such as "avalanche" of profile haproxy.
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_boolean(options: *mut ringwise_options, name: *const c_char, value: bool) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, name, || Ok(value)) })
}

/// Sets an option to integers by key, such as "replication" of profile cassandra: the number of replicas in each data centre.
///
/// keys, key_lens, values, count      the keys, their lengths and the integer of each; if a key comes twice, the later counts
///
/// Returns OK, or INVALID_NAME for a key that is not UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_map(
    options: *mut ringwise_options,
    name: *const c_char,
    keys: *const *const c_char,
    key_lens: *const usize,
    values: *const i64,
    count: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    let map = || unsafe {
        let (keys, lens) = (slice(keys, count, "keys")?, slice(key_lens, count, "key_lens")?);
        let values = slice(values, count, "values")?;
        let entry = |((&key, &len), &value)| Ok((text(key, len, Field::Name, "a key")?.to_owned(), value));
        keys.iter().zip(lens).zip(values).map(entry).collect::<Result<Vec<(String, i64)>, Failure>>()
    };
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, name, map) })
}

/// Returns the number of options that are set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_len(options: *const ringwise_options) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { options.as_ref() }.map_or(0, |options| options.0.len())
}

/// Returns the name of the option at an index, which ends with a NUL; NULL past the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_name_at(options: *const ringwise_options, index: usize) -> *const c_char {
    // SAFETY: the header's rules of handles and buffers.
    let name = unsafe { options.as_ref() }.and_then(|options| options.0.get(index)).map(|(name, _)| name.as_ptr());
    name.unwrap_or(core::ptr::null())
}

/// Writes the value of an option that is an integer. Returns false if the option is not set, or is not an integer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_integer(options: *const ringwise_options, name: *const c_char, value: *mut i64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Integer(integer)) = find(options, name) else { return false };
        write_value(Some(*integer), value)
    }
}

/// Writes the value of an option that is a text. Returns false if the option is not set, or is not a text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_text(
    options: *const ringwise_options,
    name: *const c_char,
    value: *mut *const c_char,
    value_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Text(text)) = find(options, name) else { return false };
        write_text(Some(text), value, value_len)
    }
}

/// Writes the value of an option that is true or false. Returns false if the option is not set, or is neither.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_boolean(options: *const ringwise_options, name: *const c_char, value: *mut bool) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Boolean(boolean)) = find(options, name) else { return false };
        write_value(Some(*boolean), value)
    }
}

/// Returns the number of keys of an option that is a map; 0 if the option is not set, or is not a map.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_map_len(options: *const ringwise_options, name: *const c_char) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { find(options, name) } {
        Some(OptionValue::Map(map)) => map.len(),
        _ => 0,
    }
}

/// Writes a key of an option that is a map, and its integer. The maps of a ring are in bytewise order of their keys.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_map_at(
    options: *const ringwise_options,
    name: *const c_char,
    index: usize,
    key: *mut *const c_char,
    key_len: *mut usize,
    value: *mut i64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(OptionValue::Map(map)) = find(options, name) else { return false };
        let Some((entry, integer)) = map.get(index) else { return false };
        write_one_text(Some(entry), key, key_len);
        write_one(*integer, value);
        true
    }
}

/// Returns the names of all profiles.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_profiles() -> *mut ringwise_names {
    handle(|| Some(ringwise_names(ringwise_core::profiles().into_iter().map(str::to_owned).collect())))
}

/// Sets an option.
///
/// # Safety
///
/// As [`borrow_mut`] and [`option_name`].
unsafe fn set<T: Into<OptionValue>>(
    options: *mut ringwise_options,
    name: *const c_char,
    value: impl FnOnce() -> Result<T, Failure>,
) -> Result<(), Failure> {
    // SAFETY: as above.
    let (options, name) = unsafe { (borrow_mut(options, "options")?, option_name(name)?) };
    options.set(&name, value()?.into());
    Ok(())
}

/// Borrows the value of an option.
///
/// # Safety
///
/// `options` is NULL, or a handle that nothing changes or frees while the answer is used; `name` is as [`option_name`] has it.
unsafe fn find<'a>(options: *const ringwise_options, name: *const c_char) -> Option<&'a OptionValue> {
    // SAFETY: as above.
    let (options, name) = unsafe { (options.as_ref()?, option_name(name).ok()?) };
    options.get(&name)
}
