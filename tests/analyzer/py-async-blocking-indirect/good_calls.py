"""Handed to a thread, asynchronous all the way, or blocking only when something is wrong."""
import asyncio
import time

import requests


def download(url):
    return requests.get(url).content


async def in_a_thread(url):
    return await asyncio.to_thread(download, url)


async def in_a_lambda(url):
    return await asyncio.to_thread(lambda: download(url))


async def in_an_executor(url):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, download, url)


async def nap():
    await asyncio.sleep(1)


async def awaits():
    await nap()


def parse(text):
    return text.split(",")


async def computes(text):
    return parse(text)


def starts(url):
    return asyncio.to_thread(download, url)


async def awaits_what_it_starts(url):
    return await starts(url)


def only_defines(url):
    def later():
        time.sleep(1)
    return later


async def defines(url):
    return only_defines(url)


def plain(url):
    return download(url)


def sync_to_async(function):
    async def call(*args):
        return await asyncio.to_thread(function, *args)
    return call


async def handed_on(url):
    return await sync_to_async(download)(url)


def chunks(urls):
    for url in urls:
        yield download(url)


async def keeps_a_generator(urls):
    iterator = chunks(urls)
    return await asyncio.to_thread(next, iterator)


class Endpoint:
    def __init__(self, router):
        router.add_routes([router.put("", self.shutdown)])

    def shutdown(self):
        time.sleep(1)


async def registers_handlers(router):
    return Endpoint(router)
