def chart(tickets, statuses):
    return [ticket.total for ticket in tickets]


def censored(resolvers, hidden):
    for resolver in resolvers:
        resolver.hide(hidden.key)
