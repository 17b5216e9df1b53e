#!/bin/sh
# cmake --install puts the program, its manual page and the completions in place.
set -e
to=$(mktemp -d)
trap 'rm -rf "$to"' EXIT
cmake --install "$WEIR_BUILD" --prefix "$to" >/dev/null
"$to/bin/weir" --version
for file in share/man/man1/weir.1 share/bash-completion/completions/weir share/zsh/site-functions/_weir \
	share/fish/vendor_completions.d/weir.fish; do
	[ -s "$to/$file" ] || { echo "$file was not installed"; exit 1; }
done
