//! The functions that place a key without a ring.

use std::rc::Rc;

use napi::Env;
use napi::bindgen_prelude::{BigInt, Object};
use napi_derive::napi;

use super::function::{Lookup, function};
use super::key::with_key;
use super::value::Value;
use crate::argument::{Expected, exact};
use crate::error::{Error, Result};

/// Returns an object of the functions that place a key without a ring.
#[napi(catch_unwind)]
pub(crate) fn functions(env: &Env) -> Result<Object<'_>> {
    let mut functions = Object::new(env)?;
    functions.set(JumpHash::NAME, function::<JumpHash>(env, Rc::new(()))?)?;
    functions.set(GuavaConsistentHash::NAME, function::<GuavaConsistentHash>(env, Rc::new(()))?)?;
    functions.set(RedisSlot::NAME, function::<RedisSlot>(env, Rc::new(()))?)?;
    functions.set(CassandraToken::NAME, function::<CassandraToken>(env, Rc::new(()))?)?;
    Ok(functions)
}

/// `jumpHash(key, buckets)`: the key's bucket.
struct JumpHash;

impl Lookup for JumpHash {
    const NAME: &'static str = "jumpHash";
    type Data = ();
    type Answer<'call> = u32;

    fn call(_: &Env, (): &(), [key, buckets, _]: [Value<'_>; 3]) -> Result<u32> {
        Ok(ringwise::jump_hash(number(key)?, self::buckets(buckets)?))
    }
}

/// `guavaConsistentHash(key, buckets)`: the key's bucket.
struct GuavaConsistentHash;

impl Lookup for GuavaConsistentHash {
    const NAME: &'static str = "guavaConsistentHash";
    type Data = ();
    type Answer<'call> = u32;

    fn call(_: &Env, (): &(), [key, buckets, _]: [Value<'_>; 3]) -> Result<u32> {
        Ok(ringwise::guava_consistent_hash(number(key)?, self::buckets(buckets)?))
    }
}

/// `redisSlot(key)`: the key's slot.
struct RedisSlot;

impl Lookup for RedisSlot {
    const NAME: &'static str = "redisSlot";
    type Data = ();
    type Answer<'call> = u32;

    fn call(_: &Env, (): &(), [key, ..]: [Value<'_>; 3]) -> Result<u32> {
        Ok(with_key(key, ringwise::redis_slot)?.into())
    }
}

/// `cassandraToken(key)`: the key's token.
struct CassandraToken;

impl Lookup for CassandraToken {
    const NAME: &'static str = "cassandraToken";
    type Data = ();
    type Answer<'call> = BigInt;

    fn call(_: &Env, (): &(), [key, ..]: [Value<'_>; 3]) -> Result<BigInt> {
        Ok(with_key(key, ringwise::cassandra_token)?.into())
    }
}

/// Returns a key that is an integer.
fn number(key: Value<'_>) -> Result<u64> {
    ranged(key, Expected::new("key", "an integer from 0 to 18446744073709551615"))
}

fn buckets(buckets: Value<'_>) -> Result<u32> {
    ranged(buckets, Expected::new("buckets", "an integer from 0 to 4294967295"))
}

fn ranged<T: TryFrom<i128>>(value: Value<'_>, expected: Expected<'_>) -> Result<T> {
    let integer = exact(value.env(), value.unknown(), expected)?;
    T::try_from(integer).map_err(|_| Error::out_of_range(value.env(), expected.message(integer)))
}
