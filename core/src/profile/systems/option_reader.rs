//! The reader of a row's options.

use crate::error::{Error, Result};
use crate::hash::function::Hash;
use crate::options::OptionValue;
use crate::options::requested::RequestedOptions;
use crate::options::spec::{Kind, OptionSpec, Preset, Scope, VNODES, Words, one_of};

/// The option `vnodes`, with the default of a row.
pub(super) const fn vnodes(default: i64) -> OptionSpec {
    OptionSpec { default: Preset::Integer(default), scope: Scope::Own, ..VNODES }
}

/// The option `hash`, with the functions and the default of a row.
pub(super) const fn hash(functions: &'static &'static [(&'static str, Hash)], default: &'static str) -> OptionSpec {
    OptionSpec::own("hash", "The function that hashes keys.", Kind::Word(functions), Preset::Text(default))
}

/// The options of a row: those that were given, and the values in force.
pub(crate) struct OptionReader<'a> {
    specs: &'static [OptionSpec],
    requested: &'a RequestedOptions,
    pub(crate) values: Vec<(&'static str, OptionValue)>,
}

impl<'a> OptionReader<'a> {
    pub(crate) fn new(specs: &'static [OptionSpec], requested: &'a RequestedOptions) -> Self {
        OptionReader { specs, requested, values: Vec::new() }
    }

    /// Returns whether an option was given.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.requested.get(name).is_some()
    }

    /// Puts a value in force, whatever was read before.
    pub(crate) fn put_in_force(&mut self, name: &'static str, value: impl Into<OptionValue>) {
        self.values.retain(|(read, _)| *read != name);
        self.values.push((name, value.into()));
    }

    /// Reads an option or its default, if it has either.
    fn read(&mut self, spec: &OptionSpec) -> Result<Option<&OptionValue>> {
        let Some(value) = self.requested.read(spec)? else { return Ok(None) };
        self.put_in_force(spec.name, value);
        Ok(self.values.last().map(|(_, value)| value))
    }

    /// Returns the option of a name. A row has each option that it reads; a test reads those of all rows.
    fn spec(&self, name: &'static str) -> Result<&'static OptionSpec> {
        self.specs.iter().find(|spec| spec.name == name).ok_or_else(|| Error::invalid_option(name, "", "an option of the row"))
    }

    /// Reads an integer that may be absent. Every range of a row's integers is within 32 bits.
    pub(crate) fn optional_integer(&mut self, name: &'static str) -> Result<Option<u32>> {
        let spec = *self.spec(name)?;
        let spec = match spec.kind {
            Kind::IntegerOrMap { least, most } => OptionSpec { kind: Kind::Integer { least, most }, ..spec },
            _ => spec,
        };
        Ok(match self.read(&spec)? {
            Some(&OptionValue::Integer(integer)) => Some(integer as u32),
            _ => None,
        })
    }

    /// Reads an integer.
    pub(crate) fn integer(&mut self, name: &'static str) -> Result<u32> {
        self.optional_integer(name)?.ok_or_else(|| self.missing(name))
    }

    /// Reads `vnodes`.
    pub(crate) fn vnodes(&mut self) -> Result<u64> {
        self.integer("vnodes").map(u64::from)
    }

    /// Reads a truth value that may be absent.
    pub(crate) fn optional_flag(&mut self, name: &'static str) -> Result<Option<bool>> {
        let spec = self.spec(name)?;
        Ok(match self.read(spec)? {
            Some(&OptionValue::Boolean(flag)) => Some(flag),
            _ => None,
        })
    }

    /// Reads a truth value.
    pub(crate) fn flag(&mut self, name: &'static str) -> Result<bool> {
        self.optional_flag(name)?.ok_or_else(|| self.missing(name))
    }

    /// Reads a word that may be absent; `words` is the table of the option.
    pub(crate) fn optional_word<T: Copy>(&mut self, name: &'static str, words: &[(&'static str, T)]) -> Result<Option<T>> {
        let spec = self.spec(name)?;
        Ok(match self.read(spec)? {
            Some(OptionValue::Text(text)) => words.iter().find(|(word, _)| word == text).map(|(_, meaning)| *meaning),
            _ => None,
        })
    }

    /// Reads a word; `words` is the table of the option.
    pub(crate) fn word<T: Copy>(&mut self, name: &'static str, words: &[(&'static str, T)]) -> Result<T> {
        self.optional_word(name, words)?.ok_or_else(|| self.missing(name))
    }

    /// Reads a word of an option's table, if another option allows only `words` of it. Without a default it must be
    /// given.
    pub(crate) fn word_among<T: Copy>(
        &mut self,
        name: &'static str,
        words: &'static [(&'static str, T)],
        default: Option<&str>,
    ) -> Result<T>
    where
        &'static [(&'static str, T)]: Words,
    {
        let given = match self.requested.get(name) {
            Some(OptionValue::Text(text)) => Some(text.as_str()),
            Some(_) => None,
            None => default,
        };
        let known = words.iter().find(|(word, _)| Some(*word) == given);
        let &(word, meaning) = known.ok_or_else(|| self.contradiction(name, &one_of(&words)))?;
        self.put_in_force(name, word);
        Ok(meaning)
    }

    /// Reads a map, if one was given. Its values are not yet checked.
    pub(crate) fn map(&mut self, name: &'static str) -> Option<Vec<(String, i64)>> {
        let Some(OptionValue::Map(map)) = self.requested.get(name) else { return None };
        let map = OptionValue::sorted_map(map.clone());
        self.put_in_force(name, map.clone());
        Some(map)
    }

    fn missing(&self, name: &'static str) -> Error {
        self.contradiction(name, &self.spec(name).map(OptionSpec::expected).unwrap_or_default())
    }

    /// Returns the error that an option is wrong together with others; `expected` is what would be right.
    pub(crate) fn contradiction(&self, name: &'static str, expected: &str) -> Error {
        let value = self.requested.get(name).map_or_else(|| "is missing".to_owned(), ToString::to_string);
        Error::invalid_option(name, value, expected)
    }
}
