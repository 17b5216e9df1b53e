struct Frame {
	unsigned char pixels[128 * 128];
	int used;
};

void draw(const Frame &frame);

void draw_all(int n)
{
	Frame frame = {};

	for (int i = 0; i < n; i++) {
		Frame other;

		other.used = 0;
		frame.pixels[i % 100] = 1;
		draw(frame);
		draw(other);
	}
}
