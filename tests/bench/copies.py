#!/usr/bin/env python3
"""Times copies for many reviewers against copying the finished pair: copies.py PLATEMARK KIT WORK [N]

Both write as many bytes into a fresh folder of WORK, one after the other, three times; the
ratio of the medians and the memory of the largest run are printed, and the ratio of processor
time, which tells where the time goes. The run fails if the ratio of the medians is above 1.5:
it needs a machine that does nothing else. RUNS sets how often (3).
"""

import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time


def readers(path, count):
    rows = [f"Reader {at},reader{at}@press.example,Paper {at % 40}" for at in range(count)]
    path.write_text("name,email,outlet\n" + "\n".join(rows) + "\n")


def make(program, kit, work, count):
    folder, ledger, rows = work / "copies", work / "copies.sqlite", work / f"{count}.csv"
    shutil.rmtree(folder, ignore_errors=True)
    ledger.unlink(missing_ok=True)
    readers(rows, count)
    began = time.monotonic()
    subprocess.run(
        [program, "copies", kit, "--for", rows, "--key", work / "key", "--ledger", ledger,
         "--output", folder, "--force"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - began, folder


def copy(pair, work, count):
    folder = work / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    began = time.monotonic()
    for at in range(count):
        for book in pair:
            shutil.copyfile(book, folder / f"{at}{book.suffix}")
    return time.monotonic() - began


def main():
    program, kit, work = (pathlib.Path(one).resolve() for one in sys.argv[1:4])
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
    work.mkdir(parents=True, exist_ok=True)
    (work / "key").write_bytes(bytes(range(32)))
    one, folder = make(program, kit, work, 1)
    first = sorted(folder.iterdir())
    pair = [pathlib.Path(shutil.copy(book, work / f"pair{book.suffix}")) for book in first]
    small = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    made, copied, work_made, work_copied = [], [], 0.0, 0.0
    for _ in range(int(os.environ.get("RUNS", "3"))):
        before = os.times()
        made.append(make(program, kit, work, count)[0])
        between = os.times()
        shutil.rmtree(work / "copies")
        before_copy = time.process_time()
        copied.append(copy(pair, work, count))
        work_copied += time.process_time() - before_copy
        shutil.rmtree(work / "plain")
        work_made += between.children_user + between.children_system
        work_made -= before.children_user + before.children_system
    large = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    size = sum(book.stat().st_size for book in pair)
    made, copied = statistics.median(made), statistics.median(copied)
    print(f"{count} pairs of {size / 1e6:.1f} MB: copies {made:.1f} s, plain {copied:.1f} s, ratio {made / copied:.2f}")
    print(f"one reviewer {one:.1f} s, {small / 1024:.0f} MB of memory; {count}: {large / 1024:.0f} MB")
    print(f"processor time: copies {work_made:.1f} s, plain {work_copied:.1f} s, ratio {work_made / work_copied:.2f}")
    sys.exit(0 if made / copied <= 1.5 else 1)


main()
