"""Sorted once, or inserted once."""
import bisect
import heapq

LEVELS = []


def ranking(results):
    return sorted(result.points for result in results)


def smallest_first(results):
    heap = []
    for result in results:
        heapq.heappush(heap, result.points)
    return heap


def looked_up(limits: list, values):
    return [bisect.bisect(limits, value) for value in values]


def one_more(best: list, result):
    bisect.insort(best, result)
    return best


def own_list(orders):
    for order in orders:
        prices = []
        bisect.insort(prices, order.price)
        order.check(prices)


def at_the_end(words):
    table = []
    for word in words:
        table.insert(len(table), word)
    return table
