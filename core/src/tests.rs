//! Models of whole rings, on rings with so few positions that points collide all the time.

mod capped;
mod limits;
#[cfg(feature = "profiles")]
mod mutations;
mod plan;
mod shares;
mod ties;
