// The same array on every turn.
void filter(const float *from, float *to, int n);

void blur(const float *image, int rows, int width)
{
	for (int y = 0; y < rows; y++) {
		float *line = new float[width]; // expect: loop-alloc

		filter(image + y * width, line, width);
		delete[] line;
	}
}
