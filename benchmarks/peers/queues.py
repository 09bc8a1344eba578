"""A batch by processes and queues for each number of requests that comes on standard input.

Answers with the number. The processes take one request at a time from a queue, or each gets its
share in one message from a queue of its own; results come by another queue. Processes and their
connections are there before.
"""

import argparse
import itertools
import multiprocessing
import sys

import pool


def work(url, tasks, results):
    pool.connect(url)
    for share in iter(tasks.get, None):
        results.put([pool.get(number) for number in share])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", action="store_true", help="known beforehand: the control")
    parser.add_argument("--workers", type=int, default=10)
    parser.add_argument("url")
    options = parser.parse_args()
    results = multiprocessing.Queue()
    queues = [multiprocessing.Queue()] * options.workers
    if options.shares:
        queues = [multiprocessing.Queue() for _ in queues]
    for tasks in queues:
        started = multiprocessing.Process(
            target=work, args=(options.url, tasks, results), daemon=True
        )
        started.start()
    for line in sys.stdin:
        numbers = range(int(line))
        shares = [[number] for number in numbers]
        if options.shares:
            shares = [numbers[first :: len(queues)] for first in range(len(queues))]
        for number, share in enumerate(shares):
            queues[number % len(queues)].put(share)
        done = itertools.chain.from_iterable(results.get() for _ in shares)
        if sorted(done) != list(numbers):
            raise ValueError("results are not what was expected")
        print(len(numbers), flush=True)


if __name__ == "__main__":
    main()
