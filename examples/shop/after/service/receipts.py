"""Sends the receipts of the day."""
import asyncio
import smtplib
from email.message import EmailMessage


def receipt(order_id, email, text):
    message = EmailMessage()
    message["Subject"] = f"Your order {order_id}"
    message["To"] = email
    message["From"] = "shop@example.org"
    message.set_content(text)
    return message


def deliver(host, message):
    with smtplib.SMTP(host, timeout=10) as smtp:
        smtp.send_message(message)


async def send_receipts(host, orders):
    """orders: (id, email, text) as they come from the queue."""
    async for order_id, email, text in orders:
        await asyncio.to_thread(deliver, host, receipt(order_id, email, text))
