#!/usr/bin/env python3
"""`weir load` in all modes, through the program: what it measures and how it exits."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

WEIR = os.environ.get("WEIR", "")
if not os.path.exists(WEIR):
    print("no weir program in this build")
    sys.exit(77)

SERVICE = "service: { workers: 4, time: { law: constant, mean: 10ms } }\n"
LOAD = "name: t\nshape: { kind: constant, rate: 100/s, duration: 30s }\n" + SERVICE
failed = []


def load(text, *args):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        done = subprocess.run([WEIR, "load", path, "--format", "json", *args], capture_output=True, text=True)
    run = json.loads(done.stdout) if done.stdout.startswith("{") else {"measures": [], "series": []}
    return done.returncode, {m["name"]: m for m in run["measures"]}, run, done.stderr


def check(what, condition):
    if not condition:
        failed.append(what)
        print("FAILED:", what)


def exits(what, want, text, *args):
    code, measures, run, err = load(text, *args)
    check(f"{what}: exit {code}, want {want}: {err}", code == want)
    return measures, run


measures, _ = exits("play", 0, LOAD + "thresholds: p99 < 20ms\n", "--simulate")
check("p99", abs(measures["load.t.p99"]["value"] - 0.010) < 1e-4)
exits("play, limit broken", 1, LOAD + "thresholds: p99 < 5ms\n", "--simulate")
exits("play, window limit broken", 1, LOAD + "thresholds: throughput > 200/s in every window\n", "--simulate")

STRESS = LOAD + "stress: { step: 30s, precision: 1%%, at-least: %d/s }\n"
measures, run = exits("stress", 0, STRESS % 390, "--simulate", "--mode", "stress")
check("capacity", 390 < measures["load.t.capacity"]["value"] < 412)
check("knee", {s["name"] for s in run["series"]} == {"load.t.knee", "load.t.knee_throughput"})
exits("stress, too little", 1, STRESS % 500, "--simulate", "--mode", "stress")
exits("stress, nothing holds", 3, LOAD + "thresholds: p99 < 5ms\n", "--simulate", "--mode", "stress")

measures, _ = exits("soak", 0, LOAD, "--simulate", "--mode", "soak")
check("no drift", measures["load.t.p50_drift"]["value"] == 0)
exits("soak, drifts", 1, LOAD.replace("100/s", "404/s"), "--simulate", "--mode", "soak")
exits("soak, too short to say", 3, LOAD.replace("30s", "5s"), "--simulate", "--mode", "soak")

CAPACITY = LOAD.replace("100/s", "1000/s") + "thresholds: p99 < 20ms\nmost-instances: %d\n"
measures, _ = exits("capacity", 0, CAPACITY % 3, "--simulate", "--mode", "capacity")
check("10 workers, 4 each", measures["load.t.instances"]["value"] == 3)
exits("capacity, too many needed", 1, CAPACITY % 2, "--simulate", "--mode", "capacity")
exits("capacity is simulated", 2, CAPACITY % 2, "--mode", "capacity")
exits("capacity needs limits", 2, LOAD, "--simulate", "--mode", "capacity")

CHAOS = LOAD + "faults: [ { kind: status, status: 503, probability: 10% } ]\nthresholds: natural_error_rate < 1%\n"
measures, run = exits("chaos", 0, CHAOS, "--simulate", "--seed", "7")
again, _ = exits("chaos again", 0, CHAOS, "--simulate", "--seed", "7")
other, _ = exits("another seed", 0, CHAOS, "--simulate", "--seed", "8")
check("injected", 0.08 < measures["load.t.injected_error_rate"]["value"] < 0.12)
check("the same seed", measures == again)
check("another seed", measures != other)
check("series of faults", "load.t.faults" in {s["name"] for s in run["series"]})

def gate(tasks):
    """weir run over scenarios in weir.yaml: exit code and measures."""
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for name, (mode, task, text) in tasks.items():
            with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as f:
                f.write(text)
            rows.append(f"    - {{ name: {name}, file: {name}.yaml, mode: {mode}, task: {task} }}\n")
        with open(os.path.join(folder, "weir.yaml"), "w", encoding="utf-8") as f:
            f.write("version: 1\nload:\n  scenarios:\n" + "".join(rows))
        done = subprocess.run([WEIR, "run", "--config", os.path.join(folder, "weir.yaml"), "--out", os.path.join(folder, "out")],
                              capture_output=True, text=True, cwd=folder)
        with open(os.path.join(folder, "out", "run.json"), encoding="utf-8") as f:
            return done.returncode, {m["name"]: m["value"] for m in json.load(f)["measures"]}, done.stdout + done.stderr


code, measures, said = gate({"s": ("simulate", "stress", STRESS % 390), "c": ("simulate", "capacity", CAPACITY % 3),
                             "d": ("simulate", "soak", LOAD)})
check(f"tasks in weir.yaml: exit {code}: {said}", code == 0)
check("all of them", {"load.s.capacity", "load.c.instances", "load.d.p50_drift"} <= set(measures))
code, measures, said = gate({"s": ("simulate", "stress", STRESS % 500)})
check(f"too little capacity: exit {code}", code == 1)
code, measures, said = gate({"s": ("simulate", "calibrate", LOAD)})
check(f"calibrate is live: exit {code}: {said}", code == 3 and "needs 'mode: live'" in said)

# what is given with what
for args, part in (((), "nothing to load"), (("--simulate", "--histograms", "x"), "are live"), (("--simulate", "--mode", "calibrate"), "looks at a live"),
                   (("--model", "x", "--simulate"), "--mode calibrate"), (("--read", "x", "--simulate"), "plays nothing"),
                   (("--url", "http://ip6-localhost", "--allow-host", "ip6-localhost"), "how much of it you may")):
    code, _, _, err = load(LOAD, *args)
    check(f"{args}: exit {code}, {err}", code == 2 and part in err)

# one live run: its histograms read back say what it said, and its model forecasts it
SERVER = os.path.join(os.environ.get("WEIR_BUILD", ""), "tests", "service_server")
if os.path.exists(SERVER):
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen([SERVER, "4", "-1", "constant", "5"], stdin=subprocess.PIPE,
                                                                   stdout=subprocess.PIPE, text=True) as server:
        log = os.path.join(folder, "t.hlog")
        live = (LOAD.replace("30s", "1s").replace("mean: 10ms", "mean: 5ms") + "target: " + server.stdout.readline() +
                "thresholds: error_rate < 1%\n")
        code, measures, run, err = load(live, "--forecast", "--histograms", log, "--server", str(server.pid))
        check(f"live: exit {code}: {err}", code == 0 or "generator overloaded" in json.dumps(run))
        if code == 0:
            check("forecast of 5 ms", abs(measures["load.t.forecast_p50"]["value"] - 0.005) < 1e-4)
            check("memory of the server", measures["load.t.server_memory_peak"]["value"] > 1e5)
            check("pictures", {"load.t.forecast.spectrum", "load.t.lag.spectrum", "load.t.server"} <= {s["name"] for s in run["series"]})
        code, back, _, err = load(live, "--read", log)
        check(f"read back: exit {code}: {err}", code == 0)
        for name in ("p50", "p99", "max", "requests", "error_rate", "service_p50"):
            check(name, back[f"load.t.{name}"]["value"] == measures[f"load.t.{name}"]["value"])
        # Ctrl-C: the report so far
        path = os.path.join(folder, "long.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(live.replace("duration: 1s", "duration: 60s"))
        with subprocess.Popen([WEIR, "load", path, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as player:
            time.sleep(2)
            player.send_signal(signal.SIGINT)
            out, err = player.communicate(timeout=60)
        check(f"Ctrl-C: exit {player.returncode}: {err}", player.returncode == 130)
        check("measures so far", 0 < {m["name"]: m["value"] for m in json.loads(out)["measures"]}["load.t.requests"] < 1500)
        server.stdin.close()
sys.exit(1 if failed else 0)
