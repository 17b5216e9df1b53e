struct packet {
	unsigned char data[1500];
	unsigned length;
};

struct point { double x, y, z; };

struct entry {
	char name[96];
	int size;
};

void send(struct packet *p);

unsigned checksum(const struct packet *p, struct point at)
{
	return p->data[0] + (unsigned)at.x;
}

/* Its own copy to work on. */
unsigned reversed(struct packet p)
{
	p.length--;
	send(&p);
	return p.data[0];
}

/* Small, and in no loop. */
int size(struct entry e)
{
	return e.size;
}

/* The signature is given by a table. */
static int by_size(struct packet p)
{
	return (int)p.length;
}

int (*const measure)(struct packet) = by_size;

/* Not used: there is another build that does. */
void unused(struct packet p, struct entry e)
{
}
