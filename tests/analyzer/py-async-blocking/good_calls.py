"""The same, handed to a thread, awaited, or outside of coroutines."""
import asyncio
import queue
import time

import httpx
import requests


def plain():
    time.sleep(1)


async def sleeps():
    await asyncio.sleep(1)


async def in_a_thread(url):
    return await asyncio.to_thread(requests.get, url)


async def in_a_lambda(url):
    return await asyncio.to_thread(lambda: requests.get(url))


async def in_an_executor(url):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, requests.get, url)


async def asynchronous_client(url):
    async with httpx.AsyncClient() as client:
        return await client.get(url)


async def defines_a_function():
    def work():
        time.sleep(1)
    return await asyncio.to_thread(work)


async def does_not_wait(q: queue.Queue):
    return q.get(block=False), q.get(False)


async def on_asyncio_queue(q: asyncio.Queue):
    return await q.get()


async def only_names_it():
    return time.sleep


async def stops(self):
    self.executor.shutdown(wait=False)


async def rows_one_by_one(courts):
    async for court in courts.filter(open=True):
        print(court)
    return [order.pk async for order in Order.objects.filter(open=True)]


async def described(session, db):
    part = session.query(db.Order).filter_by(open=True).cte("part")
    return await session.execute(session.query(db.Customer).filter_by(open=True).join(part, db.Customer.id == part.c.id))


async def made_at_once(lines):
    made = await Order.objects.abulk_create(lines)
    return [order.pk for order in made]
