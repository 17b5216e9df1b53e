#!/usr/bin/env python3
"""How severe the same code is, by what it walks: the rows of a file are many, a list that is handed in may be short,
of vertices there are more than of layers; a migration, a script or data for a test runs once, and so does what
nothing repeats."""
import json
import os
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]

DEDUP = '''def unique(%s):
    seen = []
    for line in %s:
        if line not in seen:
            seen.append(line)
    return seen
'''
QUERY = '''import sqlite3
conn = sqlite3.connect("shop.db")
def names(keys):
    return [conn.execute("SELECT name FROM shop WHERE id = ?", (key,)).fetchone() for key in keys]
'''
SEARCH = """#include <algorithm>
#include <vector>
int %s(const std::vector<int> &%s, const std::vector<int> &%s)
{
	int both = 0;
	for (int x : %s)
		both += std::find(%s.begin(), %s.end(), x) != %s.end();
	return both;
}
"""
UNIQUE = """#include <algorithm>
#include <vector>
std::vector<int> unique(const std::vector<int> &%s)
{
	std::vector<int> out;
	for (int x : %s) {
		if (std::find(out.begin(), out.end(), x) == out.end())
			out.push_back(x);
	}
	return out;
}
"""
PATH = """#include <string>
#include <vector>
void open(const std::string &path);
%s
"""
TRIM = """#include <string>
void trim(std::string &text)
{
	while (!text.empty() && %s)
		text.erase(0, 1);
}
"""
GROW = """#include <cstdlib>
struct glyph { int code; };
struct font { glyph *glyphs; int count; };
int %s(font *f, int code)
{
	f->count++;
	f->glyphs = (glyph *)std::realloc(f->glyphs, f->count * sizeof *f->glyphs);
	f->glyphs[f->count - 1].code = code;
	return f->count - 1;
}
int draw(font *f, const char *s)
{
	int width = 0;
	for (; *s; ++s)
		width += %s(f, *s);
	return width;
}
"""
TWICE = """#include <map>
#include <vector>
int total(const std::vector<int> &ids, %s)
{
	int sum = 0;
	for (int id : ids) {
		%sfor (int i = 0; i < 4; i++) {
			if (known.find(i) == known.end())
				known[i] = id;
			sum += i;
		}
	}
	return sum;
}
"""


STORE = """extern "C" {
typedef struct PGconn PGconn;
typedef struct PGresult PGresult;
PGresult *PQexecParams(PGconn *, const char *, int, const void *, const char *const *, const int *, const int *, int);
int PQntuples(const PGresult *);
void PQclear(PGresult *);
}
#include <string>
#include <vector>
struct Store {
	virtual ~Store() {}
	virtual int get(const std::string &key) = 0;
};
struct Database : Store {
	PGconn *conn;
	int get(const std::string &key) override
	{
		const char *values[] = { key.c_str() };
		PGresult *r = PQexecParams(conn, "SELECT v FROM t WHERE k = $1", 1, 0, values, 0, 0, 0);
		int n = PQntuples(r);
		PQclear(r);
		return n;
	}
};
struct Memory : Store {
	int get(const std::string &key) override { return (int)key.size(); }
};
int sum(%s &store, const std::vector<std::string> &keys)
{
	int n = 0;
	for (const std::string &key : keys)
		n += store.get(key);
	return n;
}
"""


def search(outer, inner, function="overlap"):
    return SEARCH % (function, outer, inner, outer, inner, inner, inner)


FILES = {
    "vertices.cpp": (search("vertices", "m_edgeList"), "loop-linear-search", "medium"),
    "layers.cpp": (search("layers", "vertices"), "loop-linear-search", "low"),
    "in_layers.cpp": (search("vertices", "layers"), "loop-linear-search", "low"),
    "unknown.cpp": (search("a", "b"), "loop-linear-search", "low"),
    "debug.cpp": (search("vertices", "nodes", "DebugOverlap"), "loop-linear-search", "low"),
    "unique_lines.cpp": (UNIQUE % ("lines", "lines"), "quad-dedup", "medium"),
    "unique_threads.cpp": (UNIQUE % ("threads", "threads"), "quad-dedup", "low"),
    "once.cpp": (PATH % "void start(const std::string &name) { open(name.c_str()); }", "cpp-c-str", "low"),
    "often.cpp": (PATH % "void all(const std::vector<std::string> &names) { for (auto &name : names) open(name.c_str()); }",
                  "cpp-c-str", "medium"),
    "blanks.cpp": (TRIM % "text[0] == ' '", "quad-erase-front", "low"),
    "queue.cpp": (TRIM % "text.find(';') != std::string::npos", "quad-erase-front", "medium"),
    "get.cpp": (GROW % ("get_glyph", "get_glyph"), "quad-realloc-step", "low"),
    "add.cpp": (GROW % ("add_glyph", "add_glyph"), "quad-realloc-step", "high"),
    "database.cpp": (STORE % "Database", "loop-query-indirect", "high"),
    "some_store.cpp": (STORE % "Store", "loop-query-indirect", "low"),
    "migrate.cpp": (search("vertices", "nodes", "migrateOverlap"), "loop-linear-search", "low"),
    "prefix.cpp": ('#include <string>\nint f(const std::string &s) { return s.find("--") == 0; }\n', "cpp-find-prefix", "low"),
    "kept.cpp": (TWICE % ("std::map<int, int> &known", ""), "cpp-double-lookup", "medium"),
    "made_anew.cpp": (TWICE % ("int", "std::map<int, int> known;\n\t\t"), "cpp-double-lookup", "low"),
    "handed_in.py": (DEDUP % ("lines", "lines"), "quad-dedup", "low"),
    "of_a_file.py": (DEDUP % ("path", "open(path)"), "quad-dedup", "medium"),
    "report.py": (QUERY, "loop-query", "high"),
    "shop/migrations/0007_names.py": (QUERY, "loop-query", "low"),
    "shop/db_migrations/0008_names.py": (QUERY, "loop-query", "low"),
    "scripts/names.py": (QUERY, "loop-query", "low"),
    "tools/names.py": (QUERY, "loop-query", "low"),
    "shop/tools/names.py": (QUERY, "loop-query", "high"),
    "shop/create_test_shop.py": (QUERY, "loop-query", "low"),
    "shop/contest.py": (QUERY, "loop-query", "high"),
    "shop/orders.py": (QUERY.replace("def names", "def migrate_names"), "loop-query", "low"),
}


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (text, _, _) in FILES.items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        run = subprocess.run([WEIR, "analyze", "--format", "json", "--fail-on", "never", "."], cwd=folder, text=True,
                             capture_output=True, check=True)
    got = {(f["location"]["path"], f["rule"]): f["severity"] for f in json.loads(run.stdout)["findings"]}
    for name, (_, rule, severity) in FILES.items():
        if got.get((name, rule)) != severity:
            bad += 1
            print("%s: %s is %s, not %s" % (name, rule, got.get((name, rule)), severity))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
