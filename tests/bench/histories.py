"""Public histories that recall is measured on: the repositories of a folder, and their sources as a revision has them."""
import os
import shutil
import subprocess
import tempfile

NOT_MEASURED = "not measured: name a folder of repositories (--repositories DIR) or let them be cloned (--clone)"


def add_options(parser):
	parser.add_argument("--repositories", metavar="DIR",
			    help="where they are looked for as OWNER+NAME, OWNER/NAME or NAME, bare or with a work tree")
	parser.add_argument("--clone", action="store_true",
			    help="clone what is not there from GitHub into a temporary folder (some gigabytes for all of them)")
	parser.add_argument("--set", choices=("known", "held"))


class Repositories:
	def __init__(self, options):
		self.folder, self.may_clone = options.repositories, options.clone
		self.own, self.known = tempfile.mkdtemp(prefix="histories-"), {}

	def __enter__(self):
		return self

	def __exit__(self, *_):
		shutil.rmtree(self.own)

	def git_folder(self, name):
		if name not in self.known:
			self.known[name] = self._find(name) or (self._clone(name) if self.may_clone else None)
		return self.known[name]

	def _find(self, name):
		for kind in (name.replace("/", "+"), name, name.split("/")[1]) if self.folder else ():
			for place in (kind, kind + ".git", os.path.join(kind, "repo"), os.path.join(kind, ".git")):
				place = os.path.join(self.folder, place)
				if os.path.exists(os.path.join(place, "HEAD")):
					return place
		return None

	def _clone(self, name):
		place = os.path.join(self.own, name.replace("/", "+"))
		url = "https://github.com/%s.git" % name
		done = subprocess.run(["git", "clone", "-q", "--bare", url, place], stderr=subprocess.DEVNULL)
		return place if done.returncode == 0 else None

	def check_out(self, name, revision, into, endings, paths=()):
		"""The files below the paths (all, if none are named) that end so, but for those that a partial copy lacks.

		False if there is no such repository or revision, or no such file in it."""
		place = self.git_folder(name)
		if place is None:
			return False
		git = ["git", "--git-dir", place]
		listed = subprocess.run(git + ["ls-tree", "-r", "-z", revision, "--", *paths], capture_output=True)
		blobs = [line.split(None, 3)[2:] for line in listed.stdout.decode("utf-8", "replace").split("\0")
			 if line.rpartition(".")[2] in endings and line.split()[1] == "blob"]
		# One at a time, and not by `git archive`: that wants files that a partial copy may not have.
		with subprocess.Popen(git + ["cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cat:
			for blob, path in blobs:
				cat.stdin.write(blob.encode() + b"\n")
				cat.stdin.flush()
				answer = cat.stdout.readline().split()
				if answer[-1] == b"missing":
					continue
				size = int(answer[2])
				target = os.path.join(into, path)
				os.makedirs(os.path.dirname(target), exist_ok=True)
				with open(target, "wb") as out:
					out.write(cat.stdout.read(size + 1)[:size])
			cat.stdin.close()
		return bool(blobs)
