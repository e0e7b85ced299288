#!/bin/sh
# Copies for many reviewers as a Slurm job array:
#   sbatch --array=1-16 --export=ALL,KIT=kit,LIST=reviewers.csv,KEY=$HOME/press.key,OUT=out slurm.sh
# and then, so that it waits for all of them:
#   sbatch --dependency=afterok:JOB --export=ALL,OUT=out --wrap 'platemark copies merge --ledger "$OUT/copies.sqlite" "$OUT"/part-*.sqlite'
#SBATCH --job-name=platemark-copies
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=00:30:00
set -eu
mkdir -p "$OUT"
# MORE is for options such as `--force`; unset, it is nothing.
# shellcheck disable=SC2086
exec platemark copies "$KIT" --for "$LIST" --key "$KEY" ${MORE:-} \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --output "$OUT/copies" --ledger "$OUT/part-$SLURM_ARRAY_TASK_ID.sqlite"
