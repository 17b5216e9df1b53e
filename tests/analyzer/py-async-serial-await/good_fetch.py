"""Turns that need one another, that are meant to come in order, or that already run together."""
import asyncio

import aiohttp
import httpx


class Api:
    def __init__(self):
        self.client = httpx.AsyncClient()
        self.lock = asyncio.Lock()

    async def fetch(self, path):
        answer = await self.client.get("https://example.org/" + path)
        return answer.json()

    async def together(self, paths):
        return await asyncio.gather(*[self.fetch(path) for path in paths])

    async def as_tasks(self, paths):
        tasks = []
        for path in paths:
            tasks.append(asyncio.create_task(self.fetch(path)))
        return [await task for task in tasks]

    async def first_answer(self, paths):
        for path in paths:
            answer = await self.fetch(path)
            if answer:
                return answer
        return None

    async def until_full(self, paths):
        found = []
        for path in paths:
            found.append(await self.fetch(path))
            if len(found) > 10:
                break
        return found

    async def by_cursor(self, paths):
        cursor = None
        for path in paths:
            answer = await self.fetch(path + "?after=" + str(cursor))
            cursor = answer["cursor"]

    async def by_token(self, paths):
        token = None
        for path in paths:
            if token is None:
                token = await self.fetch("token")
            await self.client.get(path, headers={"token": token})

    async def without_known(self, paths):
        seen = set()
        for path in paths:
            if path in seen:
                continue
            answer = await self.fetch(path)
            seen.update(answer["also"])

    async def slowly(self, paths):
        for path in paths:
            await self.fetch(path)
            await asyncio.sleep(1)

    async def under_lock(self, paths):
        for path in paths:
            async with self.lock:
                await self.fetch(path)

    async def in_order(self, lines):
        for line in lines:
            await self.client.post("https://example.org/chat", json={"line": line})

    async def pages(self):
        page = 1
        while True:
            answer = await self.fetch("page/%d" % page)
            if not answer:
                return
            page += 1

    async def retried(self, path):
        for _ in range(5):
            try:
                return await self.fetch(path)
            except httpx.HTTPError:
                await asyncio.sleep(1)

    async def in_batches(self, batches):
        for batch in batches:
            await self.fetch("batch/" + batch)

    async def few(self):
        for name in ("users", "groups"):
            await self.fetch(name)

    async def as_stream(self, paths):
        for path in paths:
            yield await self.fetch(path)


async def mirrors(session: aiohttp.ClientSession, hosts):
    async def check(host):
        for scheme in ("https", "http"):
            await session.head(scheme + "://" + host)

    return await asyncio.gather(*[check(host) for host in hosts])


async def nothing_known(store, names):
    return [await store.load(name) for name in names]
