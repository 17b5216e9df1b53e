#!/usr/bin/env python3
"""SARIF against two independent validators: the 2.1.0 schema, and Microsoft's multitool with the rules of
GitHub code scanning.  Each misses what the other catches, and both exit 0 or say nothing about some errors, which
sarif_rules.py knows.  The runs: the example, one with 5,000 findings, one with none, one whose every text is hostile."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import node_packages
import runs
import sarif_rules

# weir has no home page whose address a report could name.
ACCEPTED = {"SARIF2005"}
HERE = os.path.dirname(os.path.abspath(__file__))


def check_schema(node, files):
    schema = os.path.join(node, "node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json")
    done = subprocess.run(["node", os.path.join(HERE, "sarif_schema.js"), schema, *files], capture_output=True,
                          text=True, env=dict(os.environ, NODE_PATH=os.path.join(node, "node_modules")))
    return done.stdout + done.stderr if done.returncode else ""


def multitool_errors(node, file):
    """The multitool exits 0 whatever it finds: what counts is in its own output."""
    program = os.path.join(node, "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
    os.chmod(program, 0o755)
    out = file + ".checked"
    done = subprocess.run([program, "validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning",
                           "--output", out, "--log", "ForceOverwrite"], capture_output=True, text=True)
    if done.returncode:
        return [done.stdout + done.stderr]
    with open(out, encoding="utf-8-sig") as f:
        results = json.load(f)["runs"][0].get("results", [])
    return [r for r in results
            if r.get("level", "warning") in ("error", "warning") and r["ruleId"] not in ACCEPTED]


def broken_copy(good, folder):
    """A file that both must refuse, so that a validator that checks nothing is noticed."""
    with open(good) as f:
        sarif = json.load(f)
    sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    path = os.path.join(folder, "broken.sarif")
    with open(path, "w") as f:
        json.dump(sarif, f)
    return path


def example(folder):
    """The slow shop held against the mended one, by the program itself; None where only the reports are built."""
    weir = os.environ.get("WEIR", "")
    if not os.path.exists(weir):
        return None
    shop = os.path.join(folder, "shop")
    shutil.copytree(os.path.join(os.environ["WEIR_SOURCE"], "examples/shop"), shop)
    out = os.path.join(folder, "report")
    done = subprocess.run([weir, "run", "--only", "analyze,cache", "--base", os.path.join(shop, "after"), "--out", out, "-q"],
                          cwd=os.path.join(shop, "before"), capture_output=True, text=True)
    if done.returncode != 1:
        sys.exit("the example: " + done.stdout + done.stderr)
    return os.path.join(out, "weir.sarif")


def check_own_rules(files):
    for name, file in files.items():
        with open(file, encoding="utf-8") as f:
            sarif = json.load(f)
        for fault in sarif_rules.faults(sarif, os.path.getsize(file))[:10]:
            yield f"{name}: {fault}"
        if name in ("sample", "example"):
            yield from (f"{name}: {mutation} is not noticed" for mutation in sarif_rules.unnoticed(sarif))


def main():
    with tempfile.TemporaryDirectory() as folder:
        tree, large = os.path.join(folder, "tree"), os.path.join(folder, "large")
        os.mkdir(large)
        inputs = {"sample": runs.sample(folder), "hostile": runs.hostile(folder), "empty": runs.empty(folder),
                  "large": runs.sample(large, 5000)}
        files = {}
        for name, run in inputs.items():
            files[name] = os.path.join(folder, name + ".sarif")
            with open(files[name], "wb") as f:
                f.write(runs.render(run, "sarif", "--root", tree))
        shop = example(folder)
        if shop:
            files["example"] = shop
        failures = list(check_own_rules(files))
        if failures:
            print(*failures, sep="\n")
            return 1
        node = node_packages.folder()
        said = check_schema(node, files.values())
        if said:
            failures.append(said)
        if not os.environ.get("WEIR_LONG"):
            del files["large"]                  # half a minute
        for name, file in files.items():
            failures += [f"{name}: {json.dumps(e)[:600]}" for e in multitool_errors(node, file)]
        broken = broken_copy(files["sample"], folder)
        if not check_schema(node, [broken]):
            failures.append("the schema accepts line 0")
        if not multitool_errors(node, broken):
            failures.append("the multitool accepts line 0")
    for failure in failures:
        print(failure)
    print(f"{len(files)} files, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
