"""How a run's time and memory grow with the corpus, and what a run without changes costs.

    python -m tests.benchmarks.bench_pipeline [DOCUMENTS]

Makes corpora of N and 4N documents out of the texts in raw/ (each document some sections of one of them), runs
`serai run` on each in a process of its own, and prints times, peak memory and their ratios. One worker, one machine,
one run: read the ratios, not the seconds.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.settings import ROOT


def make_corpus(folder: Path, n_documents: int) -> int:
    """Write documents of about 2,000 words; return their size in bytes."""
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "raw").glob("*.txt"))]
    size = 0
    for nth in range(n_documents):
        text = f"Paper number {nth} was received.\n\n" + texts[nth % len(texts)]
        (folder / f"{nth:06}.txt").write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def measure_run(raw: Path, warehouse: Path) -> tuple[float, float]:
    """Run the main job; return its seconds and its own peak memory in MiB."""
    command = [sys.executable, "-m", "flows.cli", "run", "--workers", "1"]
    command += ["--raw", str(raw), "--warehouse", str(warehouse)]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"the run failed with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = {}
        for label, count in (("N", n), ("4N", 4 * n)):
            size = make_corpus(folder / f"raw{label}", count)
            results[label] = measure_run(folder / f"raw{label}", folder / f"warehouse{label}")
            results[f"{label} again"] = measure_run(folder / f"raw{label}", folder / f"warehouse{label}")
            print(f"{label:3} {count:6} documents, {size / 1e6:.1f} MB")
        for label, (seconds, memory) in results.items():
            print(f"{label:9} {seconds:8.1f} s   peak {memory:7.0f} MiB")
        print(f"time 4N / N         {results['4N'][0] / results['N'][0]:.2f}")
        print(f"memory 4N / N       {results['4N'][1] / results['N'][1]:.2f}")
        print(f"unchanged / first   {results['4N again'][0] / results['4N'][0]:.2f}")


if __name__ == "__main__":
    main()
