#!/usr/bin/env python3
"""Speed and truth of the simulator and of the live client.

Required, as ratios within one run (peers where they are installed; client and server pinned to a processor each, rounds interleaved):
simulator: M/M/4 at utilisation 0.8 with 10 million events per CPU second (an event is an arrival or the end of a service), 30 times SimPy;
CPU per request: at most 0.95 times wrk's on HTTP/1.1, wrk's on TLS, 1.05 times h2load's on HTTP/2;
10,000/s in an open loop: 99.9 % answered, p50 within 0.05 ms of the service time, CPU at most 1.2 times wrk2's (a program of that name in
PATH), or else 1.5 times what wrk needs in a closed loop; below 20 MB, however long it runs;
a server that freezes for 100 ms every second: p95, p99 and p99.9 within 2 ms of 50, 90 and 99 ms;
a server that is a queue: the forecast after a calibration within 10 % (p50, p95) and 5 % (capacity) of what is measured.
Where times are judged, client and server have real-time priority if that is allowed (root), so that other programs on the machine make
neither late; what they make late all the same is told and not judged.
"""
import json
import os
import random
import re
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
TRIES = 6               # for a moment of quiet
QUIET = 0.01            # share of the time in which the client waited for a processor
BUILD = os.environ.get("WEIR_BUILD", "build/release")
TOOLS = os.path.join(BUILD, "tests")
WEIR = os.environ.get("WEIR", os.path.join(BUILD, "cli", "weir"))
missed = []

NGINX = """
worker_processes 1; daemon off; pid {dir}/pid; error_log {dir}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; keepalive_requests 1000000000;
    client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f;
    uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
    server {{ listen 127.0.0.1:{h1}; location / {{ return 200 "hello world\\n"; }} }}
    server {{ listen 127.0.0.1:{h2c} http2; location / {{ return 200 "hello world\\n"; }} }}
    server {{ listen 127.0.0.1:{tls} ssl http2; ssl_certificate {dir}/cert.pem; ssl_certificate_key {dir}/key.pem;
             location / {{ return 200 "hello world\\n"; }} }}
}}
"""


def row(name, value, remark=""):
    print(f"  {name:<46}{value:>16}  {remark}", flush=True)


def judge(what, holds, says):
    """says, with how it stands to what is required."""
    if not holds:
        missed.append(what)
    return f"{says}: {'ok' if holds else 'MISSED'}"


def pinned(command, cpu):
    """Client and server on processors of their own, where there are two."""
    if cpu is None or os.cpu_count() < 2 or not shutil.which("taskset"):
        return command
    return ["taskset", "-c", str(cpu), *command]


def first(pid):
    """Before everything else on its processor, if we may."""
    try:
        os.sched_setscheduler(pid, os.SCHED_FIFO, os.sched_param(50))
    except OSError:
        pass


def preferred(command):
    allowed = shutil.which("chrt") and subprocess.run(["chrt", "-f", "50", "true"], capture_output=True).returncode == 0
    return ["chrt", "-f", "50", *command] if allowed else command


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def tool(name, *args, cpu=None, prefer=False):
    command = [os.path.join(TOOLS, name), *map(str, args)]
    if prefer:
        command = preferred(command)
    out = subprocess.run(pinned(command, cpu), capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def start_tool(name, *args):
    server = subprocess.Popen(pinned([os.path.join(TOOLS, name), *args], 0), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    first(server.pid)
    return server, server.stdout.readline().strip()


# -- the simulator ---------------------------------------------------------------

def bench_simulator():
    speed = statistics.median(tool("sim_speed")["events_per_cpu_second"] for _ in range(ROUNDS))
    row("weir, M/M/4 at 0.8, events per CPU second", f"{speed / 1e6:.1f} M",
        judge("simulator", speed >= REQUIRED, f"required {REQUIRED / 1e6:.0f} M"))
    return speed


def bench_simpy(weir):
    try:
        import simpy
    except ImportError:
        row("SimPy, the same queue", "-", "not installed (pip install simpy)")
        return
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
    row("SimPy, the same queue", f"{speed / 1e6:.2f} M",
        f"weir is {weir / speed:.0f} times as fast, " + judge("SimPy", weir >= REQUIRED_OVER_SIMPY * speed, f"required {REQUIRED_OVER_SIMPY}"))


# -- what a request costs ------------------------------------------------------------

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_nginx(folder):
    ports = {name: free_port() for name in ("h1", "h2c", "tls")}
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                    "/CN=localhost", "-keyout", os.path.join(folder, "key.pem"), "-out", os.path.join(folder, "cert.pem")],
                   check=True, capture_output=True)
    with open(os.path.join(folder, "nginx.conf"), "w", encoding="utf-8") as f:
        f.write(NGINX.format(dir=folder, **ports))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    server = subprocess.Popen(pinned([program, "-p", folder, "-c", os.path.join(folder, "nginx.conf")], 0),
                              stderr=subprocess.DEVNULL)
    for _ in range(50):
        try:
            socket.create_connection(("127.0.0.1", ports["tls"]), 1).close()
            return server, ports
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("nginx did not start")


def run_peer(command, pattern):
    """CPU in us for each of the requests that the peer says it made."""
    child = subprocess.Popen(pinned(command, 1), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    text = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    return (usage.ru_utime + usage.ru_stime) / int(re.search(pattern, text).group(1)) * 1e6


def bench_cost(name, url, most, peer, pattern, streams=0):
    """50 connections that are always busy, in alternating rounds with a peer."""
    ours, theirs, rate = [], [], []
    for _ in range(ROUNDS):
        run = tool("live_speed", url, 0, 1, 50, streams, cpu=1)
        ours.append(run["cpu"] / run["answered"] * 1e6)
        rate.append(run["answered"] / run["wall"])
        if shutil.which(peer[0]):
            theirs.append(run_peer(peer + [url], pattern))
    cost = statistics.median(ours)
    row(f"weir, {name}", f"{cost:.2f} us", f"CPU per request, {statistics.median(rate):,.0f} requests/s")
    if theirs:
        ratio = cost / statistics.median(theirs)
        row(f"{peer[0]}, the same", f"{statistics.median(theirs):.2f} us",
            judge(name, ratio <= most, f"weir costs {ratio:.2f} times as much, at most {most:.2f} are allowed"))
    else:
        row(f"{peer[0]}, the same", "-", "not installed")
    return statistics.median(theirs) if theirs and not streams else None


# -- keeping time --------------------------------------------------------------------

def quiet_run(*args):
    """The run of several during which the client had its processor most; and whether that was nearly always."""
    runs = []
    for _ in range(TRIES):
        runs.append(tool("live_speed", *args, cpu=1, prefer=True))
        if runs[-1]["starved"] < QUIET:
            break
    best = min(runs, key=lambda run: run["starved"])
    return best, best["starved"] < QUIET


def when_quiet(quiet, run, what, holds, says):
    if quiet:
        return judge(what, holds, says)
    return f"{says}: not judged, the client waited for a processor {run['starved'] * 100:.0f} % of the time"


def bench_open_loop(url, closed, server):
    for worker in children(server.pid):
        first(worker)
    run, quiet = quiet_run(url, 10000, 4, 50)
    cost = run["cpu"] / run["answered"] * 1e6
    above = (run["p50"] - run["service_p50"]) * 1e3
    row("weir, 10,000/s in an open loop", f"{run['answered'] / run['asked'] * 100:.2f} %",
        when_quiet(quiet, run, "answered", run["answered"] >= 0.999 * run["asked"], "of the requests answered, required 99.9"))
    row("", f"+{above:.3f} ms", when_quiet(quiet, run, "p50", above <= 0.05, "p50 over the service time's, at most 0.05")
        + f"; lag p99 {run['lag_p99'] * 1e3:.3f} ms")
    if shutil.which("wrk2"):
        theirs = statistics.median(run_peer(preferred(["wrk2", "-t1", "-c50", "-d12s", "-R10000", url]), r"(\d+) requests in")
                                   for _ in range(2))
        row("", f"{cost:.2f} us", when_quiet(quiet, run, "open loop", cost <= 1.2 * theirs,
                                             f"CPU per request, {cost / theirs:.2f} times wrk2's, at most 1.20"))
    elif closed:
        row("", f"{cost:.2f} us", when_quiet(quiet, run, "open loop", cost <= 1.5 * closed,
                                             f"CPU per request, {cost / closed:.2f} times wrk's in a closed loop, at most 1.50"))
    longer = tool("live_speed", url, 10000, 12, 50, cpu=1, prefer=True)
    growth = longer["memory"] - run["memory"]
    row("", f"{longer['memory'] / 1e6:.1f} MB", judge("memory", longer["memory"] < 20e6 and growth < 1e6,
                                                      f"after 12 s, {growth / 1e6:+.1f} MB against 4 s; below 20 and the same required"))


def bench_freeze():
    server, port = start_tool("stall_server", "stall")
    run, quiet = quiet_run(f"http://127.0.0.1:{port}", 2000, 10, 256)
    server.stdin.close()
    server.wait()
    got = [run[q] * 1e3 for q in ("p95", "p99", "p999")]
    off = max(abs(g - t) for g, t in zip(got, (50, 90, 99)))
    row("weir, a server that freezes, 2,000/s, 10 s", "/".join(f"{g:.1f}" for g in got),
        when_quiet(quiet, run, "freeze", off <= 2, "ms at p95, p99, p99.9; within 2 of 50, 90, 99 required"))


# -- forecasts -----------------------------------------------------------------------

SCENARIO = """\
name: forecast
target: {url}
shape: {{ kind: constant, rate: 500/s, duration: 40s }}
arrivals: poisson
connections: 1000
thresholds: [ p95 < 40ms ]
stress: {{ from: 200/s, to: 2000/s, step: 6s, precision: 2% }}
"""


def weir(*args):
    done = subprocess.run(pinned(preferred([WEIR, "load", *args, "--format", "json"]), 1), capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        raise RuntimeError(done.stderr)
    return {m["name"].removeprefix("load.forecast."): m["value"] for m in json.loads(done.stdout)["measures"]}


def bench_forecast():
    if not os.path.exists(WEIR):
        row("forecast", "-", "no weir program in this build")
        return
    server, url = start_tool("service_server", "4", "-1", "lognormal", "5", "20")
    with tempfile.TemporaryDirectory() as folder:
        scenario = os.path.join(folder, "s.yaml")
        model = os.path.join(folder, "m.yaml")
        with open(scenario, "w", encoding="utf-8") as f:
            f.write(SCENARIO.format(url=url))
        live = weir(scenario, "--mode", "calibrate", "--model", model)
        late = live["lag_p99"] > 0.001
        says = "" if not late else f"; not judged, the generator was late by {live['lag_p99'] * 1e3:.1f} ms (p99)"
        for metric in ("p50", "p95"):
            off = live[f"forecast_error_{metric}"]
            text = f"{metric}: {live['forecast_' + metric] * 1e3:.2f} ms, measured {live[metric] * 1e3:.2f}, at most 10 % off"
            row("weir, forecast at 0.62 of the capacity" if metric == "p50" else "", f"{off * 100:.1f} %",
                text + says if late else judge("forecast " + metric, off <= 0.10, text))
        measured = weir(scenario, "--mode", "stress")
        with open(scenario, "a", encoding="utf-8") as f, open(model, encoding="utf-8") as m:
            f.write(m.read())
        forecast = weir(scenario, "--mode", "stress", "--simulate")
        off = abs(forecast["capacity"] / measured["capacity"] - 1) if "capacity" in measured else float("nan")
        text = f"capacity for p95 < 40 ms: {forecast['capacity']:.0f}/s, measured {measured.get('capacity', 0):.0f}, at most 5 % off"
        row("", f"{off * 100:.1f} %", text + says if late else judge("forecast capacity", off <= 0.05, text))
    server.stdin.close()
    server.wait()


def bench_live():
    if not (shutil.which("nginx") or os.path.exists("/usr/sbin/nginx")):
        row("live client", "-", "nginx is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        server, ports = start_nginx(folder)
        wrk, wrk_says = ["wrk", "-t1", "-c50", "-d1s"], r"(\d+) requests in"
        h2load, h2load_says = ["h2load", "-c50", "-n100000"], r"(\d+) succeeded"
        try:
            h1 = f"http://127.0.0.1:{ports['h1']}"
            closed = bench_cost("HTTP/1.1, 50 busy connections", h1, 0.95, wrk, wrk_says)
            bench_cost("TLS, 50 busy connections", f"https://127.0.0.1:{ports['tls']}", 1.00, wrk, wrk_says)
            bench_cost("HTTP/2, 50 connections, 1 stream", f"http://127.0.0.1:{ports['h2c']}", 1.05, h2load + ["-m1"], h2load_says, 1)
            bench_cost("HTTP/2 and TLS, 50 x 10 streams", f"https://127.0.0.1:{ports['tls']}", 1.05, h2load + ["-m10"], h2load_says, 10)
            bench_open_loop(h1, closed, server)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def main():
    bench_simpy(bench_simulator())
    bench_live()
    bench_freeze()
    bench_forecast()
    if missed:
        print("missed:", ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
