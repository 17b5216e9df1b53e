"""Runs to render: the sample of tests/tools/report, and one whose every text is hostile."""
import json
import os
import subprocess

BUILD = os.environ["WEIR_BUILD"]

HOSTILE = [
    "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "::error::forged", "\x1b[2J\x1b[31mPASSED",
    "\u202edesrever\u2066", "two\nlines\r\nand more", "@mention and #17", "a|b|c", "../../etc/passwd", "/etc/passwd",
    "[click](javascript:alert(1))", "`tick``", "-->", "</script></style></title>", "{{title}}", "", "C:\\x y?z#%41",
    "x" * 5000, "https://user@host.example/x", "src/\u00fc n\u00efce.py", "Dockerfile (x:1)",
]


def tool(name):
    return os.path.join(BUILD, "tests", name)


def sample(folder, findings=0):
    """Writes folder/run.json and folder/tree; returns the path of run.json."""
    subprocess.run([tool("sample_run"), folder, str(findings)], check=True)
    return os.path.join(folder, "run.json")


def hostile_finding(text):
    place = {"path": text, "line": 7, "column": 2, "end_line": 7, "end_column": 5}
    return {"rule": text or "r", "severity": "high", "confidence": "low", "language": text, "message": text,
            "location": place, "function": text, "chain": [dict(place, message=text)], "fingerprint": text,
            "state": "new", "measures": [text]}


def hostile(folder):
    stat = {"value": 2, "low": 1, "high": 3, "n": 4}
    run = {
        "schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": "fail",
        "stages": [{"name": t, "status": "failed", "seconds": 1, "message": t} for t in HOSTILE],
        "findings": [hostile_finding(t) for t in HOSTILE],
        "measures": [dict(stat, name=t, stage=t, unit=t, better="lower", base=stat,
                          change={"ratio": 1.5, "low": 1.2, "high": 1.8, "p": 0.01, "verdict": "fail"})
                     for t in HOSTILE],
        "series": [{"name": t, "x": {"name": t, "unit": t},
                    "lines": [{"name": t, "unit": t, "points": [[1, 1], [2, 3], [3, None]]}]} for t in HOSTILE],
        "artifacts": [{"name": t, "path": t, "kind": t} for t in HOSTILE],
        "notices": [{"level": "warning", "message": t} for t in HOSTILE],
    }
    path = os.path.join(folder, "hostile.json")
    with open(path, "w") as f:
        json.dump(run, f)
    return path


def empty(folder):
    path = os.path.join(folder, "empty.json")
    with open(path, "w") as f:
        json.dump({"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": "pass", "stages": [],
                   "findings": [], "measures": [], "series": [], "artifacts": [], "notices": []}, f)
    return path


def render(run, report_format, *options):
    return subprocess.run([tool("render"), run, report_format, *options], check=True, capture_output=True).stdout
