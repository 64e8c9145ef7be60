//! The ring that JavaScript objects share, until it is closed.

use core::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use napi::Env;
use ringwise::binding::HandleOptions;
use ringwise::{HashRing, OptionValue, Reader, SharedRing, View};

use crate::error::{Error, Result};
use crate::external_memory::ExternalMemory;

/// A ring of one environment. The class and each of its functions own a reference, so the last one to be collected
/// frees it.
///
/// Only the environment's own thread uses it, and no JavaScript runs while the ring is borrowed: arguments are read
/// first.
pub(crate) struct Handle {
    open: RefCell<Option<Open>>,
    options: HandleOptions,
    memory: ExternalMemory,
}

/// A [`SharedRing`], although one environment uses it: an iterator keeps the ring that it started with while edits go
/// on, and a health monitor marks nodes from its own thread.
struct Open {
    ring: Arc<SharedRing>,
    reader: Reader,
}

impl Handle {
    pub(crate) fn new(env: Env, ring: SharedRing, options: HandleOptions) -> Rc<Self> {
        let memory = ExternalMemory::new(env, ring.view().memory().total());
        let ring = Arc::new(ring);
        Rc::new(Handle { open: RefCell::new(Some(Open { reader: ring.reader(), ring })), options, memory })
    }

    /// Returns the number of nodes that a list has unless a call names another.
    pub(crate) fn replication_factor(&self) -> usize {
        self.options.replication_factor()
    }

    /// Returns the options that the ring itself does not keep, for a copy of it.
    pub(crate) fn copied_options(&self) -> Result<HandleOptions> {
        self.ask(|ring| self.options.copied(ring))
    }

    /// Returns the options that the ring itself does not keep, with their values.
    pub(crate) fn option_entries(&self) -> Result<Vec<(&'static str, OptionValue)>> {
        self.ask(|ring| self.options.entries(ring))
    }

    /// Reads the ring, and the health of its nodes, as they are now.
    #[inline]
    pub(crate) fn read<T>(&self, read: impl FnOnce(&View) -> T) -> Result<T> {
        match &mut *self.open.borrow_mut() {
            Some(open) => Ok(read(open.reader.view())),
            None => Err(Error::Closed),
        }
    }

    /// Calls the shared ring for what a view does not have: the loads, and everything that changes them or the health
    /// of nodes.
    #[inline]
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Arc<SharedRing>) -> T) -> Result<T> {
        match &*self.open.borrow() {
            Some(open) => Ok(ask(&open.ring)),
            None => Err(Error::Closed),
        }
    }

    /// Edits the ring. An edit that fails changes nothing.
    pub(crate) fn edit<T>(&self, edit: impl FnOnce(&mut HashRing) -> ringwise::Result<T>) -> Result<T> {
        let edited = self.ask(|ring| ring.edit(edit))??;
        self.report_memory();
        Ok(edited)
    }

    /// Returns the ring as it is now; later edits do not change it.
    pub(crate) fn view(&self) -> Result<Arc<View>> {
        self.ask(|ring| ring.view())
    }

    /// Frees the ring's memory. Every later call is an error.
    pub(crate) fn close(&self) {
        self.open.take();
        self.report_memory();
    }

    /// Reports to V8 how much memory the ring takes now.
    fn report_memory(&self) {
        self.memory.report(self.read(|view| view.memory().total()).unwrap_or(0));
    }
}
