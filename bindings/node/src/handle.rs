//! What JavaScript holds of a ring: the ring, until it is closed.

use core::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use napi::Env;
use ringwise::{HashRing, Reader, SharedRing, View};

use crate::error::{Error, Result};
use crate::told::Told;

/// A ring of one environment. The class and each of its functions hold a count of it, so whichever is collected last frees it.
///
/// Only the environment's own thread comes here, and no JavaScript runs while the ring is borrowed: arguments are read first.
pub(crate) struct Handle {
    open: RefCell<Option<Open>>,
    told: Told,
}

/// A [`SharedRing`], though one environment uses it: an iterator keeps the ring that it began with while edits go on, and a health monitor
/// marks nodes from its own thread.
struct Open {
    ring: Arc<SharedRing>,
    reader: Reader,
}

impl Handle {
    pub(crate) fn new(env: Env, ring: HashRing) -> Rc<Self> {
        let told = Told::new(env, ring.memory().total());
        let ring = Arc::new(SharedRing::new(ring));
        Rc::new(Handle { open: RefCell::new(Some(Open { reader: ring.reader(), ring })), told })
    }

    /// Reads the ring, and the health of its nodes, as they are now.
    #[inline]
    pub(crate) fn read<T>(&self, read: impl FnOnce(&View) -> T) -> Result<T> {
        match &mut *self.open.borrow_mut() {
            Some(open) => Ok(read(open.reader.view())),
            None => Err(Error::Closed),
        }
    }

    /// Asks the ring for what a view has not: its nodes' loads, and all that changes them or their health.
    #[inline]
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Arc<SharedRing>) -> T) -> Result<T> {
        match &*self.open.borrow() {
            Some(open) => Ok(ask(&open.ring)),
            None => Err(Error::Closed),
        }
    }

    /// Edits the ring; if that fails, nothing changes.
    pub(crate) fn edit<T>(&self, edit: impl FnOnce(&mut HashRing) -> ringwise::Result<T>) -> Result<T> {
        let edited = self.ask(|ring| ring.edit(edit))??;
        self.tell();
        Ok(edited)
    }

    /// Returns the ring as it is now, which no edit changes.
    pub(crate) fn view(&self) -> Result<Arc<View>> {
        self.ask(|ring| ring.view())
    }

    /// Gives the ring's memory back. What is asked of it later is an error.
    pub(crate) fn close(&self) {
        self.open.take();
        self.tell();
    }

    /// Tells V8 how much memory the ring takes now.
    fn tell(&self) {
        self.told.tell(self.read(|view| view.memory().total()).unwrap_or(0));
    }
}
