from .db import fetch_name
