#!/usr/bin/env bash
# One journey on a display, a session bus and an accessibility bus of its own: run.sh JOURNEY PROGRAM FOLDER FILES
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

journey() {
    coproc SERVER { exec Xvfb -displayfd 1 -screen 0 1400x900x24 -nolisten tcp 2>/dev/null; }
    read -r number <&"${SERVER[0]}"
    export DISPLAY=":$number" QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 LANG=C.UTF-8
    openbox >/dev/null 2>&1 &
    /usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
    sleep 1
    local ended=0
    /usr/bin/python3 -W ignore "$here/person.py" "$@" || ended=$?
    jobs -p | xargs -r kill 2>/dev/null || true
    exit "$ended"
}

if [ "${1:-}" = inside ]; then
    shift
    journey "$@"
else
    exec dbus-run-session -- bash "${BASH_SOURCE[0]}" inside "$@"
fi
