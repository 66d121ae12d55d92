#!/bin/sh
# Rebuilds opa.wasm.gz and its pinned hash from the Go source. Needs the Go of the toolchain line in go.mod.
# Usage: rebuild.sh [FILE]   with FILE: writes the unpacked module there and leaves the committed files alone.
set -eu
cd "$(dirname "$0")"
target=${1:-opa.wasm}
GOOS=wasip1 GOARCH=wasm GOFLAGS=-mod=readonly GOTOOLCHAIN=local GOWASM='' CGO_ENABLED=0 \
  go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$target" .
[ $# -eq 0 ] || exit 0
sha256sum opa.wasm | cut -d ' ' -f 1 > opa.wasm.sha256
gzip -9 -n -f opa.wasm
