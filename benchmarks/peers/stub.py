"""Loads the stub server and nginx in turn with wrk, and prints the ratio of requests per second.

    mvn package && python3 benchmarks/peers/stub.py

nginx has one worker, as the stub has one event loop, and returns the same 32 bytes. Each pair turns
the order round; a ratio is the median over pairs of the stub's rate divided by nginx's. Needs wrk
and nginx on the PATH.
"""

import argparse
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

JAR = pathlib.Path(__file__).resolve().parent.parent.parent / "target" / "benchmarks.jar"
START_SECONDS = 10

NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {folder};
  proxy_temp_path {folder};
  fastcgi_temp_path {folder};
  uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    location / {{ default_type text/plain; return 200 "0123456789abcdef0123456789abcdef"; }}
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port} after {START_SECONDS} s")


def rate(port, connections, seconds):
    """Returns requests per second, all of which were answered with 200."""
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", f"http://127.0.0.1:{port}/1"]
    report = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    if not found or "Non-2xx" in report or "Socket errors" in report:
        raise SystemExit(f"{' '.join(words)} says:\n{report}")
    return float(found.group(1))


def compare(ports, connections, pairs, seconds):
    ratios = []
    for number in range(pairs):
        rates = {}
        for name in sorted(ports, reverse=number % 2 == 1):
            rates[name] = rate(ports[name], connections, seconds)
        ratios.append(rates["stub"] / rates["nginx"])
        print(f"  {connections:3} connections: stub {rates['stub']:8.0f}/s, nginx {rates['nginx']:8.0f}/s")
    print(
        f"{connections:3} connections: stub / nginx {statistics.median(ratios):.2f}"
        f" ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=5, help="of each load")
    options = parser.parse_args()
    for tool in ("wrk", "nginx"):
        if not shutil.which(tool):
            parser.error(f"{tool} is not on the PATH")
    if options.pairs < 1 or options.seconds < 1:
        parser.error("--pairs and --seconds must be > 0")
    if not JAR.exists():
        parser.error(f"{JAR} is not there: run mvn package first")
    ports = {"stub": free_port(), "nginx": free_port()}
    with tempfile.TemporaryDirectory() as folder:
        configuration = pathlib.Path(folder) / "nginx.conf"
        configuration.write_text(NGINX.format(folder=folder, port=ports["nginx"]))
        servers = [
            subprocess.Popen(["nginx", "-c", str(configuration), "-p", folder]),
            subprocess.Popen(
                ["java", "-jar", str(JAR), "stub", "--port", str(ports["stub"])],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
            ),
        ]
        try:
            for port in ports.values():
                await_port(port)
            for port in ports.values():
                rate(port, 10, 2)  # the stub's JVM compiles
            for connections in (10, 64):
                compare(ports, connections, options.pairs, options.seconds)
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait(START_SECONDS)


if __name__ == "__main__":
    main()
