#!/usr/bin/env bash
# Commits built bundles on top of what is checked out and tags the commit, so that others can use the actions by tag.
# Usage: scripts/publish-release.sh release/v1.2.3 bundles.tar.gz checksums.txt
# Environment: GH_TOKEN, which may write contents.
set -euo pipefail

[[ "${1-}" =~ ^release/(v([0-9]+)\.[0-9]+\.[0-9]+)$ ]] || {
  echo "Expected a tag such as release/v1.2.3; found: ${1-nothing}." >&2
  exit 2
}
version="${BASH_REMATCH[1]}"
major="v${BASH_REMATCH[2]}"
bundles="$2"
checksums="$3"

tar --extract --gzip --file "$bundles"
sha256sum --check --quiet "$checksums"

git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
cut --characters=67- "$checksums" | git add --force --pathspec-from-file=-
git commit --quiet --message "chore(release): bundles of $version"
git tag "$version"
git tag --force "$major"

# The token is handed over by a helper: on the command line and in the configuration it could be read.
# shellcheck disable=SC2016 # The helper expands it, when Git asks.
git -c credential.helper='!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f' \
  push --atomic origin "refs/tags/$version" "+refs/tags/$major"

gh release create "$version" "$bundles" "$checksums" --verify-tag --title "$version" --generate-notes
