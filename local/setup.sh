#!/usr/bin/env bash
# Installs what the system needs on Debian or Ubuntu, and only what is missing; `setup.sh test` adds what only tests
# need, `setup.sh docs` what builds the documentation. A second run finds everything in place and takes about a second.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
export UV_SYSTEM_CERTS=true # what the machine trusts: many administrations have a certificate authority of their own

mkdir -p .local
if [ "${SETUP_LOCKED:-}" != yes ] && command -v flock >/dev/null; then
    # Two runs at once would install into the same folders.
    SETUP_LOCKED=yes exec flock .local/setup.lock bash local/setup.sh "$@"
fi

say() { printf '%s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

timed() { # timed "what" command…
    local what=$1 begin=$SECONDS log
    shift
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        die "$what failed; what it said is above"
    fi
    rm -f "$log"
    say "  $what: $((SECONDS - begin)) s"
}

# ---------------------------------------------------------------- Debian packages

as_root=()
need_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || die "these Debian packages are missing and neither root nor sudo is at hand: $*"
    as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
}

installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

missing=()
want() { for package in "$@"; do installed "$package" || missing+=("$package"); done; }

python=
find_python() {
    for candidate in python3.11 python3.12 python3; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))'; then
            python=$candidate
            return
        fi
    done
    die "Python 3.11 or 3.12 is needed (Debian 12: apt-get install python3)"
}

new_enough_node() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)'
}

install_packages() {
    local policy=/usr/sbin/policy-rc.d mine=no
    need_root "${missing[@]}"
    say "Debian packages: ${missing[*]}"
    # Nothing that we install may start by itself: a server on its default port is not what anybody asked for.
    if [ ! -e "$policy" ]; then
        mine=yes
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
        trap '"${as_root[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    timed "package lists" "${as_root[@]}" apt-get update -q
    timed "installation" "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
    if [ "$mine" = yes ]; then
        "${as_root[@]}" rm -f "$policy"
        trap - EXIT
    fi
    # Nor at the next boot.
    if [ -d /run/systemd/system ]; then
        for package in "${missing[@]}"; do
            case $package in
            postgresql | rabbitmq-server | coturn | prometheus | prometheus-alertmanager) "${as_root[@]}" systemctl disable --quiet "$package" || true ;;
            nginx-light) "${as_root[@]}" systemctl disable --quiet nginx || true ;;
            esac
        done
    fi
}

command -v dpkg-query >/dev/null || die "this script knows Debian and Ubuntu only"
find_python
"$python" -c 'import ensurepip' 2>/dev/null || want python3-venv
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || want postgresql
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || want nginx-light
new_enough_node || want nodejs npm
[ -e /etc/ssl/certs/ca-certificates.crt ] || want ca-certificates
want rabbitmq-server coturn
want libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core # WeasyPrint
if [ "${1:-}" = test ]; then
    want zbar-tools poppler-utils
    want fonts-ocr-b # draws the zones that the reader of machine-readable zones is tested on
    want prometheus prometheus-alertmanager # promtool judges the alerts, both watch the system in the browser tests
    command -v chromium >/dev/null || want chromium
    command -v firefox-esr >/dev/null || want firefox-esr # the other end of a call between two makers' browsers
fi
[ ${#missing[@]} = 0 ] || install_packages

# ---------------------------------------------------------------- Python

stamp_of() { cat "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }

site() { .venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

python_environment() {
    if ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; then
        rm -rf .venv
        timed ".venv" "$python" -m venv .venv
    fi
    if ! .venv/bin/uv --version 2>/dev/null | grep -qF "$(sed -n 's/^uv==\([0-9.]*\).*/uv \1/p' requirements/uv.txt)"; then
        .venv/bin/python -m pip --version >/dev/null 2>&1 || timed "pip" .venv/bin/python -m ensurepip
        timed "uv" .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
    fi
    timed "Python packages" .venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes requirements/dev.txt
    # The tree itself is importable, without being installed.
    for folder in . libs/contracts libs/chassis services/{booking,identity,video,billing,fulfilment}; do
        printf '%s\n' "$PWD/${folder#.}" | sed 's:/$::'
    done >"$(site)/buergerbuero.pth"
}

python_stamp=$(stamp_of requirements/uv.txt requirements/dev.txt local/setup.sh <(printf '%s' "$PWD"))
if [ "$(cat .venv/.setup 2>/dev/null)" != "$python_stamp" ]; then
    say "Python environment"
    python_environment
    printf '%s\n' "$python_stamp" >.venv/.setup
fi

# What builds the documentation lies beside the rest, in versions that fit; a new environment has lost it.
docs_stamp=$(stamp_of requirements/docs.txt)
if [ "${1:-}" = docs ] && { [ ! -x .venv/bin/mkdocs ] || [ "$(cat .venv/.docs 2>/dev/null)" != "$docs_stamp" ]; }; then
    timed "documentation" .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements/docs.txt
    printf '%s\n' "$docs_stamp" >.venv/.docs
fi

# ---------------------------------------------------------------- npm packages

folders=(libs/chassis local)
[ "${1:-}" != docs ] || folders+=(docs)
for folder in "${folders[@]}"; do
    [ -f "$folder/package-lock.json" ] || continue
    npm_stamp=$(stamp_of "$folder/package-lock.json" <(node --version))
    if [ "$(cat "$folder/node_modules/.setup" 2>/dev/null)" != "$npm_stamp" ]; then
        say "npm packages of $folder"
        # No package may run anything while it is installed.
        (cd "$folder" && timed "npm ci" npm ci --no-audit --no-fund --ignore-scripts --omit=optional --loglevel=error)
        printf '%s\n' "$npm_stamp" >"$folder/node_modules/.setup"
    fi
done

# ---------------------------------------------------------------- helm and Kubernetes' schemas

if [ "${1:-}" = test ] && ! bash local/setup-charts.sh; then
    die "helm could not be installed; what was said is above"
fi

say "setup: everything is in place ($SECONDS s)"
