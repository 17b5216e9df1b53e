#include <cstdio>

struct Frame {
	unsigned char pixels[128 * 128];
	int used;
};

void draw(const Frame &frame);

void draw_all(int n)
{
	for (int i = 0; i < n; i++) {
		Frame frame = {};               // expect: c-big-stack-init

		frame.pixels[i % 100] = 1;
		draw(frame);
	}
}

#include <cstring>

/* What an if decides may happen once. */
bool read_line(char *line);
bool is_flag(const char *line);

int read_all(char *line)
{
	char seen[128 * 1024];          // note: c-big-stack-init
	bool fresh = true;
	int n = 0;

	while (read_line(line)) {
		if (is_flag(line)) {
			if (fresh) {
				memset(seen, 0, sizeof(seen));
				fresh = false;
			}
			n += !seen[(unsigned char)line[0]]++;
		}
	}
	return n;
}
