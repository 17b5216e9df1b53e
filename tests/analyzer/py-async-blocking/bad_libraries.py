"""Libraries whose calls wait, known by what makes their objects."""
import asyncio
import concurrent.futures
import imaplib
import tarfile
import zipfile

import boto3
import botocore.session
import dns.resolver
import ftplib
import memcache
import paramiko
import poplib
import redis
import websocket
from google.cloud import storage
from requests_oauthlib import OAuth1Session


async def of_a_pool(pool: concurrent.futures.ThreadPoolExecutor, job):
    return pool.submit(job).result()  # expect: py-async-blocking


async def of_its_own_loop(loop, job):
    return asyncio.run_coroutine_threadsafe(job(), loop).result()  # expect: py-async-blocking


async def resolves(name):
    return dns.resolver.resolve(name, "MX")  # expect: py-async-blocking


async def signs(url):
    session = OAuth1Session("key")
    return session.get(url)  # expect: py-async-blocking


async def asks_a_table(key):
    table = boto3.resource("dynamodb").Table("orders")
    return table.get_item(Key={"id": key})  # expect: py-async-blocking


async def asks_a_queue():
    client = botocore.session.get_session().create_client("sqs")
    return client.get_queue_url(QueueName="jobs")  # expect: py-async-blocking


async def uploads(data):
    blob = storage.Client().bucket("b").blob("o")
    blob.upload_from_string(data)  # expect: py-async-blocking


async def counts(names):
    cache = memcache.Client(["127.0.0.1"])
    return cache.incr("visits")  # expect: py-async-blocking


async def pushes(item):
    store = redis.Redis()
    store.xadd("events", item)  # expect: py-async-blocking


async def copies(path):
    client = paramiko.SSHClient()
    files = client.open_sftp()  # expect: py-async-blocking
    files.put(path, path)  # expect: py-async-blocking


async def reads_mail(host):
    box = imaplib.IMAP4_SSL(host)  # expect: py-async-blocking
    box.select("INBOX")  # expect: py-async-blocking
    old = poplib.POP3(host)  # expect: py-async-blocking
    return old.retr(1)  # expect: py-async-blocking


async def sends_files(host, file):
    site = ftplib.FTP(host)  # expect: py-async-blocking
    site.storlines("STOR x", file)  # expect: py-async-blocking


async def listens(url):
    return websocket.create_connection(url)  # expect: py-async-blocking


async def unpacks(archive: zipfile.ZipFile, other: tarfile.TarFile):
    archive.extractall()  # expect: py-async-blocking
    other.extractall()  # expect: py-async-blocking
