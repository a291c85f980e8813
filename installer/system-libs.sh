#!/usr/bin/env bash
# Installs the Debian packages that Qt needs to draw (offscreen and on X11) and that the tests read PDFs with.
# Does nothing when they are there; without the right to install, says the one command to run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(
    # Qt at all
    libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libegl1 libgl1
    # Qt on X11, and a display for tests of the real window
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 xvfb xauth
    # pdftotext, pdffonts, pdftoppm
    poppler-utils
    # the tests' person at the screen: AT-SPI, keys and clipboard of a real X server
    at-spi2-core gir1.2-atspi-2.0 python3-gi dbus xdotool xclip openbox
)

# Newer Debian and Ubuntu call some of them …t64.
installed() {
    dpkg -s "$1" 2>/dev/null | grep -q '^Status: .* installed$' ||
        dpkg -s "$1t64" 2>/dev/null | grep -q '^Status: .* installed$'
}

qt_works() {
    [ -x .venv/bin/python ] &&
        QT_QPA_PLATFORM=offscreen .venv/bin/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])' \
            >/dev/null 2>&1
}

missing=()
if command -v dpkg >/dev/null; then
    for package in "${packages[@]}"; do
        installed "$package" || missing+=("$package")
    done
    if [ "${#missing[@]}" -eq 0 ]; then
        exit 0
    fi
else
    missing=("${packages[@]}")
fi

if command -v apt-get >/dev/null; then
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
    fi
    if [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; then
        echo "正在安装系统库 / Installing system libraries: ${missing[*]}" >&2
        if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                "${missing[@]}" >/dev/null; then
            exit 0
        fi
    fi
fi

echo "缺少系统库，请运行 / System libraries are missing, please run:" >&2
echo "    sudo apt-get install ${missing[*]}" >&2
if qt_works; then
    exit 0
fi
exit 1
