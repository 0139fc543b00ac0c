# Runs in a network namespace of its own: PROGRAM FOLDER. Every step is bounded in time.
set -euo pipefail
program=$1 folder=$2
ip link set lo up
[ -z "$(ip route)" ] || { echo "there is a route" >&2; exit 1; }

export HOME=$folder XDG_STATE_HOME=$folder/state
unset XDG_DATA_HOME XDG_CONFIG_HOME
mkfifo "$folder/out"
"$program" --no-tray --no-browser >"$folder/out" &
pid=$!
trap 'kill -9 $pid 2>/dev/null || true' EXIT
read -r -t 10 address <"$folder/out"
port=${address#http://127.0.0.1:} path=/${address#http://127.0.0.1:*/}
port=${port%%/*}

# request METHOD PATH [BODY]: the whole answer.
request() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nOrigin: http://127.0.0.1:%s\r\nCookie: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$1" "$2" "$port" "$port" "${cookie:-}" "$(printf %s "${3:-}" | wc -c)" "${3:-}" >&3
  timeout 10 cat <&3
  exec 3>&-
}

cookie=$(request GET "$path" | grep -i '^set-cookie:' | sed -E 's/^[^:]*: ([^;]*);.*/\1/')

# A stream that is open while the change is made.
exec 4<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /api/v1/events?session=a HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nOrigin: http://127.0.0.1:%s\r\nCookie: %s\r\n\r\n' \
  "$port" "$port" "$cookie" >&4
expect() {
  while read -r -t 10 line <&4; do
    case "$line" in "event: $1"*) return ;; esac
  done
  echo "no event $1" >&2
  return 1
}
expect hello
request POST /api/v1/accounts '{"name":"Cheque","kind":"asset","currency":"USD"}' | grep -q '^HTTP/1.1 200'
expect change

# The program listens in one place, and talks to nobody elsewhere.
foreign=$(awk 'FNR > 1 && substr($2, 1, 8) != "0100007F"' /proc/net/tcp /proc/net/udp
          awk 'FNR > 1' /proc/net/tcp6 /proc/net/udp6 2>/dev/null || true)
[ -z "$foreign" ] || { echo "sockets outside loopback: $foreign" >&2; exit 1; }

request POST /api/v1/app/quit | grep -q '^HTTP/1.1 202'
expect bye
wait "$pid"
trap - EXIT
echo "all of it without a route"
