"""Across files, in a thread."""
import asyncio

from .client import fetch


async def view(path):
    return await asyncio.to_thread(fetch, path)
