struct Matrix {
	double cell[4][4];
};

static double trace(Matrix m)                   // expect: c-big-by-value
{
	return m.cell[0][0] + m.cell[1][1] + m.cell[2][2] + m.cell[3][3];
}

double sum(const Matrix *all, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += trace(all[i]);
	return sum;
}
