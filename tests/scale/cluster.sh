#!/bin/sh
# `slurm.sh` on a Slurm of one node, which is started for it and stopped after: the array, then
# the job that merges the ledgers, compared with a single run byte for byte.
#   cluster.sh PLATEMARK KIT WORK [SHARDS] [REVIEWERS]
# Needs Debian's slurm-wlm and munge, and root. All that runs listens on loopback alone and
# keeps its files in WORK.
set -eu
here=$(realpath "$(dirname "$0")")
program=$(realpath "$1") kit=$(realpath "$2") shards=${4:-8} count=${5:-200}
mkdir -p "$3"
cd "$3"
work=$PWD
rm -rf run whole out ./*.sqlite
mkdir -p run/state run/spool run/munge
node=$(hostname -s)

# A key of this run alone: no job of another cluster is let in.
head -c 128 /dev/urandom > run/munge/key
chmod 700 run/munge
chmod 600 run/munge/key
cat > run/slurm.conf <<CONF
ClusterName=platemark
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/run/munge/socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SlurmctldParameters=enable_configless
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$work/run/state
SlurmdSpoolDir=$work/run/spool
SlurmctldPidFile=$work/run/slurmctld.pid
SlurmdPidFile=$work/run/slurmd.pid
SlurmctldLogFile=$work/run/slurmctld.log
SlurmdLogFile=$work/run/slurmd.log
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=2048 State=UNKNOWN
PartitionName=press Nodes=$node Default=YES MaxTime=30 State=UP
CONF
export SLURM_CONF="$work/run/slurm.conf"

daemons=
stop() {
    for daemon in $daemons; do kill "$daemon" 2>/dev/null || true; done
    for daemon in $daemons; do wait "$daemon" 2>/dev/null || true; done
}
trap stop EXIT
trap 'exit 1' INT TERM
munged --foreground --force --num-threads=2 --key-file="$work/run/munge/key" \
    --socket="$work/run/munge/socket" --pid-file="$work/run/munge/pid" \
    --log-file="$work/run/munge/log" --seed-file="$work/run/munge/seed" > run/munged.out 2>&1 &
daemons=$!
until_or_die() {  # SECONDS WHAT COMMAND...
    left=$1 what=$2
    shift 2
    until "$@" > /dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { echo "$what does not answer" >&2; tail -n 5 run/*.log run/*.out >&2; exit 1; }
        sleep 1
    done
}
until_or_die 20 munged munge --socket="$work/run/munge/socket" --no-input
slurmctld -D > run/slurmctld.out 2>&1 &
daemons="$daemons $!"
slurmd -D > run/slurmd.out 2>&1 &
daemons="$daemons $!"
idle() { sinfo --noheader --format=%T | grep -q idle; }
until_or_die 40 slurmd idle

# The reviewers and the key of `shards.sh`.
head -c 32 /dev/zero > key
{
    echo name,email,outlet
    for at in $(seq "$count"); do echo "Reader $at,r$at@press.example,Paper $at"; done
} > reviewers.csv
"$program" copies "$kit" --for reviewers.csv --key key --force \
    --output whole --ledger whole.sqlite > run/whole.log

# The lines of `slurm.sh`'s head.
PATH="$(dirname "$program"):$PATH"
export PATH KIT="$kit" LIST="$work/reviewers.csv" KEY="$work/key" OUT="$work/out" MORE=--force
array=$(sbatch --parsable --array="1-$shards" --output=run/part-%a.log --export=ALL "$here/slurm.sh")
merge=$(sbatch --parsable --dependency="afterok:$array" --output=run/merge.log --export=ALL \
    --wrap 'platemark copies merge --ledger "$OUT/copies.sqlite" "$OUT"/part-*.sqlite')
done_or_dead() { [ -z "$(squeue --noheader --jobs="$array,$merge" --states=all --format=%T | grep -v -e COMPLETED -e FAILED -e CANCELLED -e TIMEOUT)" ]; }
until_or_die 600 "the job" done_or_dead
squeue --jobs="$array,$merge" --states=all --format='%12i %10T %8M'
diff -r whole out/copies
for ledger in whole out/copies; do
    # Everything but the minute in which a copy was made.
    "$program" copies export --ledger $ledger.sqlite | sed -E 's/20[0-9-]+T[0-9:]+Z//' > $ledger.csv
done
diff whole.csv out/copies.csv
echo "$(slurmctld -V): an array of $shards and one run: $(find whole -type f | wc -l) files, the same bytes, the same ledger"
