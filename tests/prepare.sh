#!/bin/sh
# Brings what the stories need and a fresh Debian lacks: PostgreSQL, Chromium with fonts, the browser driver with
# axe-core, an SMTP server and a stand-in for GOV.UK Notify. What is there already is left alone, so a second run takes a moment.
set -eu
cd "$(dirname "$0")/.."

# System packages ---------------------------------------------------------------------------------------------
missing=""
has_postgres() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; }
has_postgres || missing="$missing postgresql"
command -v chromium >/dev/null || missing="$missing chromium"
[ -d /usr/share/fonts/truetype/liberation ] || missing="$missing fonts-liberation"
command -v setpriv >/dev/null || missing="$missing util-linux"
[ -x target/test-python/bin/python ] || python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"

if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || {
        echo "The tests need these Debian packages or what stands for them here:$missing" >&2
        exit 1
    }
    if [ "$(id -u)" -ne 0 ]; then
        echo "The tests need packages that only root can install. Please run this once, then try again:" >&2
        echo "    sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    install() {
        apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing
    }
    # A mirror that is being refreshed answers once with the wrong sums.
    install || { echo "Once more ..." >&2; sleep 10; install; }
fi

# The browser driver and axe-core -----------------------------------------------------------------------------
if ! cmp -s tests/browser/package-lock.json tests/browser/node_modules/.installed; then
    (cd tests/browser && npm ci --no-audit --no-fund --loglevel=error --ignore-scripts)
    cp tests/browser/package-lock.json tests/browser/node_modules/.installed
fi

# The meaning pack --------------------------------------------------------------------------------------------
python3 data/meaning/fetch.py target/meaning >/dev/null

# The servers that letters go to -----------------------------------------------------------------------------------
if ! cmp -s tests/requirements.txt target/test-python/installed; then
    rm -rf target/test-python
    mkdir -p target
    python3 -m venv target/test-python
    target/test-python/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        --no-deps --only-binary :all: -r tests/requirements.txt
    cp tests/requirements.txt target/test-python/installed
fi
