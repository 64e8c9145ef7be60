//! The moves of a plan, as rows of numbers in an array that JavaScript keeps.
//!
//! There may be millions of moves. V8 would not collect an array made here for each batch before the loop over the
//! moves ends.

use core::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use napi::bindgen_prelude::{Object, Unknown};
use napi::{Env, Status};
use ringwise::binding::id_number;
use ringwise::{Move, Moves, NodeId, Plan};

use super::function::{Lookup, function};
use super::key::with_key;
use super::value::Value;
use crate::error::Result;

/// The numbers of a row: start and end, two each, rank, source, target, and one unused that aligns the next row to 64
/// bits.
const ROW: usize = 8;

/// Returns an object of the functions that list the moves of a plan.
pub(crate) fn moves<'a>(env: &'a Env, plan: &Arc<Plan>) -> Result<Object<'a>> {
    let mut functions = Object::new(env)?;
    functions.set(MovesOfKey::NAME, function::<MovesOfKey>(env, Rc::new(Arc::clone(plan)))?)?;
    functions.set(Iterate::NAME, function::<Iterate>(env, Rc::new(Arc::clone(plan)))?)?;
    Ok(functions)
}

/// `movesOfKey(key, rows)`: writes the moves that include a key, and returns their number.
///
/// If `rows` is too short, it writes nothing and returns the number of missing elements, negated.
struct MovesOfKey;

impl Lookup for MovesOfKey {
    const NAME: &'static str = "movesOfKey";
    type Data = Arc<Plan>;
    type Answer<'call> = i32;

    fn call(_: &Env, plan: &Arc<Plan>, [key, rows, _]: [Value<'_>; 3]) -> Result<i32> {
        let numbers = numbers(with_key(key, |key| plan.moves_of(key))?);
        Ok(match rows.write_numbers(0, &numbers) {
            Ok(written) => (written / ROW) as i32,
            Err(missing) => -(missing as i32),
        })
    }
}

/// `iterate()`: the function [`Next`].
struct Iterate;

impl Lookup for Iterate {
    const NAME: &'static str = "iterate";
    type Data = Arc<Plan>;
    type Answer<'call> = Unknown<'call>;

    fn call<'call>(env: &'call Env, plan: &Arc<Plan>, _: [Value<'_>; 3]) -> Result<Unknown<'call>> {
        function::<Next>(env, Rc::new(RefCell::new(Some(plan.iter()))))
    }
}

/// `next(rows)`: writes the next moves, as many as fit, and returns their number; 0 at the end. `next(rows, true)` ends
/// the iteration and frees its memory.
struct Next;

impl Lookup for Next {
    const NAME: &'static str = "next";
    type Data = RefCell<Option<Moves>>;
    type Answer<'call> = i32;

    fn call(_: &Env, moves: &Self::Data, [rows, end, _]: [Value<'_>; 3]) -> Result<i32> {
        if end.is_true() {
            moves.take();
        }
        let next = moves.borrow_mut().as_mut().map(|moves| numbers(moves.take(rows.numbers_len() / ROW)));
        let written = rows.write_numbers(0, &next.unwrap_or_default());
        let written = written.map_err(|_| napi::Error::new(Status::InvalidArg, "the array is too short for the moves"))?;
        Ok((written / ROW) as i32)
    }
}

/// Returns the rows of some moves.
fn numbers(moves: impl IntoIterator<Item = Move>) -> Vec<u32> {
    let row = |moved: Move| {
        let ([start, start_too], [end, end_too]) = (halves(moved.start), halves(moved.end));
        let source = id_number(moved.source.unwrap_or(NodeId::NONE));
        [start, start_too, end, end_too, moved.rank as u32, source, id_number(moved.target), 0]
    };
    moves.into_iter().flat_map(row).collect()
}

/// Returns the halves of a number in the order of memory.
const fn halves(number: u64) -> [u32; 2] {
    let (low, high) = (number as u32, (number >> 32) as u32);
    if cfg!(target_endian = "little") { [low, high] } else { [high, low] }
}
