"""Runs Python's multiprocessing.Pool and this program's worker processes in turn, and prints ratios.

    mvn package && python3 benchmarks/peers/compare.py

10 workers, 1000 tasks: tasks that do nothing, one at a time and in the chunks that Pool.map
chooses, and HTTP GETs to the stub server, one at a time: through OkHttp as it comes, and without
the thread of its timeouts, which it wakes at each read and write. Each round runs every case on
both sides, the order turned round each time; a ratio is the median over rounds of ours divided by
Python's.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent.parent / "target" / "benchmarks.jar"

# name, Python's options, ours, seconds of warm-up on top of the benchmark's own, what the best channel
# and pipes are meant to reach. Ten workers compile each their own code, where Python compiles nothing:
# with chunks as Pool.map cuts them a batch takes ten times as long at first, and 3 to 4 s until it is
# as short as it gets; an HTTP client is more code.
CASES = [
    ("no-op, chunk 1", ["--chunk", "1"], ["exchange=null", "chunk=1"], 5, "best 0.2, pipe 0.4"),
    ("no-op, default chunk", [], ["exchange=null", "chunk=python"], 5, "0.5"),
    ("HTTP, chunk 1", ["--chunk", "1", "--url"], ["exchange=okhttp", "chunk=1"], 20, "0.5"),
    ("HTTP, quiet", ["--chunk", "1", "--url"], ["exchange=okhttp-quiet", "chunk=1"], 20, "0.5"),
]


def python_millis(options, url, seconds):
    words = [sys.executable, str(HERE / "pool.py"), "--seconds", str(seconds), *options]
    if options and options[-1] == "--url":
        words.append(url)
    run = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    return float(run.stdout)


def our_millis(java, parameters, warm_seconds, channels, windows, seconds):
    """Returns a time for each channel and window, from one run of the benchmark."""
    with tempfile.TemporaryDirectory() as scratch:
        result = pathlib.Path(scratch) / "result.json"
        words = [*java, "FanOutBenchmark", "--isolated", "-f", "1", "-wi", "1", "-i", "2"]
        words += ["-w", f"{warm_seconds}s", "-r", f"{int(seconds * 500)}ms"]
        for parameter in ["strategy=WORKER_PROCESSES", "delay=0", *parameters, f"channel={channels}", f"window={windows}"]:
            words += ["-p", parameter]
        run = subprocess.run(
            [*words, "-rff", str(result)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if run.returncode != 0:
            raise SystemExit(f"{' '.join(words)} failed:\n{run.stdout}")
        entries = json.loads(result.read_text())
    entries = entries["results"] if isinstance(entries, dict) else entries
    return {
        f"{entry['params']['channel']} window {entry['params']['window']}": entry["primaryMetric"][
            "score"
        ]
        for entry in entries
    }


class Stub:
    """The stub server, for Python's side; the benchmark starts its own."""

    def __init__(self, java):
        self.process = subprocess.Popen(
            [*java, "stub"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+?:\d+", line)
        if not found:
            self.process.kill()
            raise SystemExit(f"the stub server said '{line.strip()}' instead of its address")
        self.url = found.group()

    def __enter__(self):
        return self

    def __exit__(self, *thrown):
        self.process.terminate()
        self.process.wait(10)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="measured for each figure")
    parser.add_argument("--channels", default="pipe,unix")
    parser.add_argument("--windows", default="8")
    parser.add_argument("--cases", default="1234", help="which of the four, such as 12")
    options = parser.parse_args()
    if options.rounds < 1 or not re.fullmatch("[1234]+", options.cases):
        parser.error("--rounds must be > 0 and --cases some of 1234")
    if not JAR.exists():
        parser.error(f"{JAR} is not there: run mvn package first")
    java = ["java", "-jar", str(JAR)]
    cases = [CASES[int(number) - 1] for number in options.cases]
    theirs = {case[0]: [] for case in cases}
    ours = {case[0]: [] for case in cases}
    with Stub(java) as stub:
        for number in range(options.rounds):
            for name, python, parameters, warm_seconds, _ in cases:
                sides = [
                    lambda: theirs[name].append(python_millis(python, stub.url, options.seconds)),
                    lambda: ours[name].append(
                        our_millis(
                            java,
                            parameters,
                            warm_seconds,
                            options.channels,
                            options.windows,
                            options.seconds,
                        )
                    ),
                ]
                for side in sides if number % 2 == 0 else reversed(sides):
                    side()
    print(f"{'1000 tasks, 10 workers':24}{'Python ms':>10}  ours ms, and ours / Python's")
    for name, _, _, _, aim in cases:
        python = statistics.median(theirs[name])
        print(f"{name:24}{python:10.3f}  (aim: {aim})")
        for variant in ours[name][0]:
            millis = statistics.median(each[variant] for each in ours[name])
            ratio = statistics.median(
                each[variant] / their for each, their in zip(ours[name], theirs[name])
            )
            print(f"  {variant:22}{'':10}{millis:10.3f}{ratio:8.3f}")


if __name__ == "__main__":
    main()
