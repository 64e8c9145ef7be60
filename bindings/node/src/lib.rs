//! The native module of the Node package.
