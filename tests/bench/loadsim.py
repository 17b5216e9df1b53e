#!/usr/bin/env python3
"""Speed of the simulator and of the live client.

Required: M/M/4 at utilisation 0.8 with at least 10 million events per CPU
second (an event is an arrival or the end of a service), and 30 times SimPy on the same
queue where that is installed.  For comparison, where they are installed: wrk against the same nginx
as the live client, in alternating rounds; and how the live client tells a
server that freezes for 100 ms every second (truth: p95 50, p99 90 ms).
"""
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

REQUIRED = 10e6
REQUIRED_OVER_SIMPY = 30
ROUNDS = 5
TOOLS = os.path.join(os.environ.get("WEIR_BUILD", "build/release"), "tests")

NGINX = """
worker_processes 1; daemon off; pid {dir}/pid; error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; keepalive_requests 1000000000;
    client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f;
    uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
    server {{ listen 127.0.0.1:{port}; location / {{ return 200 "hello world\\n"; }} }}
}}
"""


def row(name, value, remark=""):
    print(f"  {name:<44}{value:>16}  {remark}")


def tool(name, *args, cpu=None):
    command = [os.path.join(TOOLS, name), *map(str, args)]
    out = subprocess.run(pinned(command, cpu), capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def pinned(command, cpu):
    """Client and server on processors of their own, where there are two."""
    if cpu is None or os.cpu_count() < 2 or not shutil.which("taskset"):
        return command
    return ["taskset", "-c", str(cpu), *command]


def bench_simulator():
    runs = [tool("sim_speed")["events_per_cpu_second"] for _ in range(ROUNDS)]
    speed = statistics.median(runs)
    row("weir, M/M/4 at 0.8, events per CPU second", f"{speed / 1e6:.1f} M",
        f"required {REQUIRED / 1e6:.0f} M: {'ok' if speed >= REQUIRED else 'MISSED'}")
    return speed


def bench_simpy(weir):
    try:
        import simpy
    except ImportError:
        row("SimPy, the same queue", "-", "not installed (pip install simpy)")
        return True
    draw = random.Random(7)
    served = 0
    env = simpy.Environment()
    workers = simpy.Resource(env, capacity=4)

    def request():
        nonlocal served
        with workers.request() as place:
            yield place
            yield env.timeout(draw.expovariate(1))
        served += 1

    def arrivals(n):
        for _ in range(n):
            yield env.timeout(draw.expovariate(3.2))
            env.process(request())

    env.process(arrivals(100000))
    start = time.process_time()
    env.run()
    speed = 2 * served / (time.process_time() - start)
    ok = weir >= REQUIRED_OVER_SIMPY * speed
    row("SimPy, the same queue", f"{speed / 1e6:.2f} M", f"weir is {weir / speed:.0f} times as fast, required "
        f"{REQUIRED_OVER_SIMPY}: {'ok' if ok else 'MISSED'}")
    return ok


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_nginx(folder, port):
    with open(os.path.join(folder, "nginx.conf"), "w", encoding="utf-8") as f:
        f.write(NGINX.format(dir=folder, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    server = subprocess.Popen(pinned([program, "-p", folder, "-c", os.path.join(folder, "nginx.conf")], 0),
                              stderr=subprocess.DEVNULL)
    for _ in range(50):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("nginx did not start")


def run_wrk(url):
    """Requests and CPU seconds of one run of wrk."""
    child = subprocess.Popen(pinned(["wrk", "-t1", "-c50", "-d2s", url], 1), stdout=subprocess.PIPE, text=True)
    text = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    requests = next(int(line.split()[0]) for line in text.splitlines() if "requests in" in line)
    return requests, usage.ru_utime + usage.ru_stime, requests / 2.0


def bench_cost(url):
    """CPU per request with 50 connections that are always busy, in alternating rounds."""
    ours, theirs, our_rate, their_rate = [], [], [], []
    for _ in range(ROUNDS):
        run = tool("live_speed", url, 200000, 1, 50, cpu=1)
        ours.append(run["cpu"] / run["answered"] * 1e6)
        our_rate.append(run["answered"] / run["wall"])
        if shutil.which("wrk"):
            requests, cpu, rate = run_wrk(url)
            theirs.append(cpu / requests * 1e6)
            their_rate.append(rate)
    row("weir, 50 busy connections", f"{statistics.median(ours):.2f} us", f"CPU per request, "
        f"{statistics.median(our_rate):,.0f} requests/s")
    if theirs:
        row("wrk, the same", f"{statistics.median(theirs):.2f} us", f"CPU per request, "
            f"{statistics.median(their_rate):,.0f} requests/s; weir costs "
            f"{statistics.median(ours) / statistics.median(theirs):.2f} times as much")
    else:
        row("wrk, the same", "-", "not installed")


def describe(run):
    return (f"{run['answered']:,} of {run['asked']:,} answered; ms: "
            f"p50 {run['p50'] * 1e3:.2f}, p99 {run['p99'] * 1e3:.2f}, p99.9 {run['p999'] * 1e3:.2f}, "
            f"own lag p99 {run['lag_p99'] * 1e3:.2f}")


def bench_live():
    if not (shutil.which("nginx") or os.path.exists("/usr/sbin/nginx")):
        row("live client", "-", "nginx is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = start_nginx(folder, port)
        url = f"http://127.0.0.1:{port}"
        try:
            bench_cost(url)
            run = tool("live_speed", url, 10000, 3, 50, cpu=1)
            row("weir, 10,000/s open loop, 3 s", f"{run['cpu'] / run['answered'] * 1e6:.2f} us", describe(run))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def bench_freeze():
    server = subprocess.Popen(pinned([os.path.join(TOOLS, "stall_server"), "stall"], 0), stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    port = int(server.stdout.readline())
    run = tool("live_speed", f"http://127.0.0.1:{port}", 2000, 5, 256, cpu=1)
    server.stdin.close()
    server.wait()
    row("weir, server that freezes, 2,000/s, 5 s", f"p99 {run['p99'] * 1e3:.1f} ms",
        f"truth 90; p99.9 {run['p999'] * 1e3:.1f}, truth 99; own lag p99 {run['lag_p99'] * 1e3:.2f}")


def main():
    speed = bench_simulator()
    ok = bench_simpy(speed)
    bench_live()
    bench_freeze()
    return 0 if ok and speed >= REQUIRED else 1


if __name__ == "__main__":
    sys.exit(main())
