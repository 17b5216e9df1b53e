"""Loops that turn a few times: over the statuses of a ticket, the parts of a dotted name."""


def chart(tickets, statuses):
    found = []
    for ticket in tickets:
        for status in statuses:
            found.append(ticket.count(status))
    return found


def censored(resolvers, hidden):
    for resolver in resolvers:
        for part in hidden.key.split("."):
            resolver.hide(part)
