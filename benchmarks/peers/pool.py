"""What multiprocessing.Pool takes for a batch: N tasks that do nothing, or N HTTP GETs.

Prints the median makespan of a batch in milliseconds. Workers, and their connections, are there
before the first timed batch.
"""

import argparse
import http.client
import multiprocessing
import statistics
import time
import urllib.parse

connection = None


def connect(url):
    """Opens this worker's connection, which it keeps."""
    global connection
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)


def nothing(number):
    return number


def get(number):
    connection.request("GET", f"/{number}")
    reply = connection.getresponse()
    body = reply.read()
    if reply.status != 200 or len(body) != 32:
        raise ValueError(f"request {number}: status {reply.status}, {len(body)} bytes")
    return number


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be > 0, was {number}")
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=positive, default=10)
    parser.add_argument("--tasks", type=positive, default=1000)
    parser.add_argument("--chunk", type=positive, help="default: what Pool.map chooses")
    parser.add_argument("--url", help="base address of a stub; without it tasks do nothing")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long to measure")
    options = parser.parse_args()
    task = get if options.url else nothing
    with multiprocessing.Pool(
        options.workers, connect if options.url else None, (options.url,) if options.url else ()
    ) as pool:
        expected = list(range(options.tasks))
        times = []
        warm = time.perf_counter() + options.seconds / 2
        end = warm + options.seconds
        while (began := time.perf_counter()) < end:
            results = pool.map(task, range(options.tasks), options.chunk)
            took = time.perf_counter() - began
            if results != expected:
                raise ValueError("results are not what was expected")
            if began >= warm:
                times.append(took)
    print(f"{statistics.median(times) * 1000:.4f}")


if __name__ == "__main__":
    main()
