"""What k6_test.py and locust_test.py share: a server of ours, a scenario on it, and what it is played by elsewhere."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

WEIR = os.environ.get("WEIR", "")
SERVER = os.path.join(os.environ.get("WEIR_BUILD", ""), "tests", "service_server")
SCENARIO = """\
name: shop
target: {url}
requests: [ {{ path: '/item/${{id}}', weight: 3 }}, {{ path: /cart, method: GET }} ]
data: ids.csv
phases:
  - {{ kind: constant, rate: 50/s, duration: 1s }}
  - {{ kind: constant, rate: 100/s, duration: 2s }}
thresholds: [ p95 < {limit}, error_rate < 1% ]
"""


def needed():
    if not os.path.exists(WEIR) or not os.path.exists(SERVER):
        print("no weir program or no server in this build")
        sys.exit(77)


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def locust():
    """The program: that of the machine, or one put into the build folder."""
    program = os.environ.get("LOCUST") or shutil.which("locust")
    if program:
        return program
    place = os.path.join(os.environ["WEIR_BUILD"], "tests", "locust")
    program = os.path.join(place, "bin", "locust")
    if not os.path.exists(program):
        done = subprocess.run([sys.executable, "-m", "venv", place], capture_output=True, text=True)
        done = done.returncode and done or subprocess.run([os.path.join(place, "bin", "pip"), "install", "--quiet", "locust==2.47.0"],
                                                          capture_output=True, text=True)
        if done.returncode:
            skip("Locust is not installed, and cannot be: " + (done.stderr.strip().splitlines() or ["no venv"])[-1])
    return program


def k6():
    """The same; to build it takes minutes, so that is done with WEIR_LONG=1 only."""
    program = os.environ.get("K6") or shutil.which("k6") or shutil.which("k6", path=os.path.expanduser("~/go/bin"))
    place = os.path.join(os.environ["WEIR_BUILD"], "tests", "k6")
    program = program or shutil.which("k6", path=place)
    if program:
        return program
    if not os.environ.get("WEIR_LONG") or not shutil.which("go"):
        skip("k6 is not installed (go install go.k6.io/k6@v1.8.1, or WEIR_LONG=1)")
    done = subprocess.run(["go", "install", "go.k6.io/k6@v1.8.1"], capture_output=True, text=True, env=os.environ | {"GOBIN": place})
    if done.returncode:
        skip("k6 is not installed, and cannot be: " + done.stderr.strip().splitlines()[-1])
    return os.path.join(place, "k6")


def weir(*args):
    done = subprocess.run([WEIR, "load", *args, "--format", "json"], capture_output=True, text=True)
    return done.returncode, {m["name"]: m["value"] for m in json.loads(done.stdout)["measures"]} if done.stdout else done.stderr


def play(tool, command, summary, most):
    """Exports the scenario, lets command(script) play it, reads the summary back; what is wrong is returned."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
            [SERVER, "50", "-1", "constant", "20"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        url = server.stdout.readline().strip()
        paths = {}
        for name, limit in (("loose", "5s"), ("tight", "1ms")):
            paths[name] = os.path.join(folder, name + ".yaml")
            with open(paths[name], "w", encoding="utf-8") as file:
                file.write(SCENARIO.format(url=url, limit=limit))
        with open(os.path.join(folder, "ids.csv"), "w", encoding="utf-8") as file:
            file.write("id\n1\n2\n")
        for name, holds in (("loose", True), ("tight", False)):
            script = os.path.join(folder, name + (".js" if tool == "k6" else ".py"))
            subprocess.run([WEIR, "load", paths[name], "--export", tool, "--output", script], check=True)
            done = subprocess.run(command(script), capture_output=True, text=True, cwd=folder)
            if (done.returncode == 0) != holds:
                wrong.append(f"{name}: {tool} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
                continue
            code, measures = weir(paths[name], "--read", os.path.join(folder, summary))
            if code != (0 if holds else 1):
                wrong.append(f"{name}: weir load --read ended with {code}: {measures}")
                continue
            print(name, {k: round(v, 4) for k, v in measures.items()})
            if not 150 <= measures["load.shop.requests"] <= most:
                wrong.append(f"{name}: {measures['load.shop.requests']} requests, 250 were asked for, {most} at most")
            if not 0.0195 <= measures["load.shop.p50"] < 0.2 or measures["load.shop.error_rate"] != 0:
                wrong.append(f"{name}: a server that takes 20 ms: {measures}")
        server.stdin.close()
    return wrong
