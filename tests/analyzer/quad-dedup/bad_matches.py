"""What one text mentions is little; rows are many."""
import re
import socket
import sqlite3

NUMBER = re.compile("[0-9]+")


def mentioned(text):
    found = []
    for match in NUMBER.finditer(text):
        if match.group() not in found:  # note: quad-dedup
            found.append(match.group())
    return found


def addresses(host):
    found = []
    for info in socket.getaddrinfo(host, 80):
        if info[4] not in found:  # note: quad-dedup
            found.append(info[4])
    return found


def names(rows: sqlite3.Cursor):
    found = []
    for row in rows:
        if row[0] not in found:  # expect: quad-dedup
            found.append(row[0])
    return found
