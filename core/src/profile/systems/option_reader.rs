//! The reader of a profile's own options.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::limits;
use crate::options::{OptionValue, RequestedOptions, ranged};

/// The options that were set, and the values in force.
pub(crate) struct OptionReader<'a> {
    wanted: &'a RequestedOptions,
    pub(crate) vnodes: Option<u32>,
    pub(crate) own: Vec<(&'static str, OptionValue)>,
}

impl<'a> OptionReader<'a> {
    pub(crate) fn new(wanted: &'a RequestedOptions) -> Self {
        OptionReader { wanted, vnodes: None, own: Vec::new() }
    }

    fn given(&self, name: &str) -> Option<&'a OptionValue> {
        self.wanted.named.iter().find(|(given, _)| given == name).map(|(_, value)| value)
    }

    /// Reads `vnodes`.
    pub(crate) fn vnodes(&mut self, default: u32) -> Result<u64> {
        let vnodes = ranged("vnodes", self.wanted.vnodes, default, 1, limits::VNODES)?;
        self.vnodes = Some(vnodes);
        Ok(vnodes.into())
    }

    /// Reads an integer.
    pub(crate) fn integer(&mut self, name: &'static str, default: u32, least: u32, most: u32) -> Result<u32> {
        let integer = self.optional_integer(name, least, most)?;
        if integer.is_none() {
            self.own.push((name, OptionValue::Integer(default.into())));
        }
        Ok(integer.unwrap_or(default))
    }

    /// Reads an integer that may be absent.
    pub(crate) fn optional_integer(&mut self, name: &'static str, least: u32, most: u32) -> Result<Option<u32>> {
        let expected = || format!("an integer from {least} to {most}");
        let Some(value) = self.given(name) else { return Ok(None) };
        match value {
            OptionValue::Integer(integer) if (i64::from(least)..=i64::from(most)).contains(integer) => {
                self.own.push((name, value.clone()));
                Ok(Some(*integer as u32))
            }
            _ => Err(self.refused(name, value, expected())),
        }
    }

    /// Replaces the value of an option that was read.
    pub(crate) fn put_in_force(&mut self, name: &str, integer: u32) {
        for (_, value) in self.own.iter_mut().filter(|(read, _)| *read == name) {
            *value = OptionValue::Integer(integer.into());
        }
    }

    /// Reads a boolean that may be absent.
    pub(crate) fn optional_flag(&mut self, name: &'static str) -> Result<Option<bool>> {
        match self.given(name) {
            None => Ok(None),
            Some(&OptionValue::Boolean(flag)) => Ok(Some(flag)),
            Some(value) => Err(self.refused(name, value, "true or false".to_owned())),
        }
    }

    /// Reads a boolean; false if it is absent.
    pub(crate) fn flag(&mut self, name: &'static str) -> Result<bool> {
        let flag = self.optional_flag(name)?.unwrap_or(false);
        self.own.push((name, flag.into()));
        Ok(flag)
    }

    /// Reads one of some words.
    pub(crate) fn word<T: Copy>(&mut self, name: &'static str, default: &str, words: &[(&'static str, T)]) -> Result<T> {
        match self.optional_word(name, words)? {
            Some(meaning) => Ok(meaning),
            None => {
                let known = words.iter().find(|(word, _)| *word == default);
                let &(word, meaning) = known.ok_or_else(|| self.missing(name, words))?;
                self.own.push((name, word.into()));
                Ok(meaning)
            }
        }
    }

    /// Reads one of some words that may be absent.
    pub(crate) fn optional_word<T: Copy>(&mut self, name: &'static str, words: &[(&'static str, T)]) -> Result<Option<T>> {
        let Some(value) = self.given(name) else { return Ok(None) };
        let known = words.iter().find(|(word, _)| matches!(value, OptionValue::Text(text) if text == word));
        match known {
            Some(&(word, meaning)) => {
                self.own.push((name, word.into()));
                Ok(Some(meaning))
            }
            None => Err(self.refused(name, value, one_of(words))),
        }
    }

    /// Reads integers by name. Of two with the same name, the later one counts.
    pub(crate) fn map(&mut self, name: &'static str) -> Option<Vec<(String, i64)>> {
        let Some(OptionValue::Map(map)) = self.given(name) else { return None };
        // In a fixed order, so that equal maps are equal options.
        let map: BTreeMap<_, _> = map.iter().cloned().collect();
        let map: Vec<_> = map.into_iter().collect();
        self.own.push((name, OptionValue::Map(map.clone())));
        Some(map)
    }

    /// The error for a required option that is missing.
    fn missing<T>(&self, name: &'static str, words: &[(&'static str, T)]) -> Error {
        Error::InvalidOption { option: name, value: "is missing".to_owned(), expected: one_of(words) }
    }

    /// The error for an option with a wrong value.
    pub(crate) fn refused(&self, name: &'static str, value: &OptionValue, expected: String) -> Error {
        Error::InvalidOption { option: name, value: value.to_string(), expected }
    }

    /// The error for a wrong combination of options.
    pub(crate) fn contradiction(&self, name: &'static str, expected: &str) -> Error {
        let value = self.given(name).map_or_else(|| "is missing".to_owned(), ToString::to_string);
        Error::InvalidOption { option: name, value, expected: expected.to_owned() }
    }
}

fn one_of<T>(words: &[(&'static str, T)]) -> String {
    let words: Vec<_> = words.iter().map(|(word, _)| format!("{word:?}")).collect();
    format!("one of {}", words.join(", "))
}
