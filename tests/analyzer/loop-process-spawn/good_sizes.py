"""One process for all, workers side by side, and lists of commands."""
import multiprocessing
import subprocess

STEPS = (["make"], ["make", "install"])


def sizes(paths):
    return subprocess.check_output(["wc", "-c", *paths])


def build():
    for step in STEPS:
        subprocess.check_call(step)


def run_all(commands):
    for command in commands:
        subprocess.check_call(command)


def workers(n, target):
    started = []
    for i in range(n):
        worker = multiprocessing.Process(target=target)
        worker.start()
        started.append(worker)
    return started


def batches(batches):
    for batch in batches:
        subprocess.check_call(["wc", "-c", *batch])


def unpack(folder):
    for name in os.listdir(folder):
        subprocess.check_call(["msiextract", name])
