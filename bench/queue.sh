#!/usr/bin/env bash
# Recordings through a queue on this machine: bench/queue.sh [RECORDINGS] [CLIP.wav]
# Starts Debian's rabbitmq-server on the loopback, fills a queue with RECORDINGS (400) copies of CLIP, and has them answered by one worker
# and by two, each with one message, and so one processor, at a time. Each line tells the recordings, the time from the first answer to the
# last, and the recordings a second. How fast the queue is filled is told too. PROGRAM names an undertone that is published already.
set -euo pipefail
cd "$(dirname "$0")/.."
recordings=${1:-400} clip=${2:-samples/audio/neutral-synthetic.wav}
base=$(mktemp -d)
export RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=bench@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=5697 \
  RABBITMQ_DIST_PORT=25697 RABBITMQ_MNESIA_BASE=$base/mnesia RABBITMQ_LOG_BASE=$base/log RABBITMQ_PID_FILE=$base/pid \
  RABBITMQ_CONFIG_FILE=$base/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$base/advanced.config RABBITMQ_ENABLED_PLUGINS_FILE=$base/plugins \
  ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=4397 RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
  PATH=/usr/lib/rabbitmq/bin:$PATH UNDERTONE_BROKER=amqp://127.0.0.1:5697
workers=() broker=
end() {
  [ ${#workers[@]} = 0 ] || kill "${workers[@]}" 2> /dev/null || true
  [ -z "$broker" ] || { kill "$broker" && wait "$broker"; } 2> /dev/null || true
  epmd -kill > /dev/null 2>&1 || true
  rm -rf "$base"
}
trap end EXIT

[ -n "${PROGRAM:-}" ] || dotnet publish src/Undertone.Cli -c Release -o artifacts/load -v q -nologo >&2
undertone=${PROGRAM:-artifacts/load/undertone}
echo '[].' > "$base/plugins"
echo '[].' > "$base/advanced.config"
: > "$base/rabbitmq.conf"
HOME=$base rabbitmq-server > "$base/out.log" 2>&1 < /dev/null &
broker=$!
HOME=$base rabbitmqctl -q wait --timeout 120 "$base/pid"
mkdir "$base/clips"
for i in $(seq "$recordings"); do cp "$clip" "$base/clips/$i.wav"; done

since() { awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $1 }"; }
answered() {
  for i in "${!workers[@]}"; do curl -sf "http://127.0.0.1:$((9490 + i))/metrics" || true; done \
    | awk '/^undertone_queue_answered_total/ { s += $NF } END { print s + 0 }'
}

for count in 1 2; do
  begun=$(date +%s.%N)
  "$undertone" enqueue "$base/clips" --queue "bench-$count" --quiet
  echo "  in $(since "$begun") s"
  workers=()
  for i in $(seq 0 $((count - 1))); do
    "$undertone" worker --queue "bench-$count" --reply-queue answers --allow "$base/clips" --model tiny --prefetch 1 \
      --metrics $((9490 + i)) --quiet &
    workers+=($!)
  done
  until [ "$(answered)" -gt 0 ]; do sleep 0.05; done
  begun=$(date +%s.%N)
  while [ "$(answered)" -lt "$recordings" ]; do sleep 0.1; done
  took=$(since "$begun")
  echo "workers=$count recordings=$recordings seconds=$took a_second=$(awk "BEGIN { printf \"%.0f\", $recordings / $took }")"
  kill "${workers[@]}"
  wait "${workers[@]}" || true
done
workers=()
