#!/usr/bin/env bash
# A display with its window manager, a session bus and an accessibility bus: tells where they are, and ends with its input.
set -euo pipefail

if [ "${1:-}" != inside ]; then
    exec dbus-run-session -- bash "${BASH_SOURCE[0]}" inside
fi
coproc SERVER { exec Xvfb -displayfd 1 -screen 0 1400x900x24 -nolisten tcp -noreset 2>/dev/null; }
read -r number <&"${SERVER[0]}"
export DISPLAY=":$number"
openbox >/dev/null 2>&1 </dev/null &
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 </dev/null &
waited=0
until dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus org.a11y.Bus.GetAddress >/dev/null 2>&1 &&
    xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q "window id"; do
    [ $((waited += 1)) -lt 200 ] || exit 1
    sleep 0.1
done
echo "$DISPLAY $DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
jobs -p | xargs -r kill 2>/dev/null || true
