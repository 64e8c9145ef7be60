//! The native half of a plan: what changes hands between two rings.
#![expect(unreachable_pub, reason = "napi-derive takes no method that is less than `pub`")]

use std::sync::Arc;

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use crate::error::Result;
use crate::hot;
use crate::told::Told;

/// A plan. The numbers of its nodes are those of the two rings.
#[napi]
pub(crate) struct Plan {
    plan: Arc<ringwise::Plan>,
    /// Of the two rings, in full: they may be all that is left of them.
    _told: Told,
}

impl Plan {
    pub(crate) fn new(env: Env, plan: ringwise::Plan) -> Self {
        let told = Told::new(env, plan.before().memory().total() + plan.after().memory().total());
        Plan { plan: Arc::new(plan), _told: told }
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

    /// Returns the functions that give moves: as rows of eight numbers, which are start and end, as two each, rank, source, target and 0.
    #[napi(
        catch_unwind,
        ts_return_type = "{
    ofKey(key: unknown, rows: Uint32Array): number
    iterate(): (rows: Uint32Array, end?: boolean) => number
  }"
    )]
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

    /// Returns a table for people.
    #[napi(catch_unwind)]
    pub fn table(&self) -> String {
        self.plan.to_string()
    }
}

/// What a plan says in numbers.
#[napi(object, object_from_js = false)]
pub(crate) struct Sums {
    pub total: u128,
    pub moved: u128,
    pub minimum: u128,
    pub moved_fraction: f64,
    pub minimum_fraction: f64,
}

/// How many positions go from one node to another.
#[napi(object, object_from_js = false, use_nullable = true)]
pub(crate) struct Total {
    pub source: Option<String>,
    pub target: String,
    pub parts: u128,
}
