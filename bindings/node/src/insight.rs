//! The analysis of a ring: shares, ranges, distributions and plans.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use napi::Env;
use napi::bindgen_prelude::{Array, JsObjectValue, Utf16String};
use napi_derive::napi;
use ringwise::Field;

use crate::argument::{Argument, field, replicas};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::hot;
use crate::plan::Plan;
use crate::ring::Ring;
use crate::shares::{Ranges, Shares, Stats};

#[napi]
impl Ring {
    #[napi(catch_unwind)]
    pub fn shares(&self, env: Env, replicas: Argument<'_, f64>) -> Result<Shares> {
        let replicas = self::replicas(env, replicas)?;
        Ok(self.handle().view()?.shares(replicas)?.into())
    }

    #[napi(catch_unwind)]
    pub fn stats(&self) -> Result<Stats> {
        Ok(self.handle().view()?.stats().into())
    }

    #[napi(catch_unwind)]
    pub fn ranges(&self, env: Env, name: Argument<'_, Utf16String>) -> Result<Ranges> {
        let name = field(env, name, Field::Name)?;
        Ok(self.handle().view()?.ranges(&name)?.into())
    }

    #[napi(catch_unwind)]
    pub fn forecast(&self, env: Env, failures: Array<'_>, replicas: Argument<'_, f64>) -> Result<Shares> {
        let failures = (0..failures.len()).map(|index| field(env, failures.get_element(index)?, Field::Name));
        let (failures, replicas) = (failures.collect::<Result<Vec<_>>>()?, self::replicas(env, replicas)?);
        Ok(self.handle().view()?.forecast(failures, replicas)?.into())
    }

    #[napi(catch_unwind)]
    pub fn analyze_distribution(&self, env: &Env, keys: Array<'_>) -> Result<Distribution> {
        let keys = hot::keys(env, &keys)?;
        Ok(self.handle().view()?.analyze_distribution(keys.iter()).into())
    }

    #[napi(catch_unwind)]
    pub fn plan(&self, env: Env, after: &Ring, replicas: Argument<'_, f64>) -> Result<Plan> {
        let replicas = self::replicas(env, replicas)?;
        let (before, after) = (self.handle().view()?, after.handle().view()?);
        Ok(Plan::new(env, before.plan(&after, replicas)?))
    }

    #[napi(catch_unwind)]
    pub fn overlap(&self, other: &Ring) -> Result<f64> {
        let (here, there) = (self.handle().view()?, other.handle().view()?);
        Ok(here.overlap(&there))
    }
}
