import socket

import requests


def first_answer(servers):
    """One after the other, until one answers."""
    for server in servers:
        try:
            answer = requests.get(server, timeout=1)
        except requests.RequestException:
            continue
        return answer.json()
    return None


def connected(addresses):
    for address in addresses:
        sock = socket.socket()
        try:
            sock.connect(address)
            break
        except OSError:
            sock.close()
    return sock
