//! Reads the golden vectors.
