//! x
mod builder;
mod edit;
mod error;
mod hash;
mod index;
mod key;
mod limits;
mod members;
mod names;
mod node;
mod options;
mod owners;
mod points;
mod profile;
mod replicas;
mod ring;
mod rounds;
mod shared;
mod sort;
#[cfg(test)]
mod ties;
mod walk;

pub use builder::Builder;
pub use edit::Changes;
pub use error::{Error, ErrorKind, Field, NameFault, Result};
pub use node::{Node, NodeId};
pub use options::{Options, Zones};
pub use replicas::Nodes;
pub use ring::{HashRing, Memory};
pub use shared::{Reader, SharedRing};
