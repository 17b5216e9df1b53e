from app.bad_caches import Resolver


def first(project):
    return Resolver().domain_of(project)


def second(project):
    resolver = Resolver()
    return resolver.domain_of(project)


def third(project):
    return Resolver().owner()
