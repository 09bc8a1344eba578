"""A batch by multiprocessing's Pool for each number of tasks that comes on standard input.

Answers with the number. A task is an HTTP GET, or nothing where the address is none:/. Workers and
their connections are there before.
"""

import argparse
import http.client
import multiprocessing
import multiprocessing.pool
import sys
import threading
import urllib.parse

worker = threading.local()


def connect(url):
    """Opens this worker's connection, which it keeps."""
    parts = urllib.parse.urlsplit(url)
    worker.connection = http.client.HTTPConnection(parts.hostname, parts.port)


def nothing(number):
    return number


def get(number):
    worker.connection.request("GET", f"/{number}")
    reply = worker.connection.getresponse()
    body = reply.read()
    if reply.status != 200 or len(body) != 32:
        raise ValueError(f"request {number}: status {reply.status}, {len(body)} bytes")
    return int(reply.headers["Request-Number"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", action="store_true", help="instead of processes")
    parser.add_argument("--workers", type=int, default=10)
    parser.add_argument("--chunk", type=int, default=0, help="0: what Pool.map chooses")
    parser.add_argument("url")
    options = parser.parse_args()
    kind = multiprocessing.pool.ThreadPool if options.threads else multiprocessing.Pool
    task = nothing if options.url == "none:/" else get
    prepare = None if task is nothing else connect
    with kind(options.workers, prepare, (options.url,)) as pool:
        for line in sys.stdin:
            numbers = range(int(line))
            if pool.map(task, numbers, options.chunk or None) != list(numbers):
                raise ValueError("results are not what was expected")
            print(len(numbers), flush=True)


if __name__ == "__main__":
    main()
