// The shell functions that the observing script is written with, and the facts that cost no process.

/**
 * Everything before the first question: an environment that does not depend on the learner's, the
 * functions of the script, and the section `facts`. POSIX sh; tried with dash, bash and busybox ash.
 */
export function preludeOf(nonce: string, promised: readonly string[]): string {
  return `PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin LC_ALL=C.UTF-8
export PATH LC_ALL
unset IFS http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
exec 2>/dev/null </dev/null
cd /
nl='
'
S() { printf '\\n@${nonce} %s\\n' "$1"; }
E() { printf '\\n@${nonce} = %s\\n' "$1"; }
printf '\\n@observation %s %s\\n' ${nonce} '${promised.join(' ')}'
${tools}${facts}`;
}

/**
 * - busybox is static: it starts in 12 ms under emulation, what is linked dynamically in 40 to 90.
 *   Its applets and the usual programs both take the options used here. But it runs an applet of its own where it
 *   has one of that name, so ip, which has JSON only in iproute2, goes by its path.
 * - `ip -batch` with -j prints one JSON array a line, in the order asked; -force goes on after a failure.
 * - `ip -n NAME` costs no second process, but takes names under /var/run/netns only: other files are
 *   reached by a path that climbs out of there.
 * - A namespace numbers its neighbours when its links are read, so their numbers (ip-netns(8), list-id) come last.
 */
const tools = `bb=
[ -x /usr/bin/busybox ] && bb=/usr/bin/busybox
within="$bb timeout"
for ip in /usr/sbin/ip /sbin/ip /usr/bin/ip /bin/ip; do [ -x $ip ] && break; done
addresses() {
$within 5 "$@" -d -j -force -batch - <<END
address show
route show
neighbour show
netconf show
netns list-id
END
}
addresses_in() {
case $1 in
/run/netns/*) addresses $ip -n "\${1#/run/netns/}" ;;
*) if [ -d /run/netns ]; then addresses $ip -n "../../../..$1"; else addresses nsenter --net="$1" $ip; fi ;;
esac
}
`;

/**
 * dockerd's pid file tells running from stopped without a connection: the socket belongs to systemd,
 * which would start dockerd for whoever connects. Its state (proc_pid_stat(5)) tells one that was halted.
 */
const facts = `read -r hostname </proc/sys/kernel/hostname
read -r forward </proc/sys/net/ipv4/ip_forward
eth0=none
[ -d /sys/class/net/eth0 ] && read -r eth0 </sys/class/net/eth0/flags
docker=stopped pid= stat=
read -r pid </run/docker.pid
case $pid in ''|*[!0-9]*) ;; *) docker=dead; read -r stat </proc/$pid/stat ;; esac
case $stat in *'(dockerd) '[TtZX]*) ;; *'(dockerd)'*) docker=alive ;; esac
S facts
printf '%s\\n' "hostname $hostname" "forward $forward" "eth0 $eth0" "docker $docker"
[ -e /etc/passwd ] || printf 'etc gone\\n'
E 0
`;

/** How rules are read; without /etc the name that alternatives(8) keeps there is gone. */
export const rulesTool = `save="$within 5 iptables-save"
command -v iptables-save >/dev/null || save="$within 5 iptables-nft-save"
`;

/** The limit is kept from outside: Debian 12's busybox wget dies of -T. */
export const httpTool = `fetch="$within 4 curl -q -sS -m 3"
[ "$bb" ] && fetch="$within 3 $bb wget -q -O -"
`;

/**
 * `identify FILE…` gives each namespace file its identity (device:inode); `look FILE` prints the links of the
 * namespace that a file leads to, once; `every` of all; `seen LINK` tells whether a link was found so far, `joined LINK`
 * whether the other end of one of the host's was.
 */
export const namespaceTools = `identify() {
ids=$($bb stat -L -c '%d:%i %n' /proc/self/ns/net /run/netns/* /run/docker/netns/* "$@")
looked=" \${ids%% *} "
found=
S ids
printf '%s\\n' "$ids"
for f in /run/netns/*; do [ -L "$f" ] && ! [ -e "$f" ] && printf 'stale %s\\n' "$f"; done
E 0
}
look_at() {
case $looked in *" $1 "*) return ;; esac
looked="$looked$1 "
S "links $2"
out=$(addresses_in "$2")
status=$?
printf '%s\\n' "$out"
E $status
found=$found$out
}
look() {
IFS=$nl
for l in $ids; do case $l in *" $1") unset IFS; look_at "\${l%% *}" "$1"; break ;; esac; done
unset IFS
}
every() {
IFS=$nl
for l in $ids; do unset IFS; look_at "\${l%% *}" "\${l#* }"; done
unset IFS
}
seen() {
[ -e "/sys/class/net/$1" ] && return
case $found in *"\\"ifname\\":\\"$1\\""*) return 0 ;; esac
return 1
}
joined() {
index= other=
read -r index <"/sys/class/net/$1/ifindex"
read -r other <"/sys/class/net/$1/iflink"
case $found in *"\\"ifindex\\":$other,\\"link_index\\":$index,"*) return 0 ;; esac
[ -z "$index" ]
}
look_in() {
look "/proc/$1/ns/net"
return 1
}
`;

/**
 * Runs a command in a namespace by name, or in the containers of a name (`*`: each running one, until the
 * command succeeds). 125: there is no such namespace or container.
 *
 * A container's process and address are read from Docker's own config.v2.json, because its API would take
 * 180 ms more before the first probe could start. The file is one line of JSON, cut at commas: a quote inside a
 * JSON string is escaped, so no value can look like the keys that are searched. `Name` comes last of the three.
 */
export const containerTools = `in_named() {
n=$1
shift
[ -e "/run/netns/$n" ] || return 125
$bb nsenter --net="/run/netns/$n" "$@"
}
in_container() {
p=$1
shift
$bb nsenter --net="/proc/$p/ns/net" "$@"
}
containers_called() {
c=$1 f=$2 r=125
shift 2
IFS=$nl
for k in $known; do
unset IFS
[ "$c" = '*' ] || [ "$c" = "\${k%% *}" ] || continue
k=\${k#* }
$f "\${k%% *}" "$@"
r=$?
[ $r = 0 ] && break
done
unset IFS
return $r
}
address_of() {
address=
IFS=$nl
for k in $known; do [ "$1" = '*' ] || [ "$1" = "\${k%% *}" ] && address=\${k##* } && break; done
unset IFS
}
`;

/** Fills `known`: a line "NAME PID ADDRESS" for each running container. */
export const loadContainers = `known= pid= address=
json=$($bb cat /var/lib/docker/containers/*/config.v2.json)
set -f
IFS=,
for w in $json; do
case $w in
'"Pid":'*) pid=\${w#*:} ;;
'"IPAddress":"'[0-9]*) [ "$address" ] || { address=\${w#*:?}; address=\${address%%\\"*}; } ;;
'"Name":"/'*) w=\${w#*/}
case $pid in ''|0|*[!0-9]*) ;; *) known="$known\${w%%\\"*} $pid $address$nl" ;; esac
pid= address= ;;
esac
done
unset IFS
set +f
`;
