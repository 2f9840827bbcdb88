#!/bin/sh
# Makes the container images `busybox` and `nginx` as root file systems (tar), out of Debian packages:
# make-images.sh DIR. bridge-labs-images.service hands them to Docker. Libraries are taken from this
# very system, so that they fit the nginx of its own release.
set -eu
out=$1
[ -s "$out/busybox.tar" ] && [ -s "$out/nginx.tar" ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

busybox_root() { # DIR: a root file system with busybox as its shell and tools
  mkdir -p "$1/bin" "$1/sbin" "$1/usr/bin" "$1/usr/sbin" "$1/etc" "$1/tmp" "$1/root" "$1/var/log" "$1/var/run"
  chmod 1777 "$1/tmp"
  cp "$(command -v busybox)" "$1/bin/busybox"
  for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -s busybox "$1/bin/$applet"
  done
  # The one of Debian 12 dies of -T, whatever is called. There the limit is kept from outside.
  code=0
  "$1/bin/busybox" wget -T 1 -qO- http://127.0.0.1:9/ >/dev/null 2>&1 || code=$?
  if [ "$code" -ge 128 ]; then
    rm "$1/bin/wget"
    cat >"$1/bin/wget" <<'WGET'
#!/bin/sh
# wget -T SECONDS …, by a wget that does not take -T.
if [ "$1" = -T ]; then
  limit=$2
  shift 2
  timeout "$limit" busybox wget "$@"
  code=$?
  [ "$code" = 143 ] || exit "$code"
  echo 'wget: download timed out' >&2
  exit 1
fi
exec busybox wget "$@"
WGET
    chmod 0755 "$1/bin/wget"
  fi
  printf 'root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\n' >"$1/etc/passwd"
  printf 'root:x:0:\nwww-data:x:33:\n' >"$1/etc/group"
}

busybox_root "$work/busybox"
tar -C "$work/busybox" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/busybox.tar" .

apt_lists=$(find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null | head -n 1)
[ -n "$apt_lists" ] || apt-get update -qq
# apt downloads as the user _apt, who must be able to write here.
chmod 0777 "$work"
(cd "$work" && apt-get download -qq nginx nginx-common)
root=$work/nginx
busybox_root "$root"
for deb in "$work"/*.deb; do dpkg-deb -x "$deb" "$work/unpacked"; done
cp "$work/unpacked/usr/sbin/nginx" "$root/usr/sbin/nginx"
mkdir -p "$root/etc/nginx" "$root/var/lib/nginx" "$root/var/log/nginx" "$root/var/www/html"
cp "$work/unpacked/etc/nginx/mime.types" "$root/etc/nginx/"
# The page that says "Welcome to nginx!"; its place differs between releases of the package.
page=$(grep -rl 'Welcome to nginx!' "$work/unpacked" --include='*.html' | sort | head -n 1)
cp "$page" "$root/var/www/html/index.html"
cat >"$root/etc/nginx/nginx.conf" <<'CONF'
user www-data;
worker_processes 1;
pid /run/nginx.pid;
error_log /dev/stderr;
events { worker_connections 128; }
http {
  include mime.types;
  access_log /dev/stdout;
  server {
    listen 80 default_server;
    root /var/www/html;
  }
}
CONF
mkdir -p "$root/run"
ldd "$root/usr/sbin/nginx" | grep -o '/[^ ]*' | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$work/nginx.tar" .
mv "$work/busybox.tar" "$work/nginx.tar" "$out/"
