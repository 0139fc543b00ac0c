# What scripts/packages/inside does its steps with. It is read by it and does nothing by itself.
# shellcheck shell=bash

# until WHAT COMMAND…: waits until it succeeds; a minute at most, for a browser on a busy machine.
until_is() {
  local what=$1 end=$((SECONDS + 60))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || { echo "waited in vain until $what" >&2; return 1; }
    sleep 0.1
  done
}

# Whoever the packages are for: a user of this system with a desktop.
user=somebody
as_user() {
  runuser -u "$user" -- env -i HOME="/home/$user" USER="$user" LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin \
    XDG_RUNTIME_DIR="$runtime" DISPLAY="${display:-}" DBUS_SESSION_BUS_ADDRESS="${bus:-}" NO_AT_BRIDGE=1 BROWSER=chromium "$@"
}

# A screen, a session bus, and a panel that shows icons.
begin_desktop() {
  useradd --create-home --shell /bin/bash "$user"
  runtime=/run/user/$(id -u "$user")
  install -d -m 700 -o "$user" -g "$user" "$runtime"
  # A browser in a system of this kind has no sandbox of its own.
  # shellcheck disable=SC2016 — Chromium's start reads it.
  echo 'CHROMIUM_FLAGS="$CHROMIUM_FLAGS --no-sandbox --no-first-run --password-store=basic"' >/etc/chromium.d/test
  install -D -o "$user" "$here/panel.xml" "/home/$user/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
  chown -R "$user:" "/home/$user/.config"
  Xvfb -displayfd 3 -screen 0 1024x700x24 -nolisten tcp 3>/tmp/display 2>/dev/null &
  until_is "there is a screen" test -s /tmp/display
  display=:$(cat /tmp/display)
  bus=$(as_user dbus-daemon --session --fork --print-address)
  as_user xfce4-panel --disable-wm-check >/tmp/panel.log 2>&1 &
  until_is "the panel shows icons" host_is_there
}

host_is_there() {
  as_user dbus-send --print-reply --dest=org.kde.StatusNotifierWatcher /StatusNotifierWatcher \
    org.freedesktop.DBus.Properties.Get string:org.kde.StatusNotifierWatcher string:IsStatusNotifierHostRegistered | grep -q true
}

# The bus name of our icon.
icon() { as_user dbus-send --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.ListNames |
  grep -o 'org.kde.StatusNotifierItem-[0-9-]*' | head -n 1 | grep .; }

# click LABEL: chooses a line of the tray's menu, as panels do.
click() {
  local number
  number=$(as_user dbus-send --print-reply --dest="$(icon)" /MenuBar com.canonical.dbusmenu.GetLayout int32:0 int32:-1 array:string: |
    awk -v label="\"$1\"" '/int32/ { number = $2 } $0 ~ "string " label "$" { print number; exit }')
  as_user dbus-send --print-reply --dest="$(icon)" /MenuBar com.canonical.dbusmenu.Event \
    int32:"$number" string:clicked variant:int32:0 uint32:0 >/dev/null
}

# seen NAME: what the screen shows, for people.
seen() { as_user xwd -root -silent | convert xwd:- "/counterfoil/seen/$1.png"; }

# window WORDS: whether a window with these words in its title is there.
window() { as_user xdotool search --name "$1" | grep -q .; }

runs() { pgrep -u "$user" -x counterfoil; }
has_ended() { ! runs; }

# request METHOD PATH [BODY]: asks the program that runs, as somebody who was let in by `enter`; the whole answer.
request() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nOrigin: http://127.0.0.1:%s\r\nCookie: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$1" "$2" "$port" "$port" "${cookie:-}" "$(printf %s "${3:-}" | wc -c)" "${3:-}" >&3
  timeout 10 cat <&3
  exec 3>&-
}

# Is let in by an address that the program gives.
enter() {
  local address path
  address=$(as_user counterfoil --no-browser open)
  port=${address#http://127.0.0.1:} path=/${address#http://127.0.0.1:*/}
  port=${port%%/*} cookie=""
  cookie=$(request GET "$path" | tr -d '\r' | sed -nE 's/^[Ss]et-[Cc]ookie: ([^;]*);.*/\1/p')
}

make_account() {
  request POST /api/v1/accounts "{\"name\":\"$1\",\"kind\":\"asset\",\"currency\":\"USD\"}" | grep -q '^HTTP/1.1 200'
}
has_account() { request GET /api/v1/accounts | grep -q "\"$1\""; }

# Whether a page has taken every file that was opened.
nothing_waits() { request GET /api/v1/imports/handed | grep -q '"files":\[\]'; }

# Nothing of ours is in this system: no file of that name, and no word of it in what desktops keep of all programs.
nothing_is_left() {
  local left
  left=$(find /usr /etc /opt /var -xdev -iname '*counterfoil*' ! -path '/var/cache/apt/*' ! -path '/var/log/*' ! -path '/var/lib/rpm/*')
  [ -z "$left" ] || { echo "left behind: $left" >&2; return 1; }
  ! grep -rli counterfoil /usr/share/applications /usr/share/mime /usr/share/icons/hicolor /var/lib/dpkg/info
}

# The book is whole and one file: nothing was lost with what was taken away.
book_is_whole() {
  local book=/home/$user/.local/share/counterfoil/Chequebook.counterfoil
  [ -s "$book" ] && [ ! -e "$book-wal" ]
}
