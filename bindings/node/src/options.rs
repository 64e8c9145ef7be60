//! A ring's options, from JavaScript and back.

use napi::Env;
use napi::bindgen_prelude::Unknown;
use napi_derive::napi;
use ringwise::{Builder, HashRing};

use crate::argument::{self, Words, integer, nullable, text};
use crate::error::Result;

/// The options that there are, as JavaScript writes them.
const KNOWN: &[&str] = &["vnodes", "seed", "hashTag", "zones", "replicationFactor", "loadFactor"];

/// Returns a builder with the options of a JavaScript object.
pub(crate) fn builder(env: Env, options: Unknown<'_>) -> Result<Builder> {
    let options = argument::options(env, options, Words::new("options", "an object is needed"), KNOWN)?;
    let mut builder = HashRing::builder();
    if let Some(vnodes) = options.get("vnodes")? {
        builder = builder.vnodes(integer(env, vnodes, Words::integer("vnodes"))?);
    }
    if let Some(seed) = options.get("seed")? {
        builder = builder.seed(integer(env, seed, Words::integer("seed"))?);
    }
    if let Some(tag) = nullable(&options, "hashTag")? {
        builder = builder.hash_tag(text(env, tag, Words::string("hash tag"))?);
    }
    if let Some(zones) = options.get("zones")? {
        builder = builder.zones(text(env, zones, Words::string("zones"))?.parse()?);
    }
    if let Some(factor) = options.get("replicationFactor")? {
        builder = builder.replication_factor(integer(env, factor, Words::integer("replication factor"))?);
    }
    if let Some(factor) = options.get("loadFactor")? {
        builder = builder.load_factor(integer(env, factor, Words::integer("load factor"))?);
    }
    Ok(builder)
}

/// The options in force, defaults included.
#[napi(object, object_from_js = false, use_nullable = true)]
pub(crate) struct Options {
    pub vnodes: u32,
    pub seed: u32,
    pub hash_tag: Option<String>,
    pub zones: String,
    pub replication_factor: u32,
    pub load_factor: u32,
}

impl From<&ringwise::Options> for Options {
    fn from(options: &ringwise::Options) -> Self {
        Options {
            vnodes: options.vnodes(),
            seed: options.seed(),
            hash_tag: options.hash_tag(),
            zones: options.zones().to_string(),
            replication_factor: options.replication_factor(),
            load_factor: options.load_factor(),
        }
    }
}
