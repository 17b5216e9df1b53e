"""A cache that is asked first is kept on purpose."""
made_of = {}


def expression(text):
    found = made_of.get(text)
    if found is None:
        found = made_of[text] = make(text)  # note: grow-only
    return found


def do_GET(request):
    return expression(request.path)
