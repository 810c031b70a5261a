#!/bin/sh
# Makes or refreshes .venv. Usage: make_env.sh run|test. Quick when nothing changed: the Makefile's
# stamp files call it only after a lock or the packaging changed.
set -eu
cd "$(dirname "$0")/.."
want="$1"

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if usable "$name"; then command -v "$name"; return 0; fi
    done
    return 1
}

if ! { [ -x .venv/bin/python ] && usable .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    python="$(find_python)" || {
        echo "Mkeka needs Python 3.11 or newer, and none was found." >&2
        echo "Install it (Debian, Ubuntu: apt install python3 python3-venv) or name one: make PYTHON=/path/to/python" >&2
        exit 1
    }
    echo "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || {
        rm -rf .venv
        echo "This Python cannot make environments. Debian, Ubuntu: apt install python3-venv" >&2
        exit 1
    }
fi

locks="-r requirements-build.lock -r requirements.lock"
if [ "$want" = test ]; then locks="-r requirements-test.lock"; fi
echo "Installing the parts Mkeka is made of (once; later starts skip this)"
# shellcheck disable=SC2086  # several options on purpose
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: $locks
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
touch .venv/.run
if [ "$want" = test ]; then touch .venv/.test; fi
