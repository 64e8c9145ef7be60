//! Sets the soname of the shared library: `0.<minor>` before 1.0, because every minor version may break programs then; later `<major>`.

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
