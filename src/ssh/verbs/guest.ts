// What the machine gets of the command `labs`: a folder for one shell, which brings requests out and answers in.
import { quote } from '../words.ts';

/** How one shell's folder is set up. */
export interface VerbGuest {
  /** Names the folder; nobody in the machine can know it beforehand. Hexadecimal. */
  readonly nonce: string;
  /** What the prompt shows at first, see `placeWord`. */
  readonly place: string;
  /** Words that complete after `labs`. */
  readonly verbs: readonly string[];
  /** What `labs` says when nobody answers. */
  readonly unanswered: string;
  /** Whether the prompt may have colours. */
  readonly color: boolean;
}

/** Between the words of a request; ASCII's own sign for it. */
export const SEPARATOR = '\x1f';

/** Seconds after which `labs` in the machine says that nobody takes its request. */
const UNTAKEN_S = 15;

/** /tmp is always there, and what dies with its shell belongs there. */
function folderOf({ nonce }: VerbGuest): string {
  return `/tmp/.labs-${nonce}`;
}

/**
 * The command line of a shell that has `labs`: makes the folder, and goes on as an interactive bash that has read what
 * a login shell reads. Where the folder cannot be made (a full disk) it is the login shell as always.
 */
export function shellCommand(guest: VerbGuest): string {
  const d = folderOf(guest);
  // mkdir fails where something is already, and follows no link: the folder is ours, or there is none.
  const script = `umask 022
ok() {
  mkdir -m 700 ${d} && mkfifo -m 600 ${d}/ask && printf '%s\\n' ${quote(guest.place)} >${d}/place &&
  printf '%s' ${quote(clientScript(guest))} >${d}/labs && chmod 700 ${d}/labs &&
  printf '%s' ${quote(startFile(guest))} >${d}/rc
}
case \${SHELL:-/bin/bash} in
  */bash) if ok 2>/dev/null; then exec bash --rcfile ${d}/rc -i; fi ;;
  *) if ok 2>/dev/null; then PATH=${d}:$PATH; export PATH; fi ;;
esac
case \${SHELL:-} in */bash|'') exec bash -l ;; *) exec "$SHELL" -i ;; esac`;
  return `exec sh -c ${quote(script)}`;
}

/**
 * The command line of the channel beside that shell. Its stdout are requests, a line each; its stdin are `to ID WORD`, an
 * answer, and `place WORD`. It ends, and takes the folder with it, when the connection does.
 */
export function listenCommand(guest: VerbGuest): string {
  const d = folderOf(guest);
  // FIFOs are opened for reading and writing: so no open waits for the other side, and no read sees an end (fifo(7)).
  const script = `tries=0
until [ -f ${d}/rc ]; do
  tries=$((tries + 1)); [ $tries -lt 300 ] || exit 1; sleep 0.05
done
trap 'kill $reader 2>/dev/null; rm -rf ${d}' EXIT
trap 'exit 1' HUP INT TERM PIPE
cat <>${d}/ask 2>/dev/null &
reader=$!
while read -r what id word; do
  case $what in
    place) printf '%s\\n' "$id" >${d}/place.new && mv -f ${d}/place.new ${d}/place ;;
    to) [ -p ${d}/$id ] && printf '%s\\n' "$word" 1<>${d}/$id ;;
  esac
done`;
  return `exec sh -c ${quote(script)}`;
}

/** The program `labs` in the machine: hands its words out, and waits for its exit status. */
function clientScript(guest: VerbGuest): string {
  const d = folderOf(guest);
  return `#!/bin/bash
id=$BASHPID
line=$id
[ -t 1 ] || line+=$'\\037|'
for word; do line+=$'\\037'$word; done
line=\${line//$'\\n'/ }
back() { rm -f ${d}/$id; }
trap back EXIT
mkfifo -m 600 ${d}/$id 2>/dev/null && { [ $EUID -ne 0 ] || chown --reference=${d} ${d}/$id; } && exec 3<>${d}/$id 4<>${d}/ask || exit 69
# A pipe takes up to 4096 bytes in one piece (pipe(7)); longer ones could be mixed with others.
[ "$(printf '%s' "$line" | wc -c)" -lt 2000 ] || line=$id$'\\037'too-long
printf '%s\\n' "$line" >&4
IFS= read -r -t ${UNTAKEN_S} taken <&3 || { printf 'labs: %s\\n' ${quote(guest.unanswered)} >&2; exit 69; }
IFS= read -r status <&3
text=
while [ "\${status#+}" != "$status" ]; do text+=\${status#+}; IFS= read -r status <&3; done
[ -z "$text" ] || printf '%s' "$text" | base64 -d
exit "\${status:-69}"
`;
}

/** What the shell reads first: what a login shell would read, then `labs` and the prompt. */
function startFile(guest: VerbGuest): string {
  const d = folderOf(guest);
  const [dim, normal] = guest.color ? ['\\[\\e[36m\\]', '\\[\\e[0m\\]'] : ['', ''];
  return `[ -r /etc/profile ] && . /etc/profile
for __labs in ~/.bash_profile ~/.bash_login ~/.profile; do
  if [ -r "$__labs" ]; then . "$__labs"; break; fi
done
unset __labs
PATH=$PATH:${d}
labs() { bash ${d}/labs "$@"; }
# A root shell has labs too; sudo leaves it neither the PATH nor functions.
sudo() {
  case $* in
    -s|su|bash) command sudo bash --rcfile ${d}/rc -i ;;
    -i|'su -') command sudo sh -c 'cd; exec bash --rcfile ${d}/rc -i' ;;
    *) command sudo "$@" ;;
  esac
}
logout() { exit "$@"; }
__labs_place() { IFS= read -r __labs_at <${d}/place; } 2>/dev/null
PROMPT_COMMAND=("\${PROMPT_COMMAND[@]}" __labs_place)
PS1='${dim}\${__labs_at:+[$__labs_at] }${normal}'$PS1
complete -W ${quote(guest.verbs.join(' '))} labs
`;
}

/** Text for a `labs` whose output is piped on, as answers before its status; each fits a line that is read at once. */
export function textLines(text: string): string[] {
  return (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,3000}/g)
      ?.map((part) => `+${part}`) ?? []
  );
}

/** A place for the prompt, as a word that no shell could take for anything else: `6/address`. */
export function placeWord(place: string): string {
  return place.replace(/[^\w./-]/g, '').slice(0, 60);
}
