struct Point {
	~Point();
	float x, y;
};

struct Line {
	~Line();
	float from[2], to[2];
	const char *name;
};

Point::~Point() = default;		// expect: cpp-trivial-destructor

Line::~Line()				// expect: cpp-trivial-destructor
{
}
