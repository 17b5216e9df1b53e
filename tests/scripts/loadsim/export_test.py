#!/usr/bin/env python3
"""`weir load --export`: the scripts parse, and what they ask for adds up to what the scenario does.

The scripts are loaded by node and Python with stand-ins for the tools' modules, and their rate profiles are integrated. (k6_test.py
and locust_test.py run the real tools.)
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

WEIR = os.environ.get("WEIR", "")
if not os.path.exists(WEIR):
    print("no weir program in this build")
    sys.exit(77)

SCENARIO = """\
name: "shop \\" */ x"
target: http://127.0.0.1:8080/api
requests:
  - { method: GET, path: "/cart?q='1'", weight: 3, headers: [ "Accept: text/html", "X-A: \\"b\\"" ] }
  - { method: POST, path: /orders, body: "{\\"item\\": 7}</script>\\n" }
phases:
  - { name: warm up, kind: ramp, from: 0/s, to: 100/s, duration: 10s }
  - { kind: spike, rate: 20/s, to: 200/s, at: 3s, hold: 2s, duration: 10s }
  - { kind: step, from: 10/s, to: 40/s, steps: 4, duration: 8s }
  - { kind: wave, rate: 50/s, amplitude: 50/s, period: 10s, duration: 20s }
  - { kind: constant, rate: 0.5/s, duration: 20s }
arrivals: poisson
thresholds: [ p99 < 80ms, p99.9 < 1s, error_rate < 1%, p95 < 50ms in phase warm up, p99 < 1s in every window, throughput > 5/s ]
"""
REQUESTS = 500 + (8 * 20 + 2 * 200) + 2 * (10 + 20 + 30 + 40) + 20 * 50 + 10
USERS = "target: http://127.0.0.1:8080\nusers: { count: 7, think: 250ms, duration: 30s }\nthresholds: mean < 1s\n"
failed = []


def check(what, condition):
    if not condition:
        failed.append(what)
        print("FAILED:", what)


def export(tool, text, *args):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return subprocess.run([WEIR, "load", path, "--export", tool, *args], capture_output=True, text=True)


def run_k6(text):
    """options and requests of the script, by node."""
    stand_ins = ("const http = {}, exec = {}, sleep = 0; class Rate { add() {} } const __ENV = {};\n", "\nconsole.log(JSON.stringify([options, requests, target]));\n")
    lines = [line for line in text.splitlines() if not line.startswith("import ")]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "k6.mjs")
        with open(path, "w", encoding="utf-8") as f:
            f.write(stand_ins[0] + "\n".join(lines) + stand_ins[1])
        done = subprocess.run(["node", path], capture_output=True, text=True)
    check(f"node: {done.stderr}", done.returncode == 0)
    return json.loads(done.stdout)


def seconds(text):
    return float(text[:-2]) / 1e3 if text.endswith("ms") else float(text[:-1])


def k6_requests(executor):
    rate, total, unit = executor["startRate"], 0, seconds(executor["timeUnit"])
    for stage in executor["stages"]:
        total += (rate + stage["target"]) / 2 * seconds(stage["duration"]) / unit
        rate = stage["target"]
    return total


def check_k6():
    text = export("k6", SCENARIO).stdout
    check("Poisson arrivals are said to be left out", "// Not here: Poisson arrivals" in text)
    check("windows are said to be left out", "// not in k6: windows.p99" in text)
    if not shutil.which("node"):
        return
    options, requests, target = run_k6(text)
    check("target", target == "http://127.0.0.1:8080/api")
    check("body", requests[1]["body"] == '{"item": 7}</script>\n' and requests[0]["path"] == "/cart?q='1'")
    check("headers", requests[0]["headers"] == {"Accept": "text/html", "X-A": '"b"'})
    check("weights", requests[0]["up_to"] == 0.75)
    phases = options["scenarios"]
    check("phases", list(phases) == ["phase_warm_up", "phase_2", "phase_3", "phase_4", "phase_5"])
    check("starts", [seconds(p["startTime"]) for p in phases.values()] == [0, 10, 20, 28, 48])
    total = sum(k6_requests(p) for p in phases.values())
    check(f"requests: {total}, want {REQUESTS}", abs(total - REQUESTS) < 0.01 * REQUESTS)
    check("whole rates", all(isinstance(s["target"], int) for p in phases.values() for s in p["stages"]))
    check("thresholds", options["thresholds"] == {
        "iteration_duration": ["p(99)<80", "p(99.9)<1000"], "weir_failed": ["rate<0.01"], "iterations": ["rate>=5"],
        "iteration_duration{scenario:phase_warm_up}": ["p(95)<50"], "dropped_iterations": ["count<1"]})
    options, _, _ = run_k6(export("k6", USERS).stdout)
    check("users", options["scenarios"] == {"users": {"executor": "constant-vus", "vus": 7, "duration": "30000ms"}})


LOCUST = """
class FastHttpUser: pass
class LoadTestShape:
    now = 0
    def get_run_time(self): return self.now
class events:
    class quitting:
        add_listener = staticmethod(lambda f: f)
constant = lambda s: ("constant", s)
constant_throughput = lambda r: ("pace", r)
task = lambda f: f
"""


def load_locust(text):
    module = {}
    import types
    stand_in = types.ModuleType("locust")
    exec(LOCUST, stand_in.__dict__)
    sys.modules["locust"] = stand_in
    exec(compile(text, "locustfile.py", "exec"), module)
    return module


class Total:
    avg_response_time, max_response_time, fail_ratio, total_rps = 10, 20, 0, 100

    def __init__(self, slow):
        self.slow = slow

    def get_response_time_percentile(self, p):
        return 100 if self.slow and p == 0.99 else 10


class Environment:
    process_exit_code = None
    runner = None

    def __init__(self, slow):
        self.stats = type("Stats", (), {"total": Total(slow), "serialize_stats": lambda self: [{"num_requests": 1}]})()


def check_locust():
    module = load_locust(export("locust", SCENARIO).stdout)
    check("requests", module["REQUESTS"][1]["body"] == '{"item": 7}</script>\n')
    shape, total, step = module["Shape"](), 0, 0.05
    while (tick := shape.tick()) is not None:
        total += tick[0] * module["PACE"] * step
        shape.now += step
    check(f"requests: {total}, want {REQUESTS}", abs(total - REQUESTS) < 0.02 * REQUESTS + 10)
    check("end", abs(shape.now - 68) < 0.1)
    for slow in (False, True):
        environment = Environment(slow)
        with tempfile.TemporaryDirectory() as folder:
            os.environ["SUMMARY"] = os.path.join(folder, "out.json")
            module["judge"](environment)
            with open(os.environ["SUMMARY"], encoding="utf-8") as f:
                check("statistics", json.load(f) == [{"num_requests": 1}])
        check("gate", environment.process_exit_code == slow)
    module = load_locust(export("locust", USERS).stdout)
    check("users", module["Shape"]().tick() == (7, 7) and module["Client"].wait_time == ("constant", 0.25))


def check_data():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("d.csv", "u\nann\nb b\n"), ("s.yaml", USERS + "data: d.csv\nrequests: [ { path: '/x/${u}' } ]\n")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        text = subprocess.run([WEIR, "load", os.path.join(folder, "s.yaml"), "--export", "locust"], capture_output=True, text=True).stdout
    rows = load_locust(text)["REQUESTS"][0]["rows"]
    check("rows", [row["path"] for row in rows] == ["/x/ann", "/x/b%20b"])


check_data()
check_k6()
check_locust()
check("unknown tool", export("jmeter", SCENARIO).returncode == 2)
check("no target", export("k6", "shape: { kind: constant, rate: 1/s, duration: 1s }\n").returncode == 2)
with tempfile.TemporaryDirectory() as folder:
    out = os.path.join(folder, "out.js")
    check("to a file", export("k6", SCENARIO, "--output", out).returncode == 0 and os.path.getsize(out) > 1000)
sys.exit(1 if failed else 0)
