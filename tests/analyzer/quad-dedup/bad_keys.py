"""A list for each key, and a search through it for each element."""


def hosts_by_zone(services):
    zones = {}
    for service in services:
        zones.setdefault(service.zone, [])
        if service.host not in zones[service.zone]:  # note: quad-dedup
            zones[service.zone].append(service.host)
    return zones
