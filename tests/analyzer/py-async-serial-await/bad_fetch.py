"""Requests that need nothing of one another, awaited in turn."""
import asyncio

import aiohttp
import httpx


async def pages(session: aiohttp.ClientSession, urls):
    answers = []
    for url in urls:
        answers.append(await session.get(url))  # expect: py-async-serial-await
    return answers


async def bodies(urls):
    found = {}
    async with aiohttp.ClientSession() as session:
        for url in urls:
            async with session.get(url) as answer:  # expect: py-async-serial-await
                found[url] = await answer.json()
    return found


class Api:
    def __init__(self):
        self.client = httpx.AsyncClient()

    async def fetch(self, path):
        answer = await self.client.get("https://example.org/" + path)
        return answer.json()

    async def fetch_named(self, path):
        return await self.fetch("named/" + path)

    async def everything(self, paths):
        return [await self.fetch(path) for path in paths]  # expect: py-async-serial-await

    async def totals(self, paths):
        total = 0
        for path in paths:
            total += len(await self.fetch_named(path))  # expect: py-async-serial-await
        return total

    async def notify(self, subscribers, text):
        for subscriber in subscribers:
            await self.client.post(subscriber.url, json={"text": text})  # expect: py-async-serial-await


async def of_unknown(bot, urls):
    for url in urls:
        async with bot.http_session.get(url) as answer:  # expect: py-async-serial-await
            print(await answer.text())


async def within_time(session: aiohttp.ClientSession, urls):
    answers = []
    for url in urls:
        answers.append(await asyncio.wait_for(session.get(url), 5))  # expect: py-async-serial-await
    return answers
