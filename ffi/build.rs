//! Gives the shared library its soname: `0.<minor>` before 1.0, then `<major>`, as every minor version before 1.0 may break programs.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let version = match env!("CARGO_PKG_VERSION_MAJOR") {
        "0" => concat!("0.", env!("CARGO_PKG_VERSION_MINOR")),
        major => major,
    };
    match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libringwise.{version}.dylib"),
        Ok("windows") | Err(_) => {}
        Ok(_) => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libringwise.so.{version}"),
    }
}
