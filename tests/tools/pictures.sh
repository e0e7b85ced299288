#!/usr/bin/env bash
# Makes the small pictures of the sample kit's pages in output/pages, for the README.
# Needs poppler; run it after `cargo run --release -- build`.
set -euo pipefail
cd "$(dirname "$0")/../.."
pdf=output/the-far-ridge.pdf
rm -rf output/pages && mkdir -p output/pages
pdftoppm -r 42 -jpeg -jpegopt quality=80 "$pdf" output/pages/page
