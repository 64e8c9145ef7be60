#!/bin/sh
# Installs or uninstalls the C library: `make install` and `make uninstall` run it after the release build.
#
#   ffi/install.sh install | uninstall
#
# PREFIX      the target: an absolute path; default /usr/local
# LIBDIR      the folder of libraries; default PREFIX/lib
# INCLUDEDIR  the folder of headers; default PREFIX/include
# DESTDIR     a folder that is put before all of them, for packagers; default empty
# BUILD       the folder of the built libraries; default cargo's
set -eu

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

PREFIX=${PREFIX:-/usr/local}
case $PREFIX in
/*) ;;
*) fail "PREFIX $PREFIX: an absolute path" ;;
esac
libdir=${LIBDIR:-$PREFIX/lib}
includedir=${INCLUDEDIR:-$PREFIX/include}
lib=${DESTDIR:-}$libdir
include=${DESTDIR:-}$includedir
root=$(cd "$(dirname "$0")/.." && pwd)
build=${BUILD:-${CARGO_TARGET_DIR:-$root/target}/release}

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
# As in build.rs: before 1.0 every minor version may break programs.
soversion=${version%%.*}
if [ "$soversion" = 0 ]; then
    soversion=${version%.*}
fi
case $(uname -s) in
Darwin) built=libringwise.dylib full=libringwise.$version.dylib soname=libringwise.$soversion.dylib ;;
*) built=libringwise.so full=libringwise.so.$version soname=libringwise.so.$soversion ;;
esac

# Replaces a file in one step: a running program keeps its library.
put() {
    mode=$1 from=$2 to=$3
    cp "$from" "$to.new"
    chmod "$mode" "$to.new"
    mv -f "$to.new" "$to"
}

pkg_config() {
    cat <<EOF
prefix=$PREFIX
libdir=$libdir
includedir=$includedir

Name: ringwise
Description: A consistent-hash ring that places every key on the same node in every language
Version: $version
Libs: -L"\${libdir}" -lringwise
Libs.private: -lpthread -ldl -lm
Cflags: -I"\${includedir}"
EOF
}

install() {
    for file in libringwise.a "$built"; do
        [ -f "$build/$file" ] || fail "$build/$file is missing: build it with cargo build --release -p ringwise-ffi"
    done
    mkdir -p "$include" "$lib/pkgconfig"
    put 644 "$root/include/ringwise.h" "$include/ringwise.h"
    put 644 "$build/libringwise.a" "$lib/libringwise.a"
    put 755 "$build/$built" "$lib/$full"
    ln -sf "$full" "$lib/$soname"
    ln -sf "$soname" "$lib/$built"
    pkg_config >"$lib/pkgconfig/ringwise.pc"
    if [ -z "${DESTDIR:-}" ]; then
        echo "installed in $libdir and $includedir; run ldconfig if the loader does not find the library"
    fi
}

uninstall() {
    rm -f "$include/ringwise.h" "$lib/libringwise.a" "$lib/$full" "$lib/$soname" "$lib/$built" "$lib/pkgconfig/ringwise.pc"
}

case ${1:-} in
install | uninstall) "$1" ;;
*) fail "usage: install.sh install | uninstall" ;;
esac
