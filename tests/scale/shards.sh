#!/bin/sh
# N shards as processes against one run: the same bytes, the same ledger.
#   shards.sh PLATEMARK KIT WORK [SHARDS] [REVIEWERS]
set -eu
program=$(realpath "$1") kit=$(realpath "$2") shards=${4:-4} count=${5:-40}
mkdir -p "$3"
cd "$3"
rm -rf whole parts ./*.sqlite
head -c 32 /dev/zero > key
{
    echo name,email,outlet
    for at in $(seq "$count"); do echo "Reader $at,r$at@press.example,Paper $at"; done
} > reviewers.csv
copies() { "$program" copies "$kit" --for reviewers.csv --key key --force "$@" > /dev/null; }

copies --output whole --ledger whole.sqlite
# The very command line of `slurm.sh` and `job.yaml`.
pids=
for part in $(seq "$shards"); do
    copies --shard "$part/$shards" --output parts --ledger "part-$part.sqlite" &
    pids="$pids $!"
done
for pid in $pids; do wait "$pid"; done
"$program" copies merge --ledger merged.sqlite part-*.sqlite
diff -r whole parts
for ledger in whole merged; do
    # Everything but the minute in which a copy was made.
    "$program" copies export --ledger $ledger.sqlite | sed -E 's/20[0-9-]+T[0-9:]+Z//' > $ledger.csv
done
diff whole.csv merged.csv
echo "$shards shards and one run: $(find whole -type f | wc -l) files, the same bytes, the same ledger"
