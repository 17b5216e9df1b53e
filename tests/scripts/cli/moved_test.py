#!/usr/bin/env python3
"""Against a base, code that only moved brings nothing new: to another file, into another class, or with a
checkout into a folder of another name. A line that changed does, and so does a copy."""
import json
import os

import program

QUERY = '''import sqlite3


conn = sqlite3.connect("shop.db")


class %s:
    def names(self):
        found = []
        for key, in conn.execute("SELECT id FROM shop"):
            found.append(conn.execute("%s FROM shop WHERE id = ?", (key,)).fetchone())
        return found
'''

SEARCH = """int walk(const int *v, int n)
{
	int s = 0;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			s += v[i] == v[j];
	return s;
}
"""
USER = """int walk(const int *v, int n);
int user(const int *v, int n)
{
	return walk(v, n);
}
"""


class Moved(program.Case):
    def states(self, base, head):
        for folder, files in ("base", base), ("head", head):
            for path, text in files.items():
                self.write(os.path.join(folder, path), text)
        out = self.weir("analyze", "--no-cache", "--rule", "loop-query", "--changed-since", "../base", "--fail-on", "never",
                        "--format", "json", ".", cwd=os.path.join(self.root, "head"), code=0).out
        return sorted((f["location"]["path"], f["state"]) for f in json.loads(out)["findings"])

    def test_to_another_file_and_class(self):
        self.assertEqual(self.states({"shop/store.py": QUERY % ("Store", "SELECT name")},
                                     {"shop/names.py": QUERY % ("Names", "SELECT name")}),
                         [("shop/names.py", "known")])

    def test_a_changed_line_is_new(self):
        self.assertEqual(self.states({"shop/store.py": QUERY % ("Store", "SELECT name")},
                                     {"shop/names.py": QUERY % ("Store", "SELECT price")}),
                         [("shop/names.py", "new"), ("shop/store.py", "fixed")])

    def test_a_copy_is_new(self):
        self.assertEqual(self.states({"a.py": QUERY % ("Store", "SELECT name")},
                                     {"a.py": QUERY % ("Store", "SELECT name"), "b.py": QUERY % ("Store", "SELECT name")}),
                         [("a.py", "known"), ("b.py", "new")])

    def test_a_package_that_is_the_checkout(self):
        files = {"__init__.py": "", "store.py": QUERY % ("Store", "SELECT name")}
        self.assertEqual(self.states(files, files), [("store.py", "known")])

    def test_a_c_file_that_the_database_knows_elsewhere(self):
        """The base's file is in no entry of the head's database; unread, its function would seem to have cost nothing."""
        for path, text in ("base/a.c", SEARCH), ("base/b.c", USER), ("head/lib/a.c", SEARCH), ("head/b.c", USER):
            self.write(path, text)
        head = os.path.join(self.root, "head")
        self.write("head/compile_commands.json", json.dumps(
            [{"directory": head, "file": file, "arguments": ["cc", "-c", file]} for file in ("lib/a.c", "b.c")]))
        out = self.weir("analyze", "--no-cache", "--rule", "complexity-degree", "--changed-since", "../base", "--fail-on",
                        "never", "--format", "json", ".", cwd=head, code=0).out
        self.assertEqual(json.loads(out)["findings"], [])


program.main()
