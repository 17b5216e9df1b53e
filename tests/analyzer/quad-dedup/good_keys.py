"""Sets for each key, and lists that are not added to."""


def hosts_by_zone(services):
    zones = {}
    for service in services:
        zones.setdefault(service.zone, set())
        if service.host not in zones[service.zone]:
            zones[service.zone].add(service.host)
    return zones


def known_hosts(services, zones: dict, out):
    for service in services:
        if service.host not in zones[service.zone]:
            out.append(service)
