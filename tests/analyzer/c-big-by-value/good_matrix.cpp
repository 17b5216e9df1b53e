struct Matrix {
	double cell[4][4];

	void transpose();
};

static double trace(const Matrix &m)
{
	return m.cell[0][0] + m.cell[1][1];
}

static double turned(Matrix m)
{
	m.transpose();
	return m.cell[0][1];
}

class Shape {
public:
	virtual ~Shape() = default;
	virtual double area(Matrix m) const { return m.cell[0][0]; }
};

double sum(const Matrix *all, int n, const Shape &shape)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += trace(all[i]) + turned(all[i]) + shape.area(all[i]);
	return sum;
}
