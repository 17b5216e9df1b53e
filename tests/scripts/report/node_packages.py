"""The validators from npm, installed once per build folder from the lock file beside this one."""
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
OFFLINE = ("ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ENOTCACHED")


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)


def browser():
    """A Chromium; ends the test as skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    skip("there is no Chromium")


def lock_digest():
    with open(os.path.join(HERE, "package-lock.json"), "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def installed(stamp):
    if not os.path.exists(stamp):
        return None
    with open(stamp) as f:
        return f.read()


def install(folder):
    for name in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(HERE, name), folder)
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder,
                          capture_output=True, text=True, timeout=300)
    if done.returncode and any(word in done.stderr for word in OFFLINE):
        skip("npm cannot reach a registry")
    if done.returncode:
        sys.exit("npm ci: " + done.stderr)


def folder():
    """A folder with node_modules in it; ends the test as skipped where npm or a registry is missing."""
    if not shutil.which("npm") or not shutil.which("node"):
        skip("npm is not installed")
    place = os.path.join(os.environ["WEIR_BUILD"], "tests", "node")
    os.makedirs(place, exist_ok=True)
    # ctest may run several tests that want it at once.
    with open(os.path.join(place, "lock"), "a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        stamp = os.path.join(place, "installed")
        if installed(stamp) != lock_digest():
            install(place)
            with open(stamp, "w") as f:
                f.write(lock_digest())
    return place
