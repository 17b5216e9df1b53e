#include <vector>

/* Copying it copies its members, and nothing is to be released. */
class Matrix {
public:
	Matrix() = default;
	Matrix(const Matrix &other) { *this = other; }
	Matrix &operator=(const Matrix &other) = default;
	~Matrix() {}
	double trace() const { return m[0] + m[5] + m[10] + m[15]; }

private:
	double m[16] = {};
};

struct Body { Matrix place; double mass; };

double weight(const std::vector<Body> &bodies)
{
	double sum = 0;

	for (const Body &body : bodies) {
		Matrix place = body.place;

		sum += place.trace() * body.mass;
	}
	return sum;
}
