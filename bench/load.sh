#!/usr/bin/env bash
# The service under load on this machine: bench/load.sh [SECONDS] [CLIENTS] [CLIP.wav...]
# CLIENTS (200) send clips one after another for SECONDS (60), then as many live streams are asked for and those that are let in speak at
# the pace of speech; then the same clips go to a service of FastAPI and PyTorch. Each line tells the answers, how long they took or how
# late they were, what was refused (429) or failed, and the processors and memory of the service.
# PEER_PYTHON names the Python that has fastapi, uvicorn, python-multipart, torch and torchaudio (default /usr/bin/python3).
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60} clients=${2:-200}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- samples/audio/*.wav
python=${PEER_PYTHON:-/usr/bin/python3}
dotnet build bench/Undertone.LoadTest -c Release -v q -nologo >&2
dotnet publish src/Undertone.Cli -c Release -o artifacts/load -v q -nologo >&2
load() { dotnet artifacts/bin/Undertone.LoadTest/release/Undertone.LoadTest.dll "$@"; }
server=
trap '[ -z "$server" ] || kill $server 2> /dev/null || true' EXIT

artifacts/load/undertone serve --port 8917 --model tiny --requests-per-minute 0 --quiet &
server=$!
until curl -sf http://127.0.0.1:8917/readyz > /dev/null; do sleep 0.2; done
load predict http://127.0.0.1:8917/v1/predict "$clients" "$seconds" $server "$@"
load stream ws://127.0.0.1:8917/v1/stream "$clients" "$seconds" $server "$@"
kill $server
wait $server || true

if $python -c 'import fastapi, multipart, torch, torchaudio, uvicorn' 2> /dev/null; then
  for workers in 1 2; do
    (cd bench/peers && exec $python service.py 8918 $workers) &
    server=$!
    until curl -sf http://127.0.0.1:8918/openapi.json > /dev/null; do sleep 0.2; done
    echo "FastAPI and PyTorch, $workers workers:"
    load predict http://127.0.0.1:8918/v1/predict "$clients" "$seconds" $server "$@"
    kill $server
    wait $server || true
  done
else
  echo "FastAPI and PyTorch: - ($python cannot import them)"
fi
server=
