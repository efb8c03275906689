#!/usr/bin/env bash
# What the README promises of a machine as it comes: its two commands, the tests, the command and a synthesis, on fresh
# copies of this tree in a folder with a space, by the npm that ships with Node 20 and the one that ships with Node 22;
# and that what the launcher tells to do about an install that left something out is done by doing it.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

run() { # run COMMAND...: says what is run, and what came of it only where it fails
  printf '   %s\n' "$*"
  "$@" >"$folder/said" 2>&1 </dev/null || { cat "$folder/said"; exit 1; }
}

refuse() { # refuse SENTENCE COMMAND...: fails, and says this on one line
  local sentence=$1
  shift
  printf '   %s: refused\n' "$*"
  if "$@" >"$folder/out" 2>"$folder/said" </dev/null || [ "$(wc -l <"$folder/said")" != 1 ] ||
    ! grep -qF "$sentence" "$folder/said"; then
    cat "$folder/said"
    exit 1
  fi
}

quietly() { # quietly npm ci ...: warns of nothing
  run "$@"
  if grep -i warn "$folder/said"; then exit 1; fi
}

for version in 10.8.2 10.9.4; do
  # Out of `npm run` and past this tree's settings, as at somebody's who has just cloned it.
  npm install --silent --no-save --prefix "$folder/npm-$version" "npm@$version"
  PATH=$folder/npm-$version/node_modules/.bin:$PATH
  copy="$folder/a copy for npm $version"
  mkdir "$copy"
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy")
  cd "$copy"
  printf -- '-- npm %s, Node %s\n' "$(npm --version)" "$(node --version)"
  refuse 'run `npm ci`.' npm start
  if [ "$version" = 10.8.2 ]; then
    run npm ci --omit=optional
    refuse 'run `npm ci --include=optional`.' npm start
    quietly npm ci --include=optional
  else
    run npm ci --omit=dev
    refuse 'run `npm ci --include=dev`.' npm test
    quietly npm ci --include=dev
  fi
  run npm start
  run npm test -- test/toolchain test/infra/config.test.ts
  run npx personio-sync --version
  run npx cdk synth --quiet
done
