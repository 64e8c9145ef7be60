#!/bin/sh
# Places the 10,000 real keys of tests/data on a weighted, zoned ring, with the installed package of each language; `make demo` runs it.
#
#   demo.sh PLACE    PLACE holds what `make demo` installed
set -eu

place=$1
data=$(cd "$(dirname "$0")/data" && pwd)
set -- "$data/demo-nodes.tsv" "$data/package-names.txt"
cd "$place" # away from the sources: only what is installed can be found

rust=$(rust/target/release/demo "$@")
c=$(c/demo "$@")
python=$(python/venv/bin/python python/demo.py "$@")
node=$(node node/demo.mjs "$@")

echo
echo "10,000 real package names, the first three nodes of each, in four languages:"
printf '  %-8s%s\n' Rust "$rust" C "$c" Python "$python" Node "$node"
for digest in "$c" "$python" "$node"; do
    if [ "$digest" != "$rust" ]; then
        echo "  They differ: this must never happen." >&2
        exit 1
    fi
done
echo "  All equal."
echo
rust/target/release/demo "$@" report
