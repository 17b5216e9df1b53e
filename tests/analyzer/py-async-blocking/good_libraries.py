"""The same libraries where nothing waits, and what their asynchronous sisters do."""
import asyncio
import concurrent.futures

import aiohttp.web
import dns.asyncresolver
import redis.asyncio
import tornado.httpclient
import treq
import websockets


async def of_a_pool(pool: concurrent.futures.ThreadPoolExecutor, job):
    return await asyncio.wrap_future(pool.submit(job))


async def in_a_thread(future: concurrent.futures.Future):
    return await asyncio.to_thread(future.result)


async def of_a_task(task: asyncio.Task):
    await task
    return task.result()


async def resolves(name):
    return await dns.asyncresolver.resolve(name, "MX")


async def pushes(item):
    store = redis.asyncio.Redis()
    await store.xadd("events", item)


async def fetches(url):
    client = tornado.httpclient.AsyncHTTPClient()
    await client.fetch(url)
    return await treq.get(url)


async def listens(url):
    return await websockets.connect(url)


async def asks_the_address_line(request: aiohttp.web.Request):
    return request.query.get("path", "")
