#!/usr/bin/env bash
# Puts the Elasticsearch that tests run against into the user's cache, from its distribution for integration tests on
# Maven Central. Needs Maven and a JDK; in CI it installs what is missing.
set -euo pipefail

# Also in packages/test-parts/src/start-test-elasticsearch.ts.
version=8.19.2
cache="${XDG_CACHE_HOME:-$HOME/.cache}/techally"
[ -x "$cache/elasticsearch-$version/bin/elasticsearch" ] && exit

if [ "${CI:-}" = true ]; then
  missing=()
  command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
  command -v mvn >/dev/null || missing+=(maven)
  command -v unzip >/dev/null || missing+=(unzip)
  if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
fi

mkdir -p "$cache"
work=$(mktemp -d "$cache/download-XXXXXX")
trap 'rm -rf "$work"' EXIT
artifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch:$version:zip"
mvn --batch-mode --quiet dependency:get -Dtransitive=false "-Dartifact=$artifact"
mvn --batch-mode --quiet dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$work"
unzip -q "$work/elasticsearch-$version.zip" -d "$work"
# In one step, so that nobody finds half of it.
mv "$work/elasticsearch-$version" "$cache/"
