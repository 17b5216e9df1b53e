import asyncio

KEPT = set()


def start(coroutine):
    """A task takes itself out when it is done."""
    task = asyncio.create_task(coroutine)
    KEPT.add(task)
    task.add_done_callback(KEPT.discard)
    return task


async def serve(queue):
    while True:
        start((await queue.get())())
