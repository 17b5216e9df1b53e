"""Runs the program under test in a folder of its own."""
import os
import subprocess
import tempfile
import unittest

WEIR = os.environ["WEIR"]
SOURCE = os.environ["WEIR_SOURCE"]


class Case(unittest.TestCase):
    """A test with an empty folder, which is where weir runs."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="weir-cli-")
        self.addCleanup(self.folder.cleanup)
        self.root = self.folder.name

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode())
        return full

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def weir(self, *arguments, code=None, timeout=120, env=None, cwd=None, stdin=None, program=WEIR):
        """Runs it; `code` is the exit code that it must have. Never a crash."""
        result = subprocess.run([program, *arguments], cwd=cwd or self.root, capture_output=True, timeout=timeout,
                                env={**os.environ, "NO_COLOR": "1", **(env or {})}, input=stdin)
        result.out = result.stdout.decode("utf-8", "replace")
        result.err = result.stderr.decode("utf-8", "replace")
        said = f"{' '.join(arguments)}\n{result.out}\n{result.err}"
        self.assertIn(result.returncode, (0, 1, 2, 3, 4, 130), said)
        self.assertNotIn("Sanitizer", result.err, said)
        if code is not None:
            self.assertEqual(result.returncode, code, said)
        return result


def main():
    unittest.main(verbosity=1)
