#!/usr/bin/env bash
# Starts a Docker daemon on a machine that runs no services: a CI machine, a container of one's own.
# Does nothing when one answers already. Status 0: one answers; 3: none, and the last lines say why.
#
#     environment/runtime/dockerd.sh [OPTION...]     options go to dockerd
#
# The daemon stays when this script ends; its log is remeasure-dockerd.log in the temporary folder.
set -u

log=${TMPDIR:-/tmp}/remeasure-dockerd.log
patience_s=30

fail() {
  printf 'error: %s\n  do        %s\n' "$1" "$2" >&2
  exit 3
}

answer() { docker version --format '{{.Server.Version}}' 2>/dev/null; }

# Without its cgroup folders no container starts. A machine with an init system has them; one
# without gets what the kernel offers, in the older form, which every daemon understands.
mount_cgroups() {
  local base=/sys/fs/cgroup name enabled
  [[ -e $base/cgroup.controllers || -d $base/memory ]] && return
  mountpoint -q "$base" || mount -t tmpfs -o mode=755 cgroup "$base" || return
  while read -r name _ _ enabled; do
    [[ $name != \#* && $enabled == 1 ]] || continue
    mkdir -p "$base/$name"
    mountpoint -q "$base/$name" || mount -t cgroup -o "$name" cgroup "$base/$name" || rmdir "$base/$name"
  done </proc/cgroups
}

# The older iptables, for kernels that lack what the newer one talks to: a folder to put before PATH,
# so that the system's own choice stays as it is.
older_iptables() {
  local folder=${TMPDIR:-/tmp}/remeasure-iptables name
  for name in iptables ip6tables iptables-save iptables-restore; do
    local legacy
    legacy=$(type -P "${name/tables/tables-legacy}") || return
    mkdir -p "$folder" && ln -sfn "$legacy" "$folder/$name"
  done
  printf '%s:' "$folder"
}

# attempt PATH-HEAD OPTION...: starts the daemon so and waits until it answers or is gone.
attempt() {
  local head=$1 daemon deadline version
  shift
  printf -- '--- dockerd %s\n' "$*" >>"$log"
  PATH=$head$PATH setsid dockerd "$@" </dev/null >>"$log" 2>&1 9>&- &
  daemon=$!
  deadline=$((SECONDS + patience_s))
  while kill -0 "$daemon" 2>/dev/null && ((SECONDS < deadline)); do
    if version=$(answer); then
      printf 'Docker %s answers (%s)\n' "$version" "${*:-no options}"
      return 0
    fi
    sleep 0.1
  done
  kill "$daemon" 2>/dev/null
  wait "$daemon" 2>/dev/null
  return 1
}

exec 9>"$log.lock" && flock 9 # two at once: the second finds the first one's daemon
version=$(answer) && printf 'Docker %s answers already\n' "$version" && exit 0
type -P dockerd >/dev/null || fail 'Docker is not installed' "install it, on Debian and Ubuntu: apt-get install docker.io"
(($(id -u) == 0)) || fail 'no Docker daemon answers, and only root can start one' 'start Docker: sudo systemctl start docker'
case ${DOCKER_HOST:-} in
  '') ;;
  unix://*) set -- --host="$DOCKER_HOST" "$@" ;;
  *) fail "DOCKER_HOST is $DOCKER_HOST, and no daemon answers there" 'start that daemon, or unset DOCKER_HOST' ;;
esac

: >"$log"
mount_cgroups
# A daemon that was killed leaves its number, and one whose number another program has by now keeps
# every daemon from starting.
pid_file=${DOCKER_PID_FILE:-/var/run/docker.pid}
[[ -e $pid_file && $(cat "/proc/$(<$pid_file)/comm" 2>/dev/null) != dockerd ]] && rm -f "$pid_file"
# From what is best to what works anywhere: layers that are copied instead of overlaid, then the
# older packet filter, then none (ports are then forwarded by a process, which is enough for labs).
attempt '' "$@" && exit
attempt '' --storage-driver=vfs "$@" && exit
older=$(older_iptables)
attempt "$older" "$@" && exit
attempt "$older" --storage-driver=vfs "$@" && exit
attempt '' --iptables=false --ip6tables=false "$@" && exit
attempt '' --iptables=false --ip6tables=false --storage-driver=vfs "$@" && exit
tail -n 5 "$log" >&2
fail 'the Docker daemon does not start' "read $log; without Docker labs run as processes"
