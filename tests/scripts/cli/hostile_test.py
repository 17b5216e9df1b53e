#!/usr/bin/env python3
"""Text of a hostile tree (names of files, benchmarks, traces and scenarios, keys, addresses, what a command prints)
through the whole program and out in every format: nothing of it acts where the report is read."""
import html.parser
import json
import os
import re
import subprocess
import xml.etree.ElementTree

from program import Case, WEIR, main

TEXTS = ["\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "::error::forged", "##[error]forged",
         "\x1b[2J\x1b[31mPASSED", "\u202edesrever\u2066", "two\nlines\r\n::warning::x", "@everyone and #17", "a|b|c", "../../etc/passwd",
         "[click](javascript:alert(1))", "`tick``", "-->", "</title></style>", "{{title}}", "$(touch owned)",
         "https://user@host.example/x", "%0A::error::x", "]]>", "x" * (1 << 20)]
SLOW = "import sqlite3\n\ndb = sqlite3.connect('x')\n\n\ndef f(rows):\n    for row in rows:\n        db.execute('SELECT ?', (row,))\n"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
PLAIN = ["text", "sarif", "markdown", "html", "junit", "gitlab", "github", "bencher", "benchmark-smaller", "benchmark-bigger",
         "openmetrics"]


def without_code(text):
    """Markdown without its code spans and without what is escaped: in neither anything is linked or mentioned."""
    out, i = [], 0
    while i < len(text):
        fence = re.match(r"`+", text[i:])
        close = fence and re.search(r"(?<!`)" + fence.group() + r"(?!`)", text[i + fence.end():])
        if text[i] == "\\":
            i += 2
        elif close:
            i += fence.end() + close.end()
        else:
            out.append(text[i])
            i += 1
    return re.sub(r"<code>.*?</code>", "", "".join(out))


class Page(html.parser.HTMLParser):
    """What a browser would do with the page: elements, attributes that act, targets of links."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.acting, self.targets = 0, [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        self.acting += [name for name, _ in attributes if name.startswith("on") or name == "style"]
        self.acting += [tag] if tag in ("img", "iframe", "object", "embed", "base", "form") else []
        self.targets += [value for name, value in attributes if name in ("href", "src") and value]


class Hostile(Case):
    def file_names(self):
        for i, text in enumerate(TEXTS):
            name = text.replace("/", "_")[:60]
            yield os.fsencode(f"{i}{name}.py")
        yield b"99\xff\xfe not UTF-8 \xc3.py"

    def tree(self):
        os.mkdir(os.path.join(self.root, "src"))
        for name in self.file_names():
            with open(os.path.join(os.fsencode(self.root), b"src", name), "w", encoding="utf-8") as out:
                out.write(SLOW)
        keys = [text.replace("\n", " ").replace("\r", " ").replace(",", " ").replace("\"", "'").encode() for text in TEXTS]
        rows = b"".join(b"%d,%s,10\n" % (i, (keys + [b"\xff\xfe"])[i % (len(keys) + 1)][:5000]) for i in range(500))
        self.write("trace.csv", b"time,key,size\n" + rows)
        self.write("load.yaml", json.dumps({
            "name": "s", "service": {"workers": 2, "time": {"law": "constant", "mean": "1ms"}},
            "requests": [{"method": "GET", "path": "/" + text} for text in TEXTS if re.fullmatch(r"[!-\"$-~]{1,100}", text)],
            "shape": {"kind": "constant", "rate": "50/s", "duration": "2s"}, "thresholds": ["p99 < 1us"]}))
        names = [text[:200] for text in TEXTS]
        self.write("weir.yaml", json.dumps({
            "version": 1, "analyze": {"paths": ["src"]},
            "bench": {"benchmarks": [{"name": name, "run": "sh loud.sh", "runs": 1} for name in names]},
            "cache": {"traces": [{"name": name, "file": "trace.csv" if i else name, "size": 3, "policies": ["lru"],
                                  "max-damaged": "100%", "min-hit-ratio": "99%"} for i, name in enumerate(names[:3])]},
            "load": {"scenarios": [{"name": name, "file": "load.yaml"} for name in names[3:6]]},
            "report": {"title": "</title><script>@everyone", "formats": ["json"]}}))
        self.write("loud.sh", "printf '%s\\n' \"::error::forged\" '<script>alert(1)</script>' '@everyone' >&2\nprintf '\\033[2J\\377' >&2\nexit 1\n")

    def check(self, report_format, text):
        if report_format not in ("sarif", "gitlab", "bencher", "benchmark-smaller", "benchmark-bigger"):
            self.assertIsNone(CONTROL.search(text), report_format)
        if report_format == "github":
            for line in text.splitlines():
                self.assertRegex(line, r"^::(error|warning|notice) ((file|line|endLine|col|endColumn|title)=[^:,]*,?)+::")
        elif report_format != "html":           # whose style sheet has them
            self.assertIsNone(re.search(r"(?m)^(::|##\[)", text), report_format)
        if report_format == "markdown":
            plain = without_code(text)
            for part in ("<script", "<img", "@everyone", "](javascript", "https://"):
                self.assertNotIn(part, plain)
        elif report_format == "html":
            page = Page(text)
            self.assertEqual((page.scripts, page.acting), (1, []))
            self.assertEqual([t for t in page.targets if not t.startswith(("#", "data:image/svg+xml"))], [])
        elif report_format == "junit":
            xml.etree.ElementTree.fromstring(text)
        elif report_format not in ("text", "openmetrics", "github"):
            json.loads(text)

    def test_a_hostile_tree(self):
        self.tree()
        self.weir("run", "--format", "json", "--output", "run.json", "-q", code=3)
        run = json.loads(self.read("run.json"))
        self.assertEqual(len([f for f in run["findings"] if f["rule"] == "loop-query"]), len(TEXTS) + 1)
        self.assertTrue([f for f in run["findings"] if f["rule"] == "gate-limit"], run["notices"])
        for report_format in PLAIN:
            with self.subTest(format=report_format):
                self.weir("report", "run.json", "--format", report_format, "--output", "out", "--prefix", "a b", code=3)
                with open(os.path.join(self.root, "out"), encoding="utf-8") as file:
                    text = file.read()
                self.assertLess(len(text), 2 << 20)
                self.check(report_format, text)
        shown = self.weir("report", "run.json", "-v", "--color", "always", code=3).out
        self.assertIsNone(CONTROL.search(re.sub(r"\x1b\[[0-9;]*m", "", shown)))
        self.assertFalse(os.path.exists(os.path.join(self.root, "owned")))

    def test_an_index_of_hostile_nights(self):
        run = {"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": "pass", "stages": [], "findings": [],
               "measures": [{"name": text, "stage": text, "unit": text, "better": "lower", "value": 1} for text in TEXTS],
               "series": [], "artifacts": [], "notices": []}
        for text in TEXTS:
            self.write("nights/" + text.replace("/", "_")[:60] + "/run.json", json.dumps(run))
        self.weir("report", "--index", "nights", "--title", TEXTS[0], "-q", code=0)
        self.check("html", self.read("nights/index.html"))

    def test_bytes_that_are_no_text(self):
        whole = self.write("bad.json", b'{"schema":"weir.run/1","tool":{"name":"weir","version":"0"},"verdict":"pass","stages":[],'
                                       b'"findings":[],"measures":[],"series":[],"artifacts":[],'
                                       b'"notices":[{"level":"note","message":"\xff\xfe\xc3 \xed\xa0\x80"}]}')
        for report_format in PLAIN:
            done = subprocess.run([WEIR, "report", whole, "--format", report_format], cwd=self.root, capture_output=True)
            self.assertIn(done.returncode, (0, 3))
            done.stdout.decode("utf-8", "strict")
            self.assertIsNone(CONTROL.search(done.stderr.decode("utf-8", "strict")))


main()
