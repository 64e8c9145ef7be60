//! Lets the module find Node's own symbols when it is loaded.

fn main() {
    napi_build::setup();
}
