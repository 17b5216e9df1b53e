"""The object is of unknown type, but only one class has such a method."""


class RoomStore:
    def __init__(self, conn):
        self.conn = conn

    def get_joined_members(self, room, limit=10):
        cursor = self.conn.cursor()
        cursor.execute("SELECT user FROM members WHERE room = ? LIMIT ?", (room, limit))
        return cursor.fetchall()


def notify(server, rooms):
    for room in rooms:
        print(server.store.get_joined_members(room, limit=100))  # expect: loop-query-indirect
