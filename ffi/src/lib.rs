//! The C ABI of ringwise.
