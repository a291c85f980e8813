#!/usr/bin/env bash
# Makes .venv with everything of requirements.lock and the project itself; a second run does nothing.
# Works without python3-venv (PEP 668 machines included) and, as root or with passwordless sudo, without pip too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

ready=.venv/.ready

# What the environment was made from: this place, the lock, the project's own declaration.
stamp() {
    printf '%s\n' "$PWD"
    cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

choose_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13; do
        if command -v "$name" >/dev/null && fits "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
}

# apt-get as root or through passwordless sudo; otherwise one line to run by hand.
install_packages() {
    if command -v apt-get >/dev/null; then
        local as_root=()
        if [ "$(id -u)" -ne 0 ]; then
            as_root=(sudo -n)
        fi
        if [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; then
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
            return
        fi
    fi
    echo "缺少 $*。请运行 / Please run:  sudo apt-get install $*" >&2
    exit 1
}

if [ -f "$ready" ] && [ "$(cat "$ready")" = "$(stamp)" ] && fits .venv/bin/python; then
    touch "$ready"
    exit 0
fi

# An environment of another place or of a Python that is gone can't be mended.
if [ -e .venv ] && { ! fits .venv/bin/python || { [ -f "$ready" ] && [ "$(head -n 1 "$ready")" != "$PWD" ]; }; }; then
    rm -rf .venv
fi
rm -f "$ready"

python=$(choose_python)
if [ -z "$python" ]; then
    install_packages python3 python3-venv
    python=$(choose_python)
    if [ -z "$python" ]; then
        echo "需要 Python 3.11、3.12 或 3.13。 / Python 3.11, 3.12 or 3.13 is needed." >&2
        exit 1
    fi
fi

has() { "$1" -c "import $2" >/dev/null 2>&1; }

# pip of the system may fill our environment from outside, from 22.3 on.
has_outer_pip() {
    "$python" -c 'import pip, sys; sys.exit(tuple(map(int, pip.__version__.split(".")[:2])) < (22, 3))' >/dev/null 2>&1
}

# Debian splits ensurepip off into python3-venv: without it, `venv` can make no pip of its own.
if ! has .venv/bin/python pip; then
    if ! has "$python" "venv, ensurepip" && ! { has "$python" venv && has_outer_pip; }; then
        install_packages python3-venv
    fi
    if has "$python" "venv, ensurepip"; then
        "$python" -m venv .venv
    else
        "$python" -m venv --without-pip .venv
    fi
fi

if has .venv/bin/python pip; then
    pip=(.venv/bin/python -m pip)
else
    pip=("$python" -m pip --python "$PWD/.venv/bin/python")
fi
options=(--quiet --disable-pip-version-check --no-input)

echo "正在准备运行环境（首次约一两分钟） / Preparing .venv (a minute or two the first time) …" >&2
"${pip[@]}" install "${options[@]}" --no-deps --require-hashes -r requirements.lock
"${pip[@]}" install "${options[@]}" --no-deps --no-build-isolation --editable .

stamp >"$ready"
