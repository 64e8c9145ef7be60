//! The native half of a plan, which lists what moves from one ring to another.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use crate::error::Result;
use crate::external_memory::ExternalMemory;
use crate::hot;

/// A plan. The numbers of its nodes are those of the two rings.
#[napi]
pub(crate) struct Plan {
    plan: Arc<ringwise::Plan>,
    /// The memory of both rings in full: this plan may be the last that keeps them.
    _memory: ExternalMemory,
}

impl Plan {
    pub(crate) fn new(env: Env, plan: ringwise::Plan) -> Self {
        let memory = ExternalMemory::new(env, plan.before().memory().total() + plan.after().memory().total());
        Plan { plan: Arc::new(plan), _memory: memory }
    }
}

#[napi]
impl Plan {
    #[napi(catch_unwind)]
    pub fn sums(&self) -> Sums {
        Sums {
            total: self.plan.total(),
            moved: self.plan.moved(),
            minimum: self.plan.minimum(),
            moved_fraction: self.plan.moved_fraction(),
            minimum_fraction: self.plan.minimum_fraction(),
        }
    }

    /// Returns the functions that list moves.
    #[napi(catch_unwind)]
    pub fn moves<'a>(&self, env: &'a Env) -> Result<Object<'a>> {
        hot::moves(env, &self.plan)
    }

    #[napi(catch_unwind)]
    pub fn totals(&self) -> Vec<Total> {
        let total = |(source, target, parts): (Option<&str>, &str, u128)| Total {
            source: source.map(str::to_owned),
            target: target.to_owned(),
            parts,
        };
        self.plan.totals().map(total).collect()
    }

    #[napi(catch_unwind)]
    pub fn to_json(&self) -> String {
        self.plan.to_json()
    }

    /// Returns a table for people to read.
    #[napi(catch_unwind)]
    pub fn table(&self) -> String {
        self.plan.to_string()
    }
}

/// The totals of a plan.
#[napi(object, object_from_js = false)]
pub(crate) struct Sums {
    pub total: u128,
    pub moved: u128,
    pub minimum: u128,
    pub moved_fraction: f64,
    pub minimum_fraction: f64,
}

/// The number of positions that move from one node to another.
#[napi(object, object_from_js = false, use_nullable = true)]
pub(crate) struct Total {
    pub source: Option<String>,
    pub target: String,
    pub parts: u128,
}
