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
