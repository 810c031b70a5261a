#!/usr/bin/env bash
# Renews the three lock files: exact versions, hashes, every platform; no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet uv
compile() {
    local out="$1"; shift
    { printf '# Made by "make lock"; do not edit.\n'
      "$scratch/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --no-config \
        --no-emit-index-url --no-emit-find-links "$@"
    } > "$scratch/out"
    if grep -nE '://|--(extra-)?index|--find-links' "$scratch/out"; then
        echo "the lock names an address; nothing written" >&2; exit 1
    fi
    mv "$scratch/out" "$out"
}
compile requirements-test.lock pyproject.toml --extra test --group build
compile requirements.lock pyproject.toml --constraint requirements-test.lock
compile requirements-build.lock --group build --constraint requirements-test.lock
