#!/bin/sh
# The pods of `job.yaml`, one after the other, as containers of this machine: the command line
# of the file, its index, its user and its mounts; compared with a single run byte for byte.
#   image.sh PLATEMARK KIT WORK PYTHON [REVIEWERS]
# Needs root, Debian's buildah and runc, and a Python with PyYAML. Where no registry is in reach
# the image is not the one of `Containerfile` but has the same in it: the program, the libraries
# that it loads, and a shell.
set -eu
here=$(realpath "$(dirname "$0")")
program=$(realpath "$1") kit=$(realpath "$2") python=$(realpath -s "$4") count=${5:-64}
mkdir -p "$3"
cd "$3"
work=$PWD
rm -rf kits whole key ./*.csv ./*.sqlite
mkdir -p kits/kit key
(cd "$kit" && tar cf - --exclude=./target --exclude=./output --exclude=./.git --exclude=./src .) | tar xf - -C kits/kit
head -c 32 /dev/zero > key/press.key
{
    echo name,email,outlet
    for at in $(seq "$count"); do echo "Reader $at,r$at@press.example,Paper $at"; done
} > kits/reviewers.csv
"$program" copies kits/kit --for kits/reviewers.csv --key key/press.key --force \
    --output whole --ledger whole.sqlite > whole.log
# As a cluster's volume for user 65532, and a Secret of mode 0444.
chown -R 65532 kits
chmod 0444 key/press.key

export STORAGE_DRIVER=vfs
box() { buildah --root "$work/store" --runroot "$work/runroot" "$@"; }
image=$(box from scratch)
trap 'box rm "$image" > /dev/null; umount "$work/store" 2>/dev/null || true' EXIT
root=$(box mount "$image")
mkdir -p "$root/bin" "$root/tmp" "$root/usr/local/bin"
cp "$program" "$root/usr/local/bin/platemark"
cp /bin/dash "$root/bin/sh"
for library in $(ldd "$program" /bin/dash | grep -o '/[^ ]*\.so[^ ]*' | sort -u); do
    cp --parents --dereference "$library" "$root/"
done
box umount "$image" > /dev/null
box config --user 65532 --env PATH=/usr/local/bin:/bin "$image"

# What a pod runs, as the file says it; `--force` for the sample, which is under embargo.
"$python" - "$here/job.yaml" > job.txt <<'PY'
import sys, yaml
spec = yaml.safe_load(open(sys.argv[1]))["spec"]
container = spec["template"]["spec"]["containers"][0]
assert container["command"] == ["sh", "-euc"], container["command"]
print(spec["completions"])
print(container["args"][0].strip() + " --force")
PY
pods=$(head -n 1 job.txt) line=$(tail -n 1 job.txt)
for index in $(seq 0 $((pods - 1))); do
    box run --isolation oci --runtime runc --network none --user 65532 \
        --env "JOB_COMPLETION_INDEX=$index" \
        --volume "$work/kits:/kits" --volume "$work/key:/key:ro" \
        "$image" -- sh -euc "$line" > "pod-$index.log"
done
"$program" copies merge --ledger merged.sqlite kits/part-*.sqlite > /dev/null
diff -r whole kits/copies
for ledger in whole merged; do
    # Everything but the minute in which a copy was made.
    "$program" copies export --ledger $ledger.sqlite | sed -E 's/20[0-9-]+T[0-9:]+Z//' > $ledger.csv
done
diff whole.csv merged.csv
echo "$pods pods and one run: $(find whole -type f | wc -l) files, the same bytes, the same ledger"
