#!/usr/bin/env python3
"""Us against pandoc's EPUB plus Typst's PDF, on the kits that genkits.py makes.

    quick.py [--runs N] KIT...        (run it in a copy of this folder; see README.md)

Each command runs as a process of its own, round-robin. Prints the median wall time,
processor time and peak memory of each, and our share of the peers' sum.
"""
import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], root='/')"


def measure(command, folder):
    """Wall seconds, processor seconds and peak megabytes of one process; it must succeed."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status:
        sys.exit(f"failed ({status}): {' '.join(command)} in {folder}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("kits", nargs="+")
    options = arguments.parse_args()
    pandoc = subprocess.check_output([sys.executable, "-c", PANDOC], text=True).strip()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(f"{'kit':9} {'command':16} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}")
    for kit in options.kits:
        if not os.path.isdir(f"{HERE}/kits/{kit}"):
            subprocess.check_call([sys.executable, "genkits.py", "--out", "kits", kit], cwd=HERE)
        work = f"{HERE}/work/{kit}"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(f"{HERE}/kits/{kit}", work)
        clean = f"{HERE}/work/{kit}-clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(f"{HERE}/kits/{kit}", clean)
        figcap = f"--lua-filter={HERE}/assets/figcap.lua"
        subprocess.check_call([pandoc, "manuscript.md", "-s", "--toc", "-t", "typst", figcap,
                               "-V", "papersize=a4", "-o", "kit.typ"], cwd=work)
        commands = {
            "pandoc epub": ([pandoc, "manuscript.md", "-s", "--toc", "-o", "kit.epub"], work),
            "typst pdf": ([sys.executable, "-c", TYPST, "kit.typ", "kit.pdf"], work),
            "platemark both": (["platemark", "build", clean], clean),
        }
        seen = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, (command, folder) in commands.items():
                seen[name].append(measure(command, folder))
        medians = {}
        for name, runs in seen.items():
            medians[name] = [statistics.median(column) for column in zip(*runs)]
            wall, cpu, peak = medians[name]
            print(f"{kit:9} {name:16} {wall:8.2f} {cpu:8.2f} {peak:8.0f}", flush=True)
        ours, epub, pdf = medians["platemark both"], medians["pandoc epub"], medians["typst pdf"]
        print(f"{kit:9} our share of both: wall {ours[0] / (epub[0] + pdf[0]):.2f}, "
              f"cpu {ours[1] / (epub[1] + pdf[1]):.2f}; of Typst's memory {ours[2] / pdf[2]:.2f}")


main()
